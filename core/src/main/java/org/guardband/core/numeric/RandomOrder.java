package org.guardband.core.numeric;

import java.util.SplittableRandom;

/** Random orders, every one as likely as any other (Fisher and Yates). */
public final class RandomOrder {

    private RandomOrder() {}

    /**
     * All rows in a random order.
     *
     * @param rows how many, ≥ 0
     * @param random the source of chance, from which max(0, rows − 1) integers are drawn
     * @return a permutation of 0, …, rows − 1
     * @throws IllegalArgumentException if {@code rows} is negative
     */
    public static int[] of(int rows, SplittableRandom random) {
        int[] order = new int[Arguments.atLeast("rows", rows, 0)];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        shuffle(order, random);
        return order;
    }

    /**
     * Brings values into a random order, in place.
     *
     * @param values any numbers
     * @param random the source of chance, from which an integer is drawn for all values but one
     */
    public static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
