package org.guardband.cli.demo;

import java.util.Arrays;
import java.util.List;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NearestNeighbourGraph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.NodeSplits;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.NodeTraining;

/**
 * Digits, each joined to those that look most like it, with what a GCN predicts of them.
 *
 * @param data graph, pixels, labels, and the roles of training
 * @param predicted predictions of all nodes, uncalibrated
 */
record DigitGraph(NodeData data, NodeBatch predicted) {

    static final int NODES = 600;
    static final int NEIGHBOURS = 5;

    private static final long SEED = 1;
    private static final int EPOCHS = 250;
    private static final double FOLDS = 0.3;
    private static final double TEST = 0.6;

    /** A fifth of the nodes trains, a tenth stops the training and calibrates. */
    static DigitGraph train() {
        DataFile file = DataFile.read("digits");
        List<String> pixels = file.header().stream().filter(name -> name.startsWith("px")).toList();
        double[] ink =
                Arrays.stream(file.matrix(pixels))
                        .limit(NODES)
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
        int[] labels =
                file.texts("label").stream().limit(NODES).mapToInt(Integer::parseInt).toArray();
        DenseFeatures features = DenseFeatures.of(ink, pixels.size());
        NodeData data =
                NodeData.of(
                                NearestNeighbourGraph.withNeighbours(NEIGHBOURS)
                                        .build(features.toTable()),
                                features.rowNormalized(),
                                labels)
                        .withRoles(
                                NodeSplits.stratified(labels, 1, 3, FOLDS, TEST, SEED).roles(0, 0));
        NodeTraining rules = NodeTraining.withDefaults().withEpochs(EPOCHS);
        return new DigitGraph(data, Gcn.withDefaults().train(data, rules, SEED).predict(data));
    }

    int[] test() {
        return data.roles().nodes(NodeRole.TEST);
    }

    /** Roles for sets: nodes that no fit has seen calibrate. */
    NodeRoles freshCalibration() {
        NodeRoles roles = data.roles();
        return roles.with(NodeRole.VALIDATION, roles.nodes(NodeRole.CALIBRATION))
                .with(NodeRole.CALIBRATION, roles.nodes(NodeRole.UNUSED));
    }
}
