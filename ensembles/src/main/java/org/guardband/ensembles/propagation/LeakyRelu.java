package org.guardband.ensembles.propagation;

import org.guardband.core.numeric.Arguments;

/**
 * x for x &gt; 0, a·x else.
 *
 * @param leak a, finite
 */
public record LeakyRelu(double leak) implements Elementwise {

    /**
     * Checks the slope.
     *
     * @param leak a, finite
     * @throws IllegalArgumentException if it is not finite
     */
    public LeakyRelu {
        Arguments.finite("leak", leak);
    }

    @Override
    public double value(double x) {
        return x > 0 ? x : leak * x;
    }

    @Override
    public double slope(double x) {
        return x > 0 ? 1 : leak;
    }
}
