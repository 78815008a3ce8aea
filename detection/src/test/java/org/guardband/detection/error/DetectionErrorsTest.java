package org.guardband.detection.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.guardband.classification.measure.BinnedError;
import org.guardband.classification.measure.EqualWidthBins;
import org.guardband.classification.measure.ErrorNorm;
import org.guardband.core.Coverage;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.Interval;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.SimulatedDetections;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;
import org.junit.jupiter.api.Test;

class DetectionErrorsTest {

    private static Outcomes outcomes(EvaluationData data) {
        return CocoMatching.at(0.5).match(data.detections(), data.truth()).outcomes(0);
    }

    @Test
    void smallCellsLeaveBothSumAndCount() {
        DetectionPoints points =
                DetectionPoints.of(
                        new double[][] {{0.9, 0.9, 0.1}}, new boolean[] {true, false, true});
        DetectionCalibrationError measure =
                DetectionCalibrationError.equalWidth(2).withSampleThreshold(2);
        DetectionErrors ours = measure.of(points);
        assertThat(ours.expected()).isCloseTo(0.4, within(1e-15));
        assertThat(ours.keptRows()).isEqualTo(2);
        assertThat(ours.rows()).isEqualTo(3);
        assertThat(measure.referenceCompatible().of(points).expected())
                .isCloseTo(0.4 * 2 / 3, within(1e-15));
        DetectionCalibrationError strict = measure.withSampleThreshold(3);
        assertThat(strict.of(points).expected()).isNaN();
        assertThat(strict.referenceCompatible().of(points).expected()).isZero();
    }

    @Test
    void theThreeErrorsByHand() {
        DetectionPoints points =
                DetectionPoints.of(
                        new double[][] {{0.1, 0.2, 0.9, 0.8}, {0, 0, 0, 1}},
                        new boolean[] {true, false, true, false});
        DetectionErrors errors = DetectionCalibrationError.equalWidth(2, 2).of(points);
        // cells: low left 0.5 − 0.15, high left 1 − 0.9, high right 0.8
        assertThat(errors.expected()).isCloseTo((2 * 0.35 + 0.1 + 0.8) / 4, within(1e-15));
        assertThat(errors.average()).isCloseTo(((0.35 + 0.1) / 2 + 0.8) / 2, within(1e-15));
        assertThat(errors.maximum()).isCloseTo(0.8, within(1e-15));
        ReliabilityMap map = DetectionCalibrationError.equalWidth(2, 2).map(points);
        assertThat(map.cells()).isEqualTo(2);
        assertThat(map.rows(map.cell(0))).isEqualTo(3);
        assertThat(map.error(0)).isCloseTo((2 * 0.35 + 0.1) / 3, within(1e-15));
        assertThat(map.meanScore(1)).isEqualTo(0.8);
        assertThat(map.precision(1)).isZero();
        assertThat(map.edges(0)).containsExactly(0, 0.5, 1);
        assertThat(map.dimensions()).isEqualTo(1);
    }

    @Test
    void edgesAreTheNearestDoubles() {
        DetectionPoints points = DetectionPoints.of(new double[][] {{0.3}}, new boolean[1]);
        // 3·0.1 rounds above 0.3, so that NumPy's edges put 0.3 into the third bin of ten
        assertThat(FeatureBins.equalWidth(10).bin(0.3)).isEqualTo(3);
        assertThat(FeatureBins.equalWidth(10, true, false).bin(0.3)).isEqualTo(2);
        assertThat(FeatureBins.equalWidth(10, false, true).bin(0.3)).isEqualTo(2);
        assertThat(DetectionCalibrationError.equalWidth(10).of(points).expected()).isEqualTo(0.3);
        assertThat(FeatureBins.equalWidth(4).bin(-3)).isZero();
        assertThat(FeatureBins.equalWidth(4).bin(7)).isEqualTo(3);
        assertThat(FeatureBins.equalWidth(4, false, true).bin(0)).isZero();
        assertThat(FeatureBins.equalMass(2, new double[] {0.1, 0.2, 0.9}).edges())
                .containsExactly(0, 0.2, 1);
    }

    @Property(tries = 200)
    void everyNumberIsInItsBin(
            @ForAll @IntRange(min = 1, max = 1000) int bins,
            @ForAll @IntRange(min = 0, max = 1000) int edge) {
        FeatureBins closed = FeatureBins.equalWidth(bins);
        FeatureBins right = FeatureBins.equalWidth(bins, true, true);
        for (double x :
                new double[] {edge / 1000.0, Math.nextDown((double) (edge % bins) / bins)}) {
            int b = closed.bin(x);
            assertThat(closed.edge(b) <= x || b == 0).isTrue();
            assertThat(x < closed.edge(b + 1) || b == bins - 1).isTrue();
            int r = right.bin(x);
            assertThat(right.edge(r) < x || r == 0).isTrue();
            assertThat(x <= right.edge(r + 1) || r == bins - 1).isTrue();
        }
    }

