package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.Matrix;

/**
 * Keeps the largest singular value of a weight matrix at or below a bound: the layer computes with
 * Ŵ = W·min(1, c/σ), σ being the largest singular value of W, and W itself is what the optimiser
 * moves. A linear layer with Ŵ and an activation whose slopes are at most 1 changes distances by at
 * most the factor c, and x + g(x) with such a g keeps them between (1 − c) and (1 + c) times what
 * they were: what SNGP and DDU ask of the network below their heads.
 *
 * <p>σ = ‖Wᵀu‖ is found by power iteration, u ← Wv/‖Wv‖ with v = Wᵀu/‖Wᵀu‖. A training pass goes on
 * from the u of the pass before by a few iterations, which is enough while W moves little; σ is
 * then a little too small rather than too large. The first pass, and every pass that predicts,
 * iterates until u no longer moves (or 300 times), the latter from a start that depends on the
 * shape alone: the bound holds, and predictions are those of the weights, whatever went before. u
 * counts as a constant in the gradient, which is exact where u has converged.
 *
 * <p>Source: Miyato, Kataoka, Koyama, Yoshida 2018, arXiv 1802.05957 (W/σ, one iteration a step);
 * with a bound in place of 1, as here: Gouk, Frank, Pfahringer, Cree 2018, arXiv 1804.04368; used
 * in Liu et al. 2020, arXiv 2006.10108 (SNGP), and Mukhoti et al. 2023, arXiv 2102.11582 (DDU).
 *
 * @param coefficient c, positive
 * @param iterations of a training pass
 */
public record SpectralNorm(double coefficient, int iterations) {

    /**
     * Checks the numbers.
     *
     * @param coefficient positive and finite
     * @param iterations at least 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public SpectralNorm {
        Checks.positive("coefficient", coefficient);
        Checks.atLeast("iterations", iterations, 1);
    }

    /**
     * c = 0.95 and one iteration a pass.
     *
     * @return the options
     */
    public static SpectralNorm withDefaults() {
        return new SpectralNorm(0.95, 1);
    }

    /**
     * Another bound.
     *
     * @param value c
     * @return changed options
     */
    public SpectralNorm withCoefficient(double value) {
        return new SpectralNorm(value, iterations);
    }

    /**
     * Another number of iterations.
     *
     * @param count of a training pass
     * @return changed options
     */
    public SpectralNorm withIterations(int count) {
        return new SpectralNorm(coefficient, count);
    }

    /**
     * Writes Ŵ to a tape.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param weight W
     * @return Ŵ
     */
    public <M extends Matrix<M>> Node<M> apply(Tape<M> tape, Node<M> weight) {
        return tape.record(
                weight.rows(),
                weight.columns(),
                List.of(weight),
                new SpectralBound<>(weight, coefficient, iterations));
    }

    /**
     * The largest singular value, by power iteration.
     *
     * @param weight a matrix
     * @return σ ≥ 0, exact to rounding where the two largest are apart, and else between them
     */
    public static double largestSingularValue(Matrix<?> weight) {
        LeadingPair pair = new LeadingPair(weight.rows(), weight.columns());
        pair.converge(weight);
        return pair.sigma();
    }
}
