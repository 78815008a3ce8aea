package org.guardband.graph.conformal;

import java.util.List;
import java.util.stream.IntStream;
import org.guardband.conformal.classification.LabelSelector;
import org.guardband.conformal.classification.RowUniforms;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.set.LabelSets;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;

/** A fitted {@link DiffusedSets} or {@link SimilarityNavigatedSets}. */
public final class DiffusedPredictor implements NodePredictor {

    private static final String METHOD = "diffused-node-sets";
    private static final int BLOCK = 1024;

    private final CalibrationNodes calibration;
    private final ScoreDiffusion diffusion;

    DiffusedPredictor(CalibrationNodes calibration, ScoreDiffusion diffusion) {
        this.calibration = calibration;
        this.diffusion = diffusion;
    }

    @Override
    public int calibrationSize() {
        return calibration.size();
    }

    @Override
    public NodeSets sets(NodeBatch batch, Coverage coverage) {
        return sets(batch, List.of(coverage)).get(0);
    }

    /**
     * Sets of several coverages, from one diffusion.
     *
     * @param batch predictions for all nodes of the graph
     * @param coverages the asked coverages
     * @return the sets of each coverage
     */
    @Override
    public List<NodeSets> sets(NodeBatch batch, List<Coverage> coverages) {
        calibration.require(batch);
        Graph graph = batch.graph().requireUndirected();
        diffusion.requireSize(graph);
        int classes = batch.classes();
        double[] scores = scores(batch);
        ConformalScores known = ConformalScores.wrap(calibrationScores(graph, scores, classes));
        double[] thresholds = coverages.stream().mapToDouble(known::quantile).toArray();
        int[] test = batch.roles().nodes(NodeRole.TEST);
        int width = LabelSets.wordsPerRow(classes);
        long[][] words = new long[thresholds.length][Math.multiplyExact(test.length, width)];
        ParallelRows.run(
                test.length,
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        diffusion.row(graph, scores, classes, test[i], row);
                        for (int c = 0; c < thresholds.length; c++) {
                            mark(row, thresholds[c], words[c], i * width);
                        }
                    }
                });
        return IntStream.range(0, thresholds.length)
                .mapToObj(c -> new NodeSets(test.clone(), LabelSets.wrap(words[c], batch.labels())))
                .toList();
    }

    private static void mark(double[] row, double threshold, long[] words, int offset) {
        for (int k = 0; k < row.length; k++) {
            if (row[k] <= threshold) {
                words[offset + (k >> 6)] |= 1L << k;
            }
        }
    }

    private double[] calibrationScores(Graph graph, double[] scores, int classes) {
        double[] known = new double[calibration.size()];
        double[] row = new double[classes];
        for (int i = 0; i < known.length; i++) {
            diffusion.row(graph, scores, classes, calibration.node(i), row);
            known[i] = row[calibration.label(i)];
        }
        return known;
    }

    /** The scores of all labels at all nodes: one u for every node, whatever its role. */
    private double[] scores(NodeBatch batch) {
        CategoricalBatch probabilities = batch.probabilities();
        int classes = batch.classes();
        double[] scores = new double[Math.multiplyExact(batch.size(), classes)];
        ParallelRows.run(
                batch.size(),
                BLOCK,
                (from, to) -> {
                    RowUniforms uniforms = new RowUniforms(calibration.score(), RowUniforms.TEST);
                    LabelSelector selector = calibration.score().selector(classes);
                    double[] row = new double[classes];
                    double[] out = new double[classes];
                    for (int v = from; v < to; v++) {
                        probabilities.copyRow(v, row);
                        selector.row(row, uniforms.at(v, row));
                        selector.scores(out);
                        System.arraycopy(out, 0, scores, v * classes, classes);
                    }
                });
        return scores;
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = ModelDocument.of(METHOD);
        calibration.describe(document);
        diffusion.describe(document);
        return document.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiffusedPredictor that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return calibration.hashCode();
    }

    @Override
    public String toString() {
        return "DiffusedPredictor[n=" + calibration.size() + ", " + diffusion + "]";
    }

    /** Reads {@code diffused-node-sets} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public DiffusedPredictor read(ModelDocument document) {
            return new DiffusedPredictor(
                    CalibrationNodes.read(document), ScoreDiffusion.read(document));
        }
    }
}
