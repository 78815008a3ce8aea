package org.guardband.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.guardband.conformal.metrics.CoverageDistribution;
import org.guardband.conformal.metrics.LabelSetMetrics;
import org.guardband.core.Coverage;
import org.junit.jupiter.api.Test;

/** The tutorial on graphs runs and shows what it says. */
class GraphExamplesTest {

    @Test
    void everyNodeHasItsTemperature() throws IOException {
        TemperatureForEveryNode.Result result = TemperatureForEveryNode.run();
        assertThat(result.after().accuracy()).isEqualTo(result.before().accuracy());
        assertThat(result.after().calibrationError())
                .isLessThan(result.before().calibrationError() / 2);
        assertThat(result.after().logLoss()).isLessThan(result.before().logLoss());
        assertThat(result.coolest()).isPositive().isLessThan(result.hottest());
        LabelSetMetrics split = result.split();
        // 28 % of 1797 nodes calibrate, give or take the rounding of ten classes
        CoverageDistribution expected =
                new CoverageDistribution(495, Coverage.of(0.9), split.size());
        assertThat(expected.atMost((int) split.coverage().covered())).isGreaterThan(1e-6);
        assertThat(result.neighbourhoods().coverage().share()).isGreaterThan(0.85);
        assertThat(result.describe()).contains("with GATS", "split APS", "NAPS");
    }

    @Test
    void answersComeApartOnStrangeNodes() throws IOException {
        StrangeNodes.Result result = StrangeNodes.run();
        assertThat(result.usual().accuracy()).isGreaterThan(0.9);
        assertThat(result.strange().accuracy()).isLessThan(0.5);
        assertThat(result.strangeSpread()).isGreaterThan(1.2 * result.usualSpread());
        assertThat(result.describe()).contains("digits", "shuffled");
    }
}
