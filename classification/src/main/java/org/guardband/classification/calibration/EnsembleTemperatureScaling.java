package org.guardband.classification.calibration;

import org.guardband.classification.ClassCalibrator;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;

/**
 * Ensemble temperature scaling (Zhang, Kailkhura, Han 2020, arXiv 2003.07329): w₁ softmax(z/T) + w₂
 * softmax(z) + w₃/K with T from {@link TemperatureScaling} and weights on the simplex that minimise
 * the held-out log loss.
 *
 * <p>The loss is convex in the weights. They are found by the multiplicative (expectation
 * maximisation) update w_j ← w_j·mean(p_j/Σ w p), which never raises the loss, until the optimality
 * gap max_j mean(p_j/Σ w p) − 1, an upper bound of the distance to the minimum in nats, is below
 * 10⁻⁹.
 */
public final class EnsembleTemperatureScaling
        implements ClassCalibrator<EnsembleTemperatureCalibration> {

    private static final int PARTS = 3;
    private static final int MAX_STEPS = 100_000;
    private static final double GAP = 1e-9;

    private EnsembleTemperatureScaling() {}

    /**
     * The method; it has no options.
     *
     * @return the unfitted method
     */
    public static EnsembleTemperatureScaling withDefaults() {
        return new EnsembleTemperatureScaling();
    }

    @Override
    public EnsembleTemperatureCalibration calibrate(LogitBatch heldOut, int[] labels) {
        TemperatureCalibration scaled =
                TemperatureScaling.withDefaults().calibrate(heldOut, labels);
        CategoricalBatch sharp = scaled.apply(heldOut);
        CategoricalBatch plain = heldOut.softmax();
        double[] p = new double[PARTS * labels.length];
        for (int i = 0; i < labels.length; i++) {
            p[PARTS * i] = sharp.probability(i, labels[i]);
            p[PARTS * i + 1] = plain.probability(i, labels[i]);
            p[PARTS * i + 2] = 1.0 / heldOut.classes();
        }
        double[] w = weights(p);
        return new EnsembleTemperatureCalibration(scaled.temperature(), w[0], w[1], w[2]);
    }

    private static double[] weights(double[] p) {
        double[] w = {1.0 / PARTS, 1.0 / PARTS, 1.0 / PARTS};
        double[] gain = new double[PARTS];
        for (int step = 0; step < MAX_STEPS; step++) {
            java.util.Arrays.fill(gain, 0);
            for (int i = 0; i < p.length; i += PARTS) {
                double mixed = w[0] * p[i] + w[1] * p[i + 1] + w[2] * p[i + 2];
                for (int j = 0; j < PARTS; j++) {
                    gain[j] += p[i + j] / mixed;
                }
            }
            double largest = 0;
            double total = 0;
            for (int j = 0; j < PARTS; j++) {
                gain[j] *= (double) PARTS / p.length;
                largest = Math.max(largest, gain[j]);
                w[j] *= gain[j];
                total += w[j];
            }
            for (int j = 0; j < PARTS; j++) {
                w[j] /= total;
            }
            if (largest <= 1 + GAP) {
                break;
            }
        }
        return w;
    }
}
