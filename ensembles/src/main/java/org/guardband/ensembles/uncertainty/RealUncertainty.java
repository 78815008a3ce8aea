package org.guardband.ensembles.uncertainty;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;

/**
 * The uncertainty of an ensemble of regressors, row by row, by the law of total variance: Var Y = Σ
 * w_m σ_m² + Σ w_m (μ_m − μ*)². The parts are {@link RealUncertaintyPart}, for members of any kind
 * with finite moments.
 *
 * <p>Source: Depeweg, Hernández-Lobato, Doshi-Velez, Udluft 2018, arXiv 1710.07283; Kendall, Gal
 * 2017, arXiv 1703.04977.
 */
public final class RealUncertainty {

    private static final int BLOCK = 1024;

    private final double[] aleatoric;
    private final double[] epistemic;
    private final double[] pairwise;

    private RealUncertainty(int rows) {
        this.aleatoric = new double[rows];
        this.epistemic = new double[rows];
        this.pairwise = new double[rows];
    }

    /**
     * Measures every row.
     *
     * @param members what the members say
     * @param weights w
     * @return the parts of the uncertainty
     * @throws IllegalArgumentException if the weights are for another number of members
     */
    public static RealUncertainty of(RealMembers members, MemberWeights weights) {
        double[] w = weights.forMembers(members.size());
        double[][] means = members.means();
        double[][] sds = members.standardDeviations();
        RealUncertainty split = new RealUncertainty(members.rows());
        ParallelRows.run(
                members.rows(),
                BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        split.measure(i, w, means, sds);
                    }
                });
        return split;
    }

    /**
     * Measures every row, all members counting alike.
     *
     * @param members what the members say
     * @return the parts of the uncertainty
     */
    public static RealUncertainty of(RealMembers members) {
        return of(members, MemberWeights.uniform());
    }

    private void measure(int i, double[] w, double[][] means, double[][] sds) {
        double mean = 0;
        for (int m = 0; m < w.length; m++) {
            mean += w[m] * means[m][i];
        }
        double kl = 0;
        for (int a = 0; a < w.length; a++) {
            aleatoric[i] += w[a] * sds[a][i] * sds[a][i];
            epistemic[i] += w[a] * (means[a][i] - mean) * (means[a][i] - mean);
            for (int b = 0; b < w.length; b++) {
                if (a != b && w[a] > 0 && w[b] > 0) {
                    double ratio = sds[a][i] / sds[b][i];
                    double away = (means[a][i] - means[b][i]) / sds[b][i];
                    kl += w[a] * w[b] * (0.5 * (ratio * ratio + away * away - 1) - Math.log(ratio));
                }
            }
        }
        pairwise[i] = Math.max(0, kl); // rounding of members that agree
    }

    /**
     * The number of rows.
     *
     * @return n
     */
    public int size() {
        return aleatoric.length;
    }

    /**
     * One part of one row.
     *
     * @param part which part
     * @param row row index in [0, n)
     * @return its value, ≥ 0
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public double value(RealUncertaintyPart part, int row) {
        Arguments.index("row", row, size());
        return switch (part) {
            case TOTAL_VARIANCE -> aleatoric[row] + epistemic[row];
            case ALEATORIC_VARIANCE -> aleatoric[row];
            case EPISTEMIC_VARIANCE -> epistemic[row];
            case EXPECTED_PAIRWISE_KL -> pairwise[row];
        };
    }

    /**
     * A copy of one part of all rows.
     *
     * @param part which part
     * @return n values ≥ 0
     */
    public double[] column(RealUncertaintyPart part) {
        return IntStream.range(0, size()).mapToDouble(i -> value(part, i)).toArray();
    }

    /**
     * The mean of one part over the rows.
     *
     * @param part which part
     * @return its mean; NaN for no row
     */
    public double mean(RealUncertaintyPart part) {
        return Arrays.stream(column(part)).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return "RealUncertainty[" + size() + " rows]";
    }
}
