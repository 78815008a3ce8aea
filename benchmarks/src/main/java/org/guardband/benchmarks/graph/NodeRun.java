package org.guardband.benchmarks.graph;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.calibration.NodeReport;
import org.guardband.graph.model.NodeTraining;

/**
 * One training of a base model, and all calibrators on what it predicts.
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
            NodeDataSet set, NodeTraining rules, KeptLogits kept, Set<NodeMethod> methods) {
        NodeData roles = set.data().withRolesOfLabelled(set.splits().roles(split, fold));
        NodeBatch batch =
                kept.of(
                                this,
                                roles,
                                () -> model.network().train(roles, rules, seed()).predict(roles))
                        .withFeatures(roles.features());
        int[] labels = roles.labels();
        int[] test = roles.roles().require(NodeRole.TEST);
        return EnumSet.copyOf(methods).stream()
                .map(
                        method -> {
                            CategoricalBatch p =
                                    method.calibrated(batch, labels, set.gatsDecay(model), seed());
                            return new NodeResult(this, method, NodeReport.of(p, labels, test));
                        })
                .toList();
    }
}
