package org.guardband.ensembles.propagation;

import java.util.Arrays;

/**
 * Locations and spreads of a network's outputs, one by one, as if they were independent: variances
 * for Gaussians, scales for Cauchy distributions.
 */
public final class MarginalSpread {

    private final double[] location;
    private final double[] spread;

    MarginalSpread(double[] location, double[] spread) {
        this.location = location;
        this.spread = spread;
    }

    /**
     * The locations.
     *
     * @return K numbers
     */
    public double[] location() {
        return location.clone();
    }

    /**
     * The spreads.
     *
     * @return K variances or scales ≥ 0
     */
    public double[] spread() {
        return spread.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarginalSpread that
                && Arrays.equals(location, that.location)
                && Arrays.equals(spread, that.spread);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(location) + Arrays.hashCode(spread);
    }

    @Override
    public String toString() {
        return "MarginalSpread[location="
                + Arrays.toString(location)
                + ", spread="
                + Arrays.toString(spread)
                + "]";
    }
}
