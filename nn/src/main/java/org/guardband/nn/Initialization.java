package org.guardband.nn;

import java.util.random.RandomGenerator;
import org.guardband.kernels.Matrix;

/**
 * What a parameter starts from. Weights are inputs × outputs here, so that a layer is x W + b; a
 * framework that keeps the transpose has the same fans.
 */
@FunctionalInterface
public interface Initialization {

    /**
     * Writes the first values.
     *
     * @param matrix to fill
     * @param random to draw from, row after row
     */
    void fill(Matrix<?> matrix, RandomGenerator random);

    /**
     * One value everywhere.
     *
     * @param value the value
     * @return the start
     */
    static Initialization constant(double value) {
        return (matrix, random) -> matrix.fill(value);
    }

    /**
     * Uniform within ±gain·√(6 / (inputs + outputs)) (Glorot and Bengio 2010, "Xavier").
     *
     * @param gain 1 in the paper
     * @return the start
     */
    static Initialization glorotUniform(double gain) {
        return (matrix, random) ->
                uniform(matrix, gain * Math.sqrt(6.0 / (matrix.rows() + matrix.columns())), random);
    }

    /**
     * Uniform within ±√(6 / ((1 + slope²)·inputs)) (He et al. 2015, arXiv 1502.01852, "Kaiming").
     *
     * @param slope of the leaky ReLU that follows, 0 for a ReLU; √5 gives ±1/√inputs, what PyTorch
     *     starts a linear layer from
     * @return the start
     */
    static Initialization kaimingUniform(double slope) {
        return (matrix, random) ->
                uniform(matrix, Math.sqrt(6 / ((1 + slope * slope) * matrix.rows())), random);
    }

    /**
     * Normal around 0.
     *
     * @param sd standard deviation
     * @return the start
     */
    static Initialization normal(double sd) {
        return (matrix, random) -> {
            for (int i = 0; i < matrix.rows(); i++) {
                for (int j = 0; j < matrix.columns(); j++) {
                    matrix.set(i, j, sd * random.nextGaussian());
                }
            }
        };
    }

    private static void uniform(Matrix<?> matrix, double bound, RandomGenerator random) {
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                matrix.set(i, j, bound * (2 * random.nextDouble() - 1));
            }
        }
    }
}
