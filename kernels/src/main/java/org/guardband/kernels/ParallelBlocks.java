package org.guardband.kernels;

import java.util.stream.IntStream;

/**
 * Runs a loop in fixed blocks on all cores.
 *
 * <p>Blocks depend on the size of the data alone, and a task writes to what belongs to its block
 * only; one thread and many therefore give the same bits.
 */
public final class ParallelBlocks {
    private ParallelBlocks() {}

    /** Works on one block. */
    @FunctionalInterface
    public interface Block {
        /**
         * Handles indices {@code from} (inclusive) to {@code to} (exclusive).
         *
         * @param from first index
         * @param to one past the last
         */
        void run(int from, int to);
    }

    /**
     * Runs {@code task} over {@code [0, count)}.
     *
     * @param count number of indices, ≥ 0
     * @param blockSize indices a block, ≥ 1; enough of them for some ten microseconds of work
     * @param task the work
     */
    public static void run(int count, int blockSize, Block task) {
        if (count <= blockSize) {
            if (count > 0) {
                task.run(0, count);
            }
            return;
        }
        int blocks = (int) (((long) count + blockSize - 1) / blockSize);
        IntStream.range(0, blocks)
                .parallel()
                .forEach(
                        block -> {
                            int from = block * blockSize;
                            task.run(from, (int) Math.min(count, (long) from + blockSize));
                        });
    }
}
