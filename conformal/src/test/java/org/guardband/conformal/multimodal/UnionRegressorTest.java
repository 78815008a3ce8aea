package org.guardband.conformal.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.conformal.BlockSimulation;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.CoverageSimulation.Ties;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.MixtureBatch;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.SampleBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.Laplace;
import org.guardband.core.prediction.Mixture;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnionRegressorTest {

    private static final double[] LEVELS = {0.01, 0.1, 0.25, 0.5, 0.7, 0.9, 0.99};

    /** A score, how to predict for it, and whether its scores tie. */
    record Case(String name, UnionScore score, Kind kind, Ties ties) {
        @Override
        public String toString() {
            return name;
        }
    }

    enum Kind {
        QUANTILES,
        SAMPLES,
        MIXTURES
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("cti", ThresholdedIntervals.withDefaults(), Kind.QUANTILES, Ties.POSSIBLE),
                new Case(
                        "cti in a range",
                        ThresholdedIntervals.withDefaults().withRange(-20, 20),
                        Kind.QUANTILES,
                        Ties.NONE),
                new Case("pcp", NearestSample.withDefaults(), Kind.SAMPLES, Ties.NONE),
                new Case("density", HighestDensity.byDensity(), Kind.MIXTURES, Ties.NONE));
    }

    /** Two modes that move and a third component over all; truths that are only like it. */
    @SuppressWarnings("ArrayRecordComponent") // a fixture that nobody compares
    private record Rows(RealBatch batch, double[] y) {
        static Rows of(Kind kind, int n, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] mean = new double[3][n];
            double[][] sd = new double[3][n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                double center = 4 * random.nextDouble();
                double gap = 1 + 3 * random.nextDouble();
                mean[0][i] = center - gap;
                mean[1][i] = center + gap;
                mean[2][i] = center;
                sd[0][i] = 0.2 + random.nextDouble();
                sd[1][i] = 0.3;
                sd[2][i] = 2;
                y[i] =
                        (random.nextInt(3) == 0 ? center - 1.1 * gap : center + gap)
                                + 1.5 * gaussian(random) * random.nextDouble();
            }
            MixtureBatch mixtures =
                    MixtureBatch.of(
                            new double[] {4, 5, 1},
                            IntStream.range(0, 3)
                                    .mapToObj(m -> GaussianBatch.wrap(mean[m], sd[m]))
                                    .toList());
            return new Rows(predicted(kind, mixtures, random), y);
        }

        private static RealBatch predicted(
                Kind kind, MixtureBatch mixtures, SplittableRandom random) {
            int n = mixtures.size();
            int draws = 12;
            double[] values = new double[n * draws];
            for (int k = 0; k < n * draws; k++) {
                int m = random.nextInt(10);
                GaussianBatch of =
                        (GaussianBatch) mixtures.components().get(m < 4 ? 0 : m < 9 ? 1 : 2);
                values[k] = of.mean(k / draws) + of.sd(k / draws) * gaussian(random);
            }
            return switch (kind) {
                case MIXTURES -> mixtures;
                case SAMPLES -> SampleBatch.wrap(values, draws);
                case QUANTILES ->
                        QuantileBatch.rearranged(
                                LEVELS,
                                IntStream.range(0, 7 * n)
                                        .mapToDouble(k -> values[k / 7 * draws + k % 7])
                                        .toArray());
            };
        }

        Rows part(int from, int to) {
            return new Rows(
                    batch.select(IntStream.range(from, to).toArray()),
                    Arrays.copyOfRange(y, from, to));
        }
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void covers(Case method) {
        for (int n : List.of(19, 20, 99)) {
            new BlockSimulation(n < 50 ? 500 : 60, n < 50 ? 10 : 40, 7)
                    .check(
                            method.name(),
                            method.ties(),
                            n,
                            (size, tests, seed) -> {
                                Rows rows = Rows.of(method.kind(), size + tests, seed);
                                Rows held = rows.part(0, size);
                                Rows test = rows.part(size, size + tests);
                                UnionRegressor fitted =
                                        UnionConformalizer.of(method.score())
                                                .conformalize(held.batch, held.y);
                                return inside(fitted, test);
                            });
        }
    }

    private static int[] inside(UnionRegressor fitted, Rows test) {
        return CoverageSimulation.COVERAGES.stream()
                .mapToInt(
                        coverage -> {
                            IntervalUnions sets = fitted.sets(test.batch, coverage);
                            return (int)
                                    IntStream.range(0, test.y.length)
                                            .filter(i -> sets.contains(i, test.y[i]))
                                            .count();
                        })
                .toArray();
    }

    @Test
    void coversByMass() {
        new BlockSimulation(60, 6, 8)
                .check(
                        "mass",
                        Ties.NONE,
                        39,
                        (size, tests, seed) -> {
                            Rows rows = Rows.of(Kind.MIXTURES, size + tests, seed);
                            Rows held = rows.part(0, size);
                            return inside(
                                    UnionConformalizer.of(HighestDensity.byMass())
                                            .conformalize(held.batch, held.y),
                                    rows.part(size, size + tests));
                        });
    }

    /** A number is inside if and only if its score is at most the threshold. */
    @ParameterizedTest
    @MethodSource("cases")
    void aNumberIsInsideIfItsScoreIs(Case method) {
        Rows rows = Rows.of(method.kind(), 60, 5);
        double[] thresholds = UnionConformalizer.scores(method.score(), rows.batch, rows.y);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 60; i++) {
            RealDistribution p = rows.batch.get(i);
            double threshold = thresholds[random.nextInt(60)];
            if (threshold == Double.POSITIVE_INFINITY) {
                continue;
            }
            IntervalUnions set = IntervalUnions.joined(List.of(method.score().union(p, threshold)));
            for (int k = 0; k < 200; k++) {
                double y = -12 + 28 * random.nextDouble();
                assertThat(set.contains(0, y)).isEqualTo(method.score().score(p, y) <= threshold);
            }
            for (Interval piece : set.get(0)) {
                for (double end : new double[] {piece.lower(), piece.upper()}) {
                    assertThat(method.score().score(p, end)).isLessThanOrEqualTo(threshold);
                }
            }
        }
    }

    /** Against a grid of a hundred thousand numbers, of mixtures as unlike as they come. */
    @Test
    void noPieceIsLost() {
        SplittableRandom random = new SplittableRandom(9);
        for (int repeat = 0; repeat < 60; repeat++) {
            int count = 1 + random.nextInt(6);
            double[] weights = random.doubles(count, 0.01, 1).toArray();
            List<Gaussian> components =
                    IntStream.range(0, count)
                            .mapToObj(
                                    m ->
                                            new Gaussian(
                                                    10 * random.nextDouble(),
                                                    Math.pow(10, -3 * random.nextDouble())))
                            .toList();
            Mixture mixture = Mixture.of(weights, components);
            double level = -mixture.logDensity(mixture.quantile(random.nextDouble(0.001, 0.999)));
            IntervalUnions set =
                    IntervalUnions.joined(
                            List.of(HighestDensity.byDensity().union(mixture, level)));
            int grid = 4_000;
            for (int k = 0; k <= grid; k++) {
                double y = -2 + 14.0 * k / grid;
                double surprise = -mixture.logDensity(y);
                if (Math.abs(surprise - level) > 1e-9) {
                    assertThat(set.contains(0, y)).as("%s", y).isEqualTo(surprise < level);
                }
            }
            for (Gaussian component : components) {
                double top = -mixture.logDensity(component.mean());
                if (Math.abs(top - level) > 1e-9) {
                    assertThat(set.contains(0, component.mean())).isEqualTo(top < level);
                }
            }
        }
    }

    @Test
    void aNumberIsInsideIfItsMassIs() {
        Rows rows = Rows.of(Kind.MIXTURES, 12, 10);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 12; i++) {
            RealDistribution p = rows.batch.get(i);
            double q = i == 0 ? 0.9999 : random.nextDouble();
            IntervalUnions set =
                    IntervalUnions.joined(List.of(HighestDensity.byMass().union(p, q)));
            double predicted = 0;
            for (Interval piece : set.get(0)) {
                predicted += p.cdf(piece.upper()) - p.cdf(piece.lower());
            }
            assertThat(predicted).isCloseTo(q, within(1e-10));
            for (int k = 0; k < 100; k++) {
                double y = -6 + 16 * random.nextDouble();
                double score = HighestDensity.byMass().score(p, y);
                if (Math.abs(score - q) > 1e-10) {
                    assertThat(set.contains(0, y)).isEqualTo(score < q);
                }
            }
        }
    }

    @Test
    void levelsOfOneGaussianAreKnown() {
        Gaussian one = new Gaussian(3, 2);
        List<Interval> byMass = HighestDensity.byMass().union(one, 0.95);
        assertThat(byMass).hasSize(1);
        assertThat(byMass.get(0).lower()).isCloseTo(one.quantile(0.025), within(1e-9));
        assertThat(byMass.get(0).upper()).isCloseTo(one.quantile(0.975), within(1e-9));
        assertThat(HighestDensity.byMass().score(one, 3)).isCloseTo(0, within(1e-7));
        assertThat(HighestDensity.byMass().score(one, one.quantile(0.9)))
                .isCloseTo(0.8, within(1e-10));
        assertThat(HighestDensity.byDensity().score(one, 4))
                .isCloseTo(-one.logDensity(4), within(1e-12));
        double far = HighestDensity.byDensity().score(one, 1e6);
        List<Interval> wide = HighestDensity.byDensity().union(one, far);
        assertThat(wide.get(0).upper()).isCloseTo(1e6, within(1e-6));
        assertThat(HighestDensity.byDensity().union(one, -one.logDensity(3) - 0.001)).isEmpty();
        assertThat(HighestDensity.byMass().union(one, -1)).isEmpty();
        assertThat(HighestDensity.byMass().union(one, 1).get(0).upper())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** Two members far apart: two pieces, which a single interval would have to bridge. */
    @Test
    void anEnsembleOfTwoMindsGetsTwoPieces() {
        Mixture two = Mixture.of(List.of(new Gaussian(0, 0.1), new Gaussian(10, 0.1)));
        List<Interval> pieces = HighestDensity.byMass().union(two, 0.9);
        assertThat(pieces).hasSize(2);
        double z = new Gaussian(0, 1).quantile(0.95);
        assertThat(pieces.get(0).upper()).isCloseTo(0.1 * z, within(1e-9));
        assertThat(pieces.get(1).lower()).isCloseTo(10 - 0.1 * z, within(1e-9));
        // a spike on a plateau, and a level that the spike alone reaches
        Mixture spike =
                Mixture.of(
                        new double[] {1, 1e-6}, List.of(new Gaussian(0, 1), new Gaussian(4, 1e-9)));
        double level = -spike.logDensity(4) + 0.5;
        List<Interval> top = HighestDensity.byDensity().union(spike, level);
        assertThat(top).hasSize(1);
        assertThat(top.get(0).width()).isCloseTo(2e-9, within(1e-10));
    }

    @Test
    void quantilesAndSamplesByHand() {
        QuantileBatch quantiles =
                QuantileBatch.of(new double[] {0.1, 0.3, 0.5, 0.9}, new double[] {0, 1, 3, 4});
        ThresholdedIntervals plain = ThresholdedIntervals.withDefaults();
        RealDistribution row = quantiles.get(0);
        assertThat(plain.score(row, 0.5)).isCloseTo(5, within(1e-12));
        assertThat(plain.score(row, 2)).isCloseTo(10, within(1e-12));
        assertThat(plain.score(row, 3)).isCloseTo(2.5, within(1e-12));
        assertThat(plain.score(row, 4.1)).isEqualTo(Double.POSITIVE_INFINITY);
        ThresholdedIntervals ranged = plain.withRange(-1, 3);
        assertThat(ranged.score(row, -0.5)).isCloseTo(10, within(1e-12));
        assertThat(ranged.score(row, 4)).isCloseTo(2.5, within(1e-12));
        assertThat(IntervalUnions.joined(List.of(plain.union(row, 6))).get(0))
                .containsExactly(new Interval(0, 1), new Interval(3, 4));
        RealDistribution samples = SampleBatch.of(new double[] {5, 1, 1.5}, 3).get(0);
        NearestSample nearest = NearestSample.withDefaults();
        assertThat(nearest.score(samples, 3)).isEqualTo(1.5);
        assertThat(nearest.score(samples, 7)).isEqualTo(2);
        assertThat(nearest.score(samples, 0)).isEqualTo(1);
        IntervalUnions set = IntervalUnions.joined(List.of(nearest.union(samples, 0.25)));
        assertThat(set.pieces(0)).isEqualTo(2);
        assertThat(set.width(0)).isCloseTo(1.5, within(1e-12));
        assertThat(nearest.union(samples, -1)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesBackFromItsFileAndAgreesWithItsPValues(Case method) {
        Rows held = Rows.of(method.kind(), 60, 3);
        Rows test = Rows.of(method.kind(), 40, 4);
        UnionRegressor fitted =
                UnionConformalizer.of(method.score()).conformalize(held.batch, held.y);
        UnionRegressor back = (UnionRegressor) ModelFiles.fromJson(ModelFiles.toJson(fitted));
        assertThat(back).isEqualTo(fitted);
        assertThat(back.score()).isEqualTo(method.score());
        Coverage coverage = Coverage.of(0.8);
        IntervalUnions sets = fitted.sets(test.batch, coverage);
        assertThat(back.sets(test.batch, coverage)).isEqualTo(sets);
        double[] p = fitted.pValues(test.batch, test.y);
        for (int i = 0; i < p.length; i++) {
            assertThat(sets.contains(i, test.y[i])).isEqualTo(p[i] > 0.2);
        }
    }

    @Test
    void tooFewRowsGiveTheLineAndWrongKindsAreRefused() {
        Rows rows = Rows.of(Kind.SAMPLES, 5, 1);
        UnionRegressor none =
                UnionConformalizer.of(NearestSample.withDefaults())
                        .conformalize(rows.part(0, 0).batch, new double[0]);
        assertThat(none.sets(rows.batch, Coverage.of(0.5)).width(0))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(none.sets(rows.part(0, 0).batch, Coverage.of(0.5)).size()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                UnionConformalizer.of(ThresholdedIntervals.withDefaults())
                                        .conformalize(rows.batch, rows.y))
                .withMessageContaining("thresholded intervals need predicted quantiles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HighestDensity.byMass().score(new Laplace(0, 1), 0))
                .withMessageContaining("need Gaussians or mixtures of Gaussians, got Laplace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NearestSample.withDefaults().score(new Gaussian(0, 1), 0))
                .withMessageContaining("the nearest sample needs predicted samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdedIntervals.withDefaults().withRange(2, 2))
                .withMessage("low must be < high (2.0), got 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                UnionConformalizer.of(NearestSample.withDefaults())
                                        .conformalize(
                                                rows.batch, new double[] {0, 0, 0, 0, 1 / 0.0}))
                .withMessage("y[4] must be finite, got Infinity");
    }
}
