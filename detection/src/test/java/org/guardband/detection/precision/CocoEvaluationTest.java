package org.guardband.detection.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;

import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.Samples;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.matching.CocoMatching;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

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
