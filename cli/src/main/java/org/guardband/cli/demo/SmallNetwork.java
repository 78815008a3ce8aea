package org.guardband.cli.demo;

import java.util.SplittableRandom;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.Initialization;
import org.guardband.nn.Mlp;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/** A network with one hidden layer that learns all its rows at once, step by step. */
final class SmallNetwork {

    private static final int HIDDEN = 32;
    private static final double RATE = 0.01;

    private final Parameters<DoubleMatrix> parameters;
    private final Mlp<DoubleMatrix> network;
    private final Tape<DoubleMatrix> tape;
    private final Node<DoubleMatrix> loss;
    private final Optimizer optimizer;
    private int steps;

    /** What the network is to make small. */
    @FunctionalInterface
    interface Loss {
        Node<DoubleMatrix> of(Tape<DoubleMatrix> tape, Node<DoubleMatrix> outputs);
    }

    /**
     * Begins to learn.
     *
     * @param x rows to learn from
     * @param outputs numbers a row
     * @param loss of what the network says of them
     * @param seed of the first weights
     */
    SmallNetwork(double[][] x, int outputs, Loss loss, long seed) {
        var kernels = Kernels.best().doubles();
        parameters = new Parameters<>(kernels);
        network =
                Mlp.create(
                        parameters,
                        "network",
                        new int[] {x[0].length, HIDDEN, outputs},
                        Activation.RELU,
                        0,
                        Initialization.kaimingUniform(0),
                        new SplittableRandom(seed));
        tape = new Tape<>(kernels);
        this.loss = loss.of(tape, network.apply(tape, tape.constant(matrix(x))));
        optimizer = Adam.withDefaults().withRate(RATE).start(parameters);
    }

    private static DoubleMatrix matrix(double[][] rows) {
        DoubleMatrix x = DoubleMatrix.zeros(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < x.columns(); j++) {
                x.set(i, j, rows[i][j]);
            }
        }
        return x;
    }

    /** Goes on learning for so many passes over all rows. */
    SmallNetwork train(int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            tape.forward(new Pass.Training(steps++));
            tape.backward(loss);
            optimizer.step(1);
        }
        return this;
    }

    /** What it says of some rows now, row by row. */
    double[] outputs(double[][] rows) {
        Tape<DoubleMatrix> own = new Tape<>(parameters.kernels());
        Node<DoubleMatrix> out = network.apply(own, own.constant(matrix(rows)));
        own.forward(new Pass.Evaluation());
        double[] values = new double[rows.length * out.columns()];
        for (int at = 0; at < values.length; at++) {
            values[at] = out.value().get(at / out.columns(), at % out.columns());
        }
        return values;
    }
}
