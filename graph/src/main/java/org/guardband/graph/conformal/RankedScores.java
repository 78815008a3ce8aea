package org.guardband.graph.conformal;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.SortedOrder;

/** The scores of the calibration nodes in ascending order, and the rank of each node among them. */
final class RankedScores {

    private final double[] ascending;
    private final int[] rank;

    RankedScores(CalibrationNodes calibration, CategoricalBatch probabilities, int nodes) {
        double[] scores = calibration.scores(probabilities);
        int[] order = SortedOrder.ascending(scores);
        ascending = new double[order.length];
        rank = new int[nodes];
        Arrays.fill(rank, -1);
        for (int r = 0; r < order.length; r++) {
            ascending[r] = scores[order[r]];
            rank[calibration.node(order[r])] = r;
        }
    }

    double[] ascending() {
        return ascending;
    }

    /** The place of a node's score; −1 for a node that is not for calibration. */
    int rank(int node) {
        return rank[node];
    }
}
