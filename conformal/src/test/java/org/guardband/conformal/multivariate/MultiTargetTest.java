package org.guardband.conformal.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.CoverageSimulation.Ties;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.VectorBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Mahalanobis;
import org.guardband.core.prediction.GaussianVector;
import org.guardband.core.set.EllipsoidSets;
import org.guardband.core.set.HyperrectangleSets;
import org.junit.jupiter.api.Test;

class MultiTargetTest {

    private static final Coverage NINETY = Coverage.of(0.9);

    private static final List<MultiTargetConformalizer> PRODUCTS =
            List.of(
                    MultiTargetConformalizer.bonferroni(AbsoluteResidual.withDefaults()),
                    MultiTargetConformalizer.maxScore(NormalizedResidual.withDefaults()),
                    MultiTargetConformalizer.copula(AbsoluteResidual.withDefaults()),
                    MultiTargetConformalizer.maxRank(AbsoluteResidual.withDefaults()));

    /** Three targets of spreads 1, 3 and 10 whose errors go together. */
    private static final class Drawn {

        private final double[][] mean = new double[3][];
        private final double[][] sd = new double[3][];
        private final double[][] truths;

        Drawn(int rows, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] scale = {1, 3, 10};
            truths = new double[rows][3];
            for (int k = 0; k < 3; k++) {
                mean[k] = random.doubles(rows).toArray();
                sd[k] = new double[rows];
                Arrays.fill(sd[k], scale[k]);
            }
            for (int i = 0; i < rows; i++) {
                double shared = triangular(random);
                for (int k = 0; k < 3; k++) {
                    double own = triangular(random);
                    truths[i][k] = mean[k][i] + scale[k] * (shared + 0.4 * own);
                }
            }
        }

        private static double triangular(SplittableRandom random) {
            return random.nextDouble() + random.nextDouble() - 1;
        }

