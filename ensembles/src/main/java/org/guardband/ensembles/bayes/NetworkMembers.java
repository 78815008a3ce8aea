package org.guardband.ensembles.bayes;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.ClassMembers;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * Members from one tape: many passes with dropout left on, or one pass for each of several states
 * of the weights.
 *
 * <p>Batch norm, where a network has it, takes the moments of the rows that are predicted as long
 * as dropout is on; use layer norm with dropout passes.
 *
 * <p>Source: Gal, Ghahramani 2016, arXiv 1506.02142.
 */
public final class NetworkMembers {

    private NetworkMembers() {}

    /**
     * One member per pass, each with its own dropped units.
     *
     * @param <M> the precision
     * @param tape the computation
     * @param logits its node of n × K logits
     * @param labels the names of the K classes
     * @param passes M ≥ 1
     * @param seed the seed
     * @return M members
     * @throws IllegalArgumentException if there is no pass, the names are not as many as the
     *     columns, or a logit is not finite
     */
    public static <M extends Matrix<M>> ClassMembers withDropout(
            Tape<M> tape, Node<M> logits, List<String> labels, int passes, long seed) {
        Arguments.atLeast("passes", passes, 1);
        List<CategoricalBatch> members = new ArrayList<>();
        for (int m = 0; m < passes; m++) {
            tape.forward(new Pass.Training(seed + m));
            members.add(probabilities(logits, labels));
        }
        return ClassMembers.of(members);
    }

    /** What the last pass has left in a node. */
    static CategoricalBatch probabilities(Node<?> logits, List<String> labels) {
        Arguments.sameLength("labels", labels.size(), "the columns", logits.columns());
        double[] z = new double[Math.multiplyExact(logits.rows(), logits.columns())];
        for (int at = 0; at < z.length; at++) {
            z[at] = logits.value().get(at / logits.columns(), at % logits.columns());
        }
        return LogitBatch.wrap(z, labels).softmax();
    }

    /**
     * One member per state of the weights: snapshots of one training, or draws of {@link Swag}.
     *
     * @param <M> the precision
     * @param tape the computation
     * @param logits its node of n × K logits
     * @param labels the names of the K classes
     * @param parameters the network's parameters, which go back to what they were
     * @param states at least one state
     * @return as many members
     * @throws IllegalArgumentException if there is no state, names differ, or a logit is not finite
     */
    public static <M extends Matrix<M>> ClassMembers ofStates(
            Tape<M> tape,
            Node<M> logits,
            List<String> labels,
            Parameters<M> parameters,
            List<Weights> states) {
        Arguments.atLeast("number of states", states.size(), 1);
        Weights before = parameters.weights();
        List<CategoricalBatch> members = new ArrayList<>();
        try {
            for (Weights state : states) {
                parameters.restore(state);
                tape.forward(new Pass.Evaluation());
                members.add(probabilities(logits, labels));
            }
        } finally {
            parameters.restore(before);
        }
        return ClassMembers.of(members);
    }
}
