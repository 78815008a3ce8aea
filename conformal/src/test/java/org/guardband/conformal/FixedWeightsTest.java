package org.guardband.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.ConformalClassifier;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.ConformalRegressor;
import org.guardband.conformal.regression.ConformalizedQuantiles;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;

class FixedWeightsTest {

    private static final List<Coverage> COVERAGES =
            List.of(Coverage.of(0.5), Coverage.of(0.8), Coverage.of(0.9), Coverage.of(0.95));

    private static final int ROWS = 137;

    private final GaussianBatch numbers = numbers(1, ROWS);
    private final double[] y = truths(2, numbers);
    private final GaussianBatch newNumbers = numbers(3, 40);
    private final CategoricalBatch classes = classes(4, ROWS);
    private final int[] labels = labels(5, classes);
    private final CategoricalBatch newClasses = classes(6, 40);

    static List<RegressionConformalizer> regressions() {
        return List.of(
                RegressionConformalizer.of(AbsoluteResidual.withDefaults()),
                RegressionConformalizer.of(NormalizedResidual.withDefaults()),
                RegressionConformalizer.of(ConformalizedQuantiles.symmetric()),
                RegressionConformalizer.of(ConformalizedQuantiles.asymmetric()));
    }

    static List<ClassConformalizer> classifications() {
        return List.of(
                ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                ClassConformalizer.of(AdaptivePredictionSets.randomized(4)).withNonEmptySets());
    }

    @Test
    void equalWeightsOfOneAreNoWeights() {
        FixedWeights ones = FixedWeights.decaying(ROWS, 1);
        for (RegressionConformalizer method : regressions()) {
            ConformalRegressor weighted = method.conformalize(numbers, y, ones);
            assertThat(weighted.sets(newNumbers, COVERAGES))
                    .isEqualTo(method.conformalize(numbers, y).sets(newNumbers, COVERAGES));
            assertThat(weighted.effectiveSize()).isCloseTo(ROWS, within(1e-9));
            assertThat(weighted.calibrationSize()).isEqualTo(ROWS);
        }
        for (ClassConformalizer method : classifications()) {
            ConformalClassifier weighted = method.conformalize(classes, labels, ones);
            assertThat(weighted.sets(newClasses, COVERAGES))
                    .isEqualTo(method.conformalize(classes, labels).sets(newClasses, COVERAGES));
            assertThat(weighted.effectiveSize()).isCloseTo(ROWS, within(1e-9));
        }
    }

    @Test
    void aWindowIsAFitToItsRows() {
        int window = 60;
        FixedWeights latest = FixedWeights.latest(ROWS, window);
        int[] last = IntStream.range(ROWS - window, ROWS).toArray();
        double[] lastY = Arrays.copyOfRange(y, ROWS - window, ROWS);
        for (RegressionConformalizer method : regressions()) {
            assertThat(method.conformalize(numbers, y, latest).sets(newNumbers, COVERAGES))
                    .isEqualTo(
                            method.conformalize(numbers.select(last), lastY)
                                    .sets(newNumbers, COVERAGES));
        }
        assertThat(FixedWeights.latest(3, 9)).isEqualTo(FixedWeights.of(1, 1, 1));
    }

