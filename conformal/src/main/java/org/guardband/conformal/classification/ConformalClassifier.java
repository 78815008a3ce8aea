package org.guardband.conformal.classification;

import java.util.List;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.set.LabelSets;

/**
 * A fitted split conformal classifier, for coverage over all rows or within every true class; see
 * {@link ClassConformalizer} for its guarantee.
 *
 * <p>The set of a row is {y : score(row, y, u) ≤ q̂}, exactly as the score is computed in floating
 * point, with q̂ the conformal quantile of the held-out scores, or of those of class y. Sets of a
 * larger coverage contain those of a smaller one. Rows are worked on in parallel; the result does
 * not depend on the number of threads. With a randomised score, u depends on the seed, the position
 * of the row in its batch and its probabilities, so that a repeated call gives the same sets.
 */
public final class ConformalClassifier implements ConformalPredictor<CategoricalBatch, LabelSets> {

    private final SetForm form;
    private final ScorePools pools;

    ConformalClassifier(SetForm form, ScorePools pools) {
        this.form = form;
        this.pools = pools;
    }

    @Override
    public int calibrationSize() {
        return pools.size();
    }

    /**
     * The effective number of held-out rows: Kish's (Σ wᵢ)²/Σ wᵢ² where they have weights (label
     * shift, fixed weights), else {@link #calibrationSize}.
     *
     * @return a number up to {@link #calibrationSize}
     */
    public double effectiveSize() {
        return pools.effectiveSize();
    }

    /**
     * The clusters that {@link ClassConformalizer#conformalizeByCluster} found.
     *
     * @return the cluster of each class, from 0, and −1 for a class in none; empty where classes
     *     were not clustered
     */
    public int[] clusters() {
        if (!(pools instanceof ScorePools.ByCluster clustered)) {
            return new int[0];
        }
        int none = clustered.scores().names().size() - 1;
        return clustered.poolOfLabel().stream()
                .mapToInt(pool -> pool == none ? -1 : pool)
                .toArray();
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
     * @return K names, those of the held-out rows
     */
    public List<String> labels() {
        return form.labels();
    }

    /**
     * Sets of one coverage.
     *
     * @param batch probabilities over the classes of the held-out rows
     * @param coverage the asked coverage; where there are fewer held-out rows (of a class) than
     *     {@link Coverage#smallestCalibrationSize}, every set contains all labels (that class)
     * @return one set per row, in the same order
     * @throws IllegalArgumentException if the classes differ from those of the held-out rows
     */
    @Override
    public LabelSets sets(CategoricalBatch batch, Coverage coverage) {
        return sets(batch, List.of(coverage)).get(0);
    }

    /**
     * Sets of several coverages, in one pass over the batch.
     *
     * @param batch probabilities over the classes of the held-out rows
     * @param coverages the asked coverages
     * @return the sets of each coverage, in the order of {@code coverages}
     * @throws IllegalArgumentException if the classes differ from those of the held-out rows
     */
    @Override
    public List<LabelSets> sets(CategoricalBatch batch, List<Coverage> coverages) {
        return pools.sets(form.rows(batch), coverages, form.nonEmpty());
    }

    /**
     * The conformal p-value of one label per row: (1 + #{held-out scores ≥ its score})/(n+1), over
     * the held-out rows, or over those of its class.
     *
     * @param batch probabilities over the classes of the held-out rows
     * @param labels one class index per row
     * @return one p-value per row; super-uniform for true labels
     * @throws IllegalArgumentException if the classes differ, the lengths differ or a label is out
     *     of range
     */
    public double[] pValues(CategoricalBatch batch, int[] labels) {
        return pools.pValues(form.rows(batch).testScores(labels), labels);
    }

    /**
     * The conformal p-values of all labels, and what they say of the most plausible one. O(nK log
     * n).
     *
     * @param batch probabilities over the classes of the held-out rows
     * @return one forecast per row
     * @throws IllegalArgumentException if the classes differ from those of the held-out rows
     */
    public ConformalForecasts forecasts(CategoricalBatch batch) {
        return ConformalForecasts.wrap(form.rows(batch).labelValues(pools::pValue), labels());
    }

    @Override
    public ModelDocument toDocument() {
        return pools.document(form);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConformalClassifier that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return pools.hashCode();
    }

    @Override
    public String toString() {
        return "ConformalClassifier[" + form.score() + ", n=" + calibrationSize() + "]";
    }
}
