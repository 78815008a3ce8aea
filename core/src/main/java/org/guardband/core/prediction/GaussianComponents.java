package org.guardband.core.prediction;

/**
 * The formulas of a mixture of Gaussians on arrays, for {@link Mixture} and for batches of them:
 * nothing is allocated.
 *
 * <p>Arguments throughout: {@code weights} w of sum one, {@code mean} m and {@code sd} s, as many.
 * Nothing is checked.
 */
public final class GaussianComponents {

    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double INV_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
    private static final int MAX_STEPS = 200;

    private GaussianComponents() {}

    /**
     * The cdf.
     *
     * @param weights w
     * @param mean m
     * @param sd s &gt; 0
     * @param y a number
     * @return Σ wᵢ Φ((y − mᵢ)/sᵢ)
     */
    public static double cdf(double[] weights, double[] mean, double[] sd, double y) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * Gaussian.standardCdf((y - mean[i]) / sd[i]);
        }
        return sum;
    }

    /**
     * The quantile, by Newton steps that are kept inside a bracket which begins with the
     * components' own quantiles.
     *
     * @param weights w
     * @param mean m
     * @param sd s &gt; 0
     * @param p a probability in [0, 1]
     * @return y with F(y) = p to rounding; −∞ at 0 and +∞ at 1
     */
    public static double quantile(double[] weights, double[] mean, double[] sd, double p) {
        double z = Gaussian.standardQuantile(p);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double y = 0;
        for (int i = 0; i < weights.length; i++) {
            double own = mean[i] + sd[i] * z;
            low = Math.min(low, own);
            high = Math.max(high, own);
            y += weights[i] * own;
        }
        if (Double.isInfinite(z) || !(low < high)) {
            return low;
        }
        y = Math.max(low, Math.min(high, y));
        for (int step = 0; step < MAX_STEPS; step++) {
            double gap =
                    p < 0.5 ? cdf(weights, mean, sd, y) - p : 1 - p - above(weights, mean, sd, y);
            if (gap < 0) {
                low = y;
            } else {
                high = y;
            }
            double next = y - gap / density(weights, mean, sd, y);
            if (!(next > low && next < high)) {
                next = 0.5 * low + 0.5 * high;
            }
            if (next == y || Math.abs(next - y) <= Math.ulp(y)) {
                return next;
            }
            y = next;
        }
        return y;
    }

    private static double above(double[] weights, double[] mean, double[] sd, double y) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * Gaussian.standardCdf((mean[i] - y) / sd[i]);
        }
        return sum;
    }

    private static double density(double[] weights, double[] mean, double[] sd, double y) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double z = (y - mean[i]) / sd[i];
            sum += weights[i] * INV_SQRT_TWO_PI * Math.exp(-0.5 * z * z) / sd[i];
        }
        return sum;
    }

    /**
     * The continuous ranked probability score: Σ wᵢA(y − mᵢ, sᵢ²) − ½ ΣΣ wᵢwⱼA(mᵢ − mⱼ, sᵢ² + sⱼ²),
     * A(m, v) = E|N(m, v)| (Grimit, Gneiting, Berrocal, Johnson 2006, doi 10.1256/qj.05.235, eq.
     * 5).
     *
     * @param weights w
     * @param mean m
     * @param sd s ≥ 0; 0 is a constant
     * @param y the truth
     * @return the score
     */
    public static double crps(double[] weights, double[] mean, double[] sd, double y) {
        double toTruth = 0;
        double within = 0;
        for (int i = 0; i < weights.length; i++) {
            toTruth += weights[i] * absoluteMoment(y - mean[i], sd[i]);
            within += weights[i] * weights[i] * absoluteMoment(0, Math.sqrt(2) * sd[i]) / 2;
            for (int j = 0; j < i; j++) {
                double spread = Math.hypot(sd[i], sd[j]);
                within += weights[i] * weights[j] * absoluteMoment(mean[i] - mean[j], spread);
            }
        }
        return Math.max(0, toTruth - within);
    }

    /** E|N(m, s²)| = |m|(1 − 2Φ(−|m|/s)) + 2sφ(m/s). */
    private static double absoluteMoment(double m, double s) {
        double distance = Math.abs(m);
        if (s == 0) {
            return distance;
        }
        double z = distance / s;
        return distance * (1 - 2 * Gaussian.standardCdf(-z))
                + s * SQRT_TWO_OVER_PI * Math.exp(-0.5 * z * z);
    }
}
