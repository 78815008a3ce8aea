package org.guardband.graph.conformal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;

/**
 * Split conformal sets for nodes, with one threshold for all, one for every class, or one for every
 * range of degrees (Mondrian). The graph enters through the degrees only.
 *
 * <p>Guarantee: coverage of at least 1 − α over the draw of calibration and test nodes; by class
 * also among the nodes of every true class, by degree also among the nodes of every range. A class
 * or range with too few calibration nodes gets all labels. See the notes on exchangeability at
 * {@link org.guardband.graph.conformal}.
 */
public final class SplitNodeSets implements NodeConformalizer<SplitNodePredictor> {

    private final ClassScore score;
    private final boolean byClass;
    private final List<Integer> largest;

    private SplitNodeSets(ClassScore score, boolean byClass, List<Integer> largest) {
        this.score = Objects.requireNonNull(score, "score");
        this.byClass = byClass;
        this.largest = largest;
    }

    /**
     * One threshold for all nodes.
     *
     * @param score the nonconformity score
     * @return the unfitted method
     */
    public static SplitNodeSets of(ClassScore score) {
        return new SplitNodeSets(score, false, List.of());
    }

    /**
     * One threshold for every class.
     *
     * @return the method with coverage in every class
     */
    public SplitNodeSets byClass() {
        return new SplitNodeSets(score, true, List.of());
    }

    /**
     * One threshold for every range of degrees, fixed before labels are seen.
     *
     * @param largestDegrees the largest degree of each range but the last, ascending: 1, 4 makes
     *     the ranges 0–1, 2–4 and 5 or more
     * @return the method with coverage in every range
     * @throws IllegalArgumentException if there is none or they do not ascend
     */
    public SplitNodeSets byDegree(int... largestDegrees) {
        Arguments.atLeast("number of ranges", largestDegrees.length + 1, 2);
        for (int i = 0; i < largestDegrees.length; i++) {
            Arguments.atLeast(
                    "largestDegrees[" + i + "]",
                    largestDegrees[i],
                    i == 0 ? 0 : largestDegrees[i - 1] + 1);
        }
        return new SplitNodeSets(score, false, Arrays.stream(largestDegrees).boxed().toList());
    }

    @Override
    public SplitNodePredictor conformalize(NodeBatch batch, int[] labels) {
        return new SplitNodePredictor(CalibrationNodes.of(batch, labels, score), byClass, largest);
    }

    @Override
    public String toString() {
        return "SplitNodeSets["
                + score
                + (byClass ? ", by class" : "")
                + (largest.isEmpty() ? "" : ", by degree up to " + largest)
                + "]";
    }
}
