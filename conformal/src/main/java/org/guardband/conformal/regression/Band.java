package org.guardband.conformal.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.set.Intervals;

/** What is calibrated, with the scores of each tail. */
record Band(Tails tails, List<ScorePools> scores) {

    int size() {
        return scores.get(0).size();
    }

    double effectiveSize() {
        return scores.get(0).effectiveSize();
    }

    Intervals intervals(RealBatch batch, RowPlaces rows, Coverage coverage, RankRule rule) {
        List<IntToDoubleFunction> thresholds = new ArrayList<>();
        for (ScorePools tail : scores) {
            thresholds.add(tail.thresholds(rows, tails.each(coverage), rule));
        }
        return tails.intervals(batch, thresholds);
    }

    double[] pValues(RealBatch batch, double[] y, RowPlaces rows) {
        List<double[]> columns = tails.scores(batch, y);
        double[] out = new double[batch.size()];
        ParallelRows.run(
                out.length,
                Columns.BLOCK,
                (from, to) -> {
                    double[] ofTail = new double[columns.size()];
                    for (int i = from; i < to; i++) {
                        for (int t = 0; t < ofTail.length; t++) {
                            double score = columns.get(t)[i];
                            ofTail[t] = scores.get(t).pValue(rows, i, score);
                        }
                        out[i] = tails.combine(ofTail);
                    }
                });
        return out;
    }
}
