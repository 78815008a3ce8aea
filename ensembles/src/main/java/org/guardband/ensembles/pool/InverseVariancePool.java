package org.guardband.ensembles.pool;

import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.ensembles.RealMembers;

/**
 * Merging by predicted uncertainty: in every row w_m = σ_m⁻²/Σ σ⁻², the mean Σ w_m μ_m and the
 * variance 1/Σ σ⁻².
 *
 * <p>It is the best linear unbiased combination if the members' errors are uncorrelated and their
 * variances right. Members trained on the same rows are neither: their errors go together, and the
 * merged variance, which falls as 1/M, is then far too small. {@link CorrelatedErrors} learns the
 * correlation; recalibrate each member before, or the result after.
 *
 * <p>Source: Yeo, Kar, Zamir 2021, arXiv 2103.10919 (merging by inverse variance after
 * calibration); for several channels with one weight a member see {@link CrossDomainMerge}.
 */
public record InverseVariancePool() implements RealPool {

    private static final String METHOD = "inverse-variance-pool";

    @Override
    public GaussianBatch apply(RealMembers members) {
        double[][] means = members.means();
        double[][] sds = members.standardDeviations();
        double[] mean = new double[members.rows()];
        double[] sd = new double[members.rows()];
        for (int i = 0; i < mean.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int m = 0; m < sds.length; m++) {
                requirePositive(m, i, sds[m][i]);
                least = Math.min(least, sds[m][i]);
            }
            double total = 0;
            for (int m = 0; m < sds.length; m++) {
                double ratio = least / sds[m][i]; // in (0, 1]: squares cannot overflow
                total += ratio * ratio;
                mean[i] += ratio * ratio * means[m][i];
            }
            mean[i] /= total;
            sd[i] = least / Math.sqrt(total);
        }
        return GaussianBatch.wrap(mean, sd);
    }

    /** The message is made only when it is needed. */
    static void requirePositive(int member, int row, double sd) {
        if (!(sd > 0 && sd < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "members[" + member + "].sd[" + row + "] must be > 0 and finite, got " + sd);
        }
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD).build();
    }

    /** Reads {@code inverse-variance-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public InverseVariancePool read(ModelDocument document) {
            return new InverseVariancePool();
        }
    }
}
