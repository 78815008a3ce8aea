package org.guardband.detection.conformal;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.guardband.conformal.risk.ConformalRiskControl;

/**
 * The largest threshold on the score at which few enough objects are missed, by conformal risk
 * control.
 *
 * <p>With the loss Lᵢ(t) of image (or object) i when detections with a score below t are dropped,
 * which does not fall as t rises, t̂ is the largest t of a grid with (Σ Lᵢ(t) + 1)/(n + 1) ≤ α.
 *
 * <p><b>Guarantee.</b> If held-out and future images (objects) are exchangeable, E[L(t̂)] ≤ α. An
 * object that no detection found at any score is missed at every threshold; where there are too
 * many of them, or fewer than 1/α − 1 images, no threshold will do, and the answer is empty:
 * keeping all detections has no guarantee then either. The guarantee is of the matching's notion of
 * "found" (its IoU threshold). The grid has to be chosen without the held-out images; it is 0,
 * 0.001, … 1 unless set.
 *
 * <p>Source: Angelopoulos, Bates, Fisch, Lei, Schuster 2022, arXiv 2208.02814, Theorem 1; Andéol,
 * Fel, de Grancey, Mossina 2023, arXiv 2304.06052 (for detectors).
 */
public final class RecallControl {

    private static final int STEPS = 1000;

    private final double level;
    private final MissedLoss loss;
    private final double[] grid;

    private RecallControl(double level, MissedLoss loss, double[] grid) {
        this.level = level;
        this.loss = loss;
        this.grid = grid;
    }

    /**
     * Control at a level.
     *
     * @param level α, the largest admitted expected loss, strictly between 0 and 1
     * @param loss what is lost
     * @return the method
     * @throws IllegalArgumentException if the level is out of range
     */
    public static RecallControl atLevel(double level, MissedLoss loss) {
        ConformalRiskControl.atLevel(level);
        double[] grid = new double[STEPS + 1];
        Arrays.setAll(grid, k -> k / (double) STEPS);
        return new RecallControl(level, loss, grid);
    }

    /**
     * The same with other thresholds to choose from.
     *
     * @param thresholds ascending numbers in [0, 1], at least one
     * @return the method
     * @throws IllegalArgumentException if there is none, one is out of range or they do not ascend
     */
    public RecallControl withThresholds(double... thresholds) {
        if (thresholds.length == 0) {
            throw new IllegalArgumentException("number of thresholds must be >= 1, got 0");
        }
        for (int k = 0; k < thresholds.length; k++) {
            double least = k == 0 ? 0 : thresholds[k - 1];
            boolean above = k == 0 ? thresholds[k] >= least : thresholds[k] > least;
            if (!(above && thresholds[k] <= 1)) {
                throw new IllegalArgumentException(
                        "thresholds["
                                + k
                                + "] must be in [0, 1] and above the one before, got "
                                + thresholds[k]);
            }
        }
        return new RecallControl(level, loss, thresholds.clone());
    }

    /**
     * Chooses the threshold.
     *
     * @param heldOut the objects of held-out images
     * @return t̂, to keep the detections with a score of t̂ or more; empty where no threshold will
     *     do
     */
    public OptionalDouble threshold(FoundObjects heldOut) {
        double[][] rows = loss == MissedLoss.OBJECT ? heldOut.singly() : heldOut.byImage();
        // Risk control wants losses that do not grow: its thresholds are −t.
        double[] descending = new double[grid.length];
        Arrays.setAll(descending, k -> 0.0 - grid[grid.length - 1 - k]);
        OptionalDouble chosen =
                ConformalRiskControl.atLevel(level)
                        .threshold(rows.length, (row, t) -> loss.of(rows[row], -t), descending);
        return chosen.isPresent() ? OptionalDouble.of(0.0 - chosen.getAsDouble()) : chosen;
    }

    @Override
    public String toString() {
        return "RecallControl[level=" + level + ", " + loss + "]";
    }
}
