package org.guardband.ensembles.lora;

import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.pool.MeanLogits;

/**
 * What the M members of an ensemble say of the same n rows.
 *
 * @param members a batch each, of the same rows and classes
 */
public record MemberLogits(List<LogitBatch> members) {

    /**
     * Checks that the members speak of the same rows and classes.
     *
     * @param members at least one batch
     * @throws IllegalArgumentException if there is none or two differ in rows or classes
     */
    public MemberLogits {
        members = List.copyOf(members);
        ClassMembers.ofLogits(members);
    }

    /**
     * The members' probabilities, which every pool and measure of spread takes.
     *
     * @return the softmax of each member
     */
    public ClassMembers probabilities() {
        return ClassMembers.ofLogits(members);
    }

    /**
     * The mean of the members' softmaxes: the mixture, which is the ensemble's prediction.
     *
     * @return p̄ = (1/M) Σ softmax(z_m)
     */
    public CategoricalBatch meanOfSoftmax() {
        return new LinearPool().apply(probabilities());
    }

    /**
     * The mean of the members' logits.
     *
     * @return z̄ = (1/M) Σ z_m
     */
    public LogitBatch meanLogits() {
        return MeanLogits.of(members, MemberWeights.uniform());
    }

    /**
     * The softmax of the members' mean logits: the logarithmic pool, sharper than the mixture where
     * members disagree.
     *
     * @return softmax(z̄)
     */
    public CategoricalBatch softmaxOfMeanLogits() {
        return meanLogits().softmax();
    }
}
