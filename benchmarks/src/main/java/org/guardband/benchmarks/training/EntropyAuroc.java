package org.guardband.benchmarks.training;

import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.selective.Separation;

/** How well the entropy of a prediction tells rows of an unknown class from those of known ones. */
public final class EntropyAuroc {

    private EntropyAuroc() {}

    /**
     * The share of pairs in which the unknown row has the larger entropy; ties count half.
     *
     * @param unknown predictions of rows of an unknown class
     * @param known predictions of rows of known classes
     * @return in [0, 1]
     */
    public static double of(CategoricalBatch unknown, CategoricalBatch known) {
        return Separation.of(entropies(unknown), entropies(known)).auroc();
    }

    static double[] entropies(CategoricalBatch batch) {
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
