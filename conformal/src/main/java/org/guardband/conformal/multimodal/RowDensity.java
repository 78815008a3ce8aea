package org.guardband.conformal.multimodal;

import java.util.Arrays;

/**
 * The log density of a mixture of Gaussians of given weights: scratch, into which one row after the
 * other is loaded. Every component is loaded before anything is asked.
 */
final class RowDensity {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final double[] weights;
    private final double[] logWeights;
    private final double[] mean;
    private final double[] sd;

    /** ln(w/s√2π), the log height of each component. */
    private final double[] height;

    private final double[] terms;
    private final double[] pulls;
    private double surpriseSlope;

    RowDensity(double[] weights) {
        this.weights = weights;
        logWeights = Arrays.stream(weights).map(Math::log).toArray();
        mean = new double[weights.length];
        sd = new double[weights.length];
        height = new double[weights.length];
        terms = new double[weights.length];
        pulls = new double[weights.length];
    }

    void load(int component, double componentMean, double componentSd) {
        mean[component] = componentMean;
        sd[component] = componentSd;
        height[component] = logWeights[component] - Math.log(componentSd) - HALF_LOG_TWO_PI;
    }

    int size() {
        return weights.length;
    }

    double weight(int component) {
        return weights[component];
    }

    double mean(int component) {
        return mean[component];
    }

    double sd(int component) {
        return sd[component];
    }

    double height(int component) {
        return height[component];
    }

    /** −ln f(y), which far out is large and not infinite. */
    double surprise(double y) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < terms.length; i++) {
            double z = (y - mean[i]) / sd[i];
            pulls[i] = z / sd[i];
            terms[i] = height[i] - 0.5 * z * z;
            largest = Math.max(largest, terms[i]);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            surpriseSlope = Double.NaN;
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        double pull = 0;
        for (int i = 0; i < terms.length; i++) {
            double share = Math.exp(terms[i] - largest);
            sum += share;
            pull += share * pulls[i];
        }
        surpriseSlope = pull / sum;
        return -(largest + Math.log(sum));
    }

    /** The slope of −ln f where {@link #surprise} was asked for last; NaN where it is infinite. */
    double surpriseSlope() {
        return surpriseSlope;
    }

    /** The slope of the density at y over the level exp(−t). */
    double slope(double y, double t) {
        double sum = 0;
        for (int i = 0; i < terms.length; i++) {
            double z = (y - mean[i]) / sd[i];
            sum -= z / sd[i] * Math.exp(height[i] - 0.5 * z * z + t);
        }
        return sum;
    }
}
