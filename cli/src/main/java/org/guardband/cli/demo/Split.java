package org.guardband.cli.demo;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.RandomOrder;

/**
 * A random division of rows: a model learns from the first part, a method from the second, and the
 * third judges both.
 */
final class Split {

    private final int[] train;
    private final int[] calibration;
    private final int[] test;

    private Split(int[] train, int[] calibration, int[] test) {
        this.train = train;
        this.calibration = calibration;
        this.test = test;
    }

    /**
     * Shuffles n rows and cuts them: a number to train, a number to calibrate, the rest to test.
     */
    static Split of(int rows, int train, int calibration, long seed) {
        int[] order = RandomOrder.of(rows, new SplittableRandom(seed));
        return new Split(
                Arrays.copyOf(order, train),
                Arrays.copyOfRange(order, train, train + calibration),
                Arrays.copyOfRange(order, train + calibration, rows));
    }

    int[] train() {
        return train;
    }

    int[] calibration() {
        return calibration;
    }

    int[] test() {
        return test;
    }

    /** How the rows of a task are dealt out, as a sentence. */
    static String describe(int train, int calibration, int test) {
        return "Split at random into "
                + train
                + " rows to train, "
                + calibration
                + " to calibrate and "
                + test
                + " to test.";
    }
}
