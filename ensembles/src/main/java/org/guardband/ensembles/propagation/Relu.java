package org.guardband.ensembles.propagation;

/** max(0, x). */
public record Relu() implements Elementwise {

    @Override
    public double value(double x) {
        return Math.max(0, x);
    }

    @Override
    public double slope(double x) {
        return x > 0 ? 1 : 0;
    }
}
