package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.classification.calibration.IsotonicCalibrator;
import org.guardband.classification.calibration.PlattScaling;
import org.junit.jupiter.api.Test;
import smile.classification.IsotonicRegressionScaling;

/** Smile's own calibrators of scores beside ours: where they agree, and who is right elsewhere. */
class SmileCalibrationTest {

    private static final int ROWS = 300;

    private static double[] margins() {
        SplittableRandom random = new SplittableRandom(8);
        return random.doubles(ROWS, -3, 3).toArray();
    }

    private static boolean[] outcomes(double[] margins) {
        SplittableRandom random = new SplittableRandom(9);
        boolean[] y = new boolean[margins.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextDouble() < sigmoid(1.6 * margins[i] - 0.5);
        }
        return y;
    }

    private static int[] zeroOne(boolean[] y) {
        return IntStream.range(0, y.length).map(i -> y[i] ? 1 : 0).toArray();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /**
     * Smile's Platt scaling has Platt's smoothed targets, always; ours has them where asked. Both
     * then maximise one likelihood, Smile's to a gradient of 1e-5, ours with a ridge of 1e-6.
     */
    @Test
    void plattScalingAgreesWithSmoothedTargets() {
        double[] margins = margins();
        boolean[] y = outcomes(margins);
        double[] scores = java.util.Arrays.stream(margins).map(s -> sigmoid(s)).toArray();
        var theirs = smile.classification.PlattScaling.fit(margins, zeroOne(y));
        var ours = PlattScaling.withDefaults().withSmoothedTargets().calibrate(scores, y);
        var plain = PlattScaling.withDefaults().calibrate(scores, y);
        double largest = 0;
        for (int i = 0; i < ROWS; i++) {
            // the stopping rules differ, hence 1e-5
            assertThat(ours.apply(scores)[i]).isCloseTo(theirs.scale(margins[i]), within(1e-5));
            largest =
                    Math.max(largest, Math.abs(plain.apply(scores)[i] - theirs.scale(margins[i])));
        }
        assertThat(largest).isBetween(1e-3, 0.05);
    }

    @Test
    void isotonicMapsAgreeAtScoresThatDoNotTie() {
        double[] scores = java.util.Arrays.stream(margins()).map(s -> sigmoid(s)).toArray();
        boolean[] y = outcomes(margins());
        var smile = IsotonicRegressionScaling.fit(scores, zeroOne(y));
        double[] ours = IsotonicCalibrator.withDefaults().calibrate(scores, y).apply(scores);
        for (int i = 0; i < ROWS; i++) {
            assertThat(ours[i]).isCloseTo(smile.predict(scores[i]), within(1e-12));
        }
    }

    /** Between two blocks Smile takes the upper one, ours is linear. */
    @Test
    void isotonicMapsDifferBetweenScores() {
        double[] scores = {0.2, 0.4, 0.6, 0.8};
        boolean[] y = {false, false, true, true};
        var smile = IsotonicRegressionScaling.fit(scores, zeroOne(y));
        var ours = IsotonicCalibrator.withDefaults().calibrate(scores, y);
        assertThat(smile.predict(0.41)).isEqualTo(1);
        assertThat(ours.apply(new double[] {0.41})[0]).isCloseTo(0.05, within(1e-12));
    }

    /**
     * Smile does not pool rows with equal scores: its map of one and the same score depends on the
     * order of the rows, and is not the least-squares one. Half of the outcomes at 0.5 are true.
     */
    @Test
    void smilesIsotonicMapIsWrongWhereScoresTie() {
        double[] scores = {0.5, 0.5, 0.5, 0.5};
        boolean[] sorted = {false, false, true, true};
        boolean[] turned = {true, true, false, false};
        assertThat(IsotonicRegressionScaling.fit(scores, zeroOne(sorted)).predict(0.5)).isZero();
        assertThat(IsotonicRegressionScaling.fit(scores, zeroOne(turned)).predict(0.5))
                .isEqualTo(0.5);
        for (boolean[] y : new boolean[][] {sorted, turned}) {
            assertThat(
                            IsotonicCalibrator.withDefaults()
                                    .calibrate(scores, y)
                                    .apply(new double[] {0.5}))
                    .containsExactly(0.5);
        }
    }
}
