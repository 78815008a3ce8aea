package org.guardband.graph.conformal;

import java.util.Objects;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;

/**
 * Diffused adaptive prediction sets, DAPS (Zargarbashi, Antonelli, Bojchevski 2023, PMLR 202): the
 * score of a label at a node is mixed with the mean of that label's scores at its neighbours,
 *
 * <pre>    s′(v, y) = (1 − λ) s(v, y) + λ·mean_{u ~ v} s(u, y) ,</pre>
 *
 * and the diffused scores are conformalized. Diffusion treats all nodes alike and sees no label, so
 * that the guarantee of split conformal prediction stays, with the exact rank ⌈(n+1)(1−α)⌉ (the
 * authors' code takes ⌊(n−1)α⌋ from below). Where neighbours share labels the sets become smaller.
 *
 * <p>A node without neighbours keeps its scores; in the authors' code they shrink to (1 − λ)s, see
 * {@link #referenceCompatible}. Memory is one N × K matrix, time O(E·K).
 */
public final class DiffusedSets implements NodeConformalizer<DiffusedPredictor> {

    private final ClassScore score;
    private final double lambda;
    private final boolean asReference;

    private DiffusedSets(ClassScore score, double lambda, boolean asReference) {
        this.score = Objects.requireNonNull(score, "score");
        this.lambda = Arguments.probability("lambda", lambda);
        this.asReference = asReference;
    }

    /**
     * Randomised APS scores and λ = ½.
     *
     * @param seed the seed of the uniform numbers of the score
     * @return the unfitted method
     */
    public static DiffusedSets randomized(long seed) {
        return of(AdaptivePredictionSets.randomized(seed));
    }

    /**
     * Another score and λ = ½.
     *
     * @param score the nonconformity score
     * @return the unfitted method
     */
    public static DiffusedSets of(ClassScore score) {
        return new DiffusedSets(score, 0.5, false);
    }

    /**
     * Sets the share of the neighbours.
     *
     * @param share λ in [0, 1], to be chosen without looking at calibration or test labels
     * @return the method with this share
     */
    public DiffusedSets withLambda(double share) {
        return new DiffusedSets(score, share, asReference);
    }

    /**
     * As the authors' code: the scores of nodes without neighbours are multiplied by 1 − λ.
     *
     * @return the method in this form, with the same guarantee
     */
    public DiffusedSets referenceCompatible() {
        return new DiffusedSets(score, lambda, true);
    }

    @Override
    public DiffusedPredictor conformalize(NodeBatch batch, int[] labels) {
        return new DiffusedPredictor(
                CalibrationNodes.of(batch, labels, score),
                new ScoreDiffusion(lambda, 0, null, asReference));
    }

    @Override
    public String toString() {
        return "DiffusedSets[" + score + ", lambda=" + lambda + "]";
    }
}
