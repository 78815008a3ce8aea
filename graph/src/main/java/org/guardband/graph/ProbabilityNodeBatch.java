package org.guardband.graph;

import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.prediction.Categorical;

/** Predictions of nodes as probabilities. */
final class ProbabilityNodeBatch extends NodeBatch {

    private final CategoricalBatch probabilities;

    ProbabilityNodeBatch(
            Graph graph, NodeFeatures features, CategoricalBatch probabilities, NodeRoles roles) {
        super(graph, features, roles, probabilities.size());
        this.probabilities = probabilities;
    }

    @Override
    public List<String> labels() {
        return probabilities.labels();
    }

    @Override
    public LogitBatch logits() {
        return LogitBatch.fromProbabilities(probabilities);
    }

    @Override
    public CategoricalBatch probabilities() {
        return probabilities;
    }

    @Override
    public NodeBatch withRoles(NodeRoles other) {
        return new ProbabilityNodeBatch(graph(), features(), probabilities, other);
    }

    @Override
    public NodeBatch withFeatures(NodeFeatures known) {
        return new ProbabilityNodeBatch(graph(), known, probabilities, roles());
    }

    @Override
    public Categorical get(int row) {
        return probabilities.get(row);
    }
}
