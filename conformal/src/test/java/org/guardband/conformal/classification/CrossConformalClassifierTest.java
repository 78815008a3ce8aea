package org.guardband.conformal.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.ExactBounds;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.conformal.resampling.Folds;
import org.guardband.conformal.resampling.OutOfFold;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cross-conformal sets of labels against their definition, and their bound by simulation. */
class CrossConformalClassifierTest {

    private static final List<Coverage> COVERAGES =
            List.of(Coverage.of(0.5), Coverage.of(0.8), Coverage.of(0.9), Coverage.of(0.97));

    private static final List<ClassScore> SCORES =
            List.of(
                    LeastAmbiguous.withDefaults(),
                    AdaptivePredictionSets.randomized(3),
                    AdaptivePredictionSets.deterministic(),
                    TopK.withDefaults(),
                    (row, label, u) -> Math.rint(4 * (1 - row[label])));

    /** Out-of-fold rows, and test rows by every model. */
    @SuppressWarnings("ArrayRecordComponent") // not compared
    private record Case(Folds folds, CategoricalBatch rows, int[] labels, FoldProbabilities test) {

        static Case of(int n, int folds, int classes, int tests, long seed) {
            CategoricalBatch rows = Rows.batch(seed, n, classes, 1.5);
            List<CategoricalBatch> batches = new ArrayList<>();
            for (int k = 0; k < folds; k++) {
                batches.add(Rows.batch(seed + 1 + k, tests, classes, 1.5));
            }
            return new Case(
                    Folds.shuffled(n, folds, seed),
                    rows,
                    Rows.labels(seed, rows),
                    FoldProbabilities.of(FoldPredictions.of(batches)));
        }

        CrossConformalClassifier fit(CrossClassConformalizer method) {
            return method.conformalize(new OutOfFold<>(rows, folds), labels);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 3", "9, 3, 2", "19, 4, 5", "40, 40, 3", "100, 7, 70"})
    void agreeWithBothPublishedDefinitions(int n, int folds, int classes) {
        Case rows = Case.of(n, folds, classes, 15, n);
        for (ClassScore score : SCORES) {
            CrossConformalClassifier fitted = rows.fit(CrossClassConformalizer.of(score));
            double[] s = new ScoredRows(score, rows.rows).calibrationScores(rows.labels);
            List<LabelSets> all = fitted.sets(rows.test, COVERAGES);
            ConformalForecasts forecasts = fitted.forecasts(rows.test);
            double[] row = new double[classes];
            RowUniforms uniforms = new RowUniforms(score, RowUniforms.TEST);
            for (int j = 0; j < rows.test.rows(); j++) {
                rows.test.predict(j, 0, row);
                double u = uniforms.at(j, row);
                for (int y = 0; y < classes; y++) {
                    int below = 0;
                    for (int i = 0; i < n; i++) {
                        rows.test.predict(j, rows.folds.foldOf(i), row);
                        below += s[i] < score.score(row, y, u) ? 1 : 0;
                    }
                    double p = (1.0 + n - below) / (n + 1);
                    assertThat(forecasts.pValue(j, y)).isEqualTo(p);
                    for (int c = 0; c < COVERAGES.size(); c++) {
                        // Romano, Sesia, Candès: fewer than (1 − α)(n + 1) scores below
                        boolean inside = below < COVERAGES.get(c).upperRank(n);
                        assertThat(all.get(c).contains(j, y)).isEqualTo(inside);
                        double alpha = COVERAGES.get(c).error();
                        if (Math.abs(p - alpha) > 1e-12) {
                            assertThat(inside).isEqualTo(p > alpha);
                        }
                    }
                }
            }
        }
    }

    @Test
    void nonEmptySetsHoldTheMostPlausibleLabel() {
        Case rows = Case.of(60, 5, 4, 300, 7);
        Coverage low = Coverage.of(0.3);
        ClassScore score = LeastAmbiguous.withDefaults();
        CrossConformalClassifier plain = rows.fit(CrossClassConformalizer.of(score));
        CrossConformalClassifier filled =
                rows.fit(CrossClassConformalizer.of(score).withNonEmptySets());
        LabelSets a = plain.sets(rows.test, low);
        LabelSets b = filled.sets(rows.test, low);
        ConformalForecasts forecasts = plain.forecasts(rows.test);
        int empty = 0;
        for (int j = 0; j < a.size(); j++) {
            if (a.cardinality(j) == 0) {
                empty++;
                assertThat(b.indices(j)).containsExactly(forecasts.label(j));
            } else {
                assertThat(b.indices(j)).isEqualTo(a.indices(j));
            }
        }
        assertThat(empty).isPositive();
        assertThat(plain).isNotEqualTo(filled);
    }

    @Test
    void readsBackAndRefusesOtherFoldsAndClasses() {
        Case rows = Case.of(30, 3, 4, 5, 1);
        CrossConformalClassifier fitted =
                rows.fit(CrossClassConformalizer.of(AdaptivePredictionSets.randomized(9)));
        CrossConformalClassifier read =
                (CrossConformalClassifier) ModelFiles.fromJson(ModelFiles.toJson(fitted));
        assertThat(read).isEqualTo(fitted).hasToString(fitted.toString());
        assertThat(read.sets(rows.test, COVERAGES)).isEqualTo(fitted.sets(rows.test, COVERAGES));
        assertThat(read.folds()).isEqualTo(3);
        assertThatThrownBy(() -> fitted.sets(Case.of(30, 4, 4, 5, 1).test, COVERAGES))
                .hasMessage("predictions must be of 3 folds, got 4");
        assertThatThrownBy(() -> fitted.sets(Case.of(30, 3, 5, 5, 1).test, COVERAGES))
                .hasMessageStartingWith("predictions must have the classes of the held-out rows");
        assertThatThrownBy(() -> fitted.pValues(rows.test, new int[] {0}))
                .hasMessageContaining("labels must");
        List<CategoricalBatch> mixed = List.of(Rows.batch(1, 2, 3, 1), Rows.batch(1, 2, 4, 1));
        assertThatThrownBy(() -> FoldProbabilities.of(FoldPredictions.of(mixed)))
                .hasMessageStartingWith("batch 1 must have the classes of batch 0");
    }

    @Test
    void coversAsItsTheoremPromises() {
        covers(15_000, 5);
    }

    @Test
    @Tag("slow")
    void coversAsItsTheoremPromisesOverAMillionDraws() {
        covers(1_000_000, 6);
    }

    /** Class frequencies of the two nearest training rows: unstable under the loss of a row. */
    private static void covers(int draws, long seed) {
        int n = 24;
        for (int folds : new int[] {4, 24}) {
            int[] covered =
                    IntStream.range(0, draws)
                            .parallel()
                            .mapToObj(r -> draw(n, folds, CoverageSimulation.seedOf(seed, r)))
                            .collect(
                                    () -> new int[3],
                                    CrossConformalClassifierTest::add,
                                    CrossConformalClassifierTest::add);
            double slack =
                    Math.min(
                            2 * (1 - 1.0 / folds) / (n / (double) folds + 1),
                            (1 - folds / (double) n) / (folds + 1));
            for (int c = 0; c < 3; c++) {
                Coverage coverage = CoverageSimulation.COVERAGES.get(c);
                ExactBounds.assertCoversAtLeast(
                        folds + " folds at " + coverage,
                        covered[c],
                        draws,
                        1 - 2 * coverage.error() - slack);
                assertThat(covered[c] / (double) draws).isCloseTo(coverage.value(), within(0.06));
            }
        }
    }

    private static void add(int[] sum, int[] more) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += more[c];
        }
    }

