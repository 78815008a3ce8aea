package org.guardband.ensembles.propagation;

/** 1/(1 + e⁻ˣ). */
public record Sigmoid() implements Elementwise {

    @Override
    public double value(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    @Override
    public double slope(double x) {
        double tail = Math.exp(-Math.abs(x));
        return tail / ((1 + tail) * (1 + tail));
    }
}
