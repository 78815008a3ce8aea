package org.guardband.graph.conformal;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.guardband.conformal.GroupedConformalScores;
import org.guardband.conformal.classification.LabelSelector;
import org.guardband.conformal.classification.RowUniforms;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.set.LabelSets;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;

/** A fitted {@link SplitNodeSets}. */
public final class SplitNodePredictor implements NodePredictor {

    private static final String METHOD = "split-node-sets";
    private static final int BLOCK = 1024;

    private final CalibrationNodes calibration;
    private final boolean byClass;
    private final List<Integer> largest;

    SplitNodePredictor(CalibrationNodes calibration, boolean byClass, List<Integer> largest) {
        this.calibration = calibration;
        this.byClass = byClass;
        this.largest = List.copyOf(largest);
    }

    @Override
    public int calibrationSize() {
        return calibration.size();
    }

    /** The range of a node's degree, 0 where there is one range. */
    private int range(Graph graph, int node) {
        int range = 0;
        while (range < largest.size() && graph.degree(node) > largest.get(range)) {
            range++;
        }
        return range;
    }

    @Override
    public NodeSets sets(NodeBatch batch, Coverage coverage) {
        calibration.require(batch);
        CategoricalBatch probabilities = batch.probabilities();
        int classes = batch.classes();
        double[][] thresholds = thresholds(batch, probabilities, coverage);
        int[] test = batch.roles().nodes(NodeRole.TEST);
        int width = LabelSets.wordsPerRow(classes);
        long[] words = new long[Math.multiplyExact(test.length, width)];
        ParallelRows.run(
                test.length,
                BLOCK,
                (from, to) -> {
                    RowUniforms uniforms = new RowUniforms(calibration.score(), RowUniforms.TEST);
                    LabelSelector selector = calibration.score().selector(classes);
                    double[] row = new double[classes];
                    double[] scores = new double[classes];
                    for (int i = from; i < to; i++) {
                        probabilities.copyRow(test[i], row);
                        selector.row(row, uniforms.at(test[i], row));
                        selector.scores(scores);
                        double[] limits = thresholds[range(batch.graph(), test[i])];
                        for (int k = 0; k < classes; k++) {
                            if (scores[k] <= limits[k]) {
                                words[i * width + (k >> 6)] |= 1L << k;
                            }
                        }
                    }
                });
        return new NodeSets(test, LabelSets.wrap(words, batch.labels()));
    }

    /** For every range of degrees the threshold of every label. */
    private double[][] thresholds(
            NodeBatch batch, CategoricalBatch probabilities, Coverage coverage) {
        double[] scores = calibration.scores(probabilities);
        if (byClass) {
            return new double[][] {
                quantiles(scores, calibration::label, batch.classes(), coverage)
            };
        }
        double[] ofRange =
                quantiles(
                        scores,
                        i -> range(batch.graph(), calibration.node(i)),
                        largest.size() + 1,
                        coverage);
        double[][] thresholds = new double[ofRange.length][batch.classes()];
        for (int r = 0; r < ofRange.length; r++) {
            Arrays.fill(thresholds[r], ofRange[r]);
        }
        return thresholds;
    }

    /** The conformal quantile of every group, in one pass over the scores. */
    private static double[] quantiles(
            double[] scores, IntUnaryOperator group, int groups, Coverage coverage) {
        int[] positions = IntStream.range(0, scores.length).map(group).toArray();
        List<String> names = IntStream.range(0, groups).mapToObj(Integer::toString).toList();
        return GroupedConformalScores.of(scores, positions, names).quantiles(coverage);
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = ModelDocument.of(METHOD);
        calibration.describe(document);
        return document.put("by-class", byClass)
                .put("largest-degrees", largest.stream().mapToInt(Integer::intValue).toArray())
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SplitNodePredictor that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return calibration.hashCode();
    }

    @Override
    public String toString() {
        return "SplitNodePredictor[n=" + calibration.size() + "]";
    }

    /** Reads {@code split-node-sets} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public SplitNodePredictor read(ModelDocument document) {
            return new SplitNodePredictor(
                    CalibrationNodes.read(document),
                    document.flag("by-class"),
                    Arrays.stream(document.integers("largest-degrees")).boxed().toList());
        }
    }
}
