package org.guardband.detection.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.Samples;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.matching.CocoMatching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoEvaluationTest {

    /** The reference prints ten decimals, the last ones rounded to seven. */
    @Test
    void theTwelveFiguresAreThoseOfThePeer() {
        GroundTruthBatch truth = Samples.truth();
        DetectionBatch found = Samples.found(truth.catalogue());
        CocoEvaluation evaluation =
                CocoEvaluation.of(CocoMatching.withDefaults().match(found, truth));
        JsonNode expected = Samples.json("coco100-expected.json").get("coco");
        Map<String, Double> figures = evaluation.figures().byName();
        assertThat(figures).hasSize(12);
        expected.fieldNames()
                .forEachRemaining(
                        name ->
                                assertThat(figures.get(name))
                                        .as(name)
                                        .isCloseTo(
                                                expected.get(name).asDouble(),
                                                within(digits(expected.get(name)))));
    }

    private static double digits(JsonNode number) {
        String text = number.asText();
        return 0.5001 * Math.pow(10, -(text.length() - text.indexOf('.') - 1));
    }

    /** Random boxes with ties of score and overlap, crowds and repeated objects. */
    @Test
    void tiesAndCrowdsGiveTheFiguresOfAPort(@TempDir Path folder) throws IOException {
        JsonNode port = Samples.json("coco-port.json.gz");
        Path truthFile = folder.resolve("truth.json");
        Path foundFile = folder.resolve("found.json");
        Files.writeString(truthFile, port.get("truth").toString());
        Files.writeString(foundFile, port.get("results").toString());
        GroundTruthBatch truth = CocoFiles.readTruth(truthFile);
        assertFigures(
                truth, CocoFiles.readDetections(foundFile, truth.catalogue()), port.get("figures"));
        assertFigures(Samples.truth(), Samples.found(), port.get("coco100"));
    }

    private static void assertFigures(
            GroundTruthBatch truth, DetectionBatch found, JsonNode expected) {
        Map<String, Double> figures =
                CocoEvaluation.of(CocoMatching.withDefaults().match(found, truth))
                        .figures()
                        .byName();
        assertThat(expected.size()).isEqualTo(12);
        figures.forEach(
                (name, value) ->
                        assertThat(value)
                                .as(name)
                                .isCloseTo(expected.get(name).asDouble(), within(1e-12)));
    }

    /**
     * The same without crowds and with areas of boxes: the figures of pycocotools in the tests of
     * rafaelpadilla/review_object_detection_metrics, which prints six digits.
     */
    @Test
    void withoutCrowdsAndWithAreasOfBoxes() {
        GroundTruthBatch all = Samples.truth();
        int[] rows = IntStream.range(0, all.size()).filter(i -> !all.isCrowd(i)).toArray();
        GroundTruthBatch some = all.select(rows);
        GroundTruthBatch truth =
                some.withAreas(
                        IntStream.range(0, some.size())
                                .mapToDouble(i -> some.boxes().area(i))
                                .toArray());
        double[] expected = {
            0.503647, 0.696973, 0.571667, 0.593252, 0.557991, 0.489363, 0.386813, 0.593680,
            0.595353, 0.654764, 0.603130, 0.553744
        };
        double[] figures =
                CocoEvaluation.of(
                                CocoMatching.withDefaults()
                                        .match(Samples.found(all.catalogue()), truth))
                        .figures()
                        .byName()
                        .values()
                        .stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        for (int f = 0; f < 12; f++) {
            assertThat(figures[f]).isCloseTo(expected[f], within(0.6e-6));
        }
    }

    @Test
    void curvesAndCategoriesBelongToTheFigures() {
        GroundTruthBatch truth = Samples.truth();
        DetectionBatch found = Samples.found(truth.catalogue());
        CocoEvaluation evaluation =
                CocoEvaluation.of(CocoMatching.withDefaults().match(found, truth));
        double sum = 0;
        int count = 0;
        for (CategoryFigures line : evaluation.categories()) {
            PrecisionRecallCurve curve = evaluation.curve(0, 0, line.category());
            if (line.objects() == 0) {
                assertThat(line.ap()).isNaN();
                assertThat(curve.size()).isZero();
                continue;
            }
            assertThat(curve.averagePrecision()).isCloseTo(line.ap50(), within(1e-12));
            assertThat(evaluation.averagePrecision(0, 0, line.category())).isEqualTo(line.ap50());
            if (curve.size() > 0) {
                assertThat(curve.recall()[curve.size() - 1])
                        .isEqualTo(evaluation.recall(0, 0, line.category()));
                assertThat(curve.scores()).isSortedAccordingTo(Comparator.reverseOrder());
            }
            sum += line.ap();
            count++;
        }
        assertThat(sum / count).isCloseTo(evaluation.figures().ap(), within(1e-12));
        assertThatThrownBy(() -> evaluation.curve(0, 0, 80))
                .hasMessage("category must be in [0, 80), got 80");
    }

    @Test
    void precisionByHand() {
        PrecisionRecallCurve curve =
                PrecisionRecallCurve.of(
                        new double[] {0.9, 0.8, 0.7}, new boolean[] {true, false, true}, 4);
        assertThat(curve.recall()).containsExactly(0.25, 0.25, 0.5);
        // COCO's guard against 0/0 costs the last bit
        assertThat(curve.envelope())
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(1, 2 / 3.0, 2 / 3.0);
        // 26 of the recalls 0, 0.01, … are up to 0.25, 25 more up to 0.5
        assertThat(curve.averagePrecision()).isCloseTo((26 + 25 * 2 / 3.0) / 101, within(1e-12));
    }

    /** The figures that the tests of faster_coco_eval expect. */
    @Test
    void crowdsAndTextIdsGiveTheFiguresOfThePeer() throws IOException {
        GroundTruthBatch truth = CocoFiles.readTruth(Samples.file("gt-ignore-test.json"));
        DetectionBatch found =
                CocoFiles.readDetections(Samples.file("dt-ignore-test.json"), truth.catalogue());
        CocoFigures figures =
                CocoEvaluation.of(CocoMatching.withDefaults().match(found, truth)).figures();
        assertThat(figures.ap()).isCloseTo(0.7099009900990099, within(1e-12));
        assertThat(figures.ap50()).isCloseTo(1, within(1e-12));
        assertThat(figures.ap75()).isCloseTo(0.8415841584158416, within(1e-12));
        assertThat(figures.apSmall()).isNaN();
        assertThat(figures.apMedium()).isCloseTo(0.7099009900990099, within(1e-12));
        assertThat(figures.apLarge()).isNaN();
        assertThat(figures.ar1()).isZero();
        assertThat(figures.ar10()).isCloseTo(0.45384615384615384, within(1e-12));
        assertThat(figures.ar100()).isCloseTo(0.7153846153846154, within(1e-12));
        assertThat(figures.arMedium()).isCloseTo(0.7153846153846154, within(1e-12));
        assertThat(figures.arSmall()).isNaN();
        assertThat(figures.arLarge()).isNaN();
    }
}
