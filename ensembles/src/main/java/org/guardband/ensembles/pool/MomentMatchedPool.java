package org.guardband.ensembles.pool;

import org.guardband.core.batch.Conversions;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;

/**
 * The Gaussian with the mean and the variance of the mixture, μ* = Σ w_m μ_m and σ*² = Σ w_m (σ_m²
 * + (μ_m − μ*)²): the form in which the paper on deep ensembles scores them. It is the Gaussian
 * closest to the mixture in KL(mixture ‖ Gaussian), and loses all of its shape.
 *
 * <p>The second term is formed from distances to μ*, not as a difference of squares, which loses
 * its digits where the mean is large.
 *
 * <p>Source: Lakshminarayanan, Pritzel, Blundell 2017, arXiv 1612.01474, Section 2.4.
 *
 * @param weights w
 */
public record MomentMatchedPool(MemberWeights weights) implements RealPool {

    private static final String METHOD = "moment-matched-pool";

    /** The pool of equal weights. */
    public MomentMatchedPool() {
        this(MemberWeights.uniform());
    }

    @Override
    public GaussianBatch apply(RealMembers members) {
        return Conversions.gaussianByMoments(new MixturePool(weights).apply(members));
    }

    @Override
    public ModelDocument toDocument() {
        return weights.putInto(ModelDocument.of(METHOD)).build();
    }

    /** Reads {@code moment-matched-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public MomentMatchedPool read(ModelDocument document) {
            return new MomentMatchedPool(MemberWeights.from(document));
        }
    }
}
