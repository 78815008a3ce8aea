package org.guardband.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.prediction.Empirical;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.Laplace;
import org.guardband.core.prediction.MonotoneMap;
import org.guardband.core.prediction.PointMass;
import org.guardband.core.prediction.QuantileGrid;
import org.guardband.core.prediction.StudentT;
import org.guardband.core.prediction.Uniform;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract, run on every kind of batch, and what is particular to each. */
class RealBatchKindsTest {

    private static final double[] LEVELS = {0.1, 0.3, 0.5, 0.9};
    private static final MonotoneMap BENT =
            MonotoneMap.of(new double[] {0, 0.3, 0.6, 1}, new double[] {0, 0.2, 0.7, 1});

    private static double[] normals(long seed, int n) {
        return new SplittableRandom(seed).doubles(n).map(Gaussian::standardQuantile).toArray();
    }

    private static double[] scales(int n) {
        return new SplittableRandom(9).doubles(n, 0.5, 3).toArray();
    }

    @Nested
    class OfGaussians extends RealBatchContract {
        @Override
        RealBatch batch() {
            return GaussianBatch.of(normals(1, 9000), scales(9000));
        }
    }

    @Nested
    class OfFloatGaussians extends RealBatchContract {
        @Override
        RealBatch batch() {
            return GaussianBatch.of(new float[] {1, -2.5f, 0.1f}, new float[] {0.1f, 3, 1});
        }
    }

    @Nested
    class OfGaussianMixtures extends RealBatchContract {
        @Override
        RealBatch batch() {
            return MixtureBatch.of(
                    new double[] {1, 0, 3},
                    List.of(
                            GaussianBatch.of(normals(21, 2000), scales(2000)),
                            GaussianBatch.of(normals(22, 2000), scales(2000)),
                            GaussianBatch.of(normals(23, 2000), scales(2000))));
        }

        @Test
        void farComponentsHaveQuantilesToo() {
            RealBatch apart =
                    MixtureBatch.of(
                            new double[] {1, 1},
                            List.of(
                                    GaussianBatch.of(new double[] {-1e6}, new double[] {1e-3}),
                                    GaussianBatch.of(new double[] {1e9}, new double[] {10})));
            double[] out = new double[1];
            for (double p : new double[] {1e-12, 0.2, 0.499999, 0.500001, 0.75, 1 - 1e-12}) {
                apart.quantiles(p, out);
                double want = apart.get(0).quantile(p);
                assertThat(out[0]).isCloseTo(want, within(1e-12 * Math.abs(want)));
            }
        }
    }

    @Nested
    class OfOtherMixtures extends RealBatchContract {
        @Override
        RealBatch batch() {
            return MixtureBatch.of(
                    new double[] {2, 1},
                    List.of(
                            GaussianBatch.of(normals(24, 50), scales(50)),
                            LocationScaleBatch.of(
                                    normals(25, 50), scales(50), new StudentT(0, 1, 5))));
        }

        @Test
        void badPartsAreNamed() {
            GaussianBatch one = GaussianBatch.of(new double[1], new double[] {1});
            GaussianBatch two = GaussianBatch.of(new double[2], new double[] {1, 1});
            assertThatThrownBy(() -> MixtureBatch.of(new double[] {1, 1}, List.of(one, two)))
                    .hasMessage("components[1] must have the length of components[0] (1), got 2");
            assertThatThrownBy(() -> MixtureBatch.of(new double[] {0}, List.of(one)))
                    .hasMessage("largest weight must be > 0 and finite, got 0.0");
            assertThatThrownBy(() -> MixtureBatch.of(new double[0], List.of()))
                    .hasMessage("number of components must be >= 1, got 0");
        }
    }

    @Nested
    class OfLocationScales extends RealBatchContract {
        @Override
        RealBatch batch() {
            return LocationScaleBatch.of(
                    normals(2, 3000), scales(3000), Empirical.of(normals(3, 777)));
        }
    }

    @Nested
    class OfMovedStudents extends RealBatchContract {
        @Override
        RealBatch batch() {
            return LocationScaleBatch.of(normals(2, 20), scales(20), new StudentT(0, 1, 4.5));
        }
    }

