package org.guardband.conformal.classification;

import java.util.List;
import org.guardband.conformal.conditional.ConditionalThresholds;
import org.guardband.conformal.conditional.FeatureRows;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.set.LabelSets;

/**
 * {@link ConditionalClassConformalizer}, fitted: immutable, safe to share between threads, good for
 * any coverage.
 */
public final class ConditionalConformalClassifier
        implements ConformalPredictor<FeatureRows<? extends CategoricalBatch>, LabelSets> {

    static final String TAXONOMY = "conditional";

    private final SetForm form;
    private final ConditionalThresholds thresholds;

    ConditionalConformalClassifier(SetForm form, ConditionalThresholds thresholds) {
        this.form = form;
        this.thresholds = thresholds;
    }

    @Override
    public int calibrationSize() {
        return thresholds.size();
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
     * @return the names, those of the held-out rows
     */
    public List<String> labels() {
        return form.labels();
    }

    /**
     * Sets of one coverage.
     *
     * @param rows probabilities of the same model with the same features
     * @param coverage 1 − α
     * @return one set per row; all labels where no finite threshold serves
     * @throws IllegalArgumentException if the classes differ or there are more or fewer features
     *     than at calibration
     */
    @Override
    public LabelSets sets(FeatureRows<? extends CategoricalBatch> rows, Coverage coverage) {
        return sets(rows, thresholds.thresholds(rows, coverage));
    }

    /**
     * Randomised sets, whose coverage is exact.
     *
     * @param rows probabilities of the same model with the same features
     * @param coverage 1 − α
     * @param u one uniform number in [0, 1] per row
     * @return one set per row, contained in that of {@link #sets(FeatureRows, Coverage)}
     * @throws IllegalArgumentException as {@link #sets(FeatureRows, Coverage)}, or if u is not of
     *     that length and range
     */
    public LabelSets randomizedSets(
            FeatureRows<? extends CategoricalBatch> rows, Coverage coverage, double[] u) {
        return sets(rows, thresholds.thresholds(rows, coverage, u));
    }

    private LabelSets sets(FeatureRows<? extends CategoricalBatch> rows, double[] atMost) {
        return form.rows(rows.batch())
                .sets(List.of(RowThresholds.each(atMost)), form.nonEmpty())
                .get(0);
    }

    @Override
    public ModelDocument toDocument() {
        return form.document(TAXONOMY).put("calibration", thresholds.toDocument()).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConditionalConformalClassifier that
                && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return thresholds.hashCode();
    }

    @Override
    public String toString() {
        return "ConditionalConformalClassifier[" + score() + ", " + thresholds + "]";
    }
}
