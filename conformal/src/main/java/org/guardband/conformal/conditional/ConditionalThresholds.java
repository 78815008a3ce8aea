package org.guardband.conformal.conditional;

import org.guardband.core.Coverage;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.Persistent;

/**
 * Calibration scores with features, which give the largest score that the set of a row admits for
 * coverage over a {@link FunctionClass}. Immutable, safe to share between threads, good for any
 * coverage.
 */
public sealed interface ConditionalThresholds extends Persistent
        permits ConditionalScores, KernelScores {

    /**
     * The number of calibration scores.
     *
     * @return n
     */
    int size();

    /**
     * The largest score that the set of each row admits.
     *
     * @param rows rows with features
     * @param coverage 1 − α
     * @return one threshold per row; +∞ where no finite one serves
     * @throws IllegalArgumentException if there are more or fewer features than at calibration
     */
    double[] thresholds(FeatureRows<?> rows, Coverage coverage);

    /**
     * The largest score that the randomised set of each row admits, whose coverage is exact.
     *
     * @param rows rows with features
     * @param coverage 1 − α
     * @param u one number in [0, 1] per row, uniform and independent of all rows; 1 is {@link
     *     #thresholds(FeatureRows, Coverage)}
     * @return one threshold per row; −∞ where the set is empty
     * @throws IllegalArgumentException if there are more or fewer features than at calibration, or
     *     a number is out of range
     */
    double[] thresholds(FeatureRows<?> rows, Coverage coverage, double[] u);

    /**
     * Rebuilds scores from their document.
     *
     * @param document the document
     * @return the scores
     * @throws ModelFormatException if a field is missing or invalid
     */
    static ConditionalThresholds read(ModelDocument document) {
        return document.method().equals(KernelScores.DOCUMENT)
                ? KernelScores.read(document)
                : ConditionalScores.read(document);
    }
}
