package org.guardband.conformal.regression;

import java.util.function.IntToDoubleFunction;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.WeightedConformalScores;
import org.guardband.core.model.ModelDocument;

/** Scores with weights, a threshold for every row by its weight: O(log n) each. */
record WeightedPool(WeightedConformalScores scores) implements ScorePools {

    @Override
    public int size() {
        return scores.size();
    }

    @Override
    public double effectiveSize() {
        return scores.effectiveSize();
    }

    @Override
    public IntToDoubleFunction thresholds(RowPlaces rows, Coverage coverage, RankRule rule) {
        return row -> scores.quantile(coverage, rows.weight().applyAsDouble(row));
    }

    @Override
    public double pValue(RowPlaces rows, int row, double score) {
        return scores.pValue(score, rows.weight().applyAsDouble(row));
    }

    @Override
    public void describe(String prefix, ModelDocument.Builder document) {
        document.put(prefix + "scores", scores.scores()).put(prefix + "weights", scores.weights());
    }

    static WeightedPool read(String prefix, ModelDocument document) {
        return new WeightedPool(
                WeightedConformalScores.of(
                        document.numbers(prefix + "scores"), document.numbers(prefix + "weights")));
    }
}
