package org.guardband.ensembles.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.guardband.core.batch.VectorBatch;
import org.guardband.core.prediction.GaussianVector;
import org.guardband.core.prediction.SampleVector;
import org.guardband.core.prediction.VectorDistribution;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.VectorMembers;

/** Pools of members that predict vectors. */
public final class VectorPool {

    private VectorPool() {}

    /**
     * The Gaussian with the moments of the mixture: μ* = Σ w_m μ_m and Σ* = Σ w_m (Σ_m + (μ_m −
     * μ*)(μ_m − μ*)ᵀ), the law of total covariance.
     *
     * @param members members of any kind of vector distribution
     * @param weights w
     * @return one Gaussian per row
     * @throws IllegalArgumentException if a covariance is not positive definite
     */
    public static VectorBatch momentMatched(VectorMembers members, MemberWeights weights) {
        double[] w = weights.forMembers(members.size());
        int d = members.dimension();
        List<GaussianVector> rows = new ArrayList<>();
        for (int i = 0; i < members.rows(); i++) {
            double[] mean = new double[d];
            double[][] means = new double[w.length][];
            for (int m = 0; m < w.length; m++) {
                means[m] = members.member(m).get(i).mean();
                for (int a = 0; a < d; a++) {
                    mean[a] += w[m] * means[m][a];
                }
            }
            double[] covariance = new double[d * d];
            for (int m = 0; m < w.length; m++) {
                double[] own = members.member(m).get(i).covariance();
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        double between = (means[m][a] - mean[a]) * (means[m][b] - mean[b]);
                        covariance[a * d + b] += w[m] * (own[a * d + b] + between);
                    }
                }
            }
            rows.add(GaussianVector.of(mean, covariance));
        }
        return VectorBatch.of(rows, d);
    }

    /**
     * Merging by precision: Λ = Σ Σ_m⁻¹, covariance Λ⁻¹ and mean Λ⁻¹ Σ Σ_m⁻¹ μ_m. Best linear
     * unbiased for uncorrelated errors and right covariances; see {@link InverseVariancePool} for
     * what that asks of members.
     *
     * @param members members with positive definite covariances
     * @return one Gaussian per row
     * @throws IllegalArgumentException if a covariance is not positive definite
     */
    public static VectorBatch precisionWeighted(VectorMembers members) {
        int d = members.dimension();
        List<GaussianVector> rows = new ArrayList<>();
        for (int i = 0; i < members.rows(); i++) {
            RealMatrix precision = new Array2DRowRealMatrix(d, d);
            RealVector pull = new ArrayRealVector(d);
            for (int m = 0; m < members.size(); m++) {
                VectorDistribution row = members.member(m).get(i);
                RealMatrix own = inverse(row.covariance(), d, m, i);
                precision = precision.add(own);
                pull = pull.add(own.operate(new ArrayRealVector(row.mean())));
            }
            RealMatrix covariance =
                    new CholeskyDecomposition(precision, 1e-9, 0).getSolver().getInverse();
            double[] flat = new double[d * d];
            for (int at = 0; at < flat.length; at++) {
                flat[at] = covariance.getEntry(at / d, at % d);
            }
            rows.add(GaussianVector.of(covariance.operate(pull).toArray(), flat));
        }
        return VectorBatch.of(rows, d);
    }

    private static RealMatrix inverse(double[] covariance, int d, int member, int row) {
        RealMatrix matrix = new Array2DRowRealMatrix(d, d);
        for (int at = 0; at < covariance.length; at++) {
            matrix.setEntry(at / d, at % d, covariance[at]);
        }
        try {
            return new CholeskyDecomposition(matrix, 1e-6, 0).getSolver().getInverse();
        } catch (NonPositiveDefiniteMatrixException e) {
            throw new IllegalArgumentException(
                    "covariance of members[" + member + "][" + row + "] must be positive definite",
                    e);
        }
    }

    /**
     * The mixture itself, for members that predict by draws: all draws, those of member m with the
     * weight w_m divided among them.
     *
     * @param members members whose rows are all {@link SampleVector}s
     * @param weights w
     * @return one weighted sample per row
     * @throws IllegalArgumentException if a row is no sample
     */
    public static VectorBatch pooledDraws(VectorMembers members, MemberWeights weights) {
        double[] w = weights.forMembers(members.size());
        List<SampleVector> rows = new ArrayList<>();
        for (int i = 0; i < members.rows(); i++) {
            rows.add(together(members, w, i));
        }
        return VectorBatch.of(rows, members.dimension());
    }

    private static SampleVector together(VectorMembers members, double[] w, int row) {
        double[] draws = new double[0];
        double[] weights = new double[0];
        for (int m = 0; m < w.length; m++) {
            if (!(members.member(m).get(row) instanceof SampleVector sample)) {
                throw new IllegalArgumentException(
                        "members[" + m + "][" + row + "] must be a sample of vectors");
            }
            double[] own = sample.toArray();
            int at = draws.length;
            draws = Arrays.copyOf(draws, at + own.length);
            System.arraycopy(own, 0, draws, at, own.length);
            int first = weights.length;
            weights = Arrays.copyOf(weights, first + sample.size());
            for (int j = 0; j < sample.size(); j++) {
                double share = sample.isWeighted() ? sample.weight(j) : 1.0 / sample.size();
                weights[first + j] = w[m] * share;
            }
        }
        return SampleVector.weighted(draws, members.dimension(), weights);
    }
}
