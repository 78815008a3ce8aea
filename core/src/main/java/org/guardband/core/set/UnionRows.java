package org.guardband.core.set;

import java.util.Arrays;
import java.util.function.Supplier;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Builds the unions of many rows in columns, block by block on all cores: an interval costs two
 * numbers, and a row nothing else.
 *
 * <p>Results do not depend on the number of threads, as long as a row's intervals depend on the row
 * alone.
 */
public final class UnionRows {

    /** The intervals of the rows of one block. */
    public static final class Buffer {
        private final int[] count;
        private double[] lower;
        private double[] upper;
        private int row = -1;
        private int size;

        private Buffer(int rows) {
            count = new int[rows];
            lower = new double[2 * rows];
            upper = new double[2 * rows];
        }

        private void nextRow() {
            row++;
        }

        /**
         * Whether the row under way has no interval yet.
         *
         * @return whether nothing was entered
         */
        public boolean isEmpty() {
            return count[row] == 0;
        }

        /**
         * Enters a closed interval of the row under way. Those of one row are entered in ascending
         * order of lower end; one that meets the last one of its row is joined to it, and one that
         * is empty (lower &gt; upper) is left out.
         *
         * @param from the lower end, −∞ where unbounded
         * @param to the upper end, +∞ where unbounded
         * @throws IllegalArgumentException if an end is NaN
         */
        public void add(double from, double to) {
            Arguments.notNaN("from", from);
            Arguments.notNaN("to", to);
            if (from > to) {
                return;
            }
            if (!isEmpty() && from <= upper[size - 1]) {
                lower[size - 1] = Math.min(lower[size - 1], from);
                upper[size - 1] = Math.max(upper[size - 1], to);
                return;
            }
            if (size == lower.length) {
                lower = Arrays.copyOf(lower, 2 * size);
                upper = Arrays.copyOf(upper, 2 * size);
            }
            lower[size] = from;
            upper[size] = to;
            size++;
            count[row]++;
        }
    }

    /** Enters the intervals of a row. */
    @FunctionalInterface
    public interface Row {
        /**
         * Enters the intervals of a row.
         *
         * @param row row index in [0, n)
         * @param out takes the intervals, in ascending order of lower end
         */
        void of(int row, Buffer out);
    }

    private UnionRows() {}

    /**
     * The unions of all rows.
     *
     * @param rows n, ≥ 0
     * @param block rows of a block, ≥ 1: some hundred microseconds of work
     * @param perBlock makes what the rows of one block share, such as scratch; called once a block,
     *     from several threads
     * @return one union per row, in the order of the rows
     * @throws IllegalArgumentException if a number is out of range, or the intervals of a row were
     *     entered in another order
     */
    public static IntervalUnions of(int rows, int block, Supplier<? extends Row> perBlock) {
        Arguments.atLeast("rows", rows, 0);
        Arguments.atLeast("block", block, 1);
        Buffer[] blocks = new Buffer[(int) (((long) rows + block - 1) / block)];
        ParallelRows.run(
                rows,
                block,
                (from, to) -> {
                    Buffer buffer = new Buffer(to - from);
                    Row row = perBlock.get();
                    for (int i = from; i < to; i++) {
                        buffer.nextRow();
                        row.of(i, buffer);
                    }
                    blocks[from / block] = buffer;
                });
        return joined(rows, blocks);
    }

    private static IntervalUnions joined(int rows, Buffer[] blocks) {
        int[] start = new int[rows + 1];
        long all = Arrays.stream(blocks).mapToLong(b -> b.size).sum();
        if (all > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "number of intervals must be < 2147483640, got " + all + "; take fewer rows");
        }
        double[] lower = new double[(int) all];
        double[] upper = new double[(int) all];
        int row = 0;
        int at = 0;
        for (int b = 0; b < blocks.length; b++) {
            Buffer block = blocks[b];
            System.arraycopy(block.lower, 0, lower, at, block.size);
            System.arraycopy(block.upper, 0, upper, at, block.size);
            at += block.size;
            for (int count : block.count) {
                start[row + 1] = start[row] + count;
                row++;
            }
        }
        return IntervalUnions.wrap(start, lower, upper);
    }
}
