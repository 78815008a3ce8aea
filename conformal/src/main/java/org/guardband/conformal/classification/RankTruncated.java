package org.guardband.conformal.classification;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;

/**
 * A score that calls a label y infinitely strange where y ranks below a limit k(y) of its class:
 * s(row, y, u) if the rank of y in descending order of probability, ties by index, is at most k(y),
 * else +∞. Made for {@link ClassConformalizer#conformalizeByClass}: a class that the model seldom
 * ranks low needs not be looked at where it does rank low.
 *
 * <p>Guarantee: that of the conformalizer, for any limits that do not depend on the calibration
 * rows; {@link RankTuning} chooses them on rows of their own. Where more than a share α of the
 * calibration rows of a class lie beyond its limit, its threshold is +∞ and the class is in every
 * set: limits should leave room.
 *
 * <p>Source: Shi, Ghosh, Belkhouja, Doppa, Yan 2024, arXiv 2406.06818 (RC3P). The paper takes the
 * limits from the calibration rows themselves and lowers the error of the class threshold by the
 * measured top-k error instead; see {@link PublishedRankCalibration}.
 */
public final class RankTruncated implements ClassScore {

    static final String METHOD = "rank-calibrated";

    private final ClassScore score;
    private final int[] limits;

    private RankTruncated(ClassScore score, int[] limits) {
        this.score = Objects.requireNonNull(score, "score");
        this.limits = limits;
    }

    /**
     * A score with limits.
     *
     * @param score the score within the limits
     * @param limits k(y) of each class, ≥ 1; K or more admits every rank
     * @return the truncated score
     * @throws IllegalArgumentException if there is no class or a limit is below 1
     */
    public static RankTruncated of(ClassScore score, int... limits) {
        Arguments.atLeast("number of limits", limits.length, 1);
        for (int k = 0; k < limits.length; k++) {
            Arguments.atLeast("limits[" + k + "]", limits[k], 1);
        }
        return new RankTruncated(score, limits.clone());
    }

    /**
     * The score within the limits.
     *
     * @return s
     */
    public ClassScore score() {
        return score;
    }

    /**
     * A copy of the limits.
     *
     * @return k(y) of each class
     */
    public int[] limits() {
        return limits.clone();
    }

    @Override
    public double score(double[] row, int label, double u) {
        return isWithin(row, label) ? score.score(row, label, u) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double calibrationScore(double[] row, int label, double u) {
        return isWithin(row, label)
                ? score.calibrationScore(row, label, u)
                : Double.POSITIVE_INFINITY;
    }

    private boolean isWithin(double[] row, int label) {
        requireClasses(row.length);
        return TopK.rank(row, label) <= limits[label];
    }

    private void requireClasses(int classes) {
        Arguments.sameLength("limits", limits.length, "the classes", classes);
    }

    @Override
    public OptionalLong seed() {
        return score.seed();
    }

    @Override
    public LabelSelector selector(int classes) {
        requireClasses(classes);
        LabelSelector inner = score.selector(classes);
        RowOrder order = new RowOrder(classes);
        return new LabelSelector() {
            private final double[] scores = new double[classes];

            @Override
            public void row(double[] row, double u) {
                inner.row(row, u);
                inner.scores(scores);
                int rank = 0;
                for (int k : order.of(row)) {
                    if (++rank > limits[k]) {
                        scores[k] = Double.POSITIVE_INFINITY;
                    }
                }
            }

            @Override
            public void select(double threshold, long[] words, int offset) {
                for (int k = 0; k < classes; k++) {
                    if (scores[k] <= threshold) {
                        words[offset + (k >> 6)] |= 1L << k;
                    }
                }
            }

            @Override
            public void scores(double[] out) {
                System.arraycopy(scores, 0, out, 0, classes);
            }
        };
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public void describe(ModelDocument.Builder document) {
        document.put("limits", limits).put("score", scoreDocument(score));
    }

    /** A score as the classifier with it that has seen no rows: what its own reader can read. */
    static ModelDocument scoreDocument(ClassScore score) {
        return new ConformalClassifier(
                        new SetForm(score, List.of("0"), false),
                        new ScorePools.Marginal(ConformalScores.wrap(new double[0])))
                .toDocument();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankTruncated that
                && score.equals(that.score)
                && Arrays.equals(limits, that.limits);
    }

    @Override
    public int hashCode() {
        return 31 * score.hashCode() + Arrays.hashCode(limits);
    }

    @Override
    public String toString() {
        return "RankTruncated[" + score + ", limits " + Arrays.toString(limits) + "]";
    }
}
