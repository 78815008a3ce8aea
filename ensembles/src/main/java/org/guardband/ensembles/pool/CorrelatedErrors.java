package org.guardband.ensembles.pool;

import org.guardband.core.calibration.Calibrator;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.RealMembers;

/**
 * Inverse-variance merging for members whose errors go together: learns from held-out rows the
 * correlation R_ab of the standardised errors (y − μ_m)/σ_m, and merges each row with S_ab = R_ab
 * σ_a σ_b, w = S⁻¹1/(1ᵀS⁻¹1), variance 1/(1ᵀS⁻¹1).
 *
 * <p>Best linear unbiased if the correlation is the same in all rows and the members' variances are
 * right. Weights may be negative where a member is both worse than another and strongly correlated
 * with it. R is Σ r_a r_b/√(Σ r_a² Σ r_b²), not centred (a bias is an error too), and is shrunk
 * towards the identity by (1 − s)R + sI, without which members that are copies of one another could
 * not be merged.
 *
 * <p>Source: Bates, Granger 1969, doi 10.1057/jors.1969.103 (combination of forecasts).
 *
 * @param shrinkage s in (0, 1]; 1 is {@link InverseVariancePool}
 */
public record CorrelatedErrors(double shrinkage)
        implements Calibrator<RealMembers, double[], CorrelatedErrorsPool> {

    /** How far the correlation is moved towards the identity unless the caller says. */
    public static final double DEFAULT_SHRINKAGE = 1e-3;

    /**
     * Checks the shrinkage.
     *
     * @param shrinkage s in (0, 1]
     * @throws IllegalArgumentException if it is not
     */
    public CorrelatedErrors {
        if (!(shrinkage > 0 && shrinkage <= 1)) {
            throw new IllegalArgumentException("shrinkage must be in (0, 1], got " + shrinkage);
        }
    }

    /** The method with the default shrinkage. */
    public CorrelatedErrors() {
        this(DEFAULT_SHRINKAGE);
    }

    @Override
    public CorrelatedErrorsPool calibrate(RealMembers heldOut, double[] truths) {
        heldOut.requireTruths(truths);
        int count = heldOut.size();
        double[][] errors = heldOut.means();
        double[][] sds = heldOut.standardDeviations();
        for (int m = 0; m < count; m++) {
            for (int i = 0; i < truths.length; i++) {
                InverseVariancePool.requirePositive(m, i, sds[m][i]);
                errors[m][i] = (truths[i] - errors[m][i]) / sds[m][i];
            }
        }
        double[] correlation = new double[count * count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double r = a == b ? 1 : (1 - shrinkage) * cosine(errors[a], errors[b]);
                correlation[a * count + b] = r;
                correlation[b * count + a] = r;
            }
        }
        return new CorrelatedErrorsPool(correlation);
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            left += a[i] * a[i];
            right += b[i] * b[i];
        }
        double norm = Math.sqrt(left) * Math.sqrt(right);
        return Arguments.finite(
                "correlation", norm == 0 ? 0 : Math.max(-1, Math.min(1, product / norm)));
    }
}
