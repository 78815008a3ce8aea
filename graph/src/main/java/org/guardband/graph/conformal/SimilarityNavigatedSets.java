package org.guardband.graph.conformal;

import java.util.Objects;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeFeatures;

/**
 * Similarity-navigated adaptive prediction sets, SNAPS (Song, Huang, Jiang, Zhang, Li, Wang 2024,
 * arXiv 2405.14303): the scores of a node are mixed with those of nodes with similar features,
 * which are likely to share its label wherever they lie in the graph, and with those of its
 * neighbours,
 *
 * <pre>
 *     s′(v, y) = (1 − ξ − μ) s(v, y) + ξ·Σ_u c(v,u) s(u, y) / Σ_u c(v,u) + μ·mean_{u ~ v} s(u, y) ,
 * </pre>
 *
 * over the k nodes u with the largest cosine c(v, u) &gt; 0 of features. As with {@link
 * DiffusedSets} no label is seen and all nodes are treated alike, so that the guarantee of split
 * conformal prediction stays. A share that has nothing to average goes to the node's own score; in
 * the published code it is lost, see {@link #referenceCompatible}.
 */
public final class SimilarityNavigatedSets implements NodeConformalizer<DiffusedPredictor> {

    private static final double THIRD = 1.0 / 3;
    private static final int MOST_SIMILAR = 20;

    private final ClassScore score;
    private final SimilarNodes similar;
    private final double xi;
    private final double mu;
    private final boolean asReference;

    private SimilarityNavigatedSets(
            ClassScore score, SimilarNodes similar, double xi, double mu, boolean asReference) {
        this.score = Objects.requireNonNull(score, "score");
        this.similar = Objects.requireNonNull(similar, "similar");
        this.xi = Arguments.probability("xi", xi);
        this.mu = Arguments.probability("mu", mu);
        this.asReference = asReference;
    }

    /**
     * Randomised APS scores, the 20 most similar nodes, ξ = μ = ⅓.
     *
     * @param features the features of all nodes
     * @param seed the seed of the uniform numbers of the score
     * @return the unfitted method
     */
    public static SimilarityNavigatedSets randomized(NodeFeatures features, long seed) {
        return of(
                AdaptivePredictionSets.randomized(seed),
                SimilarNodes.byCosine(features, MOST_SIMILAR));
    }

    /**
     * Another score and given similar nodes, ξ = μ = ⅓.
     *
     * @param score the nonconformity score
     * @param similar the similar nodes of every node
     * @return the unfitted method
     */
    public static SimilarityNavigatedSets of(ClassScore score, SimilarNodes similar) {
        return new SimilarityNavigatedSets(score, similar, THIRD, THIRD, false);
    }

    /**
     * Sets the shares, to be chosen without looking at calibration or test labels.
     *
     * @param ofSimilar ξ ≥ 0, of the similar nodes
     * @param ofNeighbours μ ≥ 0, of the neighbours; ξ + μ ≤ 1
     * @return the method with these shares
     */
    public SimilarityNavigatedSets withShares(double ofSimilar, double ofNeighbours) {
        return new SimilarityNavigatedSets(score, similar, ofSimilar, ofNeighbours, asReference);
    }

    /**
     * As the published code: a share without anything to average is lost.
     *
     * @return the method in this form, with the same guarantee
     */
    public SimilarityNavigatedSets referenceCompatible() {
        return new SimilarityNavigatedSets(score, similar, xi, mu, true);
    }

    @Override
    public DiffusedPredictor conformalize(NodeBatch batch, int[] labels) {
        ScoreDiffusion diffusion = new ScoreDiffusion(mu, xi, similar, asReference);
        diffusion.requireSize(batch.graph());
        return new DiffusedPredictor(CalibrationNodes.of(batch, labels, score), diffusion);
    }

    @Override
    public String toString() {
        return "SimilarityNavigatedSets[" + score + ", xi=" + xi + ", mu=" + mu + "]";
    }
}
