package org.guardband.ensembles.pool;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * The geometric mean p̄_k ∝ Π p_mk^{w_m}, renormalised. With equal weights it is the softmax of the
 * members' mean logits; {@link MeanLogits} forms that from the logits themselves.
 *
 * <p>It is sharper than the {@link LinearPool}: a class that one member thinks impossible is
 * impossible. A probability of zero counts as the smallest normal double, {@link
 * LogitBatch#LOG_OF_ZERO}, as everywhere where logits are made from probabilities, so that members
 * that exclude one another's classes still have a pool.
 *
 * <p>Source: Genest, Zidek 1986, doi 10.1214/ss/1177013825 (logarithmic opinion pool; the only pool
 * that commutes with Bayes updating).
 *
 * @param weights w
 */
public record LogLinearPool(MemberWeights weights) implements ClassPool {

    private static final String METHOD = "log-linear-pool";

    /** The pool of equal weights. */
    public LogLinearPool() {
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
                                    double log =
                                            Math.max(Math.log(p[at++]), LogitBatch.LOG_OF_ZERO);
                                    out[k] += weight * log;
                                }
                            }
                            PooledRows.softmax(out);
                        });
    }

    @Override
    public ModelDocument toDocument() {
        return weights.putInto(ModelDocument.of(METHOD)).build();
    }

    /** Reads {@code log-linear-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public LogLinearPool read(ModelDocument document) {
            return new LogLinearPool(MemberWeights.from(document));
        }
    }
}
