package org.guardband.nn.regression;

/** Means and standard deviations of predicted rows, in units of the target. */
public final class Moments {
    private final double[] means;
    private final double[] deviations;

    Moments(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * The means.
     *
     * @return one a row, copied
     */
    public double[] means() {
        return means.clone();
    }

    /**
     * The standard deviations.
     *
     * @return one a row, positive, copied
     */
    public double[] deviations() {
        return deviations.clone();
    }
}
