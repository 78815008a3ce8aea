package org.guardband.examples;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.metrics.LabelSetMetrics;
import org.guardband.core.Coverage;
import org.guardband.core.table.Table;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NearestNeighbourGraph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.NodeSplits;
import org.guardband.graph.calibration.Gats;
import org.guardband.graph.calibration.GatsCalibration;
import org.guardband.graph.calibration.NodeReport;
import org.guardband.graph.conformal.NeighbourhoodSets;
import org.guardband.graph.conformal.NodeConformalizer;
import org.guardband.graph.conformal.SplitNodeSets;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.NodeTraining;

/**
 * Gives every node of a graph a temperature of its own with GATS, and then sets of labels.
 *
 * <p>The nodes are optical digits, each joined to those that look most like it. A GCN learns from a
 * fifth of them and promises the wrong thing: its probabilities are not the frequencies of being
 * right. GATS repairs them on the nodes that stopped the training; other nodes, which no fit has
 * seen, then make the sets, so that their coverage is guaranteed.
 */
public final class TemperatureForEveryNode {

    private static final Coverage ASKED = Coverage.of(0.9);
    private static final long SEED = 1;
    private static final int NEIGHBOURS = 5;
    private static final int EPOCHS = 300;

    private TemperatureForEveryNode() {}

    /**
     * Prints what happened.
     *
     * @param args none
     * @throws IOException if the shipped digits cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /** What the example finds. */
    record Result(
            NodeReport before,
            NodeReport after,
            double coolest,
            double hottest,
            LabelSetMetrics split,
            LabelSetMetrics neighbourhoods) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "            accuracy     ECE     NLL%n"
                            + "GCN            %.3f  %.4f  %.4f%n"
                            + "with GATS      %.3f  %.4f  %.4f   temperatures %.2f to %.2f%n"
                            + "%n"
                            + "sets, 90 %%  coverage    size%n"
                            + "split APS      %.3f    %.2f%n"
                            + "NAPS           %.3f    %.2f%n",
                    before.accuracy(),
                    before.calibrationError(),
                    before.logLoss(),
                    after.accuracy(),
                    after.calibrationError(),
                    after.logLoss(),
                    coolest,
                    hottest,
                    split.coverage().share(),
                    split.meanSize(),
                    neighbourhoods.coverage().share(),
                    neighbourhoods.meanSize());
        }
    }

    static Result run() throws IOException {
        NodeData digits = digits();
        int[] labels = digits.labels();
        int[] test = digits.roles().nodes(NodeRole.TEST);

        NodeTraining rules = NodeTraining.withDefaults().withEpochs(EPOCHS);
        NodeBatch predicted = Gcn.withDefaults().train(digits, rules, SEED).predict(digits);
        GatsCalibration gats = Gats.withDefaults().withSeed(SEED).calibrate(predicted, labels);
        NodeBatch calibrated = predicted.withProbabilities(gats.apply(predicted));

        // nodes that nothing was fitted on: the sets need fresh ones
        NodeRoles roles = digits.roles();
        NodeBatch forSets =
                calibrated.withRoles(
                        roles.with(NodeRole.VALIDATION, roles.nodes(NodeRole.CALIBRATION))
                                .with(NodeRole.CALIBRATION, roles.nodes(NodeRole.UNUSED)));
        double[] temperatures = gats.temperatures(predicted);
        return new Result(
                NodeReport.of(predicted.probabilities(), labels, test),
                NodeReport.of(calibrated.probabilities(), labels, test),
                Arrays.stream(temperatures).min().orElseThrow(),
                Arrays.stream(temperatures).max().orElseThrow(),
                sets(SplitNodeSets.of(AdaptivePredictionSets.randomized(SEED)), forSets, labels),
                sets(
                        NeighbourhoodSets.randomized(SEED).withHops(3).withLeastNeighbours(30),
                        forSets,
                        labels));
    }

    private static LabelSetMetrics sets(
            NodeConformalizer<?> method, NodeBatch batch, int[] labels) {
        return method.conformalize(batch, labels).sets(batch, ASKED).metrics(labels);
    }

    /** All digits: a fifth trains, a tenth stops the training and calibrates, 42 % are for test. */
    static NodeData digits() throws IOException {
        Table table = ShippedData.read("digits");
        List<String> pixels = table.names().stream().filter(n -> !n.equals("label")).toList();
        int nodes = table.rows();
        double[] ink = new double[nodes * pixels.size()];
        for (int j = 0; j < pixels.size(); j++) {
            double[] column = table.numbers(pixels.get(j));
            for (int v = 0; v < nodes; v++) {
                ink[v * pixels.size() + j] = column[v];
            }
        }
        int[] labels = table.texts("label").stream().mapToInt(Integer::parseInt).toArray();
        DenseFeatures features = DenseFeatures.of(ink, pixels.size());
        NodeData data =
                NodeData.of(
                        NearestNeighbourGraph.withNeighbours(NEIGHBOURS).build(features.toTable()),
                        features.rowNormalized(),
                        labels);
        return data.withRoles(NodeSplits.stratified(labels, 1, 3, 0.3, 0.6, SEED).roles(0, 0));
    }
}
