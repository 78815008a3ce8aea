package org.guardband.ensembles.bayes;

import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Random Fourier features φ(x) = √(2/D) cos(Wx + b), W ~ N(0, 1/ℓ²), b uniform on [0, 2π):
 * φ(x)·φ(x′) has mean exp(−‖x − x′‖²/(2ℓ²)) and error of order 1/√D. With {@link LastLayerLaplace}
 * on top they are the random-feature Gaussian-process head of SNGP: logits go back to the prior far
 * from the data, in terms of the distance between x. SNGP keeps distances between inputs by
 * spectral normalisation of the layers below, which is not done here.
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
        SplittableRandom random = new SplittableRandom(seed);
        double[] w = new double[features * inputs];
        double[] b = new double[features];
        for (int f = 0; f < features; f++) {
            for (int j = 0; j < inputs; j++) {
                w[f * inputs + j] = random.nextGaussian() / lengthScale;
            }
            b[f] = 2 * Math.PI * random.nextDouble();
        }
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
}
