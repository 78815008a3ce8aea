package org.guardband.conformal.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guardband.core.Coverage;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.set.Intervals;
import org.junit.jupiter.api.Test;

/** CQR in units of the width, and of the distances to the median. */
class ScaledQuantilesTest {

    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private static final WidthScaledQuantiles WIDTH = WidthScaledQuantiles.of(0.1, 0.9);

    private static final MedianScaledQuantiles MEDIAN = MedianScaledQuantiles.of(0.1, 0.9);

    private static QuantileBatch table(double... values) {
        return QuantileBatch.of(LEVELS, values);
    }

    @Test
    void scoresByHand() {
        // l, m, h = 0, 1, 4
        QuantileBatch row = table(0, 1, 4);
        assertThat(WIDTH.score(row.get(0), -2)).isEqualTo(0.5);
        assertThat(WIDTH.score(row.get(0), 6)).isEqualTo(0.5);
        assertThat(WIDTH.score(row.get(0), 1)).isEqualTo(-0.25);
        assertThat(WIDTH.withBeta(4).score(row.get(0), 6)).isEqualTo(0.25);
        assertThat(MEDIAN.score(row.get(0), -2)).isEqualTo(2);
        assertThat(MEDIAN.score(row.get(0), 10)).isEqualTo(2);
        assertThat(MEDIAN.score(row.get(0), 1)).isEqualTo(-1);
        assertThat(MEDIAN.withBeta(1).score(row.get(0), -2)).isEqualTo(1);
    }

    @Test
    void intervalsByHand() {
        QuantileBatch rows = table(0, 1, 4, 10, 12, 13);
        // the scores of the truths are 1/2, 1/2; their second of three is the threshold at 2/3
        double[] y = {6, 14.5};
        Coverage twoThirds = Coverage.of(0.66);
        Intervals wide =
                RegressionConformalizer.of(WIDTH).conformalize(rows, y).sets(rows, twoThirds);
        assertThat(wide.lowerEnds()).containsExactly(-2, 8.5);
        assertThat(wide.upperEnds()).containsExactly(6, 14.5);
        // (6 − 4)/3 and (14.5 − 13)/1
        Intervals skewed =
                RegressionConformalizer.of(MEDIAN).conformalize(rows, y).sets(rows, twoThirds);
        assertThat(skewed.lowerEnds()).containsExactly(-1.5, 7);
        assertThat(skewed.upperEnds()).containsExactly(8.5, 14.5);
    }

    @Test
    void bandsThatAreTooWideShrinkToTheMedianAndThenToNothing() {
        QuantileBatch row = table(0, 1, 4);
        assertThat(MEDIAN.lower(row.get(0), -1)).isEqualTo(1);
        // the double above 1 has the same rounded score
        assertThat(MEDIAN.upper(row.get(0), -1)).isEqualTo(Math.nextUp(1.0));
        assertThat(MEDIAN.lower(row.get(0), -1.5)).isGreaterThan(MEDIAN.upper(row.get(0), -1.5));
        assertThat(WIDTH.lower(row.get(0), -0.5))
                .isEqualTo(2)
                .isEqualTo(WIDTH.upper(row.get(0), -0.5));
        assertThat(WIDTH.lower(row.get(0), -0.6)).isGreaterThan(WIDTH.upper(row.get(0), -0.6));
        assertThat(WIDTH.lower(row.get(0), Double.POSITIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(MEDIAN.upper(row.get(0), Double.POSITIVE_INFINITY))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aLargeBetaIsTheFormOfEqualShifts() {
        RegressionSample sample = RegressionSample.continuous(200, 5);
        double beta = 1e9;
        double[] expected = new double[200];
        double[] scores = new double[200];
        ConformalizedQuantiles.score(0.1, 0.9).scores(sample.batch(), sample.y(), expected);
        WIDTH.withBeta(beta).scores(sample.batch(), sample.y(), scores);
        for (int i = 0; i < 200; i++) {
            // relative to β the width is some 1e-8
            assertThat(scores[i] * beta).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void equalAndCrossingQuantilesNeedABeta() {
        QuantileBatch rows = table(0, 1, 4, 2, 2, 2);
        double[] y = {0, 0};
        refused(
                () -> RegressionConformalizer.of(WIDTH).conformalize(rows, y),
                "width[1] + beta must be > 0 and finite, got 0.0");
        refused(
                () -> RegressionConformalizer.of(MEDIAN).conformalize(rows, y),
                "upper distance[1] + beta must be > 0 and finite, got 0.0");
        refused(() -> WIDTH.score(rows.get(1), 0), "width + beta must be > 0 and finite, got 0.0");
        assertThat(WIDTH.withBeta(0.5).score(rows.get(1), 3)).isEqualTo(2);
        assertThat(MEDIAN.withBeta(0.5).score(rows.get(1), 1)).isEqualTo(2);
    }

    @Test
    void optionsAreChecked() {
        refused(() -> WidthScaledQuantiles.of(0.9, 0.1), "lower must be < upper, got 0.9 and 0.1");
        refused(() -> WIDTH.withBeta(-1), "beta must be >= 0 and finite, got -1.0");
        refused(
                () -> MedianScaledQuantiles.of(0.6, 0.9),
                "lower and upper must be on either side of 0.5, got 0.6 and 0.9");
        refused(
                () -> MedianScaledQuantiles.of(0, 0.9),
                "lower must be strictly between 0 and 1, got 0.0");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
