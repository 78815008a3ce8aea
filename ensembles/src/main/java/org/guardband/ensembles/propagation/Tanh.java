package org.guardband.ensembles.propagation;

/** The hyperbolic tangent. */
public record Tanh() implements Elementwise {

    @Override
    public double value(double x) {
        return Math.tanh(x);
    }

    @Override
    public double slope(double x) {
        double cosh = Math.cosh(x);
        return 1 / (cosh * cosh);
    }
}
