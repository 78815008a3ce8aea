package org.guardband.kernels;

import org.guardband.kernels.internal.Shapes;
import org.guardband.kernels.internal.Workspace;

/**
 * Products of doubles in plain Java: rows of C gather multiples of rows of B, four at a time, in a
 * loop that the compiler turns into vector code. B is walked in tiles that stay in the cache.
 */
final class ScalarDoubleDense implements DenseKernels<DoubleMatrix> {
    /** Rows of B in a tile; a multiple of 4. */
    private static final int DEPTH = 64;

    /** Columns in a tile. */
    private static final int WIDTH = 512;

    /** Multiplications that are worth handing to another thread. */
    private static final int GRAIN = 1 << 16;

    private final Workspace<double[]> workspace =
            new Workspace<>(double[]::new, array -> array.length, 1 << 24);

    @Override
    public void multiply(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) {
        Shapes.product(a, b, c);
        c.fill(0);
        add(a, b, c);
    }

    @Override
    public void multiplyAdd(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) {
        Shapes.product(a, b, c);
        add(a, b, c);
    }

    private void add(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) {
        if (c.columns() > 1 && c.columnStride() != 1) {
            add(b.transposed(), a.transposed(), c.transposed());
            return;
        }
        if (c.rows() == 0 || c.columns() == 0 || a.columns() == 0) {
            return;
        }
        if (b.columns() == 1 || b.columnStride() == 1) {
            addRows(a, b, c);
            return;
        }
        double[] copy = workspace.take(Shapes.area(b.rows(), b.columns()));
        DoubleMatrix packed = DoubleMatrix.wrap(b.rows(), b.columns(), copy);
        copyBlocks(b, packed);
        addRows(a, packed, c);
        workspace.give(copy);
    }

    /** A transpose by squares, each of which fits the nearest cache. */
    private static void copyBlocks(DoubleMatrix from, DoubleMatrix to) {
        int side = 32;
        int columns = from.columns();
        double[] source = from.data();
        double[] target = to.data();
        ParallelBlocks.run(
                from.rows(),
                Math.max(side, GRAIN / columns / side * side),
                (start, end) -> {
                    for (int j0 = 0; j0 < columns; j0 += side) {
                        int j1 = Math.min(columns, j0 + side);
                        for (int i = start; i < end; i++) {
                            int at = from.offset() + i * from.rowStride();
                            for (int j = j0; j < j1; j++) {
                                target[i * columns + j] = source[at + j * from.columnStride()];
                            }
                        }
                    }
                });
    }

    private static void addRows(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) {
        long perRow = (long) a.columns() * c.columns();
        int rows = (int) Math.max(1, Math.min(64, GRAIN / perRow));
        ParallelBlocks.run(c.rows(), rows, (from, to) -> addBlock(a, b, c, from, to));
    }

    private static void addBlock(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, int from, int to) {
        for (int j = 0; j < c.columns(); j += WIDTH) {
            int width = Math.min(WIDTH, c.columns() - j);
            for (int p = 0; p < a.columns(); p += DEPTH) {
                int end = Math.min(a.columns(), p + DEPTH);
                for (int i = from; i < to; i++) {
                    addTileRow(a, b, c, i, j, width, p, end);
                }
            }
        }
    }

    private static void addTileRow(
            DoubleMatrix a,
            DoubleMatrix b,
            DoubleMatrix c,
            int i,
            int j,
            int width,
            int p,
            int end) {
        double[] left = a.data();
        int step = a.columnStride();
        int at = a.offset() + i * a.rowStride() + p * step;
        int below = b.rowStride();
        int row = b.offset() + p * below + j;
        int target = c.offset() + i * c.rowStride() + j;
        int k = p;
        for (; k + 3 < end; k += 4) {
            double a0 = left[at];
            double a1 = left[at + step];
            double a2 = left[at + 2 * step];
            double a3 = left[at + 3 * step];
            gather4(c.data(), target, width, b.data(), row, below, a0, a1, a2, a3);
            at += 4 * step;
            row += 4 * below;
        }
        for (; k < end; k++) {
            gather1(c.data(), target, width, b.data(), row, left[at]);
            at += step;
            row += below;
        }
    }

    private static void gather4(
            double[] c,
            int target,
            int width,
            double[] b,
            int row,
            int below,
            double a0,
            double a1,
            double a2,
            double a3) {
        int row1 = row + below;
        int row2 = row1 + below;
        int row3 = row2 + below;
        for (int j = 0; j < width; j++) {
            c[target + j] +=
                    a0 * b[row + j] + a1 * b[row1 + j] + (a2 * b[row2 + j] + a3 * b[row3 + j]);
        }
    }

    private static void gather1(double[] c, int target, int width, double[] b, int row, double a) {
        for (int j = 0; j < width; j++) {
            c[target + j] += a * b[row + j];
        }
    }
}
