package org.guardband.classification.kde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.guardband.classification.measure.BetaKernelError;
import org.guardband.classification.measure.ClassView;
import org.guardband.classification.measure.DirichletKernelError;
import org.guardband.core.batch.CategoricalBatch;
import org.junit.jupiter.api.Test;

/** Values of other programs; see PROVENANCE.md beside the tables. */
class KernelReferenceTest {

    private static List<double[]> table(String name) throws IOException {
        try (InputStream in = KernelReferenceTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(
                            line ->
                                    Arrays.stream(line.split(",", -1))
                                            .mapToDouble(Double::parseDouble)
                                            .toArray())
                    .toList();
        }
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private static CategoricalBatch batch(List<double[]> rows) {
        double[] p = new double[rows.size() * 4];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, p, 4 * i, 4);
        }
        return CategoricalBatch.of(p, 4);
    }

    private static int[] labels(List<double[]> rows) {
        return rows.stream().mapToInt(row -> (int) row[4]).toArray();
    }

    @Test
    void canonicalErrorIsThatOfTheAuthorsSoftware() throws IOException {
        List<double[]> rows = table("canonical.csv");
        for (double[] line : table("canonical_expected.csv")) {
            // The reference is in single precision.
            assertThat(new DirichletKernelError(line[0], line[1]).value(batch(rows), labels(rows)))
                    .isCloseTo(line[2], withinPercentage(0.01));
            assertThat(
                            ReferenceCompatibleKernelErrors.canonical(
                                    batch(rows), labels(rows), line[0], line[1]))
                    .isCloseTo(line[2], withinPercentage(0.01));
        }
    }

    @Test
    void detectionsAreThoseOfThePort() throws IOException {
        List<double[]> rows = table("detections.csv");
        double[] y = column(rows, 1);
        BetaKernelRegression scores = BetaKernelRegression.of(column(rows, 0));
        assertThat(ReferenceCompatibleBandwidth.detection().choose(scores))
                .isCloseTo(0.001, within(1e-15));
        assertThat(ReferenceCompatibleBandwidth.classification().choose(scores))
                .isCloseTo(1e-5, within(1e-18));
        assertThat(scores.error(y, 0.001, 1)).isCloseTo(0.3940553034356638, within(1e-9));
        assertThat(scores.error(y, 0.001, 2)).isCloseTo(0.22711032626698907, within(1e-9));
        assertThat(scores.error(y, 0.05, 1)).isCloseTo(0.38857719746435404, within(1e-9));
        assertThat(ReferenceCompatibleKernelErrors.binary(scores, y, 0.05, 1))
                .isCloseTo(2 * 0.38857719746435404, within(1e-9));
    }

    @Test
    void marginalIsTheSumAndTopLabelTheConfidence() throws IOException {
        List<double[]> rows = table("canonical.csv");
        CategoricalBatch batch = batch(rows);
        int[] labels = labels(rows);
        BetaKernelError binary = new BetaKernelError(0.05, 1);
        assertThat(ReferenceCompatibleKernelErrors.marginal(batch, labels, 0.05, 1))
                .isCloseTo(
                        4 * binary.under(ClassView.classWise()).value(batch, labels),
                        within(1e-12));
        assertThat(binary.under(ClassView.confidence()).value(batch, labels)).isBetween(0.0, 1.0);
    }

    /** A row far from all others: the reference's clamp makes its estimate 0. */
    @Test
    void clampedMassOfALonerIsReproduced() {
        CategoricalBatch batch =
                CategoricalBatch.of(new double[] {0.98, 0.02, 0.97, 0.03, 0.02, 0.98}, 2);
        int[] labels = {0, 0, 0};
        double plain = new DirichletKernelError(0.001, 1).value(batch, labels);
        double clamped = ReferenceCompatibleKernelErrors.canonical(batch, labels, 0.001, 1);
        // Plain: the loner is given the others' class 0, and misses it by 0.98 twice.
        assertThat(plain).isCloseTo((0.04 + 0.06 + 1.96) / 3, within(1e-12));
        assertThat(clamped).isCloseTo((0.04 + 0.06 + 1.0) / 3, within(1e-12));
    }
}
