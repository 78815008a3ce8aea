package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.guardband.classification.calibration.DensityAwareCalibrator;
import org.guardband.classification.calibration.DensityInput;
import org.guardband.conformal.regression.NeighbourDifficulty;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.Coverage;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.FeatureTable;
import org.guardband.core.set.Intervals;
import org.junit.jupiter.api.Test;
import smile.classification.KNN;
import smile.math.MathEx;
import smile.math.distance.EuclideanDistance;
import smile.math.kernel.GaussianKernel;
import smile.neighbor.CoverTree;
import smile.neighbor.KDTree;
import smile.neighbor.KNNSearch;
import smile.neighbor.LSH;
import smile.neighbor.LinearSearch;
import smile.neighbor.Neighbor;
import smile.regression.SVR;

class SmileNeighboursTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int ROWS = 400;
    private static final double[][] REFERENCE = uniform(ROWS, 1);
    private static final double[][] QUERIES = uniform(100, 2);
    private static final double[] TARGETS = first(uniform(ROWS, 3));

    /** Features in [0, 1]; the first two rows hold the ends of the range. */
    private static double[][] uniform(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[rows][4];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = i == 0 ? 0 : i == 1 ? 1 : random.nextDouble();
            }
        }
        return x;
    }

    private static double[] first(double[][] x) {
        double[] column = new double[x.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = x[i][0];
        }
        return column;
    }

    private static FeatureTable table(double[][] x) {
        double[] flat = new double[x.length * x[0].length];
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(x[i], 0, flat, i * x[0].length, x[0].length);
        }
        return FeatureTable.wrap(flat, x[0].length);
    }

    private static List<KNNSearch<double[], ?>> searches() {
        return List.of(
                new KDTree<>(REFERENCE, REFERENCE),
                new CoverTree<>(REFERENCE, new EuclideanDistance()),
                new LinearSearch<>(REFERENCE, new EuclideanDistance()));
    }

    @Test
    void difficultyIsThatOfTheScanOfAllRows() {
        NeighbourDifficulty ours = NeighbourDifficulty.withDefaults().withNeighbours(9);
        FeatureTable reference = table(REFERENCE);
        FeatureTable queries = table(QUERIES);
        for (KNNSearch<double[], ?> search : searches()) {
            assertThat(SmileDifficulty.byDistance(search, 9, 0.01).difficulties(QUERIES))
                    .containsExactly(ours.byDistance(reference).difficulties(queries), ROUNDING);
            assertThat(SmileDifficulty.byLabels(search, TARGETS, 9, 0.01).difficulties(QUERIES))
                    .containsExactly(
                            ours.byLabels(reference, TARGETS).difficulties(queries), ROUNDING);
            assertThat(SmileDifficulty.byResiduals(search, TARGETS, 9, 0.01).difficulties(QUERIES))
                    .containsExactly(
                            ours.byResiduals(reference, TARGETS).difficulties(queries), ROUNDING);
        }
    }

    /** Smile leaves out the very array that is asked about, and keeps one with equal numbers. */
    @Test
    void resultsDependOnNumbersAlone() {
        KDTree<double[]> tree = new KDTree<>(REFERENCE, REFERENCE);
        assertThat(tree.knn(REFERENCE[5], 1)[0].distance).isPositive();
        assertThat(tree.knn(REFERENCE[5].clone(), 1)[0].distance).isZero();
        assertThat(SmileNeighbours.distances(tree, new double[][] {REFERENCE[5]}, 1))
                .containsExactly(0);
        assertThat(SmileNeighbours.distances(tree, new double[][] {REFERENCE[5].clone()}, 1))
                .containsExactly(0);
    }

    @Test
    void meanAndLastDistancesAgreeWithAllDistancesSorted() {
        double[][] one = {QUERIES[7]};
        double[] sorted =
                Arrays.stream(REFERENCE)
                        .mapToDouble(row -> new EuclideanDistance().d(row, QUERIES[7]))
                        .sorted()
                        .limit(6)
                        .toArray();
        for (KNNSearch<double[], ?> search : searches()) {
            assertThat(SmileNeighbours.distances(search, one, 6)[0]).isCloseTo(sorted[5], ROUNDING);
            assertThat(SmileNeighbours.meanDistances(search, one, 6)[0])
                    .isCloseTo(Arrays.stream(sorted).average().orElse(0), ROUNDING);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (KNNSearch<double[], ?> search : searches()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SmileNeighbours.distances(search, QUERIES, ROWS + 1))
                    .withMessageStartingWith("rows[")
                    .withMessageContaining("and k = 401 must fit the search: ");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SmileNeighbours.distances(search, QUERIES, 0))
                    .withMessage("k must be >= 1, got 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    SmileNeighbours.distances(
                                            search, new double[][] {{0, 0, 0, Double.NaN}}, 1))
                    .withMessage("rows[0][3] must be finite, got NaN");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SmileNeighbours.distances(search, new double[][] {{0, 0}}, 1))
                    .withMessageStartingWith("rows[0] and k = 1 must fit the search: ");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    SmileDifficulty.byLabels(search, new double[3], 50, 0)
                                            .difficulties(QUERIES))
                    .withMessageMatching("place must be in \\[0, 3\\), got \\d+");
            assertThat(SmileNeighbours.distances(search, new double[0][], 1)).isEmpty();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmileDifficulty.byLabels(
                                        searches().get(0), new double[] {Double.NaN}, 1, 0))
                .withMessage("targets[0] must be finite, got NaN");
    }

    /** An approximate search may come back with less than was asked for. */
    @Test
    void tooFewNeighboursAreRefused() {
        KNNSearch<double[], double[]> poor =
                (row, k) -> {
                    @SuppressWarnings({"unchecked", "rawtypes"})
                    Neighbor<double[], double[]>[] found = new Neighbor[k];
                    found[0] = Neighbor.of(row, 0, 1.0);
                    return found;
                };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileNeighbours.distances(poor, QUERIES, 3))
                .withMessage("rows[0] must have 3 neighbours, the search found 1");
    }

    /** With Smile's natives: hashing finds the neighbours of a scan where its cells are wide. */
    @Test
    void hashingFindsTheSameNeighboursInWideCells() {
        assumeThat(ProcessRowsTest.nativesPresent()).as("natives of Smile").isTrue();
        MathEx.setSeed(11);
        LSH<double[]> wide = new LSH<>(REFERENCE, REFERENCE, 50);
        assertThat(SmileNeighbours.meanDistances(wide, QUERIES, 5))
                .containsExactly(
                        SmileNeighbours.meanDistances(searches().get(2), QUERIES, 5), ROUNDING);
        LSH<double[]> narrow = new LSH<>(REFERENCE, REFERENCE, 1e-6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileNeighbours.meanDistances(narrow, QUERIES, 5))
                .withMessageMatching("rows\\[0\\] must have 5 neighbours, the search found \\d");
    }

    @Test
    void distancesServeDensityAwareCalibration() {
        RealData.Digits digits = RealData.digits();
        double[][] training = Arrays.copyOf(digits.x(), 500);
        int[] known = Arrays.copyOf(digits.digit(), 500);
        KDTree<double[]> tree = new KDTree<>(training, training);
        var model = SmileClassifier.ofArrays(KNN.fit(training, known, 9), SmileLabels.of(known));
        double[][] heldOut = Arrays.copyOfRange(digits.x(), 500, 1100);
        DensityInput input =
                DensityInput.of(
                        LogitBatch.fromProbabilities(model.predict(heldOut)),
                        SmileNeighbours.meanDistances(tree, heldOut, 5));
        var calibration =
                DensityAwareCalibrator.withDefaults()
                        .calibrate(input, Arrays.copyOfRange(digits.digit(), 500, 1100));
        assertThat(calibration.apply(input).size()).isEqualTo(600);
        assertThat(Arrays.stream(calibration.temperatures(input)).min().orElse(0)).isPositive();
    }

    @Test
    void difficultySpreadsTheIntervalsOfAModel() {
        var svr = SVR.fit(REFERENCE, TARGETS, new GaussianKernel(1), 0.05, 1, 1e-2);
        SmileDifficulty difficulty =
                SmileDifficulty.byDistance(new KDTree<>(REFERENCE, REFERENCE), 10, 0.01);
        Intervals intervals =
                SmileRegressor.ofArrays(svr)
                        .withSpread(difficulty::difficulties)
                        .conformalize(
                                RegressionConformalizer.of(NormalizedResidual.withDefaults()),
                                uniform(200, 4),
                                first(uniform(200, 5)))
                        .sets(QUERIES, Coverage.of(0.9));
        double[] sigma = difficulty.difficulties(QUERIES);
        double ratio = (intervals.upper(0) - intervals.lower(0)) / sigma[0];
        for (int i = 1; i < sigma.length; i++) {
            assertThat((intervals.upper(i) - intervals.lower(i)) / sigma[i])
                    .isCloseTo(ratio, within(1e-9));
        }
    }
}
