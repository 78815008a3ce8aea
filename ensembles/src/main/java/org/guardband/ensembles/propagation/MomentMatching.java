package org.guardband.ensembles.propagation;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Gaussian;

/**
 * Carries means and variances through a network by matching the two moments after every function,
 * coordinates taken as independent Gaussians: the baseline that {@link StablePropagation} is
 * compared with. ReLU and leaky ReLU in closed form, with α = μ/σ: E max(0, X) = μΦ(α) + σφ(α), E
 * max(0, X)² = (μ² + σ²)Φ(α) + μσφ(α); sigmoid and tanh by Gauss–Hermite quadrature with 64 nodes,
 * good to nine digits for σ ≤ 1; wide inputs of steep functions want {@link MonteCarlo}.
 *
 * <p>Source: Frey, Hinton 1999, Neural Computation 11(1), 193–213 (moments of rectified Gaussians);
 * the baseline of arXiv 2402.08324.
 */
public final class MomentMatching {

    private static final int NODES = 64;

    private MomentMatching() {}

    /**
     * Propagates.
     *
     * @param network the network
     * @param mean d finite numbers
     * @param variance d variances, finite and ≥ 0
     * @return means and variances of the outputs
     * @throws IllegalArgumentException if shapes differ or a number is invalid
     */
    public static MarginalSpread propagate(FeedForward network, double[] mean, double[] variance) {
        double[] at = network.checked("mean", mean).clone();
        Arguments.sameLength("variance", variance.length, "the inputs", network.inputs());
        double[] wide = Arguments.allNonNegative("variance", variance).clone();
        for (Layer layer : network.layers()) {
            if (layer instanceof Affine affine) {
                at = affine.apply(at);
                wide = affine.spread(wide, 2);
            } else if (layer instanceof Elementwise g) {
                for (int j = 0; j < at.length; j++) {
                    step(g, at, wide, j);
                }
            }
        }
        return new MarginalSpread(at, wide);
    }

    private static void step(Elementwise g, double[] mean, double[] variance, int j) {
        double sd = Math.sqrt(variance[j]);
        if (sd == 0) {
            mean[j] = g.value(mean[j]);
        } else if (g instanceof Relu) {
            rectify(0, mean, variance, j, sd);
        } else if (g instanceof LeakyRelu leaky) {
            rectify(leaky.leak(), mean, variance, j, sd);
        } else {
            double centre = mean[j];
            double first = expectation(g::value, centre, sd);
            variance[j] = expectation(x -> (g.value(x) - first) * (g.value(x) - first), centre, sd);
            mean[j] = first;
        }
    }

    private static void rectify(double leak, double[] mean, double[] variance, int j, double sd) {
        double mu = mean[j];
        double alpha = mu / sd;
        double above = Gaussian.standardCdf(alpha);
        double density = Math.exp(-0.5 * alpha * alpha) / Math.sqrt(2 * Math.PI);
        double first = mu * above + sd * density;
        double second = (mu * mu + variance[j]) * above + mu * sd * density;
        double whole = mu * mu + variance[j];
        double m = leak * mu + (1 - leak) * first;
        double square = leak * leak * (whole - second) + second;
        mean[j] = m;
        variance[j] = Math.max(0, square - m * m);
    }

    private static double expectation(DoubleUnaryOperator f, double mean, double sd) {
        GaussIntegrator rule = new GaussIntegratorFactory().hermite(NODES);
        double scale = Math.sqrt(2) * sd;
        return rule.integrate(t -> f.applyAsDouble(mean + scale * t)) / Math.sqrt(Math.PI);
    }
}
