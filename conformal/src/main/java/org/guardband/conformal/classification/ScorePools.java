package org.guardband.conformal.classification;

import java.util.List;
import java.util.stream.IntStream;
import org.guardband.conformal.GroupedConformalScores;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.WeightedConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.set.LabelSets;

/** The calibration scores of a classifier that takes rows without groups. */
sealed interface ScorePools {

    int size();

    List<LabelSets> sets(ScoredRows rows, List<Coverage> coverages, boolean nonEmpty);

    double pValue(double score, int label);

    ModelDocument document(SetForm form);

    /** One pool for all rows. */
    record Marginal(ConformalScores scores) implements ScorePools {

        static final String TAXONOMY = "none";

        @Override
        public int size() {
            return scores.size();
        }

        @Override
        public List<LabelSets> sets(ScoredRows rows, List<Coverage> coverages, boolean nonEmpty) {
            return rows.sets(
                    coverages.stream()
                            .mapToDouble(scores::quantile)
                            .mapToObj(RowThresholds::constant)
                            .toList(),
                    nonEmpty);
        }

        @Override
        public double pValue(double score, int label) {
            return scores.pValue(score);
        }

        @Override
        public ModelDocument document(SetForm form) {
            return form.document(TAXONOMY).put("scores", scores.toArray()).build();
        }
    }

    /** A pool for every class. */
    record ByClass(GroupedConformalScores scores) implements ScorePools {

        static final String TAXONOMY = "class";

        @Override
        public int size() {
            return scores.size();
        }

        @Override
        public List<LabelSets> sets(ScoredRows rows, List<Coverage> coverages, boolean nonEmpty) {
            return rows.setsByLabel(coverages.stream().map(scores::quantiles).toList(), nonEmpty);
        }

        @Override
        public double pValue(double score, int label) {
            return scores.group(label).pValue(score);
        }

        @Override
        public ModelDocument document(SetForm form) {
            return form.document(TAXONOMY).put("groups", scores.toDocument()).build();
        }
    }

    /** One pool whose scores have fixed weights; that of a row to be predicted is 1. */
    record FixedlyWeighted(WeightedConformalScores scores) implements ScorePools {

        static final String TAXONOMY = "fixed-weight";

        @Override
        public int size() {
            return scores.size();
        }

        @Override
        public double effectiveSize() {
            return scores.effectiveSize();
        }

        @Override
        public List<LabelSets> sets(ScoredRows rows, List<Coverage> coverages, boolean nonEmpty) {
            return rows.sets(
                    coverages.stream()
                            .mapToDouble(coverage -> scores.quantile(coverage, 1))
                            .mapToObj(RowThresholds::constant)
                            .toList(),
                    nonEmpty);
        }

        @Override
        public double pValue(double score, int label) {
            return scores.pValue(score, 1);
        }

        @Override
        public ModelDocument document(SetForm form) {
            return form.document(TAXONOMY)
                    .put("scores", scores.scores())
                    .put("weights", scores.weights())
                    .build();
        }
    }

    /**
     * Weights by label, for label shift.
     *
     * @param scores the scores with the weights of their labels
     * @param labelWeights the weight of a test row by its hypothesised label
     */
    record LabelWeighted(WeightedConformalScores scores, List<Double> labelWeights)
            implements ScorePools {

        static final String TAXONOMY = "label-shift";

        @Override
        public int size() {
            return scores.size();
        }

        @Override
        public double effectiveSize() {
            return scores.effectiveSize();
        }

        @Override
        public List<LabelSets> sets(ScoredRows rows, List<Coverage> coverages, boolean nonEmpty) {
            return rows.setsByLabel(
                    coverages.stream()
                            .map(
                                    coverage ->
                                            labelWeights.stream()
                                                    .mapToDouble(w -> scores.quantile(coverage, w))
                                                    .toArray())
                            .toList(),
                    nonEmpty);
        }

        @Override
        public double pValue(double score, int label) {
            return scores.pValue(score, labelWeights.get(label));
        }

        @Override
        public ModelDocument document(SetForm form) {
            return form.document(TAXONOMY)
                    .put("scores", scores.scores())
                    .put("weights", scores.weights())
                    .put(
                            "label-weights",
                            labelWeights.stream().mapToDouble(Double::doubleValue).toArray())
                    .build();
        }
    }

    /**
     * A pool for every cluster of classes, the last one for classes of no cluster.
     *
     * @param scores the pools
     * @param poolOfLabel the pool of each class
     * @param pooledNull whether the last pool holds the scores of all classes
     */
    record ByCluster(GroupedConformalScores scores, List<Integer> poolOfLabel, boolean pooledNull)
            implements ScorePools {

        static final String TAXONOMY = "cluster";

        @Override
        public int size() {
            return pooledNull ? scores.group(scores.names().size() - 1).size() : scores.size();
        }

        @Override
        public List<LabelSets> sets(ScoredRows rows, List<Coverage> coverages, boolean nonEmpty) {
            return rows.setsByLabel(
                    coverages.stream()
                            .map(scores::quantiles)
                            .map(
                                    ofPool ->
                                            poolOfLabel.stream()
                                                    .mapToDouble(pool -> ofPool[pool])
                                                    .toArray())
                            .toList(),
                    nonEmpty);
        }

        @Override
        public double pValue(double score, int label) {
            return scores.group(poolOfLabel.get(label)).pValue(score);
        }

        @Override
        public ModelDocument document(SetForm form) {
            return form.document(TAXONOMY)
                    .put("clusters", scores.toDocument())
                    .put(
                            "cluster-of-label",
                            poolOfLabel.stream().mapToInt(Integer::intValue).toArray())
                    .put("pooled-null", pooledNull)
                    .build();
        }
    }

    /** Kish's effective number of scores; the number of scores where they have no weights. */
    default double effectiveSize() {
        return size();
    }

    /** The p-values of one label per row. */
    default double[] pValues(double[] scores, int[] labels) {
        return IntStream.range(0, scores.length)
                .mapToDouble(i -> pValue(scores[i], labels[i]))
                .toArray();
    }
}
