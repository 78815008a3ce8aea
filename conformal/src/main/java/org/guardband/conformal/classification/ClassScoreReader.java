package org.guardband.conformal.classification;

import java.util.Arrays;
import org.guardband.conformal.GroupedConformalScores;
import org.guardband.conformal.conditional.ConditionalThresholds;
import org.guardband.conformal.resampling.FoldScores;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.WeightedConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;

/**
 * Reads conformal classifiers back. Extend it for a score of your own and enter the class as a
 * service provider of {@link ModelReader}.
 */
public abstract class ClassScoreReader implements ModelReader {

    /** For subclasses. */
    protected ClassScoreReader() {}

    /**
     * Rebuilds the score from what {@link ClassScore#describe} entered.
     *
     * @param document the document of a fitted classifier
     * @return its score
     * @throws IllegalArgumentException if a constant is missing or invalid
     */
    protected abstract ClassScore score(ModelDocument document);

    /**
     * Rebuilds a classifier.
     *
     * @param document the document
     * @return a {@link ConformalClassifier}, a {@link MondrianConformalClassifier} if it has
     *     groups, a {@link WeightedConformalClassifier} if its rows have weights a {@link
     *     CrossConformalClassifier} if they are in folds or a {@link
     *     ConditionalConformalClassifier} if they have features
     * @throws IllegalArgumentException if a field is missing or invalid
     */
    @Override
    public final Persistent read(ModelDocument document) {
        SetForm form = SetForm.read(document, score(document));
        String taxonomy = document.text("taxonomy");
        return switch (taxonomy) {
            case ScorePools.Marginal.TAXONOMY ->
                    new ConformalClassifier(
                            form,
                            new ScorePools.Marginal(
                                    ConformalScores.wrap(document.numbers("scores"))));
            case ScorePools.ByClass.TAXONOMY ->
                    new ConformalClassifier(form, new ScorePools.ByClass(byClass(document, form)));
            case MondrianConformalClassifier.TAXONOMY ->
                    new MondrianConformalClassifier(
                            form, GroupedConformalScores.read(document.child("groups")));
            case ScorePools.LabelWeighted.TAXONOMY ->
                    new ConformalClassifier(form, labelWeighted(document, form));
            case ScorePools.FixedlyWeighted.TAXONOMY ->
                    new ConformalClassifier(
                            form,
                            new ScorePools.FixedlyWeighted(
                                    WeightedConformalScores.of(
                                            document.numbers("scores"),
                                            document.numbers("weights"))));
            case ScorePools.ByCluster.TAXONOMY ->
                    new ConformalClassifier(form, byCluster(document, form));
            case CrossConformalClassifier.TAXONOMY ->
                    new CrossConformalClassifier(form, FoldScores.read(document));
            case ConditionalConformalClassifier.TAXONOMY ->
                    new ConditionalConformalClassifier(
                            form, ConditionalThresholds.read(document.child("calibration")));
            case WeightedConformalClassifier.TAXONOMY ->
                    new WeightedConformalClassifier(
                            form,
                            WeightedConformalScores.of(
                                    document.numbers("scores"), document.numbers("weights")));
            default ->
                    throw new ModelFormatException(
                            "field \"taxonomy\" must be \"none\", \"class\", \"group\","
                                    + " \"weight\", \"fixed-weight\", \"label-shift\", \"cluster\", \"fold\" or"
                                    + " \"conditional\", got \""
                                    + taxonomy
                                    + "\"");
        };
    }

    private static ScorePools labelWeighted(ModelDocument document, SetForm form) {
        double[] labelWeights = document.numbers("label-weights");
        if (labelWeights.length != form.labels().size()) {
            throw new ModelFormatException(
                    "field \"label-weights\" must have one weight per label");
        }
        return new ScorePools.LabelWeighted(
                WeightedConformalScores.of(document.numbers("scores"), document.numbers("weights")),
                Arrays.stream(Arguments.allNonNegative("label-weights", labelWeights))
                        .boxed()
                        .toList());
    }

    private static ScorePools byCluster(ModelDocument document, SetForm form) {
        GroupedConformalScores scores = GroupedConformalScores.read(document.child("clusters"));
        int[] poolOfLabel = document.integers("cluster-of-label");
        if (poolOfLabel.length != form.labels().size()) {
            throw new ModelFormatException(
                    "field \"cluster-of-label\" must have one cluster per label");
        }
        return new ScorePools.ByCluster(
                scores,
                Arrays.stream(
                                Arguments.allIndices(
                                        "cluster-of-label", poolOfLabel, scores.names().size()))
                        .boxed()
                        .toList(),
                document.flag("pooled-null"));
    }

    private static GroupedConformalScores byClass(ModelDocument document, SetForm form) {
        GroupedConformalScores scores = GroupedConformalScores.read(document.child("groups"));
        if (!scores.names().equals(form.labels())) {
            throw new ModelFormatException("field \"groups\" must have one pool per label");
        }
        return scores;
    }
}