    @Nested
    class OfMovedGrids extends RealBatchContract {
        @Override
        RealBatch batch() {
            return LocationScaleBatch.of(
                    normals(2, 20),
                    scales(20),
                    QuantileGrid.of(LEVELS, new double[] {-2, -0.5, 0.1, 2}));
        }
    }

    @Nested
    class OfQuantiles extends RealBatchContract {
        @Override
        RealBatch batch() {
            return QuantileBatch.rearranged(LEVELS, normals(4, 4 * 2500));
        }
    }

    @Nested
    class OfSamples extends RealBatchContract {
        @Override
        RealBatch batch() {
            return SampleBatch.of(normals(5, 10 * 700), 10);
        }
    }

    @Nested
    class OfRecalibratedGaussians extends RealBatchContract {
        @Override
        RealBatch batch() {
            return RecalibratedBatch.of(GaussianBatch.of(normals(6, 30), scales(30)), BENT);
        }
    }

    @Nested
    class OfRecalibratedSamples extends RealBatchContract {
        @Override
        RealBatch batch() {
            return RecalibratedBatch.of(SampleBatch.of(normals(5, 10 * 70), 10), BENT);
        }
    }

    @Nested
    class OfDistributions extends RealBatchContract {
        @Override
        RealBatch batch() {
            return DistributionBatch.of(
                    List.of(new Gaussian(0, 1), new Laplace(1, 2), new Uniform(0, 3)));
        }
    }

    @Nested
    class OfInterleavedKinds extends RealBatchContract {
        @Override
        RealBatch batch() {
            return InterleavedBatch.of(
                    List.of(
                            GaussianBatch.of(normals(1, 2), scales(2)),
                            DistributionBatch.of(List.of()),
                            QuantileBatch.rearranged(LEVELS, normals(4, 12))),
                    new int[] {2, 0, 2, 2, 0});
        }
    }

    @Test
    void interleavingKeepsTheOrderWithinParts() {
        GaussianBatch a = GaussianBatch.of(new double[] {1, 2}, new double[] {1, 1});
        GaussianBatch b = GaussianBatch.of(new double[] {5}, new double[] {1});
        RealBatch all = InterleavedBatch.of(List.of(a, b), new int[] {0, 1, 0});
        double[] means = new double[3];
        all.means(means);
        assertThat(means).containsExactly(1, 5, 2);
        assertThatThrownBy(() -> InterleavedBatch.of(List.of(a, b), new int[] {0, 1}))
                .hasMessage("parts[0] must have as many rows as part names it (1), got 2");
        assertThatThrownBy(() -> InterleavedBatch.of(List.of(a, b), new int[] {0, 2, 0}))
                .hasMessage("part[1] must be in [0, 2), got 2");
    }

    @Test
    void recalibratingSharedShapesGivesWhatRecalibratingRowsGives() {
        GaussianBatch base = GaussianBatch.of(normals(6, 5), scales(5));
        RealBatch shared = RecalibratedBatch.of(base, BENT);
        for (int i = 0; i < 5; i++) {
            var row = new org.guardband.core.prediction.Recalibrated(base.get(i), BENT);
            assertThat(shared.get(i).quantile(0.37))
                    .isCloseTo(row.quantile(0.37), org.assertj.core.api.Assertions.within(1e-12));
            assertThat(shared.get(i).crps(0.5))
                    .isCloseTo(row.crps(0.5), org.assertj.core.api.Assertions.within(1e-12));
        }
        assertThat(RecalibratedBatch.of(shared, BENT)).isInstanceOf(LocationScaleBatch.class);
    }

