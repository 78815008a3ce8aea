package org.guardband.detection.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.Samples;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecallControlTest {

    private static FoundObjects draw(int images, SplittableRandom random) {
        int[] image =
                IntStream.range(0, images)
                        .flatMap(i -> IntStream.range(0, random.nextInt(4)).map(k -> i))
                        .toArray();
        double[] score = new double[image.length];
        double[] hard = random.doubles(images).toArray();
        for (int j = 0; j < score.length; j++) {
            boolean lost = random.nextDouble() < 0.02;
            score[j] = lost ? Double.NEGATIVE_INFINITY : 1 - hard[image[j]] * random.nextDouble();
        }
        return FoundObjects.of(score, image, images);
    }

    /** E[loss of a fresh image] ≤ α, up to Hoeffding's bound at one in a billion. */
    @ParameterizedTest
    @EnumSource(MissedLoss.class)
    void theExpectedLossIsKept(MissedLoss loss) {
        int runs = 4000;
        RecallControl method =
                RecallControl.atLevel(0.2, loss)
                        .withThresholds(
                                IntStream.range(0, 51).mapToDouble(k -> k / 50.0).toArray());
        double[] losses =
                IntStream.range(0, runs)
                        .parallel()
                        .mapToDouble(r -> run(method, loss, new SplittableRandom(r)))
                        .toArray();
        double mean = Arrays.stream(losses).average().orElseThrow();
        double slack = Math.sqrt(Math.log(1e9) / (2 * runs));
        assertThat(mean).isLessThanOrEqualTo(0.2 + slack);
        assertThat(mean).isGreaterThan(0.05);
    }

    private static double run(RecallControl method, MissedLoss loss, SplittableRandom random) {
        FoundObjects held = draw(40, random);
        FoundObjects one = draw(1, random);
        OptionalDouble threshold = method.threshold(held);
        // No threshold: the promise is void, and keeping nothing the worst that could be done.
        double t = threshold.orElse(0);
        if (loss == MissedLoss.OBJECT) {
            // Objects drawn singly: images of one object each.
            FoundObjects singles = single(60, random);
            OptionalDouble single = method.threshold(singles);
            return loss.of(single(1, random).singly()[0], single.orElse(0));
        }
        return loss.of(one.byImage()[0], t);
    }

    private static FoundObjects single(int n, SplittableRandom random) {
        return FoundObjects.of(random.doubles(n).toArray(), IntStream.range(0, n).toArray(), n);
    }

    @Test
    void thresholdsAreByHand() {
        // Four images: scores 0.9 and 0.3; 0.8; none; 0.6.
        FoundObjects held =
                FoundObjects.of(new double[] {0.9, 0.3, 0.8, 0.6}, new int[] {0, 0, 1, 3}, 4);
        // (Σ + 1)/5 ≤ 0.31 admits a sum of 0.5: the half image that is lost above 0.3.
        assertThat(RecallControl.atLevel(0.31, MissedLoss.SHARE_OF_IMAGE).threshold(held))
                .hasValue(0.6);
        assertThat(RecallControl.atLevel(0.3, MissedLoss.ANY_IN_IMAGE).threshold(held))
                .hasValue(0.3);
        assertThat(RecallControl.atLevel(0.4, MissedLoss.ANY_IN_IMAGE).threshold(held))
                .hasValue(0.6);
        assertThat(RecallControl.atLevel(0.4, MissedLoss.OBJECT).threshold(held)).hasValue(0.6);
        assertThat(
                        RecallControl.atLevel(0.31, MissedLoss.SHARE_OF_IMAGE)
                                .withThresholds(0, 0.25, 0.5, 0.75)
                                .threshold(held))
                .hasValue(0.5);
    }

    @Test
    void noThresholdWillDoForTooFewImagesOrTooManyLost() {
        RecallControl tenth = RecallControl.atLevel(0.1, MissedLoss.SHARE_OF_IMAGE);
        assertThat(tenth.threshold(FoundObjects.of(new double[0], new int[0], 0))).isEmpty();
        assertThat(tenth.threshold(FoundObjects.of(new double[0], new int[0], 8))).isEmpty();
        assertThat(tenth.threshold(FoundObjects.of(new double[0], new int[0], 9))).hasValue(1);
        double[] lost = {Double.NEGATIVE_INFINITY};
        assertThat(tenth.threshold(FoundObjects.of(lost, new int[] {0}, 12))).isEmpty();
    }

    @Test
    void matchesGiveObjects() {
        GroundTruthBatch truth = Samples.truth();
        Matches matches = CocoMatching.at(0.5).match(Samples.found(truth.catalogue()), truth);
        boolean[] counts = new boolean[truth.size()];
        int[] image = new int[truth.size()];
        for (int j = 0; j < counts.length; j++) {
            counts[j] = matches.countsObject(0, j);
            image[j] = truth.image(j);
        }
        FoundObjects objects = FoundObjects.of(matches.outcomes(0), truth.size(), counts, image);
        assertThat(objects.size()).isEqualTo(matches.outcomes(0).objects());
        assertThat(objects.images()).isEqualTo(truth.catalogue().images().size());
        assertThat(RecallControl.atLevel(0.4, MissedLoss.SHARE_OF_IMAGE).threshold(objects))
                .isPresent();
        ImageBoxes pairs = ImageBoxes.of(matches.outcomes(0), truth.boxes());
        int hits = 0;
        for (boolean hit : matches.outcomes(0).hits()) {
            hits += hit ? 1 : 0;
        }
        assertThat(pairs.predicted().size()).isEqualTo(hits);
        for (int i = 0; i < hits; i++) {
            assertThat(pairs.predicted().get(i).iou(pairs.truths().get(i)))
                    .isGreaterThanOrEqualTo(0.5);
        }
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> RecallControl.atLevel(1, MissedLoss.OBJECT))
                .hasMessage("level must be strictly between 0 and 1, got 1.0");
        RecallControl method = RecallControl.atLevel(0.5, MissedLoss.OBJECT);
        assertThatThrownBy(() -> method.withThresholds(0.1, 0.1))
                .hasMessage("thresholds[1] must be in [0, 1] and above the one before, got 0.1");
        assertThatThrownBy(method::withThresholds)
                .hasMessage("number of thresholds must be >= 1, got 0");
        assertThatThrownBy(() -> FoundObjects.of(new double[] {1.5}, new int[] {0}, 1))
                .hasMessage("score[0] must be in [0, 1] or -Infinity, got 1.5");
    }
}
