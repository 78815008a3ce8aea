package org.guardband.kernels.vector;

import org.guardband.kernels.DenseKernels;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.ParallelBlocks;
import org.guardband.kernels.internal.Shapes;
import org.guardband.kernels.internal.Workspace;

/**
 * Products of floats on vector registers, after Goto and van de Geijn, "Anatomy of high-performance
 * matrix multiplication", ACM TOMS 34(3), 2008: both operands are packed into panels that are read
 * in order, a block of A stays in the second cache, and a tile of C of six rows by two vectors
 * stays in registers while it is summed.
 */
final class VectorFloatDense implements DenseKernels<FloatMatrix> {
    private static final int HIGH = FloatTile.HIGH;
    private static final int WIDE = FloatTile.WIDE;

    /** Terms summed before a tile goes back to memory. */
    private static final int DEPTH = 256;

    /** Rows of a block of A. */
    private static final int BLOCK = 96;

    /** Multiplications that are worth handing to another thread. */
    private static final long GRAIN = 1 << 18;

    private final Workspace<float[]> workspace =
            new Workspace<>(float[]::new, array -> array.length, 1 << 25);

    @Override
    public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        Shapes.product(a, b, c);
        if (a.columns() == 0) {
            c.fill(0);
        } else {
            run(a, b, c, false);
        }
    }

    @Override
    public void multiplyAdd(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        Shapes.product(a, b, c);
        run(a, b, c, true);
    }

    private void run(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean add) {
        if (c.columns() > 1 && c.columnStride() != 1) {
            run(b.transposed(), a.transposed(), c.transposed(), add);
            return;
        }
        if (c.rows() == 0 || c.columns() == 0 || a.columns() == 0) {
            return;
        }
        int panels = (c.columns() + WIDE - 1) / WIDE;
        int depth = a.columns();
        float[] packed = workspace.take(Shapes.area(depth, panels * WIDE));
        int panelsAtOnce = (int) Math.max(1, Math.min(panels, GRAIN / ((long) depth * WIDE)));
        ParallelBlocks.run(
                panels,
                panelsAtOnce,
                (from, to) -> {
                    for (int panel = from; panel < to; panel++) {
                        FloatPacking.right(b, panel * WIDE, WIDE, packed, panel * WIDE * depth);
                    }
                });
        long perTileRow = (long) HIGH * depth * c.columns();
        int rows = HIGH * (int) Math.max(1, Math.min(BLOCK / HIGH, GRAIN / perTileRow + 1));
        ParallelBlocks.run(
                c.rows(), rows, (from, to) -> block(a, packed, panels, c, add, from, to));
        workspace.give(packed);
    }

    private void block(
            FloatMatrix a, float[] b, int panels, FloatMatrix c, boolean add, int from, int to) {
        int depth = a.columns();
        int tiles = (to - from + HIGH - 1) / HIGH;
        float[] left = workspace.take(tiles * HIGH * DEPTH);
        float[] edge = workspace.take(HIGH * WIDE);
        for (int p = 0; p < depth; p += DEPTH) {
            int terms = Math.min(DEPTH, depth - p);
            for (int tile = 0; tile < tiles; tile++) {
                int row = from + tile * HIGH;
                FloatPacking.left(
                        a,
                        row,
                        Math.min(to, row + HIGH),
                        HIGH,
                        p,
                        terms,
                        left,
                        tile * HIGH * DEPTH);
            }
            boolean sum = add || p > 0;
            for (int panel = 0; panel < panels; panel++) {
                int column = panel * WIDE;
                int right = panel * WIDE * depth + p * WIDE;
                boolean whole = column + WIDE <= c.columns();
                for (int tile = 0; tile < tiles; tile++) {
                    int row = from + tile * HIGH;
                    int at = c.offset() + row * c.rowStride() + column;
                    if (whole && row + HIGH <= to) {
                        FloatTile.run(
                                left,
                                tile * HIGH * DEPTH,
                                b,
                                right,
                                terms,
                                c.data(),
                                at,
                                c.rowStride(),
                                sum);
                    } else {
                        FloatTile.run(
                                left, tile * HIGH * DEPTH, b, right, terms, edge, 0, WIDE, false);
                        int high = Math.min(HIGH, to - row);
                        int wide = Math.min(WIDE, c.columns() - column);
                        FloatPacking.spill(
                                edge, WIDE, high, wide, c.data(), at, c.rowStride(), sum);
                    }
                }
            }
        }
        workspace.give(edge);
        workspace.give(left);
    }
}