    @Property(tries = 50)
    void errorsAreOrderedAndBounded(@ForAll long seed) {
        DetectionPoints points = points(500, 2, seed);
        DetectionErrors errors = DetectionCalibrationError.equalWidth(4).of(points);
        assertThat(errors.expected()).isBetween(0.0, errors.maximum());
        assertThat(errors.average()).isBetween(0.0, errors.maximum());
        assertThat(errors.maximum()).isLessThanOrEqualTo(1);
        DetectionErrors mass = DetectionCalibrationError.equalMass(4).of(points);
        assertThat(mass.keptRows()).isEqualTo(500);
    }

    private static DetectionPoints points(int n, int features, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[features + 1][];
        Arrays.setAll(columns, j -> random.doubles(n).toArray());
        boolean[] hit = new boolean[n];
        for (int i = 0; i < n; i++) {
            hit[i] = random.nextDouble() < columns[0][i];
        }
        return DetectionPoints.of(columns, hit);
    }

    @Test
    void scoresAreForecastsToo() {
        DetectionPoints points = points(1000, 2, 4);
        BinnedError error = BinnedError.of(new EqualWidthBins(10), ErrorNorm.L1);
        assertThat(error.value(points.forecasts()))
                .isCloseTo(
                        DetectionCalibrationError.equalWidth(10).of(points.scoreOnly()).expected(),
                        within(1e-12));
    }

    @Test
    void oneThreadAndManyAgree() {
        DetectionPoints points = points(100_000, 3, 1);
        DetectionCalibrationError measure = DetectionCalibrationError.equalWidth(8);
        ForkJoinPool one = new ForkJoinPool(1);
        DetectionErrors single = one.submit(() -> measure.of(points)).join();
        one.shutdown();
        assertThat(measure.of(points)).isEqualTo(single);
    }

