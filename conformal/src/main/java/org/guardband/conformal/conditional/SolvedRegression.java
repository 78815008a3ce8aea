package org.guardband.conformal.conditional;

import java.util.Arrays;

/**
 * A regression of kinks whose least vertex is known, from which the answers for rows to be
 * predicted are a few edges away. Immutable.
 *
 * @param problem the regression
 * @param start its least vertex without a tilt
 * @param columns which features are independent
 */
record SolvedRegression(PinballProblem problem, PinballVertex start, IndependentColumns columns) {

    /** The work on one row after another, by one thread. */
    final class Worker {
        private final PinballVertex vertex = start.worker();
        private final double[] reduced = new double[columns.rank()];

        /**
         * φ·β where the loss less t·φ·β is least; ±∞ where it has no minimum, and where the row is
         * no combination of those seen, so that no function of the class is held there.
         */
        double height(double[] phi, double t) {
            if (!isInSpan(phi)) {
                return t > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            if (start.isLeast(reduced, t)) {
                return start.height(reduced);
            }
            vertex.moveTo(start);
            return switch (vertex.descend(reduced, t)) {
                case LEAST -> vertex.height(reduced);
                case RISES_FOREVER -> Double.POSITIVE_INFINITY;
                case FALLS_FOREVER -> Double.NEGATIVE_INFINITY;
            };
        }

        private boolean isInSpan(double[] phi) {
            if (problem.n == 0) {
                return Arrays.stream(phi).allMatch(value -> value == 0);
            }
            return columns.project(phi, reduced);
        }
    }

    Worker worker() {
        return new Worker();
    }
}
