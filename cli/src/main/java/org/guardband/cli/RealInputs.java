package org.guardband.cli;

import org.guardband.core.batch.RealBatch;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;

/** The distribution of a number that a table predicts. */
final class RealInputs {

    private RealInputs() {}

    /** What a method reads. */
    @FunctionalInterface
    interface Input {
        RealBatch read(PredictionTable table, Notes notes);
    }

    /** Whatever kind of distribution there is; without one the table complains of mean and sd. */
    static RealBatch distributions(PredictionTable table, Notes notes) {
        if (!table.has(PredictionKind.GAUSSIAN)) {
            if (table.has(PredictionKind.SAMPLES)) {
                return table.samples();
            }
            if (table.has(PredictionKind.QUANTILES)) {
                return quantiles(table, notes);
            }
        }
        return table.gaussian();
    }

    /** Quantiles, put in order where they cross. */
    static RealBatch quantiles(PredictionTable table, Notes notes) {
        int crossing = table.crossingRows();
        if (crossing == 0) {
            return table.quantiles();
        }
        notes.add(
                crossing
                        + (crossing == 1 ? " row has" : " rows have")
                        + " crossing quantiles; they are put in order");
        return table.rearrangedQuantiles();
    }

    /** Means, with or without anything else. */
    static RealBatch means(PredictionTable table, Notes notes) {
        return table.has(PredictionKind.SAMPLES) || table.has(PredictionKind.QUANTILES)
                ? table.table().has("mean") ? table.points() : distributions(table, notes)
                : table.points();
    }
}