    private static int[] draw(int n, int folds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random.doubles(n + 1).toArray();
        int[] y = new int[n + 1];
        for (int i = 0; i <= n; i++) {
            y[i] = random.nextInt(3) == 0 ? random.nextInt(3) : (int) (3 * x[i]);
        }
        Folds partition = Folds.contiguous(n, folds);
        double[] own = new double[n * 3];
        double[] row = new double[3];
        for (int i = 0; i < n; i++) {
            nearest(x, y, x[i], partition, partition.foldOf(i), row);
            System.arraycopy(row, 0, own, i * 3, 3);
        }
        FoldProbabilities test =
                new FoldProbabilities() {
                    @Override
                    public int rows() {
                        return 1;
                    }

                    @Override
                    public int folds() {
                        return folds;
                    }

                    @Override
                    public List<String> labels() {
                        return List.of("0", "1", "2");
                    }

                    @Override
                    public void predict(int at, int fold, double[] out) {
                        nearest(x, y, x[n], partition, fold, out);
                    }
                };
        CrossConformalClassifier fitted =
                CrossClassConformalizer.of(AdaptivePredictionSets.randomized(seed))
                        .conformalize(
                                new OutOfFold<>(CategoricalBatch.wrap(own, 3), partition),
                                Arrays.copyOf(y, n));
        return fitted.sets(test, CoverageSimulation.COVERAGES).stream()
                .mapToInt(sets -> sets.contains(0, y[n]) ? 1 : 0)
                .toArray();
    }

    private static void nearest(
            double[] x, int[] y, double at, Folds folds, int fold, double[] out) {
        int first = -1;
        int second = -1;
        for (int i = 0; i < folds.rows(); i++) {
            if (folds.foldOf(i) == fold) {
                continue;
            }
            double distance = Math.abs(x[i] - at);
            if (first < 0 || distance < Math.abs(x[first] - at)) {
                second = first;
                first = i;
            } else if (second < 0 || distance < Math.abs(x[second] - at)) {
                second = i;
            }
        }
        Arrays.fill(out, 0.1);
        out[y[first]] += 0.4;
        out[y[second]] += 0.3;
    }
}
