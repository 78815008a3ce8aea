package org.guardband.graph;

import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Categorical;

/** Predictions of nodes as logits. */
final class LogitNodeBatch extends NodeBatch {

    private final LogitBatch logits;

    LogitNodeBatch(Graph graph, NodeFeatures features, LogitBatch logits, NodeRoles roles) {
        super(graph, features, roles, logits.size());
        this.logits = logits;
    }

    @Override
    public List<String> labels() {
        return logits.labels();
    }

    @Override
    public LogitBatch logits() {
        return logits;
    }

    @Override
    public CategoricalBatch probabilities() {
        return logits.softmax();
    }

    @Override
    public NodeBatch withRoles(NodeRoles other) {
        return new LogitNodeBatch(graph(), features(), logits, other);
    }

    @Override
    public NodeBatch withFeatures(NodeFeatures known) {
        return new LogitNodeBatch(graph(), known, logits, roles());
    }

    @Override
    public Categorical get(int row) {
        Arguments.index("row", row, size());
        double[] z = new double[classes()];
        logits.copyRow(row, z);
        return CategoricalBatch.fromLogits(z, labels()).get(0);
    }
}
