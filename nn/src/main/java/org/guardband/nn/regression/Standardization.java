package org.guardband.nn.regression;

import org.guardband.kernels.DoubleMatrix;

/**
 * The means and standard deviations (over n) by which columns are standardised. A column that does
 * not vary is only shifted.
 */
public final class Standardization {
    private final double[] means;
    private final double[] deviations;

    private Standardization(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * One that was saved.
     *
     * @param means one a column, copied
     * @param deviations one a column, positive, copied
     * @return the standardisation
     * @throws IllegalArgumentException if the lengths differ or a deviation is not positive
     */
    public static Standardization of(double[] means, double[] deviations) {
        if (means.length != deviations.length) {
            throw new IllegalArgumentException(
                    "deviations must have the length of means ("
                            + means.length
                            + "), got "
                            + deviations.length);
        }
        for (int j = 0; j < means.length; j++) {
            finite("means", j, means[j]);
            if (!(deviations[j] > 0 && deviations[j] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "deviations[" + j + "] must be > 0 and finite, got " + deviations[j]);
            }
        }
        return new Standardization(means.clone(), deviations.clone());
    }

    static Standardization of(String name, double[] values, int columns) {
        if (columns < 1 || values.length == 0 || values.length % columns != 0) {
            throw new IllegalArgumentException(
                    name
                            + " must hold at least one whole row of "
                            + columns
                            + " numbers, got "
                            + values.length
                            + " numbers");
        }
        int n = values.length / columns;
        double[] means = new double[columns];
        double[] deviations = new double[columns];
        for (int i = 0; i < values.length; i++) {
            means[i % columns] += finite(name, i, values[i]) / n;
        }
        for (int i = 0; i < values.length; i++) {
            double d = values[i] - means[i % columns];
            deviations[i % columns] += d * d / n;
        }
        for (int j = 0; j < columns; j++) {
            double root = Math.sqrt(deviations[j]);
            // below this the spread is the rounding of the mean
            deviations[j] = root > 1e-12 * Math.abs(means[j]) ? root : 1;
        }
        return new Standardization(means, deviations);
    }

    private static double finite(String name, int i, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + "[" + i + "] must be finite, got " + value);
        }
        return value;
    }

    /**
     * The means.
     *
     * @return one a column, copied
     */
    public double[] means() {
        return means.clone();
    }

    /**
     * The standard deviations.
     *
     * @return one a column, copied
     */
    public double[] deviations() {
        return deviations.clone();
    }

    int columns() {
        return means.length;
    }

    double mean(int column) {
        return means[column];
    }

    double deviation(int column) {
        return deviations[column];
    }

    void copyRow(double[] values, int row, DoubleMatrix to, int at) {
        for (int j = 0; j < means.length; j++) {
            to.set(at, j, (values[row * means.length + j] - means[j]) / deviations[j]);
        }
    }
}
