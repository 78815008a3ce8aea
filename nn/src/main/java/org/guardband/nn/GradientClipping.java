package org.guardband.nn;

import org.guardband.kernels.Matrix;

/** Keeps gradients from growing (Pascanu, Mikolov and Bengio 2013, arXiv 1211.5063). */
public final class GradientClipping {
    private static final double EPSILON = 1e-6;

    private GradientClipping() {}

    /**
     * Scales all gradients together, so that their Euclidean norm is at most a bound: by {@code
     * most / (norm + 10⁻⁶)} where that is below 1, as in PyTorch.
     *
     * @param <M> the precision
     * @param parameters whose gradients to scale
     * @param most the bound, positive
     * @return the norm before
     */
    public static <M extends Matrix<M>> double byGlobalNorm(Parameters<M> parameters, double most) {
        Checks.positive("most", most);
        var elements = parameters.kernels().elements();
        double squares = 0;
        for (Parameter<M> parameter : parameters.all()) {
            squares += elements.sumOfSquares(parameter.gradient());
        }
        double norm = Math.sqrt(squares);
        double factor = most / (norm + EPSILON);
        if (factor < 1) {
            for (Parameter<M> parameter : parameters.all()) {
                elements.addScaled(factor - 1, parameter.gradient(), parameter.gradient());
            }
        }
        return norm;
    }
}
