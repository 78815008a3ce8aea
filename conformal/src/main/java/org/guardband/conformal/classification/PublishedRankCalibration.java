package org.guardband.conformal.classification;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.LabelSets;

/**
 * Rank-calibrated class-conditional sets by the published rule (RC3P), for one coverage: with ε̂ₖ
 * the share of held-out rows of class y whose label ranks below k, k(y) is the smallest k with ε̂ₖ
 * &lt; α, and y enters a set if its rank is at most k(y) and its score at most the conformal
 * quantile of all held-out scores of the class at error α − ε̂ₖ.
 *
 * <p>By the union bound coverage within the class is 1 − α up to the error of ε̂ₖ, which was
 * minimised on the same rows and is too small on average: nothing is promised in finite samples.
 * {@link RankCalibration} keeps the promise.
 *
 * <p>Source: Shi, Ghosh, Belkhouja, Doppa, Yan 2024, arXiv 2406.06818, as implemented in TorchCP
 * ({@code RC3PPredictor}); ranks of equal probabilities are by index here.
 */
public final class PublishedRankCalibration implements Persistent {

    static final String METHOD = "published-rank-calibration";

    private final ClassScore score;
    private final List<String> labels;
    private final int[] limits;
    private final double[] thresholds;

    private PublishedRankCalibration(
            ClassScore score, List<String> labels, int[] limits, double[] thresholds) {
        this.score = Objects.requireNonNull(score, "score");
        this.labels = List.copyOf(labels);
        this.limits = limits;
        this.thresholds = Arguments.noneNaN("thresholds", thresholds);
        Arguments.sameLength("limits", limits.length, "the classes", labels.size());
        Arguments.sameLength("thresholds", thresholds.length, "the classes", labels.size());
    }

    /**
     * Fits limits and thresholds to the same rows.
     *
     * @param score the nonconformity score
     * @param heldOut probabilities of rows that the model was not trained on
     * @param labels the true class index of each row
     * @param coverage the asked coverage within each class
     * @return the fitted sets; a class without rows is in every set
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    public static PublishedRankCalibration fit(
            ClassScore score, CategoricalBatch heldOut, int[] labels, Coverage coverage) {
        double[] ranks = RankTuning.ranks(heldOut, labels);
        int[] limits = RankTuning.smallest(ranks, labels, coverage, heldOut);
        double[] scores = new ScoredRows(score, heldOut).calibrationScores(labels);
        double[] thresholds = new double[limits.length];
        for (int y = 0; y < limits.length; y++) {
            int label = y;
            int[] rows =
                    IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
            long beyond = Arrays.stream(rows).filter(i -> ranks[i] > limits[label]).count();
            double[] own = Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray();
            thresholds[y] =
                    ConformalScores.wrap(own).quantile(lowered(coverage, beyond, rows.length));
        }
        return new PublishedRankCalibration(score, heldOut.labels(), limits, thresholds);
    }

    /** The coverage of error α − m/n, in decimal: a difference of doubles would miss ranks. */
    private static Coverage lowered(Coverage coverage, long beyond, int rows) {
        if (beyond == 0) {
            return coverage;
        }
        BigDecimal share =
                BigDecimal.valueOf(beyond).divide(BigDecimal.valueOf(rows), MathContext.DECIMAL64);
        return Coverage.ofError(BigDecimal.valueOf(coverage.error()).subtract(share).doubleValue());
    }

    /**
     * The rank limits.
     *
     * @return k(y) of each class
     */
    public int[] limits() {
        return limits.clone();
    }

    /**
     * The largest admitted score of each class.
     *
     * @return one number per class, +∞ where its rows are too few
     */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /**
     * The sets of rows.
     *
     * @param batch probabilities over the classes of the held-out rows
     * @return one set per row
     * @throws IllegalArgumentException if the classes differ
     */
    public LabelSets sets(CategoricalBatch batch) {
        SetForm form = new SetForm(RankTruncated.of(score, limits), labels, false);
        // a finite bound keeps labels beyond their limit out, whose scores are infinite
        double[] finite =
                Arrays.stream(thresholds).map(t -> Math.min(t, Double.MAX_VALUE)).toArray();
        return form.rows(batch).setsByLabel(List.of(finite), false).get(0);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("score", RankTruncated.scoreDocument(score))
                .putTexts("labels", labels)
                .put("limits", limits)
                .put("thresholds", thresholds)
                .build();
    }

    static PublishedRankCalibration read(ModelDocument document) {
        return new PublishedRankCalibration(
                RankTruncatedReader.inner(document.child("score")),
                document.texts("labels"),
                document.integers("limits"),
                document.numbers("thresholds"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublishedRankCalibration that
                && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(thresholds);
    }

    @Override
    public String toString() {
        return "PublishedRankCalibration[" + score + ", limits " + Arrays.toString(limits) + "]";
    }
}
