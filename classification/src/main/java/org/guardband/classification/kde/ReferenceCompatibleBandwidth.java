package org.guardband.classification.kde;

import java.util.function.DoubleUnaryOperator;

/**
 * The bandwidth as the software of the estimator's authors chooses it: over a grid, by Σ ln f̂ᵢ − n
 * ln h. The kernel is a density already, so that the last term counts the bandwidth twice: it
 * favours small ones. {@link LeaveOneOutBandwidth} leaves it out.
 */
public final class ReferenceCompatibleBandwidth implements BandwidthRule {

    private final double[] grid;
    private final double start;
    private final String name;

    private ReferenceCompatibleBandwidth(double[] grid, double start, String name) {
        this.grid = grid;
        this.start = start;
        this.name = name;
    }

    /**
     * As the software for classifiers (ece-kde): its search begins at 0, so that −1, which is no
     * bandwidth, comes out where no value is above.
     *
     * @return the rule
     */
    public static ReferenceCompatibleBandwidth classification() {
        return new ReferenceCompatibleBandwidth(
                LeaveOneOutBandwidth.grid(-5, 15), 0, "classification");
    }

    /**
     * As the software for detectors (calibration-object-detection).
     *
     * @return the rule
     */
    public static ReferenceCompatibleBandwidth detection() {
        return new ReferenceCompatibleBandwidth(
                LeaveOneOutBandwidth.grid(-3, 5), -Float.MAX_VALUE, "detection");
    }

    @Override
    public double choose(DoubleUnaryOperator logLikelihood, int rows) {
        return LeaveOneOutBandwidth.bestOf(
                grid, h -> logLikelihood.applyAsDouble(h) - rows * Math.log(h), start, -1);
    }

    @Override
    public String toString() {
        return "ReferenceCompatibleBandwidth[" + name + "]";
    }
}