    @Test
    void measuresOfOutcomesAreThoseOfTheirPoints() {
        Outcomes outcomes = outcomes(SimulatedDetections.byScore(3000, 2, s -> s * s));
        List<DetectionFeature> centre =
                List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y);
        DetectionCalibrationError measure = DetectionCalibrationError.equalWidth(6, 3, 3);
        DetectionErrors errors = measure.of(DetectionPoints.of(outcomes, centre));
        for (DetectionErrors.Kind kind : DetectionErrors.Kind.values()) {
            assertThat(measure.measure(kind, centre).of(outcomes))
                    .isCloseTo(errors.get(kind), within(1e-12));
        }
    }

    @Test
    void aCategoryWithoutErrorCounts() {
        EvaluationData data = hand();
        Outcomes outcomes = outcomes(data);
        // category 0 is perfect, category 1 is a false alarm of score 0.5 and a miss
        assertThat(new CategoryMean(LocalisationAwareEce.withDefaults()).of(outcomes))
                .isEqualTo(0.25);
        assertThat(
                        new CategoryMean(LocalisationAwareEce.withDefaults().referenceCompatible())
                                .of(outcomes))
                .isEqualTo(0.5);
        CategoryMean ace = new CategoryMean(LocalisationAwareAce.withDefaults());
        assertThat(ace.of(outcomes)).isEqualTo(0.25);
        assertThat(ace.byCategory(outcomes)).containsExactly(0, 0.5, Double.NaN);
        LrpError[] lrp = LocalisationRecallPrecision.withDefaults().byCategory(outcomes);
        assertThat(lrp[0]).isEqualTo(new LrpError(0, 0, 0, 0));
        assertThat(lrp[1]).isEqualTo(new LrpError(1, Double.NaN, 1, 1));
        assertThat(lrp[2].lrp()).isNaN();
        assertThat(LrpError.mean(lrp)).isEqualTo(new LrpError(0.5, 0, 0.5, 0.5));
        assertThat(
                        LocalisationRecallPrecision.withDefaults()
                                .referenceCompatible()
                                .byCategory(outcomes)[1]
                                .falsePositive())
                .isNaN();
    }

    private static EvaluationData hand() {
        Catalogue catalogue =
                new Catalogue(
                        ImageTable.withoutSizes(List.of("a")),
                        CategoryTable.of(List.of("c", "d", "e")));
        return new EvaluationData(
                DetectionBatch.of(
                        catalogue,
                        new int[3],
                        new int[] {0, 1, 2},
                        new double[] {1, 0.5, 0.5},
                        Boxes.of(BoxForm.SIZE, 0, 0, 9, 9, 50, 50, 1, 1, 0, 0, 1, 1)),
                GroundTruthBatch.of(
                        catalogue,
                        new int[2],
                        new int[] {0, 1},
                        Boxes.of(BoxForm.SIZE, 0, 0, 9, 9, 0, 0, 9, 9)));
    }

    @Test
    void optimalThresholdsAreOptimal() {
        EvaluationData data = SimulatedDetections.byScore(800, 3, s -> s);
        Outcomes outcomes = outcomes(data);
        LrpThresholds best = LrpThresholds.optimal(outcomes);
        LocalisationRecallPrecision lrp = LocalisationRecallPrecision.withDefaults();
        double[] least = by(lrp, best.apply(data.detections()), data);
        for (int s = 0; s <= 50; s++) {
            double[] other =
                    by(lrp, LrpThresholds.fixed(s / 50.0, 3).apply(data.detections()), data);
            for (int k = 0; k < 3; k++) {
                assertThat(least[k]).isLessThanOrEqualTo(other[k] + 1e-12);
            }
        }
        assertThat(ModelFiles.fromJson(ModelFiles.toJson(best))).isEqualTo(best);
    }

    private static double[] by(
            LocalisationRecallPrecision lrp, DetectionBatch found, EvaluationData data) {
        Outcomes outcomes = CocoMatching.at(0.5).match(found, data.truth()).outcomes(0);
        return Arrays.stream(lrp.byCategory(outcomes)).mapToDouble(LrpError::lrp).toArray();
    }

    @Test
    void aThresholdKeepsAllOfItsScore() {
        EvaluationData hand = hand();
        LrpThresholds ours = LrpThresholds.optimal(outcomes(hand));
        assertThat(ours.toArray()).containsExactly(1, 0, 0);
        assertThat(LrpThresholds.referenceCompatible(outcomes(hand)).toArray())
                .containsExactly(1, Double.NaN, -1);
        assertThat(ours.kept(hand.detections())).containsExactly(0, 1, 2);
    }

    /** A 90 % interval of an unbiased mean covers the truth about so often. */
    @Test
    void bootstrapIntervalsCover() {
        int covered = 0;
        double truth = 0.3;
        DetectionMeasure missShare =
                outcomes ->
                        weights -> {
                            double miss = 0;
                            double rows = 0;
                            for (int i = 0; i < outcomes.size(); i++) {
                                int w = weights[outcomes.image(i)];
                                rows += w;
                                miss += outcomes.isHit(i) ? 0 : w;
                            }
                            return miss / rows;
                        };
        for (int trial = 0; trial < 200; trial++) {
            Outcomes outcomes = outcomes(SimulatedDetections.byScore(800, trial, s -> 1 - truth));
            Interval interval =
                    ImageBootstrap.withDefaults(trial)
                            .withReplicates(200)
                            .interval(missShare, outcomes, Coverage.of(0.9));
            covered += interval.contains(truth) ? 1 : 0;
        }
        // Binomial(200, 0.87): the percentile interval of 50 images covers a little less than 0.9;
        // both bounds are passed with a chance below 1e-5
        assertThat(covered).isBetween(152, 194);
    }

    @Test
    void bootstrapIsOfTheSeedAlone() {
        Outcomes outcomes = outcomes(SimulatedDetections.byScore(400, 5, s -> s));
        DetectionMeasure measure = new CategoryMean(LocalisationRecallPrecision.withDefaults());
        ImageBootstrap bootstrap = ImageBootstrap.withDefaults(7).withReplicates(50);
        double[] many = bootstrap.replicates(measure, outcomes);
        ForkJoinPool one = new ForkJoinPool(1);
        double[] single = one.submit(() -> bootstrap.replicates(measure, outcomes)).join();
        one.shutdown();
        assertThat(many).isEqualTo(single);
        assertThat(ImageBootstrap.withDefaults(8).withReplicates(50).replicates(measure, outcomes))
                .isNotEqualTo(many);
        Interval interval = bootstrap.interval(measure, outcomes, Coverage.of(0.95));
        assertThat(interval.contains(measure.of(outcomes))).isTrue();
    }

    @Test
    void badArgumentsAreNamed() {
        DetectionPoints points = points(10, 1, 1);
        assertThatThrownBy(() -> DetectionCalibrationError.equalWidth(2, 2, 2).of(points))
                .hasMessage(
                        "numbers of bins must be 1 or the number of features (2), got [2, 2, 2]");
        assertThatThrownBy(() -> DetectionCalibrationError.equalWidth(0))
                .hasMessage("bins[0] must be >= 1, got 0");
        assertThatThrownBy(() -> DetectionCalibrationError.equalWidth(10_000).of(points))
                .hasMessage("bins must make at most 67108864 cells");
        assertThatThrownBy(() -> DetectionCalibrationError.equalWidth(2).map(points(9, 0, 1)))
                .hasMessage("features beside the score must be >= 1, got 0");
        assertThatThrownBy(() -> DetectionPoints.of(new double[][] {{0.5, 1.5}}, new boolean[2]))
                .hasMessage("columns[0][1] must be in [0, 1], got 1.5");
        assertThatThrownBy(
                        () -> DetectionPoints.of(outcomes(hand()), List.of(DetectionFeature.WIDTH)))
                .hasMessage("image a must have a size for WIDTH");
        EvaluationData hand = hand();
        assertThatThrownBy(
                        () ->
                                LrpThresholds.optimal(
                                        CocoMatching.at(1)
                                                .match(hand.detections(), hand.truth())
                                                .outcomes(0)))
                .hasMessage("IoU threshold must be < 1 for LRP, got 1.0");
    }
}
