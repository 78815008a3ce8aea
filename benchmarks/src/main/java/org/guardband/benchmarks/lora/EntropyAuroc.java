package org.guardband.benchmarks.lora;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;

/** How well the entropy of a prediction tells rows of an unknown class from those of known ones. */
final class EntropyAuroc {

    private EntropyAuroc() {}

    /** The share of pairs in which the unknown row has the larger entropy; ties count half. */
    static double of(CategoricalBatch unknown, CategoricalBatch known) {
        double[] high = entropies(unknown);
        double[] low = entropies(known);
        Arrays.sort(low);
        double sum = 0;
        for (double h : high) {
            sum += 0.5 * (below(low, h, false) + below(low, h, true));
        }
        return sum / ((double) high.length * low.length);
    }

    /** The number of sorted values that are less than a value, or not more than it. */
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

    private static double[] entropies(CategoricalBatch batch) {
        double[] entropies = new double[batch.size()];
        for (int i = 0; i < entropies.length; i++) {
            for (int k = 0; k < batch.classes(); k++) {
                double p = batch.probability(i, k);
                entropies[i] -= p > 0 ? p * Math.log(p) : 0;
            }
        }
        return entropies;
    }
}
