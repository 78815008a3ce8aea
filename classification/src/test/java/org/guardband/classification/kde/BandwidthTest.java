package org.guardband.classification.kde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.junit.jupiter.api.Test;

class BandwidthTest {

    private static BetaKernelRegression scores() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = new double[400];
        for (int i = 0; i < x.length; i++) {
            x[i] = (random.nextDouble() + random.nextDouble()) / 2;
        }
        return BetaKernelRegression.of(x);
    }

    @Test
    void gridsAreThoseOfTheSoftware() {
        double[] classes = LeaveOneOutBandwidth.overClassificationGrid().candidates();
        assertThat(classes).hasSize(20);
        assertThat(classes[0]).isCloseTo(1e-5, within(1e-18));
        assertThat(classes[7]).isCloseTo(1e-3, within(1e-15));
        assertThat(classes[14]).isCloseTo(0.1, within(1e-15));
        assertThat(classes[15]).isEqualTo(0.2);
        assertThat(classes[19]).isEqualTo(1.0);
        assertThat(LeaveOneOutBandwidth.overDetectionGrid().candidates()).hasSize(10);
    }

    @Test
    void brentIsBetterThanTheGrid() {
        BetaKernelRegression scores = scores();
        double onGrid = LeaveOneOutBandwidth.overClassificationGrid().choose(scores);
        double best = LeaveOneOutBandwidth.brent(1e-5, 1).choose(scores);
        assertThat(scores.logLikelihood(best)).isGreaterThanOrEqualTo(scores.logLikelihood(onGrid));
        assertThat(scores.logLikelihood(best))
                .isGreaterThanOrEqualTo(scores.logLikelihood(best * 1.001))
                .isGreaterThanOrEqualTo(scores.logLikelihood(best / 1.001));
    }

    @Test
    void likelihoodIsThatOfDensities() {
        // The kernel is a density: the mean of f over a fine grid of scores is one.
        BetaKernelRegression scores = scores();
        assertThat(scores.logLikelihood(0.02)).isGreaterThan(0);
        double reference = ReferenceCompatibleBandwidth.classification().choose(scores);
        double correct = LeaveOneOutBandwidth.overClassificationGrid().choose(scores);
        assertThat(reference).isLessThan(correct);
    }

    @Test
    void theFirstOfEqualCandidatesWins() {
        BandwidthRule rule = LeaveOneOutBandwidth.overGrid(0.3, 0.1, 0.2);
        assertThat(rule.choose(h -> 1, 5)).isEqualTo(0.3);
        assertThat(rule.choose(h -> Double.NEGATIVE_INFINITY, 5)).isEqualTo(0.3);
        assertThat(rule.choose(h -> -Math.abs(h - 0.12), 5)).isEqualTo(0.1);
        assertThat(BandwidthRule.fixed(0.7).choose(h -> h, 5)).isEqualTo(0.7);
    }

    @Test
    void theReferenceFindsNothingBelowZero() {
        assertThat(ReferenceCompatibleBandwidth.classification().choose(h -> -1e6, 10))
                .isEqualTo(-1);
        assertThat(ReferenceCompatibleBandwidth.detection().choose(h -> -1e6, 10))
                .isCloseTo(1e-3, within(1e-15));
    }

    @Test
    void vectorsHaveALikelihoodToo() {
        double[] x = {0.2, 0.35, 0.5, 0.55, 0.8};
        double[] rows = new double[10];
        for (int i = 0; i < 5; i++) {
            rows[2 * i] = x[i];
            rows[2 * i + 1] = 1 - x[i];
        }
        DirichletKernelRegression two = DirichletKernelRegression.of(CategoricalBatch.of(rows, 2));
        // With two classes the Dirichlet kernel is the Beta kernel.
        for (double h : new double[] {1e-3, 0.05, 1}) {
            assertThat(two.logLikelihood(h))
                    .isCloseTo(BetaKernelRegression.of(x).logLikelihood(h), within(1e-9));
        }
        assertThat(LeaveOneOutBandwidth.overDetectionGrid().choose(two))
                .isEqualTo(
                        LeaveOneOutBandwidth.overDetectionGrid()
                                .choose(BetaKernelRegression.of(x)));
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(LeaveOneOutBandwidth::overGrid)
                .hasMessage("number of candidates must be >= 1, got 0");
        assertThatThrownBy(() -> LeaveOneOutBandwidth.overGrid(0.1, -1))
                .hasMessage("candidates[1] must be > 0 and finite, got -1.0");
        assertThatThrownBy(() -> LeaveOneOutBandwidth.brent(0.1, 0.1))
                .hasMessage("most must be > least (0.1) and finite, got 0.1");
    }
}
