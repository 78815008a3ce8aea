package org.guardband.benchmarks.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What the order of scores says. */
final class Ranks {

    private Ranks() {}

    /** The share of pairs in which the strange row has the larger score; ties count half. */
    static double auroc(double[] strange, double... usual) {
        double[] low = usual.clone();
        Arrays.sort(low);
        double sum = 0;
        for (double s : strange) {
            sum += 0.5 * (below(low, s, false) + below(low, s, true));
        }
        return sum / ((double) strange.length * low.length);
    }

    private static int below(double[] sorted, double value, boolean orEqual) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * The area under the curve of the share of correct rows against coverage, the most confident
     * rows first: 1 if no row is wrong. Rows of equal confidence share their mean.
     */
    static double riskCoverage(double[] confidence, boolean... correct) {
        Integer[] order = IntStream.range(0, correct.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -confidence[i]));
        double right = 0;
        double area = 0;
        int start = 0;
        while (start < order.length) {
            int end = start;
            double here = 0;
            while (end < order.length && confidence[order[end]] == confidence[order[start]]) {
                here += correct[order[end]] ? 1 : 0;
                end++;
            }
            for (int i = start; i < end; i++) {
                area += (right + here * (i + 1 - start) / (end - start)) / (i + 1);
            }
            right += here;
            start = end;
        }
        return area / order.length;
    }
}
