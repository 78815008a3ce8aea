package org.guardband.smile;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.Mixture;
import org.guardband.core.prediction.QuantileGrid;
import org.guardband.core.prediction.RealDistribution;
import smile.stat.distribution.Distribution;
import smile.stat.distribution.GaussianDistribution;
import smile.stat.distribution.KernelDensity;

/** Distributions of a number that Smile has fitted, as predictions that can be scored and drawn. */
public final class SmileDensities {

    /** φ(5): Smile leaves out kernels that are more than five bandwidths away. */
    private static final double CUT = 1.5e-6;

    private SmileDensities() {}

    /**
     * A Gaussian, or a mixture of Gaussians, of mixtures and so on, with the same parameters.
     *
     * @param fitted Smile's {@code GaussianDistribution}, {@code GaussianMixture} or {@code
     *     Mixture}
     * @return the same distribution
     * @throws IllegalArgumentException if it is of another kind; {@link #grid} takes any
     */
    public static RealDistribution distribution(Distribution fitted) {
        if (fitted instanceof GaussianDistribution gaussian) {
            return new Gaussian(gaussian.mu, gaussian.sigma);
        }
        if (fitted instanceof smile.stat.distribution.Mixture mixture) {
            double[] weights =
                    Arrays.stream(mixture.components).mapToDouble(c -> c.priori).toArray();
            List<RealDistribution> parts =
                    Arrays.stream(mixture.components)
                            .map(c -> distribution(c.distribution))
                            .toList();
            return Mixture.of(weights, parts);
        }
        throw new IllegalArgumentException(
                "fitted must be a Gaussian or a mixture of them, got "
                        + fitted.getClass().getName()
                        + "; a grid of its quantiles can stand for it");
    }

    /**
     * Quantiles of any distribution that has them: exact at the levels, interpolated between.
     *
     * @param fitted a distribution; not a {@code KernelDensity} of Smile 2.6, which has no
     *     quantiles
     * @param levels levels in (0, 1), strictly increasing
     * @return the quantiles
     * @throws IllegalArgumentException if a level is outside (0, 1), levels do not increase, or the
     *     distribution has no finite quantiles
     */
    public static QuantileGrid grid(Distribution fitted, double... levels) {
        try {
            return QuantileGrid.of(levels, Arrays.stream(levels).map(fitted::quantile).toArray());
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "fitted must have quantiles, " + fitted.getClass().getName() + " has none", e);
        }
    }

    /**
     * A kernel density as the mixture that it is, (1/n) Σ N(xᵢ, h²) with Smile's bandwidth h.
     * Smile's own leaves out kernels whose centre is more than five bandwidths away, so that its
     * density is 0 far from the sample; this one is not.
     *
     * @param density Smile's kernel density
     * @param sample the numbers that it was made from, which it does not tell
     * @return the mixture
     * @throws IllegalArgumentException if the sample is empty or not finite, or plainly not the
     *     density's own
     */
    public static Mixture kernel(KernelDensity density, double[] sample) {
        Arguments.atLeast("sample", sample.length, 1);
        Arguments.allFinite("sample", sample);
        double width = Arguments.positive("bandwidth", density.bandwidth());
        Mixture mixture =
                Mixture.of(Arrays.stream(sample).mapToObj(x -> new Gaussian(x, width)).toList());
        for (double x : new double[] {sample[0], sample[sample.length - 1]}) {
            double here = Math.exp(mixture.logDensity(x));
            if (!(Math.abs(density.p(x) - here) <= CUT / width + 1e-9 * here)) {
                throw new IllegalArgumentException(
                        "sample must be the one of the density, which is "
                                + density.p(x)
                                + " at "
                                + x
                                + ", and "
                                + here
                                + " by the sample");
            }
        }
        return mixture;
    }
}