    @Test
    void ofCopiesAndWrapDoesNot() {
        double[] mean = {1, 2};
        double[] sd = {1, 1};
        GaussianBatch copied = GaussianBatch.of(mean, sd);
        GaussianBatch wrapped = GaussianBatch.wrap(mean, sd);
        float[] single = {1, 2};
        GaussianBatch copiedFloats = GaussianBatch.of(single, new float[] {1, 1});
        GaussianBatch wrappedFloats = GaussianBatch.wrap(single, new float[] {1, 1});
        double[] quantiles = {1, 2, 3, 4};
        QuantileBatch copiedGrid = QuantileBatch.of(LEVELS, quantiles);
        QuantileBatch wrappedGrid = QuantileBatch.wrap(LEVELS, quantiles);
        LocationScaleBatch copiedShape = LocationScaleBatch.of(mean, sd, new PointMass(0));
        LocationScaleBatch wrappedShape = LocationScaleBatch.wrap(mean, sd, new PointMass(0));
        mean[0] = 50;
        single[0] = 50;
        quantiles[0] = -50;
        assertThat(copied.mean(0)).isEqualTo(1);
        assertThat(wrapped.mean(0)).isEqualTo(50);
        assertThat(copiedFloats.mean(0)).isEqualTo(1);
        assertThat(wrappedFloats.mean(0)).isEqualTo(50);
        assertThat(copiedGrid.value(0, 0)).isEqualTo(1);
        assertThat(wrappedGrid.value(0, 0)).isEqualTo(-50);
        assertThat(copiedShape.location(0)).isEqualTo(1);
        assertThat(wrappedShape.location(0)).isEqualTo(50);
        double[] draws = {3, 1, 2, 0};
        SampleBatch.of(draws, 2);
        assertThat(draws).containsExactly(3, 1, 2, 0);
        SampleBatch.wrap(draws, 2);
        assertThat(draws).containsExactly(1, 3, 0, 2);
    }

    @Test
    void quantileColumns() {
        QuantileBatch batch =
                QuantileBatch.of(new double[] {0.25, 0.75}, new double[] {1, 2, 3, 5});
        assertThat(batch.column(1)).containsExactly(2, 5);
        assertThat(batch.levels()).containsExactly(0.25, 0.75);
        assertThat(batch.toArray()).containsExactly(1, 2, 3, 5);
        assertThat(QuantileBatch.rearranged(new double[] {0.25, 0.75}, new double[] {2, 1, 3, 5}))
                .isEqualTo(batch);
    }

    @Test
    void badColumnsAreRefused() {
        double[] half = {0.5};
        assertThatThrownBy(() -> GaussianBatch.of(new double[2], half))
                .hasMessage("sd must have the length of mean (2), got 1");
        assertThatThrownBy(() -> GaussianBatch.of(new double[1], new double[] {-0.3}))
                .hasMessage("sd[0] must be > 0 and finite, got -0.3");
        assertThatThrownBy(() -> GaussianBatch.of(new float[] {0, Float.NaN}, new float[] {1, 1}))
                .hasMessage("mean[1] must be finite, got NaN");
        assertThatThrownBy(() -> QuantileBatch.of(LEVELS, new double[] {0, 1, 2, 3, 0, 2, 1, 3}))
                .hasMessage("values[1][2] must be >= values[1][1] (2.0), got 1.0");
        assertThatThrownBy(() -> QuantileBatch.of(LEVELS, new double[3]))
                .hasMessage("values must hold whole rows of 4 numbers, got 3 numbers");
        assertThatThrownBy(() -> QuantileBatch.of(new double[] {0.5, 0.5}, new double[2]))
                .hasMessage("levels[1] must be > levels[0] (0.5), got 0.5");
        assertThatThrownBy(() -> QuantileBatch.of(new double[] {0}, half))
                .hasMessage("levels[0] must be strictly between 0 and 1, got 0.0");
        assertThatThrownBy(() -> SampleBatch.of(half, 0)).hasMessage("columns must be >= 1, got 0");
        assertThatThrownBy(() -> LocationScaleBatch.of(half, new double[] {0}, new PointMass(0)))
                .hasMessage("scale[0] must be > 0 and finite, got 0.0");
        MonotoneMap leaking = MonotoneMap.of(new double[] {0, 1}, new double[] {0.1, 1});
        assertThatThrownBy(() -> RecalibratedBatch.of(GaussianBatch.of(half, half), leaking))
                .hasMessage("map must be 0 at 0 for a base without lower end, got 0.1");
    }

    @Test
    void noRowsAreNoError() {
        GaussianBatch none = GaussianBatch.of(new double[0], new double[0]);
        none.crps(new double[0], new double[0]);
        assertThat(none.size()).isZero();
        assertThat(SampleBatch.of(new double[0], 3).size()).isZero();
        assertThat(QuantileBatch.of(LEVELS, new double[0]).size()).isZero();
    }
}
