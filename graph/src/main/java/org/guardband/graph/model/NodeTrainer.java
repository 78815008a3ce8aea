package org.guardband.graph.model;

import java.util.function.Predicate;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.internal.DropoutRates;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.graph.internal.NodeTape;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/** Trains a node classifier. */
final class NodeTrainer {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private NodeTrainer() {}

    static NodeModel train(
            NodeNetwork network,
            NodeData data,
            int[] training,
            int[] validation,
            NodeTraining rules,
            long seed) {
        int[] labels = data.requireLabels("training", training);
        int[] expected = data.requireLabels("validation", validation);
        Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
        Tape<FloatMatrix> tape = new Tape<>(kernels);
        Parameters<FloatMatrix> parameters = new Parameters<>(kernels);
        NodeInputs<FloatMatrix> inputs = new NodeInputs<>(kernels, data.graph(), data.features());
        NodeTape<FloatMatrix> written =
                new NodeTape<>(network, data.classes(), inputs, tape, parameters, seed);
        Node<FloatMatrix> loss =
                Losses.crossEntropy(
                        tape,
                        Pointwise.logSoftmax(tape, written.logits(DropoutRates.of(network))),
                        training,
                        labels);
        // after the loss, so that its gradients are not taken
        Node<FloatMatrix> evaluated = Pointwise.logSoftmax(tape, written.logits(DropoutRates.NONE));
        int epochs =
                descend(
                        tape,
                        loss,
                        parameters,
                        rules,
                        seed,
                        stopping -> observe(stopping, evaluated.value(), validation, expected));
        return new NodeModel(
                network, inputs.columns(), data.classNames(), parameters.weights(), epochs);
    }

    /**
     * Makes a loss small until validation stops it, and leaves the parameters that its rule keeps.
     *
     * @param observe judges the parameters of the last pass, and tells whether to go on
     * @return how many epochs that took
     */
    static int descend(
            Tape<FloatMatrix> tape,
            Node<FloatMatrix> loss,
            Parameters<FloatMatrix> parameters,
            NodeTraining rules,
            long seed,
            Predicate<NodeStopping> observe) {
        NodeStopping stopping = new NodeStopping(rules, parameters);
        Optimizer adam =
                Adam.withDefaults()
                        .withRate(rules.rate())
                        .withL2(rules.l2())
                        .start(parameters, p -> rules.decay().includes(p.name()));
        int epoch = 0;
        // one pass serves two epochs: it evaluates the last step and begins the next
        for (boolean more = true; more; ) {
            tape.forward(new Pass.Training(seed * GOLDEN + epoch));
            if (epoch > 0) {
                more = observe.test(stopping);
            }
            more &= epoch < rules.epochs();
            if (more) {
                tape.backward(loss);
                adam.step(1);
                epoch++;
            }
        }
        stopping.finish();
        return epoch;
    }

    /** The nodes by which training stops. */
    static int[] stopping(NodeRoles roles) {
        int[] validation = roles.nodes(NodeRole.VALIDATION);
        return validation.length > 0 ? validation : roles.require(NodeRole.CALIBRATION);
    }

    /** Accuracy and loss by the logarithms of probabilities, in given rows. */
    static boolean observe(NodeStopping stopping, FloatMatrix log, int[] rows, int[] labels) {
        int right = 0;
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            int row = log.offset() + rows[i] * log.rowStride();
            int best = 0;
            for (int k = 1; k < log.columns(); k++) {
                best = log.data()[row + k] > log.data()[row + best] ? k : best;
            }
            right += best == labels[i] ? 1 : 0;
            loss -= log.data()[row + labels[i]];
        }
        return stopping.observe(right / (double) rows.length, loss / rows.length);
    }
}
