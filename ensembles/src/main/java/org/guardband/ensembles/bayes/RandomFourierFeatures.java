package org.guardband.ensembles.bayes;

import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/**
 * Random Fourier features φ(x) = √(2/D) cos(Wx + b), W ~ N(0, 1/ℓ²), b uniform on [0, 2π):
 * φ(x)·φ(x′) has mean exp(−‖x − x′‖²/(2ℓ²)) and error of order 1/√D. With {@link LastLayerLaplace}
 * on top they are a random-feature Gaussian process: logits go back to the prior far from the data,
 * in terms of the distance between x. {@link Sngp} has them on a network that keeps distances.
 *
 * <p>Source: Rahimi, Recht 2007, NIPS 20; Liu, Lin, Padhy, Tran, Bedrax-Weiss, Lakshminarayanan
 * 2020, arXiv 2006.10108.
 *
 * @param inputs d ≥ 1
 * @param features D ≥ 1, 1024 in SNGP
 * @param lengthScale ℓ &gt; 0
 * @param seed the seed of W and b
 */
public record RandomFourierFeatures(int inputs, int features, double lengthScale, long seed) {

    private static final int BLOCK = 64;

    /**
     * Checks the numbers.
     *
     * @param inputs d ≥ 1
     * @param features D ≥ 1
     * @param lengthScale ℓ &gt; 0
     * @param seed the seed
     * @throws IllegalArgumentException if a number is out of range
     */
    public RandomFourierFeatures {
        Arguments.atLeast("inputs", inputs, 1);
        Arguments.atLeast("features", features, 1);
        Arguments.positive("lengthScale", lengthScale);
    }

    /**
     * The features of rows.
     *
     * @param x n × d finite numbers, row-major
     * @return n × D numbers
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite
     */
    public double[] apply(double[] x) {
        if (x.length % inputs != 0) {
            throw new IllegalArgumentException(
                    "x must hold whole rows of " + inputs + " numbers, got " + x.length);
        }
        Arguments.allFinite("x", x);
        double[] w = new double[features * inputs];
        double[] b = new double[features];
        draw(w, b);
        int n = x.length / inputs;
        double scale = Math.sqrt(2.0 / features);
        double[] out = new double[Math.multiplyExact(n, features)];
        ParallelRows.run(
                n,
                BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int f = 0; f < features; f++) {
                            double sum = b[f];
                            for (int j = 0; j < inputs; j++) {
                                sum += w[f * inputs + j] * x[i * inputs + j];
                            }
                            out[i * features + f] = scale * Math.cos(sum);
                        }
                    }
                });
        return out;
    }

    private void draw(double[] w, double[] b) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int f = 0; f < features; f++) {
            for (int j = 0; j < inputs; j++) {
                w[f * inputs + j] = random.nextGaussian() / lengthScale;
            }
            b[f] = 2 * Math.PI * random.nextDouble();
        }
    }

    /**
     * Writes the features to a tape, for a network below that is trained with them.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param x n × d
     * @return n × D
     * @throws IllegalArgumentException if the columns are not d
     */
    public <M extends Matrix<M>> Node<M> apply(Tape<M> tape, Node<M> x) {
        Arguments.sameLength("columns of x", x.columns(), "the inputs", inputs);
        double[] w = new double[features * inputs];
        double[] b = new double[features];
        draw(w, b);
        M map = tape.kernels().zeros(inputs, features);
        for (int at = 0; at < w.length; at++) {
            map.set(at % inputs, at / inputs, w[at]);
        }
        Node<M> angles = Products.multiply(tape, x, tape.constant(map));
        double scale = Math.sqrt(2.0 / features);
        return tape.record(
                x.rows(),
                features,
                List.of(angles),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        for (int i = 0; i < result.rows(); i++) {
                            for (int f = 0; f < features; f++) {
                                double angle = angles.value().get(i, f) + b[f];
                                result.set(i, f, scale * Math.cos(angle));
                            }
                        }
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        M to = angles.gradient();
                        for (int i = 0; i < result.rows(); i++) {
                            for (int f = 0; f < features; f++) {
                                double slope = -scale * Math.sin(angles.value().get(i, f) + b[f]);
                                to.set(i, f, to.get(i, f) + slope * gradient.get(i, f));
                            }
                        }
                    }
                });
    }
}
