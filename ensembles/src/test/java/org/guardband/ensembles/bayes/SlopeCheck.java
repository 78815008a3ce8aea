package org.guardband.ensembles.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/** Compares what a tape says of gradients with differences of its own values. */
final class SlopeCheck {

    private static final double STEP = 1e-6;

    private SlopeCheck() {}

    static void check(
            Tape<DoubleMatrix> tape, Node<DoubleMatrix> loss, Parameters<DoubleMatrix> parameters) {
        tape.forward(new Pass.Evaluation());
        tape.backward(loss);
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            double[] slopes = p.gradient().toArray();
            for (int at = 0; at < slopes.length; at++) {
                int row = at / p.value().columns();
                int column = at % p.value().columns();
                double before = p.value().get(row, column);
                p.value().set(row, column, before + STEP);
                tape.forward(new Pass.Evaluation());
                double up = loss.value().get(0, 0);
                p.value().set(row, column, before - STEP);
                tape.forward(new Pass.Evaluation());
                double down = loss.value().get(0, 0);
                p.value().set(row, column, before);
                // truncation and cancellation of a central difference
                assertThat(slopes[at])
                        .as(p.name() + " " + at)
                        .isCloseTo((up - down) / (2 * STEP), within(1e-7));
            }
        }
    }
}
