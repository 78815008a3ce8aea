package org.guardband.kernels.internal;

import java.util.function.IntConsumer;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;
import org.guardband.kernels.ParallelBlocks;

/** Runs over the rows of matrices in blocks of a fixed amount of work. */
public final class RowBlocks {
    private static final long GRAIN = 1 << 15;

    private RowBlocks() {}

    /**
     * Rows a block.
     *
     * @param columns elements a row
     * @param cost rough time of an element, in additions
     * @return ≥ 1
     */
    public static int size(int columns, int cost) {
        return (int) Math.max(1, GRAIN / ((long) Math.max(1, columns) * cost));
    }

    /**
     * Checks that two matrices are row-major and of one shape, then runs over their rows.
     *
     * @param x one
     * @param y the other
     * @param cost rough time of an element, in additions
     * @param row the work on a row
     */
    public static void two(Matrix<?> x, Matrix<?> y, int cost, IntConsumer row) {
        Shapes.rowMajor("x", x);
        Shapes.rowMajor("y", y);
        Shapes.same("y", y, "x", x);
        ParallelBlocks.run(
                x.rows(),
                size(x.columns(), cost),
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        row.accept(i);
                    }
                });
    }

    /**
     * The rough time of an activation.
     *
     * @param activation which
     * @return in additions
     */
    public static int cost(Activation activation) {
        return switch (activation) {
            case IDENTITY, RELU, LEAKY_RELU -> 1;
            default -> 16;
        };
    }
}
