package org.guardband.kernels.internal;

import org.guardband.kernels.Matrix;
import org.guardband.kernels.ParallelBlocks;

/**
 * Runs over the elements of matrices of one shape: in one go where no matrix has gaps, so that a
 * column of single elements costs no more than a row, and row after row else. Blocks depend on the
 * shape alone.
 */
public final class Spans {
    private static final long GRAIN = 1 << 16;
    private static final long LEAST = 1 << 10;

    private Spans() {}

    /** Works on some elements that follow each other. */
    @FunctionalInterface
    public interface Span {
        /**
         * Handles some elements.
         *
         * @param first number of the first, counting row after row
         * @param n how many
         * @param at where they start in the array of each matrix
         */
        void run(int first, int n, int[] at);
    }

    /**
     * Checks that matrices are row-major and of one shape, then runs over their elements.
     *
     * @param cost rough time of an element, in additions
     * @param names of the matrices, for messages
     * @param matrices over which to run
     * @param span the work
     */
    public static void run(int cost, String[] names, Matrix<?>[] matrices, Span span) {
        boolean gaps = false;
        for (int k = 0; k < matrices.length; k++) {
            Shapes.rowMajor(names[k], matrices[k]);
            Shapes.same(names[k], matrices[k], names[0], matrices[0]);
            gaps |= !matrices[k].contiguous();
        }
        int rows = matrices[0].rows();
        int columns = matrices[0].columns();
        if (gaps) {
            ParallelBlocks.run(
                    rows,
                    RowBlocks.size(columns, cost),
                    (from, to) -> {
                        int[] at = new int[matrices.length];
                        for (int i = from; i < to; i++) {
                            for (int k = 0; k < at.length; k++) {
                                at[k] = matrices[k].offset() + i * matrices[k].rowStride();
                            }
                            span.run(i * columns, columns, at);
                        }
                    });
        } else {
            ParallelBlocks.run(
                    rows * columns,
                    (int) Math.max(LEAST, GRAIN / cost),
                    (from, to) -> {
                        int[] at = new int[matrices.length];
                        for (int k = 0; k < at.length; k++) {
                            at[k] = matrices[k].offset() + from;
                        }
                        span.run(from, to - from, at);
                    });
        }
    }
}
