package org.guardband.conformal.regression;

import java.util.function.IntToDoubleFunction;
import org.guardband.core.Coverage;
import org.guardband.core.model.ModelDocument;

/** The calibration scores of one tail: in one pool, in one for each group, or with weights. */
sealed interface ScorePools permits GroupPools, WeightedPool {

    /** The number of scores. */
    int size();

    /** Kish's effective number of scores; the number of scores where they have no weights. */
    default double effectiveSize() {
        return size();
    }

    /** The largest admitted score of every row. */
    IntToDoubleFunction thresholds(RowPlaces rows, Coverage coverage, RankRule rule);

    /** The p-value of the score of a row. */
    double pValue(RowPlaces rows, int row, double score);

    /** Enters the scores; the names of the fields begin with {@code prefix}. */
    void describe(String prefix, ModelDocument.Builder document);

    /** Reads the scores of one tail. */
    @FunctionalInterface
    interface Reader {
        ScorePools read(String prefix, ModelDocument document);
    }
}
