package org.guardband.examples.results;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.RandomOrder;

/**
 * A random division of a data set: 60 % to train a model, 20 % to fit recalibrations and the rest
 * to measure. It depends on the set's name and the seed alone.
 */
final class UciSplit {

    private final int[] train;
    private final int[] calibration;
    private final int[] test;

    private UciSplit(int[] train, int[] calibration, int[] test) {
        this.train = train;
        this.calibration = calibration;
        this.test = test;
    }

    static int trainRows(int rows) {
        return rows * 3 / 5;
    }

    static int calibrationRows(int rows) {
        return rows / 5;
    }

    static UciSplit of(UciSet set, int seed) {
        int n = set.rows();
        // a generator of generators, so that neighbouring seeds share no stretch of numbers
        SplittableRandom random =
                new SplittableRandom((long) set.name().hashCode() << 32 | seed).split();
        int[] order = RandomOrder.of(n, random);
        int first = trainRows(n);
        int second = first + calibrationRows(n);
        return new UciSplit(
                Arrays.copyOf(order, first),
                Arrays.copyOfRange(order, first, second),
                Arrays.copyOfRange(order, second, n));
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
}
