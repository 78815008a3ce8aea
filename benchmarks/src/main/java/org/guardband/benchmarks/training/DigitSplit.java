package org.guardband.benchmarks.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A random split of the digits, pixels scaled to [−1, 1]. The digit {@code seed mod 10} is unknown
 * to the models; of the other nine some rows train and the rest tests.
 *
 * @param train features of training rows
 * @param labels their classes in [0, 9)
 * @param test features of test rows
 * @param truths their classes
 * @param unknown features of all rows of the unknown digit
 * @param names of the nine classes
 */
@SuppressWarnings("ArrayRecordComponent") // columns in passing, never compared
record DigitSplit(
        double[] train,
        int[] labels,
        double[] test,
        int[] truths,
        double[] unknown,
        List<String> names) {

    static final int PIXELS = 64;
    private static final double HALF_RANGE = 8;

    static DigitSplit of(RowData digits, long seed, int training) {
        int unknown = (int) (seed % 10);
        List<Integer> known = IntStream.range(0, 10).filter(d -> d != unknown).boxed().toList();
        List<Integer> inside = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        for (int row : digits.shuffled(seed)) {
            (digits.y(row) == unknown ? outside : inside).add(row);
        }
        int[] train = array(inside.subList(0, training));
        int[] test = array(inside.subList(training, inside.size()));
        return new DigitSplit(
                digits.features(train, HALF_RANGE, HALF_RANGE),
                classes(digits, train, known),
                digits.features(test, HALF_RANGE, HALF_RANGE),
                classes(digits, test, known),
                digits.features(array(outside), HALF_RANGE, HALF_RANGE),
                known.stream().map(String::valueOf).toList());
    }

    private static int[] array(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] classes(RowData digits, int[] rows, List<Integer> known) {
        return IntStream.of(rows).map(row -> known.indexOf((int) digits.y(row))).toArray();
    }
}
