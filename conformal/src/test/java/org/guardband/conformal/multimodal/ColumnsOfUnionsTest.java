package org.guardband.conformal.multimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.core.Coverage;
import org.guardband.core.batch.DistributionBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.MixtureBatch;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.SampleBatch;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole batches give what their rows give, to the bit, on one thread and on many. */
class ColumnsOfUnionsTest {

    private static final int ROWS = 300;
    private static final double[] LEVELS = {0.02, 0.1, 0.3, 0.5, 0.8, 0.9, 0.98};

    record Case(UnionScore score, RealBatch batch) {}

    static Stream<Case> cases() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] columns = new double[6][];
        for (int c = 0; c < 6; c++) {
            columns[c] =
                    c < 3
                            ? random.doubles(ROWS, 0, 8).toArray()
                            : random.doubles(ROWS, 0.01, 1).map(u -> u * u + 1e-3).toArray();
        }
        List<GaussianBatch> members =
                IntStream.range(0, 3)
                        .mapToObj(m -> GaussianBatch.wrap(columns[m], columns[m + 3]))
                        .toList();
        MixtureBatch mixtures = MixtureBatch.of(new double[] {0.3, 0.6, 0.2}, members);
        float[] floats = new float[ROWS];
        float[] deviations = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            floats[i] = (float) columns[0][i];
            deviations[i] = (float) columns[3][i];
        }
        // rounded, so that there are ties and pieces without length
        double[] values = random.doubles(ROWS * 7L, 0, 8).map(v -> Math.rint(8 * v) / 8).toArray();
        QuantileBatch quantiles = QuantileBatch.rearranged(LEVELS, values);
        ThresholdedIntervals cti = ThresholdedIntervals.withDefaults();
        return Stream.of(
                new Case(cti, quantiles),
                new Case(cti.withRange(1, 7), quantiles),
                new Case(NearestSample.withDefaults(), SampleBatch.of(values, 7)),
                new Case(HighestDensity.byDensity(), members.get(1)),
                new Case(HighestDensity.byDensity(), GaussianBatch.wrap(floats, deviations)),
                new Case(HighestDensity.byDensity(), mixtures),
                new Case(HighestDensity.byMass(), mixtures));
    }

    private static double[] truths() {
        return new SplittableRandom(2)
                .doubles(ROWS, -1, 9)
                .map(y -> Math.rint(16 * y) / 16)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void columnsAreRows(Case method) {
        RealBatch rows =
                DistributionBatch.of(IntStream.range(0, ROWS).mapToObj(method.batch::get).toList());
        UnionRegressor byColumns = fit(method.score, method.batch);
        assertThat(fit(method.score, rows)).isEqualTo(byColumns);
        UnionRegressor own = fit(new RowByRow(method.score), method.batch);
        for (Coverage coverage : List.of(Coverage.of(0.3), Coverage.of(0.8), Coverage.of(0.95))) {
            IntervalUnions sets = byColumns.sets(method.batch, coverage);
            assertThat(byColumns.sets(rows, coverage)).isEqualTo(sets);
            assertThat(own.sets(method.batch, coverage)).isEqualTo(sets);
        }
        assertThat(own.pValues(method.batch, truths()))
                .containsExactly(byColumns.pValues(method.batch, truths()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threadsChangeNothing(Case method) {
        Coverage coverage = Coverage.of(0.8);
        IntervalUnions sets = fit(method.score, method.batch).sets(method.batch, coverage);
        for (int threads : new int[] {1, 5}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(
                                pool.submit(
                                                () ->
                                                        fit(method.score, method.batch)
                                                                .sets(method.batch, coverage))
                                        .join())
                        .isEqualTo(sets);
            } finally {
                pool.shutdown();
            }
        }
    }

    private static UnionRegressor fit(UnionScore score, RealBatch batch) {
        return UnionConformalizer.of(score).conformalize(batch, truths());
    }

    /** A score that has no columns of its own, and gives its pieces in descending order. */
    private record RowByRow(UnionScore score) implements UnionScore {
        @Override
        public String method() {
            return "row by row";
        }

        @Override
        public double score(RealDistribution prediction, double y) {
            return score.score(prediction, y);
        }

        @Override
        public List<Interval> union(RealDistribution prediction, double threshold) {
            return score.union(prediction, threshold).stream()
                    .sorted((a, b) -> Double.compare(b.lower(), a.lower()))
                    .toList();
        }
    }

    @Test
    void badColumnsAreNamed() {
        RealBatch batch = SampleBatch.of(new double[] {1, 2, 3}, 1);
        NearestSample score = NearestSample.withDefaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score.scores(batch, new double[3], new double[2]))
                .withMessageContaining("out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score.scores(batch, new double[2], new double[3]))
                .withMessageContaining("y");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> score.scores(batch, new double[] {0, Double.NaN, 0}, new double[3]))
                .withMessage("y[1] must be finite, got NaN");
    }

    @Test
    void levelsOfMassNearNoneAndNearAll() {
        MixtureBatch mixtures =
                MixtureBatch.of(
                        new double[] {1, 1e-6},
                        List.of(
                                GaussianBatch.of(new double[] {0}, new double[] {1}),
                                GaussianBatch.of(new double[] {50}, new double[] {1e-3})));
        HighestDensity score = HighestDensity.byMass();
        for (double q : new double[] {0, 1e-12, 0.5, 1 - 1e-9, Math.nextDown(1.0)}) {
            double mass = 0;
            for (Interval piece : score.unions(mixtures, q).get(0)) {
                mass += mixtures.get(0).cdf(piece.upper()) - mixtures.get(0).cdf(piece.lower());
                assertThat(piece.width()).isFinite();
            }
            // where the density is flat, the last digits of its level are some 10⁻⁷ of mass
            assertThat(Math.abs(mass - q)).isLessThan(q < 1e-3 ? 1e-6 : 1e-10);
        }
        assertThat(score.unions(mixtures, -1).pieces(0)).isZero();
        assertThat(score.unions(mixtures, 1).width(0)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
