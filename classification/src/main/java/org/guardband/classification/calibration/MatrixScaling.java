package org.guardband.classification.calibration;

import org.guardband.classification.ClassCalibrator;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.Arguments;

/**
 * Matrix scaling (Guo et al. 2017, arXiv 1706.04599): softmax(Wz + b), by maximum likelihood with
 * off-diagonal and intercept regularisation (ODIR; Kull, Perelló-Nieto, Kängsepp, Silva Filho,
 * Song, Flach 2019, arXiv 1910.12656): λ/(K(K−1))·Σ_{i≠j} W²ᵢⱼ + μ/K·Σ b²ⱼ.
 *
 * <p>A further ridge of 10⁻⁶ towards the map that changes nothing keeps the solution unique and
 * finite for separable data and for classes that never occur. The problem is convex.
 */
public final class MatrixScaling implements ClassCalibrator<AffineCalibration> {

    private static final double RIDGE = 1e-6;

    private final double offDiagonal;
    private final double intercept;

    private MatrixScaling(double offDiagonal, double intercept) {
        this.offDiagonal = offDiagonal;
        this.intercept = intercept;
    }

    /**
     * The method with λ = μ = 10⁻³.
     *
     * @return the unfitted method
     */
    public static MatrixScaling withDefaults() {
        return new MatrixScaling(1e-3, 1e-3);
    }

    /**
     * Sets the pull of the entries off the diagonal towards zero.
     *
     * @param offDiagonal λ ≥ 0
     * @return the method with this regularisation
     */
    public MatrixScaling withOffDiagonal(double offDiagonal) {
        return new MatrixScaling(Arguments.nonNegative("offDiagonal", offDiagonal), intercept);
    }

    /**
     * Sets the pull of the intercepts towards zero.
     *
     * @param intercept μ ≥ 0
     * @return the method with this regularisation
     */
    public MatrixScaling withIntercept(double intercept) {
        return new MatrixScaling(offDiagonal, Arguments.nonNegative("intercept", intercept));
    }

    @Override
    public AffineCalibration calibrate(LogitBatch heldOut, int[] labels) {
        return calibrate(heldOut, labels, false);
    }

    AffineCalibration calibrate(LogitBatch heldOut, int[] labels, boolean onLogProbabilities) {
        HeldOut.check(heldOut, labels);
        int classes = heldOut.classes();
        LogitMap map = new FullMap(offDiagonal, intercept, RIDGE);
        double[] fitted =
                ScaledLoss.minimize(
                        new MeanLogLoss(heldOut, labels, map), heldOut, map.identity(classes));
        return new AffineCalibration(
                java.util.Arrays.copyOf(fitted, classes * classes),
                java.util.Arrays.copyOfRange(fitted, classes * classes, fitted.length),
                onLogProbabilities);
    }
}
