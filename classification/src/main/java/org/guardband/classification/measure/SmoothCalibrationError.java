package org.guardband.classification.measure;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Smooth calibration error (smECE): the calibration error of forecasts smoothed by a Gaussian
 * kernel whose bandwidth is the error itself.
 *
 * <p>With residuals rᵢ = yᵢ − pᵢ and the Gaussian kernel K_σ reflected at 0 and 1, so that it keeps
 * its mass within [0, 1], smECE_σ = ∫₀¹ |(1/n) Σ K_σ(t, pᵢ) rᵢ| dt. This does not increase with σ,
 * and the smooth error is the fixed point smECE_σ = σ. It is continuous in the forecasts, has no
 * parameter, lies in [0, 1], and is a consistent calibration measure: within constant factors and a
 * square root of the distance to the nearest calibrated forecast.
 *
 * <p>Computation in O(n + m log m): the reflected Gaussian is the heat kernel of [0, 1], hence a
 * factor exp(−σ²π²k²/2) on the k-th cosine coefficient of the residuals. Each residual is divided
 * between the two nearest of m + 1 = 65 537 grid points, which keeps its mean. The relative error
 * is below 10⁻⁵ for values above 0.005 and grows as the inverse square below; values under 2⁻¹⁶ are
 * reported as smECE at σ = 2⁻¹⁶.
 *
 * <p>Deviation: the authors' software stops its bisection at a width of 0.001; here the fixed point
 * is found to 10⁻¹⁰.
 *
 * <p>Source: Błasiok, Nakkiran 2023, arXiv 2309.12236.
 */
public record SmoothCalibrationError() implements BinaryMeasure {

    private static final double SMALLEST = 0x1p-16;
    private static final double TOLERANCE = 1e-10;
    private static final int MOST_EVALUATIONS = 200;

    @Override
    public String name() {
        return "smooth";
    }

    @Override
    public double value(BinaryForecasts forecasts) {
        SmoothedResiduals smoothed = SmoothedResiduals.of(forecasts);
        double atSmallest = smoothed.absoluteIntegral(SMALLEST);
        if (atSmallest <= SMALLEST) {
            return atSmallest;
        }
        // At σ = 1 the left side is at most 1, and 1 only if every row is wholly wrong.
        if (smoothed.absoluteIntegral(1) >= 1) {
            return 1;
        }
        return new BrentSolver(TOLERANCE, TOLERANCE)
                .solve(
                        MOST_EVALUATIONS,
                        sigma -> smoothed.absoluteIntegral(sigma) - sigma,
                        SMALLEST,
                        1);
    }
}
