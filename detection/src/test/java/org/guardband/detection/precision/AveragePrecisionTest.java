package org.guardband.detection.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.core.set.Interval;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.Samples;
import org.guardband.detection.SimulatedDetections;
import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.DetectionMeasure;
import org.guardband.detection.error.ImageBootstrap;
import org.guardband.detection.error.ThresholdMean;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

    private static final CategoryMean PRECISION = new CategoryMean(AveragePrecision.withDefaults());
    private static final CategoryMean RECALL = new CategoryMean(RecallMeasure.withDefaults());

    private static Matches sample() {
        GroundTruthBatch truth = Samples.truth();
        return CocoMatching.withDefaults().match(Samples.found(truth.catalogue()), truth);
    }

    private static int[] once(Matches matches) {
        int[] weights = new int[matches.truth().catalogue().images().size()];
        Arrays.fill(weights, 1);
        return weights;
    }

    @Test
    void withEveryImageOnceTheyAreCocosFigures() {
        Matches matches = sample();
        CocoFigures figures = CocoEvaluation.of(matches).figures();
        int[] once = once(matches);
        double[] ap = {figures.ap(), figures.apSmall(), figures.apMedium(), figures.apLarge()};
        double[] ar = {figures.ar100(), figures.arSmall(), figures.arMedium(), figures.arLarge()};
        for (int a = 0; a < ap.length; a++) {
            assertThat(new ThresholdMean(PRECISION).prepare(matches, a).value(once))
                    .isCloseTo(ap[a], within(1e-14));
            assertThat(new ThresholdMean(RECALL).prepare(matches, a).value(once))
                    .isCloseTo(ar[a], within(1e-14));
        }
        assertThat(PRECISION.of(matches.outcomes(0))).isCloseTo(figures.ap50(), within(1e-14));
        double[] byCategory = PRECISION.byCategory(matches.outcomes(0));
        for (CategoryFigures line : CocoEvaluation.of(matches).categories()) {
            assertThat(Double.valueOf(byCategory[line.category()]))
                    .isEqualTo(Double.valueOf(line.ap50()));
        }
    }

    /** Weights against files in which images are there as often as they weigh. */
    @Test
    void weightsAreCopiesOfImages() {
        GroundTruthBatch truth = Samples.truth();
        DetectionBatch found = Samples.found(truth.catalogue());
        // scores of three decimals tie within images, where the order of copies matters
        double[] scores = found.scores();
        for (int i = 0; i < scores.length; i++) {
            scores[i] *= 1 - 1e-9 * i;
        }
        Matches matches = CocoMatching.withDefaults().match(found.withScores(scores), truth);
        int images = matches.truth().catalogue().images().size();
        SplittableRandom random = new SplittableRandom(4);
        for (int draw = 0; draw < 5; draw++) {
            int[] weights = new int[images];
            for (int i = 0; i < images; i++) {
                weights[random.nextInt(images)]++;
            }
            Matches copied =
                    CocoMatching.withDefaults()
                            .match(
                                    copies(matches.detections(), weights),
                                    copies(matches.truth(), weights));
            CocoFigures figures = CocoEvaluation.of(copied).figures();
            assertThat(new ThresholdMean(PRECISION).prepare(matches, 0).value(weights))
                    .isCloseTo(figures.ap(), within(1e-12));
            assertThat(new ThresholdMean(PRECISION).prepare(matches, 1).value(weights))
                    .isCloseTo(figures.apSmall(), within(1e-12));
            assertThat(new ThresholdMean(RECALL).prepare(matches, 0).value(weights))
                    .isCloseTo(figures.ar100(), within(1e-12));
        }
    }

    private static Catalogue copies(Catalogue catalogue, int[] weights) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            for (int copy = 0; copy < weights[i]; copy++) {
                names.add(String.format("%05d-%03d", i, copy));
            }
        }
        return new Catalogue(ImageTable.withoutSizes(names), catalogue.categories());
    }

    private static int[] starts(int[] weights) {
        int[] starts = new int[weights.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + weights[i - 1];
        }
        return starts;
    }

    private static DetectionBatch copies(DetectionBatch found, int[] weights) {
        int[] starts = starts(weights);
        int[] rows =
                IntStream.range(0, found.size())
                        .flatMap(i -> IntStream.range(0, weights[found.image(i)]).map(c -> i))
                        .toArray();
        int[] image =
                IntStream.range(0, found.size())
                        .flatMap(
                                i ->
                                        IntStream.range(0, weights[found.image(i)])
                                                .map(c -> starts[found.image(i)] + c))
                        .toArray();
        DetectionBatch some = found.select(rows);
        return DetectionBatch.of(
                copies(found.catalogue(), weights),
                image,
                Arrays.stream(rows).map(found::category).toArray(),
                some.scores(),
                some.boxes());
    }

    private static GroundTruthBatch copies(GroundTruthBatch truth, int[] weights) {
        int[] starts = starts(weights);
        int[] rows =
                IntStream.range(0, truth.size())
                        .flatMap(i -> IntStream.range(0, weights[truth.image(i)]).map(c -> i))
                        .toArray();
        int[] image =
                IntStream.range(0, truth.size())
                        .flatMap(
                                i ->
                                        IntStream.range(0, weights[truth.image(i)])
                                                .map(c -> starts[truth.image(i)] + c))
                        .toArray();
        boolean[] crowds = new boolean[rows.length];
        for (int j = 0; j < crowds.length; j++) {
            crowds[j] = truth.isCrowd(rows[j]);
        }
        return GroundTruthBatch.of(
                        copies(truth.catalogue(), weights),
                        image,
                        Arrays.stream(rows).map(truth::category).toArray(),
                        truth.boxes().select(rows))
                .withAreas(Arrays.stream(rows).mapToDouble(truth::area).toArray())
                .withCrowds(crowds);
    }

    @Test
    void intervalsHoldTheFigureOfManyImages() {
        EvaluationData all = SimulatedDetections.draw(64_000, 2, 9, (score, x) -> score);
        double whole =
                CocoEvaluation.of(CocoMatching.at(0.5).match(all.detections(), all.truth()))
                        .figures()
                        .ap50();
        int trials = 60;
        long held =
                IntStream.range(0, trials)
                        .filter(
                                trial -> {
                                    EvaluationData some =
                                            SimulatedDetections.draw(
                                                    1600, 2, 1000 + trial, (score, x) -> score);
                                    Matches matches =
                                            CocoMatching.at(0.5)
                                                    .match(some.detections(), some.truth());
                                    return ImageBootstrap.withDefaults(trial)
                                            .withReplicates(200)
                                            .interval(
                                                    PRECISION,
                                                    matches.outcomes(0),
                                                    Coverage.of(0.9))
                                            .contains(whole);
                                })
                        .count();
        // The interval is approximate: what must not happen is that it is far off.
        Interval share = ClopperPearson.of(held, trials, Coverage.of(0.9999));
        assertThat(share.upper()).isGreaterThanOrEqualTo(0.9);
        assertThat(share.lower()).isLessThanOrEqualTo(0.9);
    }

    @Test
    void withoutObjectsThereIsNoFigure() {
        GroundTruthBatch truth = Samples.truth();
        Matches matches =
                CocoMatching.at(0.5)
                        .match(Samples.found(truth.catalogue()), truth.select(new int[0]));
        assertThat(PRECISION.of(matches.outcomes(0))).isNaN();
        assertThat(RECALL.of(matches.outcomes(0))).isNaN();
        DetectionMeasure.Prepared none = new ThresholdMean(PRECISION).prepare(matches, 0);
        assertThat(none.value(once(matches))).isNaN();
        assertThatThrownBy(
                        () ->
                                ImageBootstrap.withDefaults(1)
                                        .withReplicates(2)
                                        .interval(weights -> Double.NaN, 3, Coverage.of(0.9)))
                .hasMessage("measure must have a value on the outcomes or a part of them");
        assertThatThrownBy(() -> new ThresholdMean(PRECISION).prepare(matches, 1))
                .hasMessage("area must be in [0, 1), got 1");
    }

    @Test
    void missesAreNoPointsOfTheCurve() {
        // one image, a false alarm above the only hit: precision 1/2 at every recall
        Catalogue catalogue =
                new Catalogue(
                        ImageTable.withoutSizes(List.of("a")),
                        Samples.truth().catalogue().categories());
        GroundTruthBatch truth =
                GroundTruthBatch.of(
                        catalogue, new int[1], new int[1], Boxes.of(BoxForm.SIZE, 0, 0, 10, 10));
        DetectionBatch found =
                DetectionBatch.of(
                        catalogue,
                        new int[2],
                        new int[2],
                        new double[] {0.9, 0.8},
                        Boxes.of(BoxForm.SIZE, 50, 50, 10, 10, 0, 0, 10, 10));
        Matches matches = CocoMatching.at(0.5).match(found, truth);
        assertThat(PRECISION.of(matches.outcomes(0))).isCloseTo(0.5, within(1e-15));
        assertThat(PRECISION.prepare(matches.outcomes(0)).value(new int[1])).isNaN();
        assertThat(PRECISION.prepare(matches.outcomes(0)).value(new int[] {3}))
                .isCloseTo(0.5, within(1e-15));
    }
}
