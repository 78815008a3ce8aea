package org.guardband.ensembles.hypothesis;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.ensembles.ClassMembers;

/** Rows in a random order, cut in two. */
final class RowSplit {

    private final int[] first;
    private final int[] second;

    private RowSplit(int[] first, int[] second) {
        this.first = first;
        this.second = second;
    }

    int[] first() {
        return first;
    }

    int[] second() {
        return second;
    }

    /** The first part has {@code size} rows. */
    static RowSplit of(int rows, int size, long seed) {
        int[] order = RandomOrder.of(rows, new SplittableRandom(seed));
        return new RowSplit(
                Arrays.copyOf(order, size), Arrays.copyOfRange(order, size, order.length));
    }

    static ClassMembers members(ClassMembers all, int[] rows) {
        return ClassMembers.of(all.members().stream().map(member -> member.select(rows)).toList());
    }

    static double[] features(double[] x, int features, int[] rows) {
        double[] some = new double[rows.length * features];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(x, rows[i] * features, some, i * features, features);
        }
        return some;
    }

    static int[] labels(int[] labels, int[] rows) {
        return Arrays.stream(rows).map(row -> labels[row]).toArray();
    }
}
