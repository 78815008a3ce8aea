package org.guardband.core.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.guardband.core.numeric.Arguments;

/**
 * A mixture Σ wᵢPᵢ of distributions of any kind: an ensemble's prediction, a mixture density
 * network.
 *
 * <p>Components of weight 0 are left out, mixtures among the components are flattened, and an
 * {@link Empirical} component takes part through its cdf whatever its rank rule. Mean and variance
 * follow the laws of total expectation and total variance: E Y = Σwᵢmᵢ, Var Y = Σwᵢ(vᵢ + (mᵢ − E
 * Y)²).
 */
public final class Mixture implements RealDistribution {

    private final double[] weights;
    private final List<RealDistribution> components;

    private Mixture(double[] weights, List<RealDistribution> components) {
        this.weights = weights;
        this.components = components;
    }

    /**
     * A mixture of equal weights.
     *
     * @param components at least one distribution
     * @return the mixture
     * @throws IllegalArgumentException if there is no component
     */
    public static Mixture of(List<? extends RealDistribution> components) {
        double[] weights = new double[components.size()];
        Arrays.fill(weights, 1);
        return of(weights, components);
    }

    /**
     * A mixture.
     *
     * @param weights one weight per component, finite and ≥ 0, with a positive sum; only their
     *     ratios matter
     * @param components at least one distribution
     * @return the mixture
     * @throws IllegalArgumentException if there is no component, lengths differ or a weight is
     *     invalid
     */
    public static Mixture of(double[] weights, List<? extends RealDistribution> components) {
        Arguments.atLeast("number of components", components.size(), 1);
        Arguments.sameLength("weights", weights.length, "components", components.size());
        Arguments.allNonNegative("weights", weights);
        double largest = Arrays.stream(weights).max().orElse(0);
        Arguments.positive("largest weight", largest);
        List<RealDistribution> flat = new ArrayList<>();
        double[] shares = new double[0];
        for (int i = 0; i < weights.length; i++) {
            double share = weights[i] / largest;
            if (share > 0) {
                shares = append(components.get(i), share, flat, shares);
            }
        }
        return new Mixture(SampleMoments.normalised(shares), Collections.unmodifiableList(flat));
    }

    private static double[] append(
            RealDistribution component,
            double share,
            List<RealDistribution> flat,
            double[] shares) {
        List<RealDistribution> parts = List.of(component);
        double[] inner = {1};
        if (component instanceof Mixture mixture) {
            parts = mixture.components;
            inner = mixture.weights;
        }
        double[] longer = Arrays.copyOf(shares, shares.length + inner.length);
        for (int j = 0; j < inner.length; j++) {
            longer[shares.length + j] = share * inner[j];
            RealDistribution part = parts.get(j);
            flat.add(
                    part instanceof Empirical sample
                            ? sample.withRankRule(RankRule.INVERSE_CDF)
                            : part);
        }
        return longer;
    }

    /**
     * The components.
     *
     * @return the flattened components of positive weight
     */
    public List<RealDistribution> components() {
        return components;
    }

    /**
     * A copy of the weights.
     *
     * @return one weight &gt; 0 per component, of sum 1
     */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public double mean() {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * components.get(i).mean();
        }
        return sum;
    }

    @Override
    public double variance() {
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = components.get(i).mean() - mean;
            sum += weights[i] * (components.get(i).variance() + distance * distance);
        }
        return sum;
    }

    @Override
    public double cdf(double y) {
        Arguments.notNaN("y", y);
        double sum = 0;
        boolean all = true;
        for (int i = 0; i < weights.length; i++) {
            double cdf = components.get(i).cdf(y);
            all &= cdf == 1;
            sum += weights[i] * cdf;
        }
        // weights sum to one up to rounding only
        return all ? 1 : Math.min(1, sum);
    }

    double survival(double y) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * Survival.of(components.get(i), y);
        }
        return Math.min(1, sum);
    }

    /**
     * {@inheritDoc}
     *
     * <p>By bisection of {@link #cdf} between the smallest and the largest quantile of the
     * components, down to neighbouring doubles; atoms and gaps need no care.
     */
    @Override
    public double quantile(double p) {
        Arguments.probability("p", p);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (RealDistribution component : components) {
            double q = component.quantile(p);
            low = Math.min(low, q);
            high = Math.max(high, q);
        }
        if (p == 0 || p == 1) {
            return p == 0 ? low : high;
        }
        return MixtureQuantile.bisect(this, p, low, high);
    }

    @Override
    public double logDensity(double y) {
        Arguments.notNaN("y", y);
        double[] terms = new double[weights.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < terms.length; i++) {
            terms[i] = Math.log(weights[i]) + components.get(i).logDensity(y);
            largest = Math.max(largest, terms[i]);
        }
        if (Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - largest);
        }
        return largest + Math.log(sum);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Closed form where every component is {@link Gaussian} or {@link PointMass} (Grimit,
     * Gneiting, Berrocal, Johnson 2006, doi 10.1256/qj.05.235, eq. 5); exact up to rounding where
     * every cdf is piecewise linear ({@link Uniform}, {@link Empirical}, {@link QuantileGrid},
     * {@link PointMass} and shifts of them); else by adaptive quadrature with relative error below
     * 10⁻¹⁰.
     */
    @Override
    public double crps(double y) {
        Arguments.finite("y", y);
        if (components.stream().allMatch(d -> d instanceof Gaussian || d instanceof PointMass)) {
            double[] mean = components.stream().mapToDouble(RealDistribution::mean).toArray();
            double[] sd =
                    components.stream().mapToDouble(RealDistribution::standardDeviation).toArray();
            return GaussianComponents.crps(weights, mean, sd, y);
        }
        return new CdfIntegrals(this).crps(y);
    }

    @Override
    public double sample(RandomGenerator rng) {
        double u = rng.nextDouble();
        int last = weights.length - 1;
        int i = 0;
        while (i < last && u >= weights[i]) {
            u -= weights[i++];
        }
        return components.get(i).sample(rng);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mixture that
                && Arrays.equals(weights, that.weights)
                && components.equals(that.components);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + components.hashCode();
    }

    @Override
    public String toString() {
        return "Mixture[weights=" + Arrays.toString(weights) + ", components=" + components + "]";
    }
}
