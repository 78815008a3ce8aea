package org.guardband.conformal.classification;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ConformalScores;

/**
 * Chooses the rank limits of {@link RankTruncated} on rows set aside for it.
 *
 * <p>A limit k(y) is admitted if the top-k error of the class, the share of its tuning rows whose
 * label ranks below k, is less than α. {@link #smallestRanks} takes the smallest admitted limit.
 * That leaves no room: the same share of the calibration rows may well exceed α, and the class is
 * then in every set; and where it does not, the class threshold rises to the largest scores. {@link
 * #forSize} therefore asks for an error of at most α/2 and takes, for each class apart, the limit
 * with which the class enters the fewest sets of the tuning rows; larger limits go first where
 * these tie, and no limit at all is a candidate too.
 *
 * <p>The tuning rows must not be the calibration rows, which would no longer be exchangeable with
 * test rows under the chosen score. A class without tuning rows has no limit.
 *
 * <p>With n rows of K classes it takes O(nK log n), and O(n) more for each of at most αn/2 limits.
 *
 * <p>Source: Shi, Ghosh, Belkhouja, Doppa, Yan 2024, arXiv 2406.06818, of which {@link
 * #smallestRanks} is the choice of ranks, there on the calibration rows.
 */
public final class RankTuning {

    private final ClassScore score;
    private final Coverage coverage;

    private RankTuning(ClassScore score, Coverage coverage) {
        this.score = score;
        this.coverage = coverage;
    }

    /**
     * Tunes for a score and a coverage.
     *
     * @param score the score within the limits
     * @param coverage the coverage within each class that will be asked; a guarantee holds for any
     * @return the tuning
     */
    public static RankTuning of(ClassScore score, Coverage coverage) {
        return new RankTuning(score, coverage);
    }

    /**
     * The smallest limits with a top-k error below α.
     *
     * @param tuning probabilities of rows kept apart from training and calibration
     * @param labels the true class index of each row
     * @return the score with the chosen limits
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    public RankTruncated smallestRanks(CategoricalBatch tuning, int[] labels) {
        return RankTruncated.of(score, smallest(ranks(tuning, labels), labels, coverage, tuning));
    }

    /**
     * The limits that make the sets of the tuning rows smallest, of those with a top-k error of at
     * most α/2.
     *
     * @param tuning probabilities of rows kept apart from training and calibration
     * @param labels the true class index of each row
     * @return the score with the chosen limits
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    public RankTruncated forSize(CategoricalBatch tuning, int[] labels) {
        double[] own = ranks(tuning, labels);
        int classes = tuning.classes();
        double[] ranks =
                new ScoredRows(TopK.withDefaults(), tuning).labelValues((rank, label) -> rank);
        double[] scores = new ScoredRows(score, tuning).labelValues((s, label) -> s);
        int[] limits =
                IntStream.range(0, classes)
                        .parallel()
                        .map(
                                y -> {
                                    int[] rows = rowsOf(labels, y);
                                    return best(
                                            column(ranks, classes, y),
                                            column(scores, classes, y),
                                            rows,
                                            candidates(own, rows, classes));
                                })
                        .toArray();
        return RankTruncated.of(score, limits);
    }

    private static int[] rowsOf(int[] labels, int y) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == y).toArray();
    }

    private static double[] column(double[] values, int classes, int y) {
        return IntStream.range(0, values.length / classes)
                .mapToDouble(i -> values[i * classes + y])
                .toArray();
    }

    static double[] ranks(CategoricalBatch batch, int[] labels) {
        return new ScoredRows(TopK.withDefaults(), batch).calibrationScores(labels);
    }

    /** The smallest k(y) whose top-k error is below α; K for a class without rows. */
    static int[] smallest(
            double[] ownRanks, int[] labels, Coverage coverage, CategoricalBatch batch) {
        int[] limits = new int[batch.classes()];
        for (int y = 0; y < limits.length; y++) {
            double[] ranks = ranksOf(ownRanks, rowsOf(labels, y));
            int n = ranks.length;
            int misses = 0;
            while (misses + 1 < n && (misses + 1.0) / n < coverage.error()) {
                misses++;
            }
            limits[y] = n == 0 ? batch.classes() : (int) ranks[n - 1 - misses];
        }
        return limits;
    }

    private static double[] ranksOf(double[] ownRanks, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> ownRanks[i]).sorted().toArray();
    }

    /** All classes, and the ranks of own rows that at most a share α/2 of them exceed: falling. */
    private int[] candidates(double[] ownRanks, int[] rows, int classes) {
        double[] ranks = ranksOf(ownRanks, rows);
        double admitted = coverage.error() / 2 * ranks.length;
        IntStream.Builder limits = IntStream.builder();
        limits.add(classes);
        for (int misses = 0; misses < ranks.length && misses <= admitted; misses++) {
            limits.add((int) ranks[ranks.length - 1 - misses]);
        }
        return limits.build().distinct().toArray();
    }

    private int best(double[] ranks, double[] scores, int[] rows, int[] candidates) {
        int best = candidates[0];
        int fewest = Integer.MAX_VALUE;
        for (int limit : candidates) {
            double[] own = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                own[i] = ranks[rows[i]] <= limit ? scores[rows[i]] : Double.POSITIVE_INFINITY;
            }
            double threshold = ConformalScores.wrap(own).quantile(coverage);
            int entered = 0;
            for (int i = 0; i < ranks.length; i++) {
                boolean admitted = ranks[i] <= limit && scores[i] <= threshold;
                entered += admitted || threshold == Double.POSITIVE_INFINITY ? 1 : 0;
            }
            if (entered < fewest) {
                fewest = entered;
                best = limit;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return "RankTuning[" + score + ", " + coverage + "]";
    }
}
