package org.guardband.graph.conformal;

import java.util.Objects;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;

/**
 * Neighbourhood adaptive prediction sets, NAPS (Clarkson 2023, arXiv 2211.14555): the conformal
 * quantile of a test node is that of the calibration nodes within k hops of it, nearer ones
 * counting more; the rule is that of non-exchangeable conformal prediction (Barber, Candès, Ramdas,
 * Tibshirani 2023, arXiv 2202.13415) with w = 1 for the test node itself:
 *
 * <pre>    q = the smallest score t with Σ_u w(d(v,u))·1{s_u ≤ t} ≥ (1 − α)(Σ_u w(d(v,u)) + 1) ,
 * </pre>
 *
 * over calibration nodes u ≠ v with d(v, u) ≤ k, computed in whole multiples of a common unit and
 * so exact; q = +∞, the set of all labels, where no score reaches the level.
 *
 * <p>Coverage is at least 1 − α − Σ_u w̃_u·TV_u, where w̃_u = w_u/(Σ w + 1) and TV_u is the total
 * variation distance that swapping the test node with u makes to the joint law of the scores: zero
 * where nodes are exchangeable, small where the law changes slowly along edges. {@link
 * NeighbourhoodPredictor#neighbourhoods} gives the sum for assumed distances per hop. It holds for
 * each test node by itself, with weights that depend on the graph alone.
 *
 * <p>A test node with fewer than {@link #withLeastNeighbours} calibration nodes within reach falls
 * back to the quantile of all calibration nodes (split conformal prediction), which is told by
 * {@link Neighbourhoods#fellBack}. {@link #referenceCompatible} reproduces the author's code, which
 * gives such nodes no set and, where no score reaches the level, leaves the scores uncorrected (q =
 * 0), which voids the guarantee.
 *
 * <p>Work is one breadth-first search per test node and a sort of what it finds; memory is O(N +
 * E).
 */
public final class NeighbourhoodSets implements NodeConformalizer<NeighbourhoodPredictor> {

    private final ClassScore score;
    private final int hops;
    private final NeighbourWeights weights;
    private final int leastNeighbours;
    private final boolean asReference;

    private NeighbourhoodSets(
            ClassScore score,
            int hops,
            NeighbourWeights weights,
            int leastNeighbours,
            boolean asReference) {
        this.score = Objects.requireNonNull(score, "score");
        this.hops = NeighbourWeights.requireHops("hops", hops);
        this.weights = Objects.requireNonNull(weights, "weights");
        this.leastNeighbours = Arguments.atLeast("leastNeighbours", leastNeighbours, 0);
        this.asReference = asReference;
    }

    /**
     * The paper's settings: randomised APS scores, two hops, equal weights, at least 50 neighbours.
     *
     * @param seed the seed of the uniform numbers of the score
     * @return the unfitted method
     */
    public static NeighbourhoodSets randomized(long seed) {
        return of(AdaptivePredictionSets.randomized(seed));
    }

    /**
     * The paper's settings with another score.
     *
     * @param score the nonconformity score
     * @return the unfitted method
     */
    public static NeighbourhoodSets of(ClassScore score) {
        return new NeighbourhoodSets(score, 2, NeighbourWeights.UNIFORM, 50, false);
    }

    /**
     * Sets how far to look.
     *
     * @param distance k in [1, 20]
     * @return the method with this reach
     */
    public NeighbourhoodSets withHops(int distance) {
        return new NeighbourhoodSets(score, distance, weights, leastNeighbours, asReference);
    }

    /**
     * Sets how much nearer nodes count more.
     *
     * @param rule the rule
     * @return the method with these weights
     */
    public NeighbourhoodSets withWeights(NeighbourWeights rule) {
        return new NeighbourhoodSets(score, hops, rule, leastNeighbours, asReference);
    }

    /**
     * Sets with how many calibration nodes within reach a neighbourhood stands for itself.
     *
     * @param count 0 to never fall back
     * @return the method with this limit
     */
    public NeighbourhoodSets withLeastNeighbours(int count) {
        return new NeighbourhoodSets(score, hops, weights, count, asReference);
    }

    /**
     * As the author's code: no set for nodes with too few neighbours, and the set {y : s ≤ 1 − α}
     * where the weights cannot reach the level. There is no guarantee.
     *
     * @return the method in this form
     */
    public NeighbourhoodSets referenceCompatible() {
        return new NeighbourhoodSets(score, hops, weights, leastNeighbours, true);
    }

    @Override
    public NeighbourhoodPredictor conformalize(NodeBatch batch, int[] labels) {
        batch.graph().requireUndirected();
        return new NeighbourhoodPredictor(
                CalibrationNodes.of(batch, labels, score),
                hops,
                weights,
                leastNeighbours,
                asReference);
    }

    @Override
    public String toString() {
        return "NeighbourhoodSets["
                + score
                + ", "
                + hops
                + " hops, "
                + weights
                + ", at least "
                + leastNeighbours
                + (asReference ? ", reference-compatible]" : "]");
    }
}
