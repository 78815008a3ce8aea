package org.guardband.ensembles.weighting;

import org.guardband.core.numeric.ParallelRows;

/** Sums of several numbers over rows, formed per block and added in block order. */
final class BlockSums {

    private BlockSums() {}

    /** Adds the rows of a block. */
    @FunctionalInterface
    interface Block {
        void add(int from, int to, double[] out);
    }

    static double[] of(int rows, int block, int width, Block task) {
        double[][] parts = new double[(rows + block - 1) / block][];
        ParallelRows.run(
                rows,
                block,
                (from, to) -> {
                    double[] part = new double[width];
                    task.add(from, to, part);
                    parts[from / block] = part;
                });
        double[] total = new double[width];
        for (double[] part : parts) {
            for (int j = 0; j < width; j++) {
                total[j] += part[j];
            }
        }
        return total;
    }

    /** Splits the means of M slopes and of a lower triangle of M × M curvatures. */
    static void derivatives(
            double[] sums, int rows, int members, double[] gradient, double[] hessian) {
        for (int a = 0; a < members; a++) {
            gradient[a] = sums[a] / rows;
            for (int b = 0; b <= a; b++) {
                double value = sums[members + a * members + b] / rows;
                hessian[a * members + b] = value;
                hessian[b * members + a] = value;
            }
        }
    }
}
