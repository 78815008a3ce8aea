package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import org.guardband.core.batch.GaussianBatch;
import org.junit.jupiter.api.Test;
import smile.data.DataFrame;
import smile.math.MathEx;
import smile.math.kernel.GaussianKernel;
import smile.regression.GaussianProcessRegression;

/** Gaussian processes: by a stand-in here, and with Smile's natives under -Psmile-natives. */
class ProcessRowsTest {

    private static final double[][] ROWS = {{0}, {1}, {2}};
    private static final double NOISE = 0.25;
    private static final double TARGET_SD = 3;

    /** Says what a process with natives would say: a latent spread that the row holds. */
    private static GaussianProcessRegression<double[]> saying(double[] latent, double noise) {
        return new GaussianProcessRegression<>(
                new GaussianKernel(1), ROWS, new double[3], noise, 10, TARGET_SD) {
            private static final long serialVersionUID = 1;

            @Override
            public double predict(double[] x, double[] estimation) {
                estimation[0] = 10 + x[0];
                estimation[1] = latent[(int) x[0]];
                return estimation[0];
            }
        };
    }

    static boolean nativesPresent() {
        try {
            Class.forName("org.bytedeco.openblas.global.openblas");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void theNoiseIsAddedInTheUnitOfTheTargets() {
        GaussianBatch batch =
                SmileRegressor.process(saying(new double[] {0.5, 0, 2}, NOISE)).predict(ROWS);
        double noise = NOISE * TARGET_SD * TARGET_SD;
        assertThat(batch.mean(2)).isEqualTo(12);
        assertThat(batch.sd(0)).isCloseTo(Math.sqrt(0.25 + noise), within(1e-12));
        assertThat(batch.sd(1)).isCloseTo(Math.sqrt(noise), within(1e-12));
        assertThat(batch.sd(2)).isCloseTo(Math.sqrt(4 + noise), within(1e-12));
    }

    @Test
    void aNegativeLatentVarianceIsNone() {
        GaussianBatch batch =
                SmileRegressor.process(saying(new double[] {Double.NaN, 1, 1}, NOISE))
                        .predict(ROWS);
        assertThat(batch.sd(0)).isCloseTo(Math.sqrt(NOISE) * TARGET_SD, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmileRegressor.process(saying(new double[] {Double.NaN, 1, 1}, 0))
                                        .predict(ROWS))
                .withMessage("sd[0] must be > 0 and finite, got 0.0");
    }

    @Test
    void aProcessWithoutAVarianceIsRefused() {
        var sparse =
                new GaussianProcessRegression<>(
                        new GaussianKernel(1), ROWS, new double[3], NOISE, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileRegressor.process(sparse).predict(ROWS))
                .withMessageStartingWith("process must have been fitted exactly");
        assertThat(SmileRegressor.ofArrays(sparse).means(ROWS)).containsOnly(0);
    }

    @Test
    void absentNativesAreNamed() {
        var process =
                new GaussianProcessRegression<>(
                        new GaussianKernel(1), ROWS, new double[3], NOISE, 0, 1) {
                    private static final long serialVersionUID = 1;

                    @Override
                    public double predict(double[] x, double[] estimation) {
                        throw new NoClassDefFoundError("org/bytedeco/openblas/global/openblas");
                    }
                };
        assertThatIllegalStateException()
                .isThrownBy(() -> SmileRegressor.process(process).predict(ROWS))
                .withMessageContaining("org.bytedeco:openblas:0.3.10-1.5.4");
    }

    /** The textbook's formulas on the real data, against Smile's latent spread. */
    @Test
    void observationsVaryMoreThanTheFunction() {
        assumeThat(nativesPresent()).as("natives of Smile").isTrue();
        DataFrame diabetes = RealData.diabetes();
        double[] bmi = RealData.numbers(diabetes, "bmi");
        double[][] x =
                Arrays.stream(bmi)
                        .limit(200)
                        .mapToObj(v -> new double[] {v})
                        .toArray(double[][]::new);
        double[] y = Arrays.copyOf(RealData.numbers(diabetes, "y"), 200);
        var process = GaussianProcessRegression.fit(x, y, new GaussianKernel(5), 0.7);
        GaussianBatch batch = SmileRegressor.process(process).predict(x);
        double[] estimate = new double[2];
        int inside = 0;
        int insideLatent = 0;
        for (int i = 0; i < x.length; i++) {
            process.predict(x[i], estimate);
            double latent = Double.isNaN(estimate[1]) ? 0 : estimate[1];
            double noise = 0.7 * MathEx.var(y);
            assertThat(batch.sd(i) * batch.sd(i)).isCloseTo(latent * latent + noise, within(1e-6));
            inside += Math.abs(y[i] - batch.mean(i)) <= 1.96 * batch.sd(i) ? 1 : 0;
            insideLatent += Math.abs(y[i] - batch.mean(i)) <= 1.96 * latent ? 1 : 0;
        }
        assertThat(inside).isGreaterThan(180);
        assertThat(insideLatent).isLessThan(100);
    }
}
