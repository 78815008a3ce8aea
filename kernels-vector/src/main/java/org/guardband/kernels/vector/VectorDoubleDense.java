package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.DenseKernels;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.ParallelBlocks;
import org.guardband.kernels.internal.Shapes;
import org.guardband.kernels.internal.Workspace;

/**
 * Products of doubles on vector registers, after Goto and van de Geijn, "Anatomy of
 * high-performance matrix multiplication", ACM TOMS 34(3), 2008: both operands are packed into
 * panels that are read in order, a block of A stays in the second cache, and a tile of C of six
 * rows by two vectors stays in registers while it is summed.
 */
final class VectorDoubleDense implements DenseKernels<DoubleMatrix> {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Rows of a tile. */
    private static final int HIGH = 6;

    /** Columns of a tile. */
    private static final int WIDE = 2 * LANES;

    /** Terms summed before a tile goes back to memory. */
    private static final int DEPTH = 256;

    /** Rows of a block of A. */
    private static final int BLOCK = 8 * HIGH;

    /** Multiplications that are worth handing to another thread. */
    private static final long GRAIN = 1 << 18;

    private final Workspace<double[]> workspace =
            new Workspace<>(double[]::new, array -> array.length, 1 << 24);

    @Override
    public void multiply(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) {
        Shapes.product(a, b, c);
        if (a.columns() == 0) {
            c.fill(0);
        } else {
            run(a, b, c, false);
        }
    }

    @Override
    public void multiplyAdd(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) {
        Shapes.product(a, b, c);
        run(a, b, c, true);
    }

    private void run(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, boolean add) {
        if (c.columns() > 1 && c.columnStride() != 1) {
            run(b.transposed(), a.transposed(), c.transposed(), add);
            return;
        }
        if (c.rows() == 0 || c.columns() == 0 || a.columns() == 0) {
            return;
        }
        int panels = (c.columns() + WIDE - 1) / WIDE;
        int depth = a.columns();
        double[] packed = workspace.take(Shapes.area(depth, panels * WIDE));
        int panelsAtOnce = (int) Math.max(1, Math.min(panels, GRAIN / ((long) depth * WIDE)));
        ParallelBlocks.run(
                panels,
                panelsAtOnce,
                (from, to) -> {
                    for (int panel = from; panel < to; panel++) {
                        DoublePacking.right(b, panel * WIDE, WIDE, packed, panel * WIDE * depth);
                    }
                });
        long perTileRow = (long) HIGH * depth * c.columns();
        int rows = HIGH * (int) Math.max(1, Math.min(BLOCK / HIGH, GRAIN / perTileRow + 1));
        ParallelBlocks.run(
                c.rows(), rows, (from, to) -> block(a, packed, panels, c, add, from, to));
        workspace.give(packed);
    }

    private void block(
            DoubleMatrix a, double[] b, int panels, DoubleMatrix c, boolean add, int from, int to) {
        int depth = a.columns();
        int tiles = (to - from + HIGH - 1) / HIGH;
        double[] left = workspace.take(tiles * HIGH * DEPTH);
        double[] edge = workspace.take(HIGH * WIDE);
        for (int p = 0; p < depth; p += DEPTH) {
            int terms = Math.min(DEPTH, depth - p);
            for (int tile = 0; tile < tiles; tile++) {
                int row = from + tile * HIGH;
                DoublePacking.left(
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
                        tile(
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
                        tile(left, tile * HIGH * DEPTH, b, right, terms, edge, 0, WIDE, false);
                        int high = Math.min(HIGH, to - row);
                        int wide = Math.min(WIDE, c.columns() - column);
                        DoublePacking.spill(
                                edge, WIDE, high, wide, c.data(), at, c.rowStride(), sum);
                    }
                }
            }
        }
        workspace.give(edge);
        workspace.give(left);
    }

    /** One tile of C, held in twelve registers while its terms are summed. */
    private static void tile(
            double[] a,
            int left,
            double[] b,
            int right,
            int terms,
            double[] c,
            int at,
            int stride,
            boolean sum) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        DoubleVector c40 = c00;
        DoubleVector c41 = c00;
        DoubleVector c50 = c00;
        DoubleVector c51 = c00;
        for (int p = 0; p < terms; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, right + p * WIDE);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, right + p * WIDE + LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[left + p * HIGH]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = DoubleVector.broadcast(SPECIES, a[left + p * HIGH + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = DoubleVector.broadcast(SPECIES, a[left + p * HIGH + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = DoubleVector.broadcast(SPECIES, a[left + p * HIGH + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = DoubleVector.broadcast(SPECIES, a[left + p * HIGH + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = DoubleVector.broadcast(SPECIES, a[left + p * HIGH + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
        }
        store(c, at, c00, c01, sum);
        store(c, at + stride, c10, c11, sum);
        store(c, at + 2 * stride, c20, c21, sum);
        store(c, at + 3 * stride, c30, c31, sum);
        store(c, at + 4 * stride, c40, c41, sum);
        store(c, at + 5 * stride, c50, c51, sum);
    }

    private static void store(double[] c, int at, DoubleVector v0, DoubleVector v1, boolean sum) {
        if (sum) {
            v0.add(DoubleVector.fromArray(SPECIES, c, at)).intoArray(c, at);
            v1.add(DoubleVector.fromArray(SPECIES, c, at + LANES)).intoArray(c, at + LANES);
        } else {
            v0.intoArray(c, at);
            v1.intoArray(c, at + LANES);
        }
    }
}
