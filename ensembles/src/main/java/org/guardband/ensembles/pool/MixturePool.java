package org.guardband.ensembles.pool;

import org.guardband.core.batch.MixtureBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;

/**
 * The mixture Σ w_m P_m of the members' distributions, of any kinds: all that an ensemble says. Its
 * mean and variance follow the laws of total expectation and of total variance.
 *
 * <p>Source: Lakshminarayanan, Pritzel, Blundell 2017, arXiv 1612.01474, Section 2.4.
 *
 * @param weights w
 */
public record MixturePool(MemberWeights weights) implements RealPool {

    private static final String METHOD = "mixture-pool";

    /** The mixture of equal weights. */
    public MixturePool() {
        this(MemberWeights.uniform());
    }

    @Override
    public MixtureBatch apply(RealMembers members) {
        return MixtureBatch.of(weights.forMembers(members.size()), members.members());
    }

    @Override
    public ModelDocument toDocument() {
        return weights.putInto(ModelDocument.of(METHOD)).build();
    }

    /** Reads {@code mixture-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public MixturePool read(ModelDocument document) {
            return new MixturePool(MemberWeights.from(document));
        }
    }
}
