package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.Matrix;

/** Normalisation on a tape. */
public final class Norms {
    private Norms() {}

    /**
     * Layer norm: each row less its mean, over the root of its variance plus ε, times scale, plus
     * shift (Ba, Kiros and Hinton 2016, arXiv 1607.06450).
     *
     * @param <M> the precision
     * @param tape to write to
     * @param x m × n
     * @param scale 1 × n
     * @param shift 1 × n
     * @param epsilon ε, ≥ 0
     * @return m × n
     */
    public static <M extends Matrix<M>> Node<M> layer(
            Tape<M> tape, Node<M> x, Node<M> scale, Node<M> shift, double epsilon) {
        Checks.nonNegative("epsilon", epsilon);
        var rows = tape.kernels().rows();
        M spareX = tape.kernels().zeros(x.rows(), x.columns());
        M spareScale = tape.kernels().zeros(1, x.columns());
        M spareShift = tape.kernels().zeros(1, x.columns());
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x, scale, shift),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        rows.layerNorm(x.value(), scale.value(), shift.value(), epsilon, result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        rows.addLayerNormGradient(
                                x.value(),
                                scale.value(),
                                epsilon,
                                gradient,
                                x.hasGradient() ? x.gradient() : spareX,
                                scale.hasGradient() ? scale.gradient() : spareScale,
                                shift.hasGradient() ? shift.gradient() : spareShift);
                    }
                });
    }

    /**
     * Batch norm: each column less its mean, over the root of its variance plus ε, times scale,
     * plus shift (Ioffe and Szegedy 2015, arXiv 1502.03167). Training takes the moments of the
     * batch and lets the running ones follow them; evaluation takes the running ones.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param x m × n
     * @param scale 1 × n
     * @param shift 1 × n
     * @param moments the running moments, shared by all tapes of a network
     * @return m × n
     */
    public static <M extends Matrix<M>> Node<M> batch(
            Tape<M> tape, Node<M> x, Node<M> scale, Node<M> shift, RunningMoments moments) {
        Checks.size("moments", moments.size(), "x.columns", x.columns());
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x, scale, shift),
                new BatchNorm<>(x, scale, shift, moments));
    }
}
