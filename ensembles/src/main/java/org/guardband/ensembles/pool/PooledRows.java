package org.guardband.ensembles.pool;

import java.util.function.Supplier;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;

/** Runs a pool over rows in blocks, each with scratch of its own. */
final class PooledRows {

    private static final int BLOCK = 1024;

    private PooledRows() {}

    /** Pools one row. */
    @FunctionalInterface
    interface RowPool {
        /**
         * Pools one row.
         *
         * @param p the members' probabilities, member by member, M × K; may be overwritten
         * @param out receives K probabilities
         */
        void pool(double[] p, double[] out);
    }

    static CategoricalBatch run(ClassMembers members, Supplier<RowPool> pools) {
        int classes = members.classes();
        int count = members.size();
        double[] pooled = new double[Math.multiplyExact(members.rows(), classes)];
        ParallelRows.run(
                members.rows(),
                BLOCK,
                (from, to) -> {
                    RowPool pool = pools.get();
                    double[] p = new double[count * classes];
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        for (int m = 0; m < count; m++) {
                            members.copyRow(m, i, row);
                            System.arraycopy(row, 0, p, m * classes, classes);
                        }
                        pool.pool(p, row);
                        System.arraycopy(row, 0, pooled, i * classes, classes);
                    }
                });
        // the members' rows have passed their own border, with a tolerance of their own
        return CategoricalBatch.wrap(pooled, members.labels(), Double.MAX_VALUE);
    }

    /** Divides by the sum. */
    static void normalise(double[] row) {
        double sum = 0;
        for (double p : row) {
            sum += p;
        }
        for (int k = 0; k < row.length; k++) {
            row[k] /= sum;
        }
    }

    /** The softmax of a row, in place. */
    static void softmax(double[] z) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            largest = Math.max(largest, value);
        }
        for (int k = 0; k < z.length; k++) {
            z[k] = Math.exp(z[k] - largest);
        }
        normalise(z);
    }
}
