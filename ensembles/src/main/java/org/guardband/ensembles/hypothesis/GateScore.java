package org.guardband.ensembles.hypothesis;

import java.util.Arrays;

/** The proper score by which weights that depend on the row are learned. */
public enum GateScore {
    /** −ln p_y. */
    LOG {
        @Override
        double of(double[] p, int label, double[] slope) {
            double truth = Math.max(p[label], FLOOR);
            Arrays.fill(slope, 0);
            slope[label] = -1 / truth;
            return -Math.log(truth);
        }
    },

    /** Σ (p_k − 1{k = y})². */
    BRIER {
        @Override
        double of(double[] p, int label, double[] slope) {
            double sum = 0;
            for (int k = 0; k < p.length; k++) {
                double away = p[k] - (k == label ? 1 : 0);
                slope[k] = 2 * away;
                sum += away * away;
            }
            return sum;
        }
    };

    /** As in the authors' code, so that a label that all members exclude does not end the fit. */
    private static final double FLOOR = 1e-8;

    /** The score of p for a label; writes its derivative by p. */
    abstract double of(double[] p, int label, double[] slope);
}
