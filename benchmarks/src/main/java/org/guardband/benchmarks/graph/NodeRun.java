package org.guardband.benchmarks.graph;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.calibration.NodeReport;
import org.guardband.graph.model.AnchoredGcn;
import org.guardband.graph.model.NodeTraining;

/**
 * One training of a base model, and all calibrators on what it predicts; beside a GCN an anchored
 * one with the same seed.
 *
 * @param data name of the data
 * @param model the base model
 * @param split number of the division
 * @param fold which fold calibrates
 * @param initialisation which of the first weights
 */
record NodeRun(String data, BaseModel model, int split, int fold, int initialisation) {

    static final Comparator<NodeRun> ORDER =
            Comparator.comparing(NodeRun::data)
                    .thenComparing(NodeRun::model)
                    .thenComparingInt(NodeRun::split)
                    .thenComparingInt(NodeRun::fold)
                    .thenComparingInt(NodeRun::initialisation);

    private static final long SEEDS = 1000;

    /** Another for every division, fold and initialisation. */
    private long seed() {
        return (split * SEEDS + fold) * SEEDS + initialisation;
    }

    /** Trains, calibrates and measures on the test nodes; the same on any number of threads. */
    List<NodeResult> results(
            NodeDataSet set, NodeTraining rules, KeptModels kept, Set<NodeMethod> methods) {
        NodeData data = set.data().withRolesOfLabelled(set.splits().roles(split, fold));
        return Stream.concat(
                        results(set, data, true, methods, () -> base(data, rules, kept)),
                        results(set, data, false, methods, () -> anchored(data, rules, kept)))
                .toList();
    }

    /** Those of the methods that calibrate the base model, or of the others. */
    private Stream<NodeResult> results(
            NodeDataSet set,
            NodeData data,
            boolean base,
            Set<NodeMethod> methods,
            Supplier<TrainedNodes> trained) {
        Set<NodeMethod> some = EnumSet.noneOf(NodeMethod.class);
        methods.stream().filter(m -> m.calibratesBase() == base).forEach(some::add);
        if (some.isEmpty()) {
            return Stream.empty();
        }
        TrainedNodes nodes = trained.get();
        int[] labels = data.labels();
        int[] test = data.roles().require(NodeRole.TEST);
        return some.stream()
                .map(
                        method -> {
                            CategoricalBatch p =
                                    method.calibrated(nodes, set.gatsDecay(model), seed());
                            return new NodeResult(this, method, NodeReport.of(p, labels, test));
                        });
    }

    private TrainedNodes base(NodeData data, NodeTraining rules, KeptModels kept) {
        return kept.of(this, data, () -> model.network().train(data, rules, seed()));
    }

    private TrainedNodes anchored(NodeData data, NodeTraining rules, KeptModels kept) {
        NodeBatch shrunk =
                kept.logits(
                        this,
                        data,
                        "-anchored",
                        () ->
                                AnchoredGcn.withDefaults()
                                        .train(data, rules, seed())
                                        .predict(data)
                                        .shrunk());
        return TrainedNodes.withoutModel(data, shrunk);
    }
}
