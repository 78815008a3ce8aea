package org.guardband.classification.kde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Gamma;
import org.guardband.core.batch.CategoricalBatch;
import org.junit.jupiter.api.Test;

class KernelErrorBootstrapTest {

    private static double[][] draw(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble();
            y[i] = random.nextDouble() < x[i] * x[i] ? 1 : 0;
        }
        return new double[][] {x, y};
    }

    @Test
    void theSeedDecides() {
        double[][] rows = draw(200, 1);
        KernelErrorBootstrap bootstrap = new KernelErrorBootstrap(50, 0.9, 7);
        KernelErrorInterval one = bootstrap.interval(rows[0], rows[1], 0.02, 1);
        assertThat(bootstrap.interval(rows[0], rows[1], 0.02, 1)).isEqualTo(one);
        assertThat(one.lower()).isLessThanOrEqualTo(one.estimate());
        assertThat(one.upper()).isGreaterThan(one.lower());
        assertThat(one.standardError()).isPositive();
    }

    /** E|x² − x| = 1/6, far from 0: most intervals hold it. */
    @Test
    void mostIntervalsHoldTheError() {
        int held = 0;
        int runs = 60;
        for (int run = 0; run < runs; run++) {
            double[][] rows = draw(300, 100 + run);
            KernelErrorInterval interval =
                    new KernelErrorBootstrap(60, 0.95, run).interval(rows[0], rows[1], 0.01, 1);
            held += interval.lower() <= 1.0 / 6 && 1.0 / 6 <= interval.upper() ? 1 : 0;
        }
        // P(fewer than 48 of 60) is 10⁻⁴ at a true coverage of 0.92.
        assertThat(held).isGreaterThanOrEqualTo(48);
    }

    /** Of two classes the vectors' kernel is that of the scores, and each error counts twice. */
    @Test
    void twoClassesAreTwiceTheScores() {
        double[][] rows = draw(60, 3);
        double[] vectors = new double[120];
        double[] targets = new double[120];
        for (int i = 0; i < 60; i++) {
            vectors[2 * i] = rows[0][i];
            vectors[2 * i + 1] = 1 - rows[0][i];
            targets[2 * i] = rows[1][i];
            targets[2 * i + 1] = 1 - rows[1][i];
        }
        KernelErrorBootstrap bootstrap = new KernelErrorBootstrap(30, 0.9, 2);
        KernelErrorInterval scores = bootstrap.interval(rows[0], rows[1], 0.05, 1);
        KernelErrorInterval both =
                bootstrap.interval(
                        DirichletKernelRegression.of(CategoricalBatch.of(vectors, 2)),
                        targets,
                        0.05,
                        1);
        assertThat(both.estimate()).isCloseTo(2 * scores.estimate(), within(1e-10));
        assertThat(both.lower()).isCloseTo(2 * scores.lower(), within(1e-10));
        assertThat(both.upper()).isCloseTo(2 * scores.upper(), within(1e-10));
        assertThat(both.standardError()).isCloseTo(2 * scores.standardError(), within(1e-10));
    }

    @Test
    void weightsOfVectorsAreCounts() {
        SplittableRandom random = new SplittableRandom(4);
        double[] vectors = new double[3 * 20];
        double[] targets = new double[3 * 20];
        double[] weights = new double[20];
        for (int i = 0; i < 20; i++) {
            double a = 0.1 + 0.4 * random.nextDouble();
            double b = 0.1 + 0.3 * random.nextDouble();
            vectors[3 * i] = a;
            vectors[3 * i + 1] = b;
            vectors[3 * i + 2] = 1 - a - b;
            targets[3 * i + random.nextInt(3)] = 1;
            weights[i] = random.nextInt(4);
        }
        DirichletKernelRegression rows =
                DirichletKernelRegression.of(CategoricalBatch.of(vectors, 3));
        double[] ones = new double[20];
        Arrays.fill(ones, 1);
        assertThat(rows.weightedError(targets, ones, 0.1, 2))
                .isCloseTo(rows.error(targets, 0.1, 2), within(1e-13));
        double sum = 0;
        double total = 0;
        for (int i = 0; i < 20; i++) {
            double mass = 0;
            double[] mean = new double[3];
            for (int j = 0; j < 20; j++) {
                double log = 0;
                double alphas = 0;
                for (int k = 0; k < 3; k++) {
                    double alpha = vectors[3 * j + k] / 0.1 + 1;
                    alphas += alpha;
                    log += (alpha - 1) * Math.log(vectors[3 * i + k]) - Gamma.logGamma(alpha);
                }
                double w = i == j ? 0 : weights[j] * Math.exp(log + Gamma.logGamma(alphas));
                mass += w;
                for (int k = 0; k < 3; k++) {
                    mean[k] += w * targets[3 * j + k];
                }
            }
            for (int k = 0; k < 3; k++) {
                sum += weights[i] * Math.pow(mean[k] / mass - vectors[3 * i + k], 2);
            }
            total += weights[i];
        }
        assertThat(rows.weightedError(targets, weights, 0.1, 2))
                .isCloseTo(sum / total, within(1e-12));
        assertThatThrownBy(() -> rows.weightedError(targets, new double[20], 0.1, 2))
                .hasMessage("rows of weight > 0 must be >= 2, got 0");
    }

    @Test
    void threeRowsAreEnough() {
        KernelErrorInterval interval =
                new KernelErrorBootstrap(20, 0.9, 1)
                        .interval(new double[] {0, 0.5, 1}, new double[] {0, 1, 1}, 0.1, 2);
        assertThat(interval.estimate()).isBetween(0.0, 1.0);
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> new KernelErrorBootstrap(9, 0.9, 1))
                .hasMessage("replicates must be >= 10, got 9");
        assertThatThrownBy(() -> new KernelErrorBootstrap(10, 1, 1))
                .hasMessage("level must be strictly between 0 and 1, got 1.0");
        assertThatThrownBy(
                        () ->
                                KernelErrorBootstrap.withDefaults(1)
                                        .interval(new double[2], new double[2], 0.1, 1))
                .hasMessage("number of scores must be >= 3, got 2");
    }
}