    /** The definition, on a grid of weights that floating point sums exactly. */
    @Test
    void meetsTheDefinition() {
        SplittableRandom rng = new SplittableRandom(9);
        double[] w = rng.doubles(ROWS).map(u -> Math.floor(u * 5) / 4).toArray();
        double[] score = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            score[i] = Math.abs(y[i] - numbers.mean(i));
        }
        ConformalRegressor regressor =
                regressions().get(0).conformalize(numbers, y, FixedWeights.of(w));
        double all = Arrays.stream(w).sum() + 1;
        for (Coverage coverage : COVERAGES) {
            double threshold = Double.POSITIVE_INFINITY;
            for (double t : score) {
                double below = 0;
                for (int i = 0; i < ROWS; i++) {
                    below += score[i] <= t ? w[i] : 0;
                }
                if (below >= coverage.value() * all - 1e-9) {
                    threshold = Math.min(threshold, t);
                }
            }
            Intervals sets = regressor.sets(newNumbers, coverage);
            for (int i = 0; i < 40; i++) {
                assertThat(sets.upper(i)).isCloseTo(newNumbers.mean(i) + threshold, within(1e-12));
            }
        }
        double[] guesses = truths(8, newNumbers);
        double[] p = regressor.pValues(newNumbers, guesses);
        for (int i = 0; i < 40; i++) {
            double s = Math.abs(guesses[i] - newNumbers.mean(i));
            double above = 1;
            for (int k = 0; k < ROWS; k++) {
                above += score[k] >= s ? w[k] : 0;
            }
            assertThat(p[i]).isCloseTo(above / all, within(1e-12));
        }
    }

    @Test
    void comesBackFromItsFile() {
        FixedWeights weights = FixedWeights.decaying(ROWS, 0.97);
        for (RegressionConformalizer method : regressions()) {
            ConformalRegressor fitted = method.conformalize(numbers, y, weights);
            ConformalRegressor back =
                    (ConformalRegressor) ModelFiles.fromJson(ModelFiles.toJson(fitted));
            assertThat(back.sets(newNumbers, COVERAGES))
                    .isEqualTo(fitted.sets(newNumbers, COVERAGES));
            assertThat(back.toDocument()).isEqualTo(fitted.toDocument());
            assertThat(back.effectiveSize()).isEqualTo(fitted.effectiveSize());
        }
        for (ClassConformalizer method : classifications()) {
            ConformalClassifier fitted = method.conformalize(classes, labels, weights);
            assertThat(ModelFiles.fromJson(ModelFiles.toJson(fitted))).isEqualTo(fitted);
        }
    }

    @Test
    void stateTheirWorth() {
        FixedWeights halves = FixedWeights.decaying(3, 0.5);
        assertThat(halves).isEqualTo(FixedWeights.of(0.125, 0.25, 0.5));
        assertThat(halves.total()).isEqualTo(0.875);
        assertThat(halves.effectiveSize()).isCloseTo(7 * 7 / 21.0, within(1e-12));
        assertThat(halves.coverageGap(0.8, 0.4, 0.2)).isCloseTo(0.3 / 1.875, within(1e-15));
        assertThat(halves.coverageGapOfChangeAt(2)).isCloseTo(0.375 / 1.875, within(1e-15));
        assertThat(halves.coverageGapOfChangeAt(0)).isZero();
        assertThat(FixedWeights.of(0, 0).effectiveSize()).isZero();
        FixedWeights none = FixedWeights.of();
        assertThat(none.coverageGap()).isZero();
        ConformalRegressor empty =
                regressions().get(0).conformalize(numbers(1, 0), new double[0], none);
        assertThat(empty.sets(newNumbers, COVERAGES.get(0)).upper(0))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedWeights.of(1, 1.5))
                .withMessage("weights[1] must be in [0, 1], got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedWeights.decaying(3, 0))
                .withMessage("rate must be in (0, 1], got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedWeights.latest(3, -1))
                .withMessage("window must be >= 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedWeights.of(1, 1).coverageGap(0.5))
                .withMessage("variation must have the length of the weights (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedWeights.of(1, 1).coverageGapOfChangeAt(3))
                .withMessage("change must be in [0, 3), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> regressions().get(0).conformalize(numbers, y, FixedWeights.of(1, 1)))
                .withMessage("weights must have the length of the batch (137), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                classifications()
                                        .get(0)
                                        .conformalize(classes, labels, FixedWeights.of(1, 1)))
                .withMessage("weights must have the length of the batch (137), got 2");
    }

    /** One (n held-out rows, one new row) in every draw. */
    @Test
    void coversExchangeableRows() {
        int n = 60;
        CoverageSimulation simulation = new CoverageSimulation(4_000, 11);
        simulation.check(
                "decaying weights",
                CoverageSimulation.Ties.POSSIBLE,
                n,
                (size, seed) -> {
                    GaussianBatch rows = numbers(seed, size + 1);
                    return inside(
                            rows, truths(seed + 1, rows), size, FixedWeights.decaying(size, 0.96));
                });
        simulation.check(
                "decaying weights, classes",
                CoverageSimulation.Ties.POSSIBLE,
                n,
                (size, seed) -> {
                    CategoricalBatch rows = classes(seed, size + 1);
                    return insideSets(
                            rows, labels(seed + 1, rows), size, FixedWeights.decaying(size, 0.96));
                });
    }

    /**
     * The errors treble 100 rows before the end of 400. Weights of 0.97 lose at most the gap of the
     * 300 rows before, which exact binomial tails confirm; equal weights miss by far.
     */
    @Test
    void coversAfterAChangeThatEqualWeightsMiss() {
        int n = 400;
        int change = 300;
        int draws = 2_000;
        FixedWeights decaying = FixedWeights.decaying(n, 0.97);
        FixedWeights equal = FixedWeights.decaying(n, 1);
        double gap = decaying.coverageGapOfChangeAt(change);
        assertThat(gap).isLessThan(0.05);
        assertThat(equal.coverageGapOfChangeAt(change)).isGreaterThan(0.7);
        int[] covered = new int[COVERAGES.size()];
        int[] coveredByEqual = new int[COVERAGES.size()];
        for (int d = 0; d < draws; d++) {
            GaussianBatch rows = numbers(1000 + 2 * d, n + 1);
            double[] truths = truths(1001 + 2 * d, rows);
            for (int i = change; i <= n; i++) {
                truths[i] = rows.mean(i) + 3 * (truths[i] - rows.mean(i));
            }
            boolean[] of = inside(rows, truths, n, decaying);
            boolean[] ofEqual = inside(rows, truths, n, equal);
            for (int c = 1; c < covered.length; c++) {
                covered[c] += of[c - 1] ? 1 : 0;
                coveredByEqual[c] += ofEqual[c - 1] ? 1 : 0;
            }
        }
        for (int c = 1; c < covered.length; c++) {
            double asked = COVERAGES.get(c).value();
            ExactBounds.assertCoversAtLeast("decaying", covered[c], draws, asked - gap);
            assertThat(
                            BinomialDistribution.of(draws, asked - 0.05)
                                    .cumulativeProbability(coveredByEqual[c]))
                    .as("equal weights, %d of %d at %s", coveredByEqual[c], draws, asked)
                    .isLessThan(ExactBounds.FALSE_ALARM);
        }
    }

    private static boolean[] inside(GaussianBatch rows, double[] y, int n, FixedWeights weights) {
        int[] heldOut = IntStream.range(0, n).toArray();
        ConformalRegressor regressor =
                RegressionConformalizer.of(AbsoluteResidual.withDefaults())
                        .conformalize(rows.select(heldOut), Arrays.copyOf(y, n), weights);
        List<Intervals> sets =
                regressor.sets(rows.select(new int[] {n}), CoverageSimulation.COVERAGES);
        boolean[] inside = new boolean[sets.size()];
        for (int c = 0; c < inside.length; c++) {
            inside[c] = sets.get(c).contains(0, y[n]);
        }
        return inside;
    }

    private static boolean[] insideSets(
            CategoricalBatch rows, int[] labels, int n, FixedWeights weights) {
        ConformalClassifier classifier =
                ClassConformalizer.of(LeastAmbiguous.withDefaults())
                        .conformalize(part(rows, 0, n), Arrays.copyOf(labels, n), weights);
        List<LabelSets> sets = classifier.sets(part(rows, n, n + 1), CoverageSimulation.COVERAGES);
        boolean[] inside = new boolean[sets.size()];
        for (int c = 0; c < inside.length; c++) {
            inside[c] = sets.get(c).contains(0, labels[n]);
        }
        return inside;
    }

    private static GaussianBatch numbers(long seed, int n) {
        SplittableRandom rng = new SplittableRandom(seed);
        return GaussianBatch.wrap(rng.doubles(n, 0, 4).toArray(), rng.doubles(n, 0.5, 2).toArray());
    }

    /** Skewed and biased, unlike what is predicted. */
    private static double[] truths(long seed, GaussianBatch rows) {
        SplittableRandom rng = new SplittableRandom(seed);
        double[] y = new double[rows.size()];
        for (int i = 0; i < y.length; i++) {
            double u = rng.nextDouble();
            y[i] = rows.mean(i) - 0.3 + 2 * u * u;
        }
        return y;
    }

    private static CategoricalBatch classes(long seed, int n) {
        SplittableRandom rng = new SplittableRandom(seed);
        double[] p = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                p[4 * i + k] = Math.exp(3 * rng.nextDouble());
                sum += p[4 * i + k];
            }
            for (int k = 0; k < 4; k++) {
                p[4 * i + k] /= sum;
            }
        }
        return CategoricalBatch.of(p, 4);
    }

    private static CategoricalBatch part(CategoricalBatch rows, int from, int to) {
        double[] p = new double[4 * (to - from)];
        double[] row = new double[4];
        for (int i = from; i < to; i++) {
            rows.copyRow(i, row);
            System.arraycopy(row, 0, p, 4 * (i - from), 4);
        }
        return CategoricalBatch.of(p, 4);
    }

    private static int[] labels(long seed, CategoricalBatch rows) {
        SplittableRandom rng = new SplittableRandom(seed);
        int[] labels = new int[rows.size()];
        double[] row = new double[4];
        for (int i = 0; i < labels.length; i++) {
            rows.copyRow(i, row);
            double u = Math.sqrt(rng.nextDouble());
            while (labels[i] < 3 && u >= row[labels[i]]) {
                u -= row[labels[i]++];
            }
        }
        return labels;
    }
}