        TargetColumns batch() {
            return new TargetColumns(
                    IntStream.range(0, 3)
                            .<RealBatch>mapToObj(k -> GaussianBatch.of(mean[k], sd[k]))
                            .toList());
        }
    }

    @Test
    void productsCoverAllTargetsAtOnce() {
        for (MultiTargetConformalizer method : PRODUCTS) {
            Ties ties = method.toString().contains("MAX_SCORE") ? Ties.NONE : Ties.POSSIBLE;
            new CoverageSimulation(12_000, 1)
                    .check(method.toString(), ties, 79, (n, seed) -> product(method, n, seed));
        }
    }

    private static boolean[] product(MultiTargetConformalizer method, int n, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        Drawn held = new Drawn(n, seeds.nextLong());
        Drawn row = new Drawn(1, seeds.nextLong());
        MultiTargetRegressor fitted = method.conformalize(held.batch(), held.truths);
        boolean[] covered = new boolean[CoverageSimulation.COVERAGES.size()];
        for (int c = 0; c < covered.length; c++) {
            covered[c] =
                    fitted.sets(row.batch(), CoverageSimulation.COVERAGES.get(c))
                            .contains(0, row.truths[0]);
        }
        return covered;
    }

    @Test
    void ellipsoidsCoverAllTargetsAtOnce() {
        new CoverageSimulation(12_000, 2)
                .check(
                        "fixed shape",
                        Ties.NONE,
                        50,
                        (n, seed) ->
                                ellipsoid(
                                        EllipsoidConformalizer.withDefaults()
                                                .withShape(
                                                        Mahalanobis.of(
                                                                new double[] {
                                                                    1, 0, 0, 0, 9, 0, 0, 0, 100
                                                                },
                                                                3)),
                                        n,
                                        seed));
        new CoverageSimulation(12_000, 3)
                .check(
                        "own shape",
                        Ties.POSSIBLE,
                        80,
                        (n, seed) -> ellipsoid(EllipsoidConformalizer.withDefaults(), n, seed));
    }

    private static boolean[] ellipsoid(EllipsoidConformalizer method, int n, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        Drawn held = new Drawn(n, seeds.nextLong());
        Drawn row = new Drawn(1, seeds.nextLong());
        EllipsoidRegressor fitted = method.conformalize(held.batch(), held.truths);
        boolean[] covered = new boolean[CoverageSimulation.COVERAGES.size()];
        for (int c = 0; c < covered.length; c++) {
            covered[c] =
                    fitted.sets(row.batch(), CoverageSimulation.COVERAGES.get(c))
                            .contains(0, row.truths[0]);
        }
        return covered;
    }

    @Test
    void setsArePValuesAboveTheErrorNestedAndSaved() {
        Drawn held = new Drawn(239, 4);
        Drawn test = new Drawn(200, 5);
        Coverage half = Coverage.of(0.5);
        for (MultiTargetConformalizer method : PRODUCTS) {
            MultiTargetRegressor fitted = method.conformalize(held.batch(), held.truths);
            double[] p = fitted.pValues(test.batch(), test.truths);
            HyperrectangleSets sets = fitted.sets(test.batch(), NINETY);
            HyperrectangleSets smaller = fitted.sets(test.batch(), half);
            for (int i = 0; i < 200; i++) {
                assertThat(sets.contains(i, test.truths[i])).isEqualTo(p[i] > 0.1 + 1e-12);
                assertThat(smaller.volume(i)).isLessThanOrEqualTo(sets.volume(i));
            }
            MultiTargetRegressor back =
                    (MultiTargetRegressor) ModelFiles.fromJson(ModelFiles.toJson(fitted));
            assertThat(back).isEqualTo(fitted).hasToString(fitted.toString());
            assertThat(back.sets(test.batch(), NINETY)).isEqualTo(sets);
        }
        EllipsoidRegressor fitted =
                EllipsoidConformalizer.withDefaults().conformalize(held.batch(), held.truths);
        assertThat(fitted.calibrationSize()).isEqualTo(119);
        double[] p = fitted.pValues(test.batch(), test.truths);
        EllipsoidSets sets = fitted.sets(test.batch(), NINETY);
        HyperrectangleSets bounds = sets.bounds();
        for (int i = 0; i < 200; i++) {
            boolean inside = sets.contains(i, test.truths[i]);
            assertThat(inside).isEqualTo(p[i] > 0.1 + 1e-12);
            assertThat(!inside || bounds.contains(i, test.truths[i])).isTrue();
        }
        EllipsoidRegressor back =
                (EllipsoidRegressor) ModelFiles.fromJson(ModelFiles.toJson(fitted));
        assertThat(back).isEqualTo(fitted).hasSameHashCodeAs(fitted);
        assertThat(back.sets(test.batch(), NINETY)).isEqualTo(sets);
    }

    /** Errors that go together: the ellipsoid is smaller than a box, and Bonferroni the widest. */
    @Test
    void dependenceMakesSetsSmaller() {
        Drawn held = new Drawn(4000, 6);
        Drawn test = new Drawn(1, 7);
        double bonferroni =
                PRODUCTS.get(0)
                        .conformalize(held.batch(), held.truths)
                        .sets(test.batch(), NINETY)
                        .volume(0);
        double copula =
                PRODUCTS.get(2)
                        .conformalize(held.batch(), held.truths)
                        .sets(test.batch(), NINETY)
                        .volume(0);
        double ellipsoid =
                Math.exp(
                        EllipsoidConformalizer.withDefaults()
                                .conformalize(held.batch(), held.truths)
                                .sets(test.batch(), NINETY)
                                .logVolume());
        double maxRank =
                PRODUCTS.get(3)
                        .conformalize(held.batch(), held.truths)
                        .sets(test.batch(), NINETY)
                        .volume(0);
        assertThat(copula).isLessThan(bonferroni);
        assertThat(maxRank).isLessThan(bonferroni);
        assertThat(ellipsoid).isLessThan(copula);
    }

    /** Ranks by counting: the threshold of the copula is an order statistic of the ranking rows. */
    @Test
    void copulaThresholdsAreThoseOfTheDefinition() {
        Drawn held = new Drawn(101, 8);
        MultiTargetConformalizer method =
                MultiTargetConformalizer.copula(AbsoluteResidual.withDefaults())
                        .withDivision(0.4, 3);
        MultiTargetRegressor fitted = method.conformalize(held.batch(), held.truths);
        boolean[] ranking = RowDivision.of(101, 0.4, 3);
        int[] rows = IntStream.range(0, 101).filter(i -> ranking[i]).toArray();
        int[] rest = IntStream.range(0, 101).filter(i -> !ranking[i]).toArray();
        assertThat(rows).hasSize(40);
        assertThat(fitted.calibrationSize()).isEqualTo(61);
        double[] ranks =
                Arrays.stream(rest)
                        .mapToDouble(
                                i ->
                                        IntStream.range(0, 3)
                                                .mapToLong(
                                                        k ->
                                                                Arrays.stream(rows)
                                                                        .filter(
                                                                                r ->
                                                                                        off(
                                                                                                        held,
                                                                                                        r,
                                                                                                        k)
                                                                                                < off(
                                                                                                        held,
                                                                                                        i,
                                                                                                        k))
                                                                        .count())
                                                .max()
                                                .orElseThrow())
                        .sorted()
                        .toArray();
        int rank = (int) ranks[(int) Coverage.of(0.7).upperRank(61) - 1];
        HyperrectangleSets sets = fitted.sets(held.batch(), Coverage.of(0.7));
        for (int k = 0; k < 3; k++) {
            int target = k;
            double[] sorted =
                    Arrays.stream(rows).mapToDouble(r -> off(held, r, target)).sorted().toArray();
            double half = (sets.side(k).upper(0) - sets.side(k).lower(0)) / 2;
            assertThat(half).isCloseTo(sorted[rank], within(1e-9));
        }
    }

    private static double off(Drawn drawn, int row, int target) {
        return Math.abs(drawn.truths[row][target] - drawn.mean[target][row]);
    }

    @Test
    void tooFewRowsAreUnbounded() {
        Drawn test = new Drawn(2, 9);
        double[] far = {1e12, -1e12, 1e12};
        for (MultiTargetConformalizer method : PRODUCTS) {
            for (int n : new int[] {0, 8}) {
                Drawn held = new Drawn(n, 10);
                assertThat(
                                method.conformalize(held.batch(), held.truths)
                                        .sets(test.batch(), NINETY)
                                        .contains(1, far))
                        .isTrue();
            }
        }
        // 30 times a thirtieth is one miss for each of three targets
        Drawn held = new Drawn(29, 10);
        assertThat(
                        PRODUCTS.get(0)
                                .conformalize(held.batch(), held.truths)
                                .sets(test.batch(), NINETY)
                                .contains(1, far))
                .isFalse();
        Drawn none = new Drawn(0, 11);
        EllipsoidRegressor empty =
                EllipsoidConformalizer.withDefaults().conformalize(none.batch(), none.truths);
        EllipsoidSets whole = empty.sets(test.batch(), NINETY);
        assertThat(whole.contains(0, far)).isTrue();
        assertThat(whole.bounds().contains(0, far)).isTrue();
        assertThat(empty.shape())
                .isEqualTo(Mahalanobis.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3));
    }

    @Test
    void degenerateShapesAreReducedToTheirDiagonal() {
        // the second target is twice the first one, the third is predicted exactly
        int n = 40;
        double[][] truths = new double[n][3];
        SplittableRandom random = new SplittableRandom(12);
        for (double[] row : truths) {
            row[0] = random.nextDouble();
            row[1] = 2 * row[0];
        }
        GaussianBatch zero =
                GaussianBatch.of(
                        new double[n], IntStream.range(0, n).mapToDouble(i -> 1).toArray());
        EllipsoidRegressor fitted =
                EllipsoidConformalizer.withDefaults()
                        .conformalize(new TargetColumns(List.of(zero, zero, zero)), truths);
        double[] matrix = fitted.shape().matrix();
        assertThat(matrix[1]).isZero();
        assertThat(matrix[4]).isCloseTo(4 * matrix[0], within(1e-12));
        assertThat(matrix[8]).isEqualTo(1);
    }

    @Test
    void vectorsGiveTheirMarginals() {
        VectorBatch vectors =
                VectorBatch.of(
                        List.of(GaussianVector.of(new double[] {1, 2}, new double[] {4, 1, 1, 9})),
                        2);
        TargetColumns columns = TargetColumns.of(vectors);
        assertThat(columns.dimension()).isEqualTo(2);
        assertThat(columns.size()).isEqualTo(1);
        assertThat(columns.means()).containsExactly(1, 2);
    }

    @Test
    void lengthsOfVectorsAndVolumes() {
        Mahalanobis shape = Mahalanobis.of(new double[] {4, 2, 2, 10}, 2);
        // Σ⁻¹ = [10 −2; −2 4]/36
        assertThat(shape.lengthOf(new double[] {1, 3}))
                .isCloseTo(Math.sqrt((10 - 12 + 36) / 36.0), within(1e-15));
        EllipsoidSets disc = EllipsoidSets.wrap(new double[] {0, 0}, shape, 2);
        assertThat(disc.logVolume()).isCloseTo(Math.log(Math.PI * 6 * 4), within(1e-14));
        assertThat(disc.bounds().side(1).upper(0)).isEqualTo(2 * Math.sqrt(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mahalanobis.of(new double[] {1, 2, 2, 1}, 2))
                .withMessage("matrix must be positive definite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mahalanobis.of(new double[] {1, 2, 3, 9}, 2))
                .withMessage("matrix must be symmetric");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EllipsoidSets.wrap(new double[] {0, 0}, shape, -1))
                .withMessage("radius must be >= 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EllipsoidSets.wrap(new double[] {0}, shape, 1))
                .withMessage("centres must hold whole rows of 2 numbers, got 1 numbers");
    }

    @Test
    void badInputIsRefused() {
        Drawn held = new Drawn(3, 13);
        MultiTargetConformalizer method = PRODUCTS.get(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.conformalize(held.batch(), new double[2][3]))
                .withMessage("truths must have the length of the batch (3), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.conformalize(held.batch(), new double[3][2]))
                .withMessage("truths[0] must have the length of the targets (3), got 2");
        double[][] broken = {{1, 2, 3}, {1, Double.NaN, 3}, {1, 2, 3}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.conformalize(held.batch(), broken))
                .withMessage("truths[1][1] must be finite, got NaN");
        MultiTargetRegressor fitted = method.conformalize(held.batch(), held.truths);
        TargetColumns two = new TargetColumns(held.batch().columns().subList(0, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitted.sets(two, NINETY))
                .withMessage("batch must have the 3 targets of the held-out rows, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TargetColumns(List.of()))
                .withMessage("number of targets must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.withDivision(0, 1))
                .withMessage("part must be strictly between 0 and 1, got 0.0");
        damaged(document("max-score").put("targets", 0), "field \"targets\" must be >= 1, got 0");
        damaged(
                document("cell").put("targets", 1),
                "field \"form\" must be \"bonferroni\", \"max-score\", \"copula\" or \"max-rank\", got"
                        + " \"cell\"");
        damaged(
                document("bonferroni").put("targets", 2),
                "field \"scores\" must hold as many scores of every target");
        damaged(
                document("max-rank").put("targets", 1).put("marginals", new double[] {1}),
                "field \"scores\" must hold ranks of the rows");
        damaged(
                document("copula").put("targets", 1).put("marginals", new double[] {1}),
                "field \"scores\" must hold ranks, got 0.5");
    }

    private static ModelDocument.Builder document(String form) {
        return ModelDocument.of("multi-target")
                .put("form", form)
                .put("scores", new double[] {0.5})
                .put(
                        "score",
                        RegressionConformalizer.of(AbsoluteResidual.withDefaults())
                                .conformalize(
                                        GaussianBatch.of(new double[0], new double[0]),
                                        new double[0])
                                .toDocument());
    }

    private static void damaged(ModelDocument.Builder document, String message) {
        assertThatThrownBy(() -> ModelFiles.fromDocument(document.build()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }
}
