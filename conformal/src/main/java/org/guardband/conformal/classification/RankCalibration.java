package org.guardband.conformal.classification;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.numeric.RandomOrder;

/**
 * Rank-calibrated class-conditional sets (RC3P) from one batch of held-out rows: a random share of
 * each class chooses the rank limits by {@link RankTuning}, the others calibrate {@link
 * RankTruncated} class by class.
 *
 * <p>Guarantee: P(label in set | label = y) ≥ 1 − α for every class y, if the held-out rows of a
 * class and a new row of it are exchangeable. It is exact in finite samples, at the price of the
 * rows that tune: a class needs (1 − α)/α rows that calibrate. Whether sets are smaller than those
 * of {@link ClassConformalizer#conformalizeByClass} depends on the model: they are where its scores
 * of a class have a long tail that ranks cut off, and not where half of the rows are missed in the
 * thresholds.
 *
 * <p>Source: Shi, Ghosh, Belkhouja, Doppa, Yan 2024, arXiv 2406.06818, whose rule on one and the
 * same rows is {@link PublishedRankCalibration}.
 */
public final class RankCalibration
        implements Conformalizer<CategoricalBatch, int[], ConformalClassifier> {

    private static final double SHARE = 0.3;

    private final ClassScore score;
    private final Coverage coverage;
    private final double share;
    private final long seed;
    private final boolean smallest;

    private RankCalibration(
            ClassScore score, Coverage coverage, double share, long seed, boolean smallest) {
        this.score = score;
        this.coverage = coverage;
        this.share = share;
        this.seed = seed;
        this.smallest = smallest;
    }

    /**
     * Limits for small sets, chosen on 30 % of the rows of each class.
     *
     * @param score the score within the limits
     * @param coverage the coverage within each class that limits are chosen for
     * @return the method
     */
    public static RankCalibration of(ClassScore score, Coverage coverage) {
        return new RankCalibration(score, coverage, SHARE, 0, false);
    }

    /**
     * Another share of rows to choose the limits on.
     *
     * @param share of the rows of each class, in (0, 1), rounded down
     * @return the method
     * @throws IllegalArgumentException if {@code share} is not in (0, 1)
     */
    public RankCalibration withTuningShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be in (0, 1), got " + share);
        }
        return new RankCalibration(score, coverage, share, seed, smallest);
    }

    /**
     * Another division of the rows.
     *
     * @param seed any number, 0 by default
     * @return the method
     */
    public RankCalibration withSeed(long seed) {
        return new RankCalibration(score, coverage, share, seed, smallest);
    }

    /**
     * The smallest limits with a top-k error below α in place of those for small sets, as in the
     * paper.
     *
     * @return the method
     */
    public RankCalibration withSmallestRanks() {
        return new RankCalibration(score, coverage, share, seed, true);
    }

    /**
     * Divides the rows, chooses limits and calibrates.
     *
     * @param heldOut probabilities of rows that the model was not trained on; exchangeable, class
     *     by class, with the rows that will be predicted
     * @param labels the true class index of each row
     * @return the classifier, with {@link RankTruncated} for its score
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    @Override
    public ConformalClassifier conformalize(CategoricalBatch heldOut, int[] labels) {
        boolean[] tunes = new boolean[labels.length];
        RankTuning.ranks(heldOut, labels); // refuses labels before they are counted
        SplittableRandom random = new SplittableRandom(seed);
        for (int y = 0; y < heldOut.classes(); y++) {
            int label = y;
            int[] rows =
                    IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
            RandomOrder.shuffle(rows, random);
            Arrays.stream(rows).limit((long) (share * rows.length)).forEach(i -> tunes[i] = true);
        }
        int[] tuning = IntStream.range(0, tunes.length).filter(i -> tunes[i]).toArray();
        int[] calibration = IntStream.range(0, tunes.length).filter(i -> !tunes[i]).toArray();
        RankTuning tuned = RankTuning.of(score, coverage);
        CategoricalBatch tuningRows = heldOut.select(tuning);
        int[] tuningLabels = labels(labels, tuning);
        RankTruncated truncated =
                smallest
                        ? tuned.smallestRanks(tuningRows, tuningLabels)
                        : tuned.forSize(tuningRows, tuningLabels);
        return ClassConformalizer.of(truncated)
                .conformalizeByClass(heldOut.select(calibration), labels(labels, calibration));
    }

    private static int[] labels(int[] labels, int[] rows) {
        return Arrays.stream(rows).map(i -> labels[i]).toArray();
    }

    @Override
    public String toString() {
        return "RankCalibration[" + score + ", " + coverage + ", share=" + share + "]";
    }
}
