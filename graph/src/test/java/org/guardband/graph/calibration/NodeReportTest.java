package org.guardband.graph.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.BlockNodes;
import org.junit.jupiter.api.Test;

class NodeReportTest {

    private static final CategoricalBatch FOUR =
            CategoricalBatch.of(new double[] {0.9, 0.1, 0.6, 0.4, 0.2, 0.8, 0.5, 0.5}, 2);

    @Test
    void measuresAreTakenOnTheChosenNodes() {
        NodeReport report = NodeReport.of(FOUR, new int[] {0, 1, 1, -1}, new int[] {0, 1, 2});
        assertThat(report.accuracy()).isEqualTo(2 / 3.0);
        // every confidence has a bin of its own: |0.9 − 1|, |0.6 − 0|, |0.8 − 1|
        assertThat(report.calibrationError()).isCloseTo(0.9 / 3, within(1e-15));
        assertThat(report.classWiseError()).isCloseTo(0.9 / 3, within(1e-15));
        assertThat(report.logLoss())
                .isCloseTo(-(Math.log(0.9) + Math.log(0.4) + Math.log(0.8)) / 3, within(1e-15));
        assertThat(report.brierScore()).isCloseTo((0.02 + 0.72 + 0.08) / 3, within(1e-15));
    }

    @Test
    void tooManyProbabilitiesAreRefused() {
        double[] row = new double[1 << 16];
        row[0] = 1;
        CategoricalBatch wide = CategoricalBatch.of(row, row.length);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> NodeReport.of(wide, new int[] {0}, new int[1 << 16]));
    }

    /**
     * The authors' form: sums over all rows and their mirror images on 2¹⁴ points of [−0.6, 1.6].
     */
    @Test
    void theKernelErrorIsThatOfTheAuthorsGrid() {
        BlockNodes nodes = BlockNodes.of(4, 100, 6);
        CategoricalBatch p = nodes.batch().probabilities();
        int[] all = IntStream.range(0, p.size()).toArray();
        double[] confidence = new double[p.size()];
        boolean[] right = new boolean[p.size()];
        for (int v : all) {
            int top = p.get(v).mode();
            confidence[v] = p.probability(v, top);
            right[v] = top == nodes.labels()[v];
        }
        // no point of that grid lies on 0 or 1: up to a step (1.3e-4) of the ends is missed
        assertThat(NodeReport.of(p, nodes.labels(), all).kernelError())
                .isCloseTo(onTheGrid(confidence, right), within(1e-4));
    }

    private static double onTheGrid(double[] confidence, boolean[] right) {
        int n = confidence.length;
        double count = IntStream.range(0, n).filter(i -> right[i]).count();
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += right[i] ? confidence[i] / count : 0;
        }
        double variance = 0;
        for (int i = 0; i < n; i++) {
            variance += right[i] ? Math.pow(confidence[i] - mean, 2) / count : 0;
        }
        double h = Math.sqrt(variance) * Math.pow(2.0 * n, -0.2);
        double error = 0;
        double mass = 0;
        int points = 1 << 14;
        for (int g = 0; g < points; g++) {
            double x = -0.6 + 2.2 * g / (points - 1);
            if (x <= 0 || x >= 1) {
                continue;
            }
            double density = 0;
            double ofRight = 0;
            for (int i = 0; i < n; i++) {
                double c = confidence[i];
                double k = kernel((x - c) / h) + kernel((x + c) / h) + kernel((x - 2 + c) / h);
                density += k / n;
                ofRight += right[i] ? k / count : 0;
            }
            if (density > 0) {
                double frequency = Math.min(1, count / n * ofRight / density);
                error += Math.abs(x - frequency) * density;
                mass += density;
            }
        }
        return error / mass;
    }

    private static double kernel(double u) {
        return Math.abs(u) >= 1 ? 0 : Math.pow(1 - u * u, 3);
    }

    @Test
    void noNodeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeReport.of(FOUR, new int[4], new int[0]))
                .withMessage("number of nodes must be >= 1, got 0");
    }
}
