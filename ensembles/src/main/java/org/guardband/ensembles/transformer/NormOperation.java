package org.guardband.ensembles.transformer;

import org.guardband.kernels.FloatMatrix;

/** Layer norm and its derivative. */
final class NormOperation {

    private NormOperation() {}

    static Activation apply(Pass pass, Activation x, Norm norm) {
        boolean trained = pass.trains(norm.gain()) || pass.trains(norm.bias());
        Activation y = Activation.zeros(x.copies, x.rows, x.width, x.tracked || trained);
        FloatMatrix gain = row(norm.gain().values());
        pass.rows.layerNorm(
                x.matrix(), gain, row(norm.bias().values()), norm.epsilon(), y.matrix());
        pass.record(
                y,
                () ->
                        pass.rows.addLayerNormGradient(
                                x.matrix(),
                                gain,
                                norm.epsilon(),
                                y.gradientMatrix(),
                                x.tracked
                                        ? x.gradientMatrix()
                                        : FloatMatrix.zeros(x.copies * x.rows, x.width),
                                gradient(pass, norm.gain()),
                                gradient(pass, norm.bias())));
        return y;
    }

    /** Where a gradient is added; nowhere that is looked at, if the weight is frozen. */
    private static FloatMatrix gradient(Pass pass, Weight weight) {
        return pass.trains(weight)
                ? row(pass.gradients.of(weight))
                : FloatMatrix.zeros(1, weight.size());
    }

    private static FloatMatrix row(float[] values) {
        return FloatMatrix.wrap(1, values.length, values);
    }
}
