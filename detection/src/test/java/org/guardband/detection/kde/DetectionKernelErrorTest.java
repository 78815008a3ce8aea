package org.guardband.detection.kde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.classification.kde.BandwidthRule;
import org.guardband.classification.kde.BetaKernelRegression;
import org.guardband.classification.kde.ReferenceCompatibleBandwidth;
import org.guardband.core.Coverage;
import org.guardband.core.set.Interval;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.Samples;
import org.guardband.detection.calibration.DetectionTarget;
import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.ImageBootstrap;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;
import org.junit.jupiter.api.Test;

class DetectionKernelErrorTest {

    private static Matches sample(double... thresholds) {
        GroundTruthBatch truth = Samples.truth();
        return CocoMatching.withDefaults()
                .withThresholds(thresholds)
                .match(Samples.found(truth.catalogue()), truth);
    }

    private static double[] column(Outcomes outcomes, int category, boolean scores, boolean iou) {
        return IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.category(i) == category)
                .mapToDouble(
                        i ->
                                scores
                                        ? outcomes.score(i)
                                        : !outcomes.isHit(i) ? 0 : iou ? outcomes.iou(i) : 1)
                .toArray();
    }

    @Test
    void partsAreTheErrorsOfCategories() {
        Matches matches = sample(0.5, 0.75);
        for (DetectionTarget target : DetectionTarget.values()) {
            DetectionKernelResult result =
                    new DetectionKernelError(target, 2, BandwidthRule.fixed(0.05)).over(matches, 0);
            assertThat(result.parts()).isNotEmpty();
            double sum = 0;
            for (CategoryKernelError part : result.parts()) {
                Outcomes outcomes = matches.outcomes(part.threshold() == 0.5 ? 0 : 1);
                double[] scores = column(outcomes, part.category(), true, false);
                double[] targets =
                        column(outcomes, part.category(), false, target == DetectionTarget.IOU);
                assertThat(part.detections()).isEqualTo(scores.length).isGreaterThan(1);
                double expected = BetaKernelRegression.of(scores).error(targets, 0.05, 2);
                assertThat(part.error()).isCloseTo(expected, within(1e-12));
                sum += expected;
            }
            assertThat(result.mean().orElseThrow())
                    .isCloseTo(sum / result.parts().size(), within(1e-12));
            assertThat(result.meanAt(0.75)).isPresent();
            assertThat(result.meanAt(0.6)).isEmpty();
            assertThat(result.meanOf(result.parts().get(0).category())).isPresent();
        }
    }

    @Test
    void measuresAreWeightedByImages() {
        Matches matches = sample(0.5);
        Outcomes outcomes = matches.outcomes(0);
        DetectionKernelError measure =
                new DetectionKernelError(DetectionTarget.PRECISION, 1, BandwidthRule.fixed(0.05));
        // The value of a double-precision port of the authors' formulas, over 734 detections.
        assertThat(measure.of(outcomes)).isCloseTo(0.38857719746435404, within(1e-9));
        int images = outcomes.detections().catalogue().images().size();
        int[] weights = new int[images];
        assertThat(measure.prepare(outcomes).value(weights)).isNaN();
        Arrays.fill(weights, 3);
        // Copies of others sharpen nothing: all kernels count thrice.
        assertThat(measure.prepare(outcomes).value(weights))
                .isCloseTo(measure.of(outcomes), within(1e-12));
        Interval interval =
                ImageBootstrap.withDefaults(1)
                        .withReplicates(40)
                        .interval(measure, outcomes, Coverage.of(0.9));
        assertThat(interval.lower()).isLessThan(0.39);
        assertThat(interval.upper()).isGreaterThan(0.38);
        assertThat(new CategoryMean(measure).of(outcomes))
                .isCloseTo(measure.over(matches, 0).mean().orElseThrow(), within(1e-12));
    }

    @Test
    void theReferenceCountsCategoriesWithoutDetections() {
        Matches matches = sample(0.5);
        DetectionKernelResult ours =
                DetectionKernelError.withDefaults(DetectionTarget.PRECISION).over(matches, 0);
        DetectionKernelResult reference =
                new ReferenceCompatibleDetectionKernelError(DetectionTarget.PRECISION)
                        .over(matches, 0);
        assertThat(reference.parts().size()).isGreaterThan(ours.parts().size());
        for (CategoryKernelError part : reference.parts()) {
            double[] scores = column(matches.outcomes(0), part.category(), true, false);
            double[] hits = column(matches.outcomes(0), part.category(), false, false);
            assertThat(part.detections()).isEqualTo(scores.length);
            if (scores.length == 0) {
                assertThat(part.error()).isZero();
            } else if (scores.length > 1) {
                BetaKernelRegression regression = BetaKernelRegression.of(scores);
                double h = ReferenceCompatibleBandwidth.detection().choose(regression);
                assertThat(part.bandwidth()).isEqualTo(h);
                assertThat(part.error()).isCloseTo(regression.error(hits, h, 1), within(1e-12));
            }
        }
    }

    private static Matches made(double[] scores, double[] foundBoxes, double[] trueBoxes) {
        Catalogue catalogue =
                new Catalogue(
                        ImageTable.ofOneSize(List.of("a"), 100, 100),
                        CategoryTable.of(List.of("thing")));
        int n = scores.length;
        DetectionBatch found =
                DetectionBatch.of(
                        catalogue,
                        new int[n],
                        new int[n],
                        scores,
                        Boxes.of(BoxForm.SIZE, foundBoxes));
        int m = trueBoxes.length / 4;
        GroundTruthBatch truth =
                GroundTruthBatch.of(
                        catalogue, new int[m], new int[m], Boxes.of(BoxForm.SIZE, trueBoxes));
        return CocoMatching.at(0.5).withMostDetections(20_000).match(found, truth);
    }

    /** One object, and the second of two detections finds it: the reference reads overlap 0. */
    @Test
    void theReferenceForgetsWhatRanksBeyondTheObjects() {
        Matches matches =
                made(
                        new double[] {0.9, 0.6},
                        new double[] {50, 50, 10, 10, 0, 0, 10, 10},
                        new double[] {0, 0, 10, 10});
        double ours =
                DetectionKernelError.withDefaults(DetectionTarget.IOU)
                        .over(matches, 0)
                        .mean()
                        .orElseThrow();
        // Each detection is given the other's overlap.
        assertThat(ours).isCloseTo((Math.abs(1 - 0.9) + 0.6) / 2, within(1e-12));
        double reference =
                new ReferenceCompatibleDetectionKernelError(DetectionTarget.IOU)
                        .over(matches, 0)
                        .mean()
                        .orElseThrow();
        assertThat(reference).isCloseTo((0.9 + 0.6) / 2, within(1e-12));
    }

    @Test
    void theReferenceHalvesManyDetections() {
        int n = 5002;
        double[] scores = new SplittableRandom(1).doubles(n).toArray();
        double[] boxes = new double[4 * n];
        Arrays.fill(boxes, 1);
        Matches matches = made(scores, boxes, new double[] {50, 50, 10, 10});
        double[] descending = Arrays.stream(scores).map(s -> -s).sorted().map(s -> -s).toArray();
        double expected = 0;
        for (double[] half :
                List.of(
                        Arrays.copyOf(descending, n / 2),
                        Arrays.copyOfRange(descending, n / 2, n))) {
            BetaKernelRegression regression = BetaKernelRegression.of(half);
            double h = ReferenceCompatibleBandwidth.detection().choose(regression);
            expected += regression.error(new double[half.length], h, 1) / 2;
        }
        assertThat(
                        new ReferenceCompatibleDetectionKernelError(DetectionTarget.PRECISION)
                                .over(matches, 0)
                                .mean()
                                .orElseThrow())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void nothingToMeasureIsEmpty() {
        Matches matches = made(new double[0], new double[0], new double[0]);
        assertThat(
                        DetectionKernelError.withDefaults(DetectionTarget.PRECISION)
                                .over(matches, 0)
                                .mean())
                .isEmpty();
        assertThat(
                        new ReferenceCompatibleDetectionKernelError(DetectionTarget.PRECISION)
                                .over(matches, 0)
                                .mean())
                .isEmpty();
        assertThatThrownBy(
                        () ->
                                DetectionKernelError.withDefaults(DetectionTarget.PRECISION)
                                        .over(matches, 7))
                .hasMessage("area must be in [0, 1), got 7");
        assertThatThrownBy(
                        () ->
                                new DetectionKernelError(
                                        DetectionTarget.PRECISION, 0, BandwidthRule.fixed(1)))
                .hasMessage("power must be >= 1 and finite, got 0.0");
    }
}
