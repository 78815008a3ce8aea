package org.guardband.conformal.multivariate;

import java.util.Optional;
import java.util.stream.IntStream;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.numeric.Mahalanobis;

/**
 * Ellipsoids that cover all d targets of a row at once: the score of a row is the length √(rᵀ Σ⁻¹
 * r) of its residual r = y − μ, μ the predicted means, and the set is the ellipsoid of the radius
 * q̂ about μ. Where residuals are correlated it has less volume than a product of intervals.
 *
 * <p>By default a random half of the held-out rows gives Σ, their mean of r rᵀ, and the other half
 * calibrates. Σ of fewer than 2d rows, and one that is singular, is reduced to its diagonal, with 1
 * for each 0. {@link #withShape} takes a Σ of other rows, such as out-of-fold residuals, and all
 * rows for q̂.
 *
 * <p><b>Guarantee.</b> P(y in the ellipsoid) ≥ 1 − α for exchangeable rows, however poor Σ is,
 * since it does not depend on the rows that calibrate.
 *
 * <p><b>Order of rows.</b> Rows are divided by their index and a seed, so that ellipsoids depend on
 * the order of the rows: two orders give two divisions, each with the guarantee. With {@link
 * #withShape} nothing is divided and the order does not matter.
 *
 * <p>Source: Messoudi, Destercke, Rousseau 2022, "Ellipsoidal conformal inference for multi-target
 * regression", PMLR 179 (its global form). Deviation: Σ is taken about the predictions, where the
 * ellipsoid is centred, instead of about the residuals' mean. Its local form mixes Σ with the
 * covariance of neighbours and is not offered.
 */
public final class EllipsoidConformalizer
        implements Conformalizer<TargetColumns, double[][], EllipsoidRegressor> {

    private static final double HALF = 0.5;

    private final Optional<Mahalanobis> shape;
    private final double share;
    private final long seed;

    private EllipsoidConformalizer(Optional<Mahalanobis> shape, double share, long seed) {
        this.shape = shape;
        this.share = share;
        this.seed = seed;
    }

    /**
     * Half of the rows for Σ.
     *
     * @return the method
     */
    public static EllipsoidConformalizer withDefaults() {
        return new EllipsoidConformalizer(Optional.empty(), HALF, 1);
    }

    /**
     * The same with another division of the rows.
     *
     * @param part the share of rows that give Σ, strictly between 0 and 1
     * @param other the seed of the division
     * @return the method
     * @throws IllegalArgumentException if {@code part} is not strictly between 0 and 1
     */
    public EllipsoidConformalizer withDivision(double part, long other) {
        RowDivision.requireShare(part);
        return new EllipsoidConformalizer(Optional.empty(), part, other);
    }

    /**
     * A Σ fixed beforehand; all rows calibrate.
     *
     * @param fixed Σ, chosen without a look at the held-out truths
     * @return the method
     */
    public EllipsoidConformalizer withShape(Mahalanobis fixed) {
        return new EllipsoidConformalizer(Optional.of(fixed), share, seed);
    }

    /**
     * Finds Σ and scores the calibration rows.
     *
     * @param heldOut predictions, with finite means, of rows that the model was not trained on
     * @param truths for each row its d finite numbers
     * @return the regressor; any number of rows will do, 0 included
     * @throws IllegalArgumentException if rows or targets differ in number, also from that of a
     *     fixed Σ, or a number is not finite
     */
    @Override
    public EllipsoidRegressor conformalize(TargetColumns heldOut, double[][] truths) {
        double[][] residuals = EllipsoidRegressor.residuals(heldOut, truths);
        if (shape.isPresent()) {
            heldOut.requireDimension(shape.get().dimension());
            return fitted(shape.get(), residuals, new boolean[truths.length]);
        }
        boolean[] shaping = RowDivision.of(truths.length, share, seed);
        return fitted(shape(residuals, shaping, heldOut.dimension()), residuals, shaping);
    }

    private static EllipsoidRegressor fitted(
            Mahalanobis shape, double[][] residuals, boolean[] shaping) {
        return new EllipsoidRegressor(
                shape,
                ConformalScores.wrap(
                        IntStream.range(0, residuals.length)
                                .filter(i -> !shaping[i])
                                .mapToDouble(i -> shape.lengthOf(residuals[i].clone()))
                                .toArray()));
    }

    private static Mahalanobis shape(double[][] residuals, boolean[] shaping, int d) {
        double[] matrix = new double[d * d];
        int rows = 0;
        for (int i = 0; i < residuals.length; i++) {
            if (shaping[i]) {
                rows++;
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        matrix[a * d + b] += residuals[i][a] * residuals[i][b];
                    }
                }
            }
        }
        for (int ab = 0; ab < matrix.length; ab++) {
            matrix[ab] = rows == 0 ? 0 : matrix[ab] / rows;
        }
        if (rows >= 2 * d) {
            try {
                return Mahalanobis.of(matrix, d);
            } catch (IllegalArgumentException singular) {
                return diagonal(matrix, d);
            }
        }
        return diagonal(matrix, d);
    }

    private static Mahalanobis diagonal(double[] matrix, int d) {
        double[] out = new double[d * d];
        for (int a = 0; a < d; a++) {
            double own = matrix[a * d + a];
            out[a * d + a] = own > 0 && own < Double.POSITIVE_INFINITY ? own : 1;
        }
        return Mahalanobis.of(out, d);
    }

    @Override
    public String toString() {
        return "EllipsoidConformalizer[" + (shape.isPresent() ? "fixed shape" : share) + "]";
    }
}
