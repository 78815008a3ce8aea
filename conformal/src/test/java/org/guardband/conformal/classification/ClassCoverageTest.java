package org.guardband.conformal.classification;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.conformal.BlockSimulation;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.CoverageSimulation.Ties;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guarantee itself, on fresh calibration rows and a fresh test row (or block of them) in every
 * repetition. The probabilities are wrong on purpose: coverage may not depend on their being right.
 */
class ClassCoverageTest {

    /** Tell a rank that is off by one at n ≤ 20, a shift of 1/21, by 12 standard deviations. */
    private static final int DRAWS = 10_000;

    private static final int MANY = 1_000_000;
    private static final int CLASSES = 4;

    /** A score, and whether it ties even where probabilities do not. */
    record Case(ClassScore score, Ties ties) {
        @Override
        public String toString() {
            return score.toString();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(LeastAmbiguous.withDefaults(), Ties.NONE),
                new Case(Margin.withDefaults(), Ties.NONE),
                new Case(TopK.withDefaults(), Ties.POSSIBLE),
                // the least probable label always has the score 1
                new Case(AdaptivePredictionSets.deterministic(), Ties.POSSIBLE),
                new Case(AdaptivePredictionSets.randomized(3), Ties.NONE),
                new Case(RegularizedAdaptivePredictionSets.deterministic(0.1, 2), Ties.POSSIBLE),
                new Case(RegularizedAdaptivePredictionSets.randomized(0.1, 1, 4), Ties.NONE),
                new Case(SortedAdaptivePredictionSets.deterministic(0.2), Ties.NONE),
                new Case(SortedAdaptivePredictionSets.randomized(0.2, 5), Ties.NONE),
                new Case(OrdinalAdaptive.deterministic(), Ties.POSSIBLE),
                new Case(OrdinalAdaptive.randomized(7), Ties.NONE),
                new Case(ShortestWindow.withDefaults(), Ties.POSSIBLE),
                new Case(
                        RankTruncated.of(LeastAmbiguous.withDefaults(), 4, 2, 3, 3), Ties.POSSIBLE),
                // its sets contain those that cover exactly
                new Case(ReferenceCompatibleAdaptivePredictionSets.seeded(6), Ties.POSSIBLE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coversOneRowAtATime(Case method) {
        for (int n : List.of(19, 20)) {
            single(method.score(), method.ties(), n, DRAWS, 101);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coversBlocksOfRows(Case method) {
        for (int n : List.of(99, 100, 1000)) {
            BlockSimulation.telling(n, 202)
                    .check(method.toString(), method.ties(), n, marginal(method.score(), false));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coversWhereProbabilitiesTie(Case method) {
        for (int n : CoverageSimulation.SIZES) {
            BlockSimulation.telling(n, 303)
                    .check(method.toString(), Ties.POSSIBLE, n, marginal(method.score(), true));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coversWithinAClass(Case method) {
        for (int n : CoverageSimulation.SIZES) {
            BlockSimulation.telling(n, 404)
                    .check(method.toString(), method.ties(), n, byClass(method.score()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coversWithinAGroup(Case method) {
        for (int n : CoverageSimulation.SIZES) {
            BlockSimulation.telling(n, 505)
                    .check(method.toString(), method.ties(), n, byGroup(method.score()));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("cases")
    void coversInAMillionDraws(Case method) {
        for (int n : CoverageSimulation.SIZES) {
            many(n, 606)
                    .check(method.toString(), method.ties(), n, marginal(method.score(), false));
        }
        single(method.score(), method.ties(), 19, MANY, 707);
    }

    private static void single(ClassScore score, Ties ties, int n, int draws, long seed) {
        BlockSimulation.Draw draw = marginal(score, false);
        new CoverageSimulation(draws, seed)
                .check(score.toString(), ties, n, (size, s) -> one(draw.covered(size, 1, s)));
    }

    private static boolean[] one(int[] counts) {
        boolean[] covered = new boolean[counts.length];
        IntStream.range(0, counts.length).forEach(c -> covered[c] = counts[c] == 1);
        return covered;
    }

    private static BlockSimulation many(int n, long seed) {
        int tests = n < 500 ? 10 : 50;
        return new BlockSimulation(MANY / tests, tests, seed);
    }

    private static BlockSimulation.Draw marginal(ClassScore score, boolean coarse) {
        return (n, tests, seed) -> {
            Sample rows = new Sample(n + tests, seed, coarse);
            ConformalClassifier classifier =
                    ClassConformalizer.of(score).conformalize(rows.batch(0, n), rows.labels(0, n));
            return rows.hits(
                    n, classifier.sets(rows.batch(n, n + tests), CoverageSimulation.COVERAGES));
        };
    }

    /** n calibration rows of class 1, as all test rows, after twenty of class 0. */
    private static BlockSimulation.Draw byClass(ClassScore score) {
        return (n, tests, seed) -> {
            int held = 20 + n;
            Sample rows = new Sample(held + tests, seed, false);
            Arrays.fill(rows.labels, 0, 20, 0);
            Arrays.fill(rows.labels, 20, held + tests, 1);
            ConformalClassifier classifier =
                    ClassConformalizer.of(score)
                            .conformalizeByClass(rows.batch(0, held), rows.labels(0, held));
            return rows.hits(
                    held,
                    classifier.sets(rows.batch(held, held + tests), CoverageSimulation.COVERAGES));
        };
    }

    /** n calibration rows of the test rows' group, after twenty of one with other labels. */
    private static BlockSimulation.Draw byGroup(ClassScore score) {
        return (n, tests, seed) -> {
            int held = 20 + n;
            Sample rows = new Sample(held + tests, seed, false);
            Arrays.fill(rows.labels, 0, 20, 3);
            int[] groups = new int[held];
            Arrays.fill(groups, 20, held, 7);
            int[] seven = new int[tests];
            Arrays.fill(seven, 7);
            MondrianConformalClassifier classifier =
                    ClassConformalizer.of(score)
                            .conformalize(
                                    new Grouped<>(rows.batch(0, held), GroupColumn.of(groups)),
                                    rows.labels(0, held));
            return rows.hits(
                    held,
                    classifier.sets(
                            new Grouped<>(rows.batch(held, held + tests), GroupColumn.of(seven)),
                            CoverageSimulation.COVERAGES));
        };
    }

    /**
     * Probabilities uniform on the simplex, or on a coarse grid; labels that follow them loosely.
     */
    private static final class Sample {

        private final double[] p;
        private final int[] labels;

        Sample(int rows, long seed, boolean coarse) {
            SplittableRandom random = new SplittableRandom(seed);
            p = new double[rows * CLASSES];
            labels = new int[rows];
            for (int i = 0; i < rows; i++) {
                int start = i * CLASSES;
                double sum = 0;
                for (int k = start; k < start + CLASSES; k++) {
                    p[k] = coarse ? 1 + random.nextInt(3) : -Math.log(1 - random.nextDouble());
                    sum += p[k];
                }
                for (int k = start; k < start + CLASSES; k++) {
                    p[k] /= sum;
                }
                labels[i] = label(random, start);
            }
        }

        private int label(SplittableRandom random, int start) {
            double left = 1.3 * random.nextDouble();
            for (int k = 0; k < CLASSES; k++) {
                left -= p[start + k];
                if (left < 0) {
                    return k;
                }
            }
            return random.nextInt(CLASSES);
        }

        CategoricalBatch batch(int from, int to) {
            return CategoricalBatch.wrap(
                    Arrays.copyOfRange(p, from * CLASSES, to * CLASSES), CLASSES);
        }

        int[] labels(int from, int to) {
            return Arrays.copyOfRange(labels, from, to);
        }

        int[] hits(int first, List<LabelSets> sets) {
            int[] hits = new int[sets.size()];
            for (int c = 0; c < hits.length; c++) {
                for (int i = 0; i < sets.get(c).size(); i++) {
                    hits[c] += sets.get(c).contains(i, labels[first + i]) ? 1 : 0;
                }
            }
            return hits;
        }
    }
}
