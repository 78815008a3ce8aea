package org.guardband.conformal.classification;

import java.util.List;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.core.batch.CategoricalBatch;

/** Class probabilities in one batch per fold, all over the same classes. */
record FoldBatches(FoldPredictions<? extends CategoricalBatch> predictions)
        implements FoldProbabilities {

    FoldBatches {
        for (int k = 1; k < predictions.folds(); k++) {
            if (!predictions.fold(k).labels().equals(predictions.fold(0).labels())) {
                throw new IllegalArgumentException(
                        "batch "
                                + k
                                + " must have the classes of batch 0, "
                                + predictions.fold(0).labels()
                                + ", got "
                                + predictions.fold(k).labels());
            }
        }
    }

    @Override
    public int rows() {
        return predictions.rows();
    }

    @Override
    public int folds() {
        return predictions.folds();
    }

    @Override
    public List<String> labels() {
        return predictions.fold(0).labels();
    }

    @Override
    public void predict(int row, int fold, double[] out) {
        predictions.fold(fold).copyRow(row, out);
    }
}
