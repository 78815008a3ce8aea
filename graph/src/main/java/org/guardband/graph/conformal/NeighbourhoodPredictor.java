package org.guardband.graph.conformal;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;

/** A fitted {@link NeighbourhoodSets}. */
public final class NeighbourhoodPredictor implements NodePredictor {

    private static final String METHOD = "naps";

    /** Searches around as many nodes share their scratch, which is as large as the graph. */
    private static final int BLOCK = 8192;

    private static final int MOST_BLOCKS = 256;

    private final CalibrationNodes calibration;
    private final int hops;
    private final NeighbourWeights weights;
    private final int leastNeighbours;
    private final boolean asReference;

    NeighbourhoodPredictor(
            CalibrationNodes calibration,
            int hops,
            NeighbourWeights weights,
            int leastNeighbours,
            boolean asReference) {
        this.calibration = calibration;
        this.hops = hops;
        this.weights = weights;
        this.leastNeighbours = leastNeighbours;
        this.asReference = asReference;
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
     * Sets of several coverages, from one search around every test node.
     *
     * @param batch predictions for all nodes of the graph
     * @param coverages the asked coverages
     * @return the sets of each coverage
     */
    @Override
    public List<NodeSets> sets(NodeBatch batch, List<Coverage> coverages) {
        calibration.require(batch);
        batch.graph().requireUndirected();
        CategoricalBatch probabilities = batch.probabilities();
        RankedScores ranked = new RankedScores(calibration, probabilities, batch.size());
        double[] everywhere =
                coverages.stream()
                        .mapToDouble(c -> ConformalScores.of(ranked.ascending()).quantile(c))
                        .toArray();
        int[] test = batch.roles().nodes(NodeRole.TEST);
        int width = LabelSets.wordsPerRow(batch.classes());
        long[][] words = new long[coverages.size()][Math.multiplyExact(test.length, width)];
        boolean[] left = new boolean[test.length];
        ParallelRows.run(
                test.length,
                Math.max(BLOCK, test.length / MOST_BLOCKS),
                (from, to) -> {
                    NearScores near = new NearScores(batch.graph(), ranked, hops, weights);
                    LabelSelector selector = calibration.score().selector(batch.classes());
                    RowUniforms uniforms = new RowUniforms(calibration.score(), RowUniforms.TEST);
                    double[] row = new double[batch.classes()];
                    for (int i = from; i < to; i++) {
                        boolean few = near.look(test[i]) < leastNeighbours;
                        if (few && asReference) {
                            left[i] = true;
                            continue;
                        }
                        probabilities.copyRow(test[i], row);
                        selector.row(row, uniforms.at(test[i], row));
                        for (int c = 0; c < words.length; c++) {
                            double threshold =
                                    few ? everywhere[c] : threshold(near, coverages.get(c));
                            mark(selector, threshold, row.length, words[c], i * width);
                        }
                    }
                });
        return results(batch, test, left, words, width);
    }

    private double threshold(NearScores near, Coverage coverage) {
        double quantile = near.quantile(coverage);
        return asReference && quantile == Double.POSITIVE_INFINITY ? coverage.value() : quantile;
    }

    private static void mark(
            LabelSelector selector, double threshold, int classes, long[] words, int offset) {
        if (threshold == Double.POSITIVE_INFINITY) {
            for (int k = 0; k < classes; k++) {
                words[offset + (k >> 6)] |= 1L << k;
            }
        } else {
            selector.select(threshold, words, offset);
        }
    }

    /** Leaves out the nodes without a set. */
    private static List<NodeSets> results(
            NodeBatch batch, int[] test, boolean[] left, long[][] words, int width) {
        int[] kept = IntStream.range(0, test.length).filter(i -> !left[i]).toArray();
        List<NodeSets> results = new ArrayList<>();
        for (long[] all : words) {
            long[] some = all;
            if (kept.length < test.length) {
                some = new long[kept.length * width];
                for (int i = 0; i < kept.length; i++) {
                    System.arraycopy(all, kept[i] * width, some, i * width, width);
                }
            }
            results.add(
                    new NodeSets(
                            Arrays.stream(kept).map(i -> test[i]).toArray(),
                            LabelSets.wrap(some, batch.labels())));
        }
        return List.copyOf(results);
    }

    /**
     * What lies around the test nodes, which no score has a part in.
     *
     * @param batch predictions for all nodes of the graph
     * @return the calibration nodes within reach of every test node, counted by distance
     * @throws IllegalArgumentException if the classes differ or a calibration node is not in the
     *     graph
     */
    public Neighbourhoods neighbourhoods(NodeBatch batch) {
        calibration.require(batch);
        int[] test = batch.roles().nodes(NodeRole.TEST);
        int[] counts = new int[Math.multiplyExact(test.length, hops)];
        RankedScores ranked = new RankedScores(calibration, batch.probabilities(), batch.size());
        ParallelRows.run(
                test.length,
                Math.max(BLOCK, test.length / MOST_BLOCKS),
                (from, to) -> {
                    NearScores near = new NearScores(batch.graph(), ranked, hops, weights);
                    for (int i = from; i < to; i++) {
                        near.look(test[i]);
                        for (int d = 1; d <= hops; d++) {
                            counts[i * hops + d - 1] = near.count(d);
                        }
                    }
                });
        return new Neighbourhoods(test, counts, hops, weights, leastNeighbours, asReference);
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = ModelDocument.of(METHOD);
        calibration.describe(document);
        return document.put("hops", hops)
                .put("weights", weights.name())
                .put("least-neighbours", leastNeighbours)
                .put("as-reference", asReference)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeighbourhoodPredictor that
                && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return calibration.hashCode();
    }

    @Override
    public String toString() {
        return "NeighbourhoodPredictor[n="
                + calibration.size()
                + ", "
                + hops
                + " hops, "
                + weights
                + "]";
    }

    /** Reads {@code naps} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public NeighbourhoodPredictor read(ModelDocument document) {
            return new NeighbourhoodPredictor(
                    CalibrationNodes.read(document),
                    NeighbourWeights.requireHops("hops", document.integer("hops")),
                    NeighbourWeights.valueOf(document.text("weights")),
                    document.integer("least-neighbours"),
                    document.flag("as-reference"));
        }
    }
}
