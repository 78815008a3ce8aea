package org.guardband.nn.regression;

import java.util.SplittableRandom;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Initialization;
import org.guardband.nn.Mlp;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/** The network of a heteroscedastic regressor. */
record TwoHeads(Mlp<DoubleMatrix> network) {
    private static final double LEAST_VARIANCE = 1e-6;

    /** What it predicts, in standardised units. */
    record Output(Node<DoubleMatrix> mean, Node<DoubleMatrix> variance) {}

    static TwoHeads create(
            HeteroscedasticRegressor options,
            int columns,
            Parameters<DoubleMatrix> parameters,
            SplittableRandom random) {
        int[] sizes = new int[options.hidden().size() + 2];
        sizes[0] = columns;
        for (int i = 0; i < options.hidden().size(); i++) {
            sizes[i + 1] = options.hidden().get(i);
        }
        sizes[sizes.length - 1] = 2;
        return new TwoHeads(
                Mlp.create(
                        parameters,
                        "net",
                        sizes,
                        options.activation(),
                        options.dropout(),
                        Initialization.glorotUniform(1),
                        random));
    }

    Output apply(Tape<DoubleMatrix> tape, Node<DoubleMatrix> x) {
        Node<DoubleMatrix> out = network.apply(tape, x);
        DoubleMatrix ones = tape.kernels().zeros(x.rows(), 1);
        ones.fill(1);
        Node<DoubleMatrix> soft =
                Pointwise.activate(tape, Activation.SOFTPLUS, Products.columns(tape, out, 1, 1));
        return new Output(
                Products.columns(tape, out, 0, 1),
                Pointwise.combine(tape, 1, soft, LEAST_VARIANCE, tape.constant(ones)));
    }
}
