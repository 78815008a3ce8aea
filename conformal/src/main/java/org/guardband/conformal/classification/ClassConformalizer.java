package org.guardband.conformal.classification;

import java.util.Arrays;
import java.util.Objects;
import org.guardband.conformal.FixedWeights;
import org.guardband.conformal.GroupedConformalScores;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.Weighted;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.calibration.WeightedConformalScores;
import org.guardband.core.numeric.Arguments;

/**
 * Split conformal prediction of labels with a given score: held-out true labels are scored, and the
 * set of a new row holds the labels whose score is at most the conformal quantile of these.
 *
 * <p>Guarantee: if the held-out rows and a new row are exchangeable, the set contains the true
 * label with probability at least 1 − α, and at most 1 − α + 1/(n+1) if the scores do not tie
 * (Vovk, Gammerman, Shafer 2005, doi 10.1007/b106715). It is marginal over held-out and new rows,
 * with {@link #conformalizeByClass} given the true label, with groups given the group; it fails
 * where rows are not exchangeable (drift, time series) or where the model was trained on the
 * held-out rows. Too few rows for a coverage give the set of all labels.
 */
public final class ClassConformalizer
        implements Conformalizer<CategoricalBatch, int[], ConformalClassifier> {

    private final ClassScore score;
    private final boolean nonEmpty;

    private ClassConformalizer(ClassScore score, boolean nonEmpty) {
        this.score = Objects.requireNonNull(score, "score");
        this.nonEmpty = nonEmpty;
    }

    /**
     * Split conformal prediction with a score.
     *
     * @param score the nonconformity score
     * @return the method, admitting empty sets
     */
    public static ClassConformalizer of(ClassScore score) {
        return new ClassConformalizer(score, false);
    }

    /**
     * Puts the most probable label (the first among ties) into every set that would be empty. The
     * coverage can only rise.
     *
     * @return the method, never giving an empty set
     */
    public ClassConformalizer withNonEmptySets() {
        return new ClassConformalizer(score, true);
    }

    /**
     * Scores held-out rows, for coverage over all rows.
     *
     * @param heldOut probabilities of rows that the model was not trained on
     * @param labels the true class index of each row
     * @return the classifier; any number of rows will do, 0 included
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    @Override
    public ConformalClassifier conformalize(CategoricalBatch heldOut, int[] labels) {
        return marginal(heldOut, new ScoredRows(score, heldOut).calibrationScores(labels));
    }

    /**
     * Scores held-out rows with uniform numbers of the caller's, to reproduce the sets of another
     * implementation.
     *
     * @param heldOut probabilities of rows that the model was not trained on
     * @param labels the true class index of each row
     * @param uniforms u of each row, in [0, 1]
     * @return the classifier; rows to be predicted get their u from the seed of the score
     * @throws IllegalArgumentException if lengths differ, a label is out of range or a u outside
     *     [0, 1]
     */
    public ConformalClassifier conformalize(
            CategoricalBatch heldOut, int[] labels, double[] uniforms) {
        return marginal(
                heldOut, new ScoredRows(score, heldOut).calibrationScores(labels, uniforms));
    }

    private ConformalClassifier marginal(CategoricalBatch heldOut, double[] scores) {
        return new ConformalClassifier(
                form(heldOut), new ScorePools.Marginal(ConformalScores.wrap(scores)));
    }

    /**
     * Scores held-out rows class by class (Mondrian), for coverage among the rows of every true
     * class: a label enters a set if its score is at most the conformal quantile of the held-out
     * rows with that label. A class with too few rows for the coverage is in every set.
     *
     * @param heldOut probabilities of rows that the model was not trained on; exchangeable, class
     *     by class, with the rows that will be predicted
     * @param labels the true class index of each row
     * @return the classifier; any number of rows will do, 0 included
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    public ConformalClassifier conformalizeByClass(CategoricalBatch heldOut, int[] labels) {
        double[] scores = new ScoredRows(score, heldOut).calibrationScores(labels);
        return new ConformalClassifier(
                form(heldOut),
                new ScorePools.ByClass(
                        GroupedConformalScores.of(scores, labels, heldOut.labels())));
    }

    /**
     * Scores held-out rows group by group (Mondrian), for coverage within every group. A row of a
     * group that is unknown or has too few rows gets the set of all labels.
     *
     * @param heldOut probabilities, with their groups, of rows that the model was not trained on;
     *     exchangeable, group by group, with the rows that will be predicted
     * @param labels the true class index of each row
     * @return the classifier; any number of rows will do, 0 included
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    public MondrianConformalClassifier conformalize(
            Grouped<? extends CategoricalBatch> heldOut, int[] labels) {
        CategoricalBatch batch = heldOut.batch();
        double[] scores = new ScoredRows(score, batch).calibrationScores(labels);
        return new MondrianConformalClassifier(
                form(batch), GroupedConformalScores.of(scores, heldOut.groups()));
    }

    /**
     * Scores held-out rows with weights, for test rows whose features are distributed otherwise
     * (covariate shift).
     *
     * @param heldOut probabilities, with their weights, of rows that the model was not trained on
     * @param labels the true class index of each row
     * @return the classifier; any number of rows will do, 0 included
     * @throws IllegalArgumentException if the lengths differ, a label is out of range or the
     *     weights overflow in sum
     */
    public WeightedConformalClassifier conformalize(
            Weighted<? extends CategoricalBatch> heldOut, int[] labels) {
        CategoricalBatch batch = heldOut.batch();
        double[] scores = new ScoredRows(score, batch).calibrationScores(labels);
        return new WeightedConformalClassifier(
                form(batch), WeightedConformalScores.of(scores, heldOut.weights()));
    }

    /**
     * Scores held-out rows with fixed weights, for rows that drift or are not exchangeable for
     * another reason: see {@link FixedWeights}, which states what is guaranteed.
     *
     * @param heldOut probabilities of rows that the model was not trained on
     * @param labels the true class index of each row
     * @param weights one weight per row
     * @return the classifier; any number of rows will do, 0 included
     * @throws IllegalArgumentException if lengths differ or a label is out of range
     */
    public ConformalClassifier conformalize(
            CategoricalBatch heldOut, int[] labels, FixedWeights weights) {
        Arguments.sameLength("weights", weights.size(), "the batch", heldOut.size());
        double[] scores = new ScoredRows(score, heldOut).calibrationScores(labels);
        return new ConformalClassifier(
                form(heldOut),
                new ScorePools.FixedlyWeighted(
                        WeightedConformalScores.of(scores, weights.toArray())));
    }

    /**
     * Scores held-out rows with weights by their labels, for test rows with other shares of the
     * labels but the same law of the features given the label (label shift). With w(y) ∝ P̃(y)/P(y)
     * a label y enters a set if its score is at most the smallest held-out score t with Σᵢ
     * w(yᵢ)1{sᵢ ≤ t} ≥ (1 − α)(Σᵢ w(yᵢ) + w(y)): one threshold for every label, fixed at fitting.
     *
     * <p>Guarantee: P̃(label in set) ≥ 1 − α with the true weights; with estimated ones, for
     * instance by {@link BlackBoxShift}, up to an error that vanishes with theirs. {@link
     * #conformalizeByClass} needs no weights, as coverage within every class holds for any shares,
     * but asks for (1 − α)/α held-out rows of every class.
     *
     * <p>Source: Podkopaev, Ramdas 2021, arXiv 2103.03323.
     *
     * @param heldOut probabilities of rows that the model was not trained on
     * @param labels the true class index of each row
     * @param labelWeights w of each class, finite and ≥ 0, up to a common factor
     * @return the classifier; any number of rows will do, 0 included
     * @throws IllegalArgumentException if the lengths differ, a label is out of range or a weight
     *     invalid
     */
    public ConformalClassifier conformalizeUnderLabelShift(
            CategoricalBatch heldOut, int[] labels, double[] labelWeights) {
        Arguments.sameLength("labelWeights", labelWeights.length, "the classes", heldOut.classes());
        Arguments.allNonNegative("labelWeights", labelWeights);
        double[] scores = new ScoredRows(score, heldOut).calibrationScores(labels);
        double[] weights = Arrays.stream(labels).mapToDouble(y -> labelWeights[y]).toArray();
        return new ConformalClassifier(
                form(heldOut),
                new ScorePools.LabelWeighted(
                        WeightedConformalScores.of(scores, weights),
                        Arrays.stream(labelWeights).boxed().toList()));
    }

    /**
     * Scores held-out rows by clusters of classes whose scores are distributed alike, for coverage
     * within every cluster of true classes, and nearly so within every class: see {@link
     * ClassClustering}.
     *
     * @param heldOut probabilities of rows that the model was not trained on
     * @param labels the true class index of each row
     * @param clustering how to find the clusters
     * @return the classifier; any number of rows will do, 0 included
     * @throws IllegalArgumentException if the lengths differ or a label is out of range
     */
    public ConformalClassifier conformalizeByCluster(
            CategoricalBatch heldOut, int[] labels, ClassClustering clustering) {
        double[] scores = new ScoredRows(score, heldOut).calibrationScores(labels);
        return new ConformalClassifier(
                form(heldOut), clustering.pools(scores, labels, heldOut.classes()));
    }

    private SetForm form(CategoricalBatch heldOut) {
        return new SetForm(score, heldOut.labels(), nonEmpty);
    }

    @Override
    public String toString() {
        return "ClassConformalizer[" + score + (nonEmpty ? ", non-empty sets]" : "]");
    }
}
