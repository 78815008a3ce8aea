package org.guardband.conformal.classification;

import java.util.Objects;
import org.guardband.conformal.conditional.FeatureRows;
import org.guardband.conformal.conditional.FunctionClass;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.Conformalizer;

/**
 * Split conformal sets of labels with coverage over a class of functions of features: in groups
 * that overlap, under covariate shifts, near a point. The set of a row is {y : score(row, y, u) ≤
 * S*}, with the threshold S* of the row that {@link
 * org.guardband.conformal.conditional.ConditionalScores} (linear class) or {@link
 * org.guardband.conformal.conditional.KernelScores} (space of a kernel) gives, where the guarantee
 * and its limits are stated. The features may be anything that is known before the truth, the
 * predicted probabilities included.
 *
 * <p>Over the space of a kernel thresholds depend on the order of the calibration rows, by 2⁻¹⁹ of
 * the largest score where scores tie and by rounding elsewhere; over linear functions they do not.
 *
 * <p>Source: Gibbs, Cherian, Candès 2023, arXiv 2305.12616.
 */
public final class ConditionalClassConformalizer
        implements Conformalizer<
                FeatureRows<? extends CategoricalBatch>, int[], ConditionalConformalClassifier> {

    private final ClassScore score;
    private final FunctionClass functions;
    private final boolean nonEmpty;

    private ConditionalClassConformalizer(
            ClassScore score, FunctionClass functions, boolean nonEmpty) {
        this.score = Objects.requireNonNull(score, "score");
        this.functions = Objects.requireNonNull(functions, "functions");
        this.nonEmpty = nonEmpty;
    }

    /**
     * The method with a score, over all linear functions of the features.
     *
     * @param score the nonconformity score
     * @return the method, admitting empty sets
     */
    public static ConditionalClassConformalizer of(ClassScore score) {
        return new ConditionalClassConformalizer(score, FunctionClass.linear(), false);
    }

    /**
     * The same over another class of functions.
     *
     * @param other the class
     * @return the method
     */
    public ConditionalClassConformalizer withFunctions(FunctionClass other) {
        return new ConditionalClassConformalizer(score, other, nonEmpty);
    }

    /**
     * Puts the most probable label (the first among ties) into every set that would be empty. The
     * coverage can only rise.
     *
     * @return the method, never giving an empty set
     */
    public ConditionalClassConformalizer withNonEmptySets() {
        return new ConditionalClassConformalizer(score, functions, true);
    }

    /**
     * Scores held-out rows.
     *
     * @param heldOut probabilities with features of rows that the model was not trained on
     * @param labels the true class index of each row
     * @return the classifier
     * @throws IllegalArgumentException if lengths differ, a label is out of range or a score is
     *     infinite
     */
    @Override
    public ConditionalConformalClassifier conformalize(
            FeatureRows<? extends CategoricalBatch> heldOut, int[] labels) {
        CategoricalBatch batch = heldOut.batch();
        double[] scores = new ScoredRows(score, batch).calibrationScores(labels);
        return new ConditionalConformalClassifier(
                new SetForm(score, batch.labels(), nonEmpty),
                functions.thresholds(heldOut, scores));
    }

    @Override
    public String toString() {
        return "ConditionalClassConformalizer[" + score + ", " + functions + "]";
    }
}
