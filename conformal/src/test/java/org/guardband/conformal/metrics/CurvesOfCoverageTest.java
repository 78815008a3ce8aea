package org.guardband.conformal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.Coverage;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;

/** Coverage over time, and against the size of sets. */
class CurvesOfCoverageTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void everyWindowIsCounted() {
        SplittableRandom rng = new SplittableRandom(4);
        boolean[] hits = new boolean[200];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = rng.nextInt(4) > 0;
        }
        for (int window : new int[] {1, 7, 199, 200}) {
            RollingCoverage rolling = RollingCoverage.of(hits, window);
            assertThat(rolling.size()).isEqualTo(200 - window + 1);
            double sum = 0;
            for (int start = 0; start < rolling.size(); start++) {
                int count = 0;
                for (int i = start; i < start + window; i++) {
                    count += hits[i] ? 1 : 0;
                }
                assertThat(rolling.at(start)).isEqualTo(new EmpiricalCoverage(count, window));
                sum += Math.abs(rolling.at(start).share() - 0.75);
                assertThat(rolling.at(rolling.lowest()).covered()).isLessThanOrEqualTo(count);
                assertThat(rolling.at(rolling.highest()).covered()).isGreaterThanOrEqualTo(count);
            }
            assertThat(rolling.meanDeviation(Coverage.of(0.75)))
                    .isCloseTo(sum / rolling.size(), within(1e-15));
        }
    }

    @Test
    void windowsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RollingCoverage.of(new boolean[3], 4))
                .withMessage("window must be at most the number of rows (3), got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RollingCoverage.of(new boolean[3], 0))
                .withMessage("window must be >= 1, got 0");
    }

    @Test
    void curvesByHand() {
        List<Coverage> asked = List.of(Coverage.of(0.5), Coverage.of(0.9));
        List<String> names = List.of("a", "b", "c");
        LabelSets small = LabelSets.of(new int[][] {{0}, {}}, names);
        LabelSets large = LabelSets.of(new int[][] {{0, 1}, {1, 2}}, names);
        CoverageSizeCurve labels =
                CoverageSizeCurve.ofLabels(asked, List.of(small, large), new int[] {0, 1});
        assertThat(labels.points())
                .containsExactly(
                        new CoverageSizeCurve.Point(asked.get(0), new EmpiricalCoverage(1, 2), 0.5),
                        new CoverageSizeCurve.Point(asked.get(1), new EmpiricalCoverage(2, 2), 2));
        // the second interval is empty
        Intervals narrow = Intervals.of(new double[] {0, 2}, new double[] {1, 1});
        Intervals wide = Intervals.of(new double[] {-INF, 0}, new double[] {1, 1});
        CoverageSizeCurve intervals =
                CoverageSizeCurve.ofIntervals(
                        asked, List.of(narrow, wide), new double[] {0.5, 1.5});
        assertThat(intervals.points())
                .containsExactly(
                        new CoverageSizeCurve.Point(asked.get(0), new EmpiricalCoverage(1, 2), 0.5),
                        new CoverageSizeCurve.Point(
                                asked.get(1), new EmpiricalCoverage(1, 2), INF));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoverageSizeCurve.ofLabels(asked, List.of(small), new int[2]))
                .withMessage("sets must have the length of asked (2), got 1");
    }
}
