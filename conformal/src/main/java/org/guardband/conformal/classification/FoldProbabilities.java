package org.guardband.conformal.classification;

import java.util.List;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.core.batch.CategoricalBatch;

/**
 * Class probabilities of test rows by the model of every fold, given one row and fold at a time, so
 * that the table of all of them need not exist. For the jackknife+, where every training row is a
 * fold, that table would have n × m rows.
 */
public interface FoldProbabilities {

    /**
     * The number of test rows.
     *
     * @return m
     */
    int rows();

    /**
     * The number of folds.
     *
     * @return K
     */
    int folds();

    /**
     * The names of the classes.
     *
     * @return the names, those of the training rows
     */
    List<String> labels();

    /**
     * Writes the class probabilities of a test row by the model that was trained without a fold.
     * Called from several threads, each with an array of its own.
     *
     * @param row the test row, in [0, m)
     * @param fold the fold, in [0, K)
     * @param out receives one probability per class
     */
    void predict(int row, int fold, double[] out);

    /**
     * The probabilities in one batch per fold.
     *
     * @param predictions the batches
     * @return the same probabilities
     * @throws IllegalArgumentException if the batches differ in their classes
     */
    static FoldProbabilities of(FoldPredictions<? extends CategoricalBatch> predictions) {
        return new FoldBatches(predictions);
    }
}
