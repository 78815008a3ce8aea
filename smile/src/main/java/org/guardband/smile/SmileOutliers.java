package org.guardband.smile;

import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalScores;

/**
 * Conformal p-values of being in order: p = (1 + #{held-out scores ≥ score})/(n + 1).
 *
 * <p>Guarantee: for a row that is in order, exchangeable with the held-out ones, P(p ≤ α) ≤ α,
 * whatever the density; so the share of false alarms of {@link #outliers} is at most 1 − coverage,
 * over held-out and new rows together. Nothing is promised on how many outliers are found. P-values
 * of many rows share the held-out rows and are dependent; the Benjamini–Hochberg procedure keeps
 * its false discovery rate on them all the same.
 *
 * <p>Source: Bates, Candès, Lei, Romano, Sesia 2023, "Testing for outliers with conformal
 * p-values", arXiv 2104.08279.
 *
 * <p>Immutable as long as the density is; safe to share between threads.
 *
 * @param <I> the form of rows
 */
public final class SmileOutliers<I> {

    private final SmileOutlierDetector<I> detector;
    private final ConformalScores heldOut;

    SmileOutliers(SmileOutlierDetector<I> detector, ConformalScores heldOut) {
        this.detector = detector;
        this.heldOut = heldOut;
    }

    /**
     * The held-out scores, to be kept; {@link SmileOutlierDetector#with} takes them.
     *
     * @return the scores of the held-out rows
     */
    public ConformalScores heldOut() {
        return heldOut;
    }

    /**
     * The p-values of rows.
     *
     * @param rows the rows
     * @return one p-value per row, in [1/(n+1), 1]; small for strange rows
     * @throws IllegalArgumentException if a feature is NaN or infinite, or rows do not fit
     */
    public double[] pValues(I rows) {
        double[] scores = detector.scores(rows);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = heldOut.pValue(scores[i]);
        }
        return scores;
    }

    /**
     * Which rows are outliers: those whose score is above the conformal quantile of the held-out
     * scores.
     *
     * @param rows the rows
     * @param inOrder the share of rows in order that must pass, 1 − α
     * @return one mark per row; none where there are too few held-out rows for the coverage
     * @throws IllegalArgumentException if a feature is NaN or infinite, or rows do not fit
     */
    public boolean[] outliers(I rows, Coverage inOrder) {
        double threshold = heldOut.quantile(inOrder);
        double[] scores = detector.scores(rows);
        boolean[] out = new boolean[scores.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = scores[i] > threshold;
        }
        return out;
    }

    @Override
    public String toString() {
        return "SmileOutliers[n=" + heldOut.size() + "]";
    }
}
