package org.guardband.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.guardband.conformal.metrics.EmpiricalCoverage;
import org.guardband.core.Coverage;
import org.junit.jupiter.api.Test;

/** The tutorials of the conformal families run and show what they say. */
class ConformalExamplesTest {

    @Test
    void earlyStoppingAndCalibrationShareTheirRows() throws IOException {
        EarlyStoppingWithoutExtraRows.Result result = EarlyStoppingWithoutExtraRows.run();
        assertThat(result.snapshots()).isEqualTo(12);
        assertCovers(result.covered(), result.rows(), result.heldOut(), 0.95);
        assertThat(result.meanSize()).isBetween(0.9, 3.0);
        assertThat(result.describe()).contains("12 snapshots");
    }

    @Test
    void conditionalCalibrationCoversInGroups() throws IOException {
        CoverageWithinGroups.Result result = CoverageWithinGroups.run();
        assertThat(result.conditional().all()).isBetween(0.8, 1.0);
        // 133 held-out rows, half of them in a group
        assertThat(result.conditional().heavy()).isBetween(0.75, 1.0);
        assertThat(result.conditional().pressure()).isBetween(0.75, 1.0);
        assertThat(result.rows().heavy()).isGreaterThan(30);
        assertThat(result.describe()).contains("conditional calibration");
    }

    @Test
    void boundsOfAPredictiveSystemHold() throws IOException {
        WholeDistributionsWithAGuarantee.Result result = WholeDistributionsWithAGuarantee.run();
        assertCovers(result.belowBound(), result.rows(), 133, 0.8);
        assertThat(result.first().cdf(result.bound())).isGreaterThan(0.75);
        assertThat(result.crps()).isBetween(20.0, 60.0);
        assertThat(result.describe()).contains("first patient");
    }

    @Test
    void fullConformalSetsCover() throws IOException {
        WithoutAModelOfYourOwn.Result result = WithoutAModelOfYourOwn.run();
        assertCovers(result.ridge().covered(), result.ridge().rows(), 176, 0.9);
        assertCovers(result.neighbours().covered(), result.neighbours().rows(), 176, 0.9);
        assertThat(result.describe()).contains("ridge regression", "nearest neighbours");
    }

    @Test
    void fewLabelsAreMissed() {
        FewMissedLabels.Result result = FewMissedLabels.run();
        // 1000 rows leave about 0.01 of chance in the mean
        assertThat(result.onAverage().missed()).isBetween(0.06, 0.14);
        assertThat(result.surely().missed()).isLessThan(0.11);
        assertThat(result.surely().meanSize()).isGreaterThan(result.onAverage().meanSize());
        assertThat(result.describe()).contains("of the tags missed");
    }

    @Test
    void aRestoredStreamGoesOnAndFollowsTheDrift() {
        StreamSavedAndRestored.Result result = StreamSavedAndRestored.run();
        assertThat(result.same()).isTrue();
        assertThat(result.fixedAfter()).isLessThan(0.6);
        assertThat(result.before()).isBetween(0.88, 0.92);
        assertThat(result.after()).isBetween(0.86, 0.92);
        assertThat(result.describe()).contains("bit for bit");
    }

    @Test
    void theAlarmIsRaisedByDriftAlone() {
        AlarmWhenDataDrifts.Result result = AlarmWhenDataDrifts.run();
        assertThat(result.quietBefore()).isTrue();
        assertThat(result.raisedAt()).isBetween(2001L, 2600L);
        assertThat(result.quietWithoutDrift()).isTrue();
        assertThat(result.describe()).contains("alarm at row");
    }

    @Test
    void bothNumbersAreInside() {
        SeveralNumbersAtOnce.Result result = SeveralNumbersAtOnce.run();
        for (SeveralNumbersAtOnce.Outcome outcome :
                new SeveralNumbersAtOnce.Outcome[] {
                    result.bonferroni(), result.copula(), result.ellipsoid()
                }) {
            // 500 rows calibrate, 4000 judge: a standard deviation of about 0.014
            assertThat(outcome.covered()).isBetween(0.83, 0.98);
        }
        assertThat(result.ellipsoid().area()).isLessThan(0.8 * result.bonferroni().area());
        assertThat(result.describe()).contains("Bonferroni");
    }

    private static void assertCovers(int covered, int rows, int calibrationRows, double asked) {
        assertThat((double) covered / rows)
                .isGreaterThanOrEqualTo(
                        new EmpiricalCoverage(covered, rows)
                                .expected(
                                        calibrationRows, Coverage.of(asked), Coverage.of(0.999999))
                                .lower());
    }
}
