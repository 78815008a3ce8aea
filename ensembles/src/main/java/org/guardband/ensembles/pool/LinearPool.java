package org.guardband.ensembles.pool;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * The arithmetic mean p̄ = Σ w_m p_m, the mixture of the members: what a deep ensemble predicts.
 *
 * <p>Its log loss and its Brier score are at most the weighted mean of the members' (both are
 * convex in p). A mixture of calibrated members that disagree is under-confident, never
 * over-confident: calibrate after pooling ({@code PoolThenCalibrate}).
 *
 * <p>Source: Lakshminarayanan, Pritzel, Blundell 2017, arXiv 1612.01474; Ranjan, Gneiting 2010, doi
 * 10.1111/j.1467-9868.2009.00726.x (a linear pool of calibrated forecasts is not calibrated).
 *
 * @param weights w
 */
public record LinearPool(MemberWeights weights) implements ClassPool {

    private static final String METHOD = "linear-pool";

    /** The pool of equal weights. */
    public LinearPool() {
        this(MemberWeights.uniform());
    }

    @Override
    public CategoricalBatch apply(ClassMembers members) {
        double[] w = weights.forMembers(members.size());
        return PooledRows.run(
                members,
                () ->
                        (p, out) -> {
                            Arrays.fill(out, 0);
                            int at = 0;
                            for (double weight : w) {
                                for (int k = 0; k < out.length; k++) {
                                    out[k] += weight * p[at++];
                                }
                            }
                        });
    }

    @Override
    public ModelDocument toDocument() {
        return weights.putInto(ModelDocument.of(METHOD)).build();
    }

    /** Reads {@code linear-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public LinearPool read(ModelDocument document) {
            return new LinearPool(MemberWeights.from(document));
        }
    }
}
