package org.guardband.conformal.classification;

import java.util.Arrays;
import java.util.List;
import org.guardband.conformal.resampling.FoldScores;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.set.LabelSets;

/**
 * {@link CrossClassConformalizer}, fitted: immutable, safe to share between threads, good for any
 * coverage. Sets of a larger coverage contain those of a smaller one.
 */
public final class CrossConformalClassifier
        implements ConformalPredictor<FoldProbabilities, LabelSets> {

    static final String TAXONOMY = "fold";

    private static final int BLOCK = 64;

    private final SetForm form;
    private final FoldScores scores;

    CrossConformalClassifier(SetForm form, FoldScores scores) {
        this.form = form;
        this.scores = scores;
    }

    /** What becomes of the counts #{i : sᵢ ≥ s₋ₖ₍ᵢ₎(x, y)} of a row. */
    private interface RowCounts {
        void accept(int row, int[] counts);
    }

    @Override
    public int calibrationSize() {
        return scores.rows();
    }

    /**
     * The score that labels are compared by.
     *
     * @return the nonconformity score
     */
    public ClassScore score() {
        return form.score();
    }

    /**
     * The names of the classes.
     *
     * @return the names, those of the training rows
     */
    public List<String> labels() {
        return form.labels();
    }

    /**
     * The number of folds.
     *
     * @return K
     */
    public int folds() {
        return scores.folds();
    }

    /**
     * Sets of one coverage.
     *
     * @param test the probabilities of the test rows by the model of every fold
     * @param coverage 1 − α; the guarantee of {@link CrossClassConformalizer} is 1 − 2α less a
     *     small term
     * @return one set per row; all labels where there are too few training rows
     * @throws IllegalArgumentException if the number of folds or the classes differ
     */
    @Override
    public LabelSets sets(FoldProbabilities test, Coverage coverage) {
        return sets(test, List.of(coverage)).get(0);
    }

    /**
     * Sets of several coverages, in one pass over the predictions.
     *
     * @param test the probabilities of the test rows by the model of every fold
     * @param coverages the asked coverages
     * @return the sets of each coverage, in the order of {@code coverages}
     * @throws IllegalArgumentException if the number of folds or the classes differ
     */
    @Override
    public List<LabelSets> sets(FoldProbabilities test, List<Coverage> coverages) {
        int width = LabelSets.wordsPerRow(labels().size());
        long[][] words = new long[coverages.size()][Math.multiplyExact(test.rows(), width)];
        // p(y) > α if and only if at least ⌊α(n+1)⌋ rows are as strange as (x, y)
        int[] needed =
                coverages.stream().mapToInt(c -> (int) c.lowerRank(calibrationSize())).toArray();
        counts(
                test,
                (row, counts) -> {
                    int most = Arrays.stream(counts).max().orElse(0);
                    for (int c = 0; c < needed.length; c++) {
                        if (most < needed[c] && form.nonEmpty()) {
                            LabelBits.mark(firstOf(counts, most), words[c], row * width);
                        }
                        for (int y = 0; y < counts.length; y++) {
                            if (counts[y] >= needed[c]) {
                                LabelBits.mark(y, words[c], row * width);
                            }
                        }
                    }
                });
        return Arrays.stream(words).map(w -> LabelSets.wrap(w, labels())).toList();
    }

    private static int firstOf(int[] counts, int value) {
        int y = 0;
        while (counts[y] != value) {
            y++;
        }
        return y;
    }

    /**
     * The cross-conformal p-value of one label per row. It is not quite super-uniform: P(p ≤ α) ≤
     * 2α plus a small term.
     *
     * @param test the probabilities of the test rows by the model of every fold
     * @param labels one class index per row
     * @return one p-value per row, in [1/(n+1), 1]
     * @throws IllegalArgumentException if the number of folds, the classes or the lengths differ or
     *     a label is out of range
     */
    public double[] pValues(FoldProbabilities test, int[] labels) {
        Arguments.sameLength("labels", labels.length, "the predictions", test.rows());
        Arguments.allIndices("labels", labels, labels().size());
        double[] out = new double[labels.length];
        counts(test, (row, counts) -> out[row] = pValue(counts[labels[row]]));
        return out;
    }

    /**
     * The cross-conformal p-values of all labels, and what they say of the most plausible one.
     *
     * @param test the probabilities of the test rows by the model of every fold
     * @return one forecast per row
     * @throws IllegalArgumentException if the number of folds or the classes differ
     */
    public ConformalForecasts forecasts(FoldProbabilities test) {
        int classes = labels().size();
        double[] out = new double[Math.multiplyExact(test.rows(), classes)];
        counts(
                test,
                (row, counts) -> {
                    for (int y = 0; y < classes; y++) {
                        out[row * classes + y] = pValue(counts[y]);
                    }
                });
        return ConformalForecasts.wrap(out, labels());
    }

    private double pValue(int count) {
        return (1.0 + count) / (calibrationSize() + 1.0);
    }

    private void counts(FoldProbabilities test, RowCounts use) {
        if (test.folds() != folds()) {
            throw new IllegalArgumentException(
                    "predictions must be of " + folds() + " folds, got " + test.folds());
        }
        form.requireLabels("predictions", test.labels());
        int classes = labels().size();
        RowUniforms uniforms = new RowUniforms(score(), RowUniforms.TEST);
        ParallelRows.run(
                test.rows(),
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    double[] rowScores = new double[classes];
                    int[] counts = new int[classes];
                    LabelSelector selector = score().selector(classes);
                    for (int i = from; i < to; i++) {
                        Arrays.fill(counts, 0);
                        double u = 1;
                        for (int k = 0; k < folds(); k++) {
                            test.predict(i, k, row);
                            u = k == 0 ? uniforms.at(i, row) : u;
                            selector.row(row, u);
                            selector.scores(rowScores);
                            for (int y = 0; y < classes; y++) {
                                counts[y] += scores.countAtLeast(k, rowScores[y]);
                            }
                        }
                        use.accept(i, counts);
                    }
                });
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = form.document(TAXONOMY);
        scores.describe(document);
        return document.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CrossConformalClassifier that
                && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return scores.hashCode();
    }

    @Override
    public String toString() {
        return "CrossConformalClassifier[" + score() + ", " + scores + "]";
    }
}
