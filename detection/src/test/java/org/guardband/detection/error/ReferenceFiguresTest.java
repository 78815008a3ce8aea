package org.guardband.detection.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.Samples;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;
import org.junit.jupiter.api.Test;

/** Figures of netcal and of fiveai/detection_calibration, see the README of the resources. */
class ReferenceFiguresTest {

    private static final JsonNode FIVE_AI = Samples.json("coco100-expected.json").get("expected");

    private static Outcomes outcomes(double tau) {
        GroundTruthBatch truth = Samples.truth();
        return CocoMatching.at(tau)
                .referenceCompatible()
                .match(Samples.found(truth.catalogue()), truth)
                .outcomes(0);
    }

    private static void assertFigure(double value, JsonNode figures, String name) {
        assertThat(value).as(name).isCloseTo(figures.get(name).asDouble(), within(1e-12));
    }

    @Test
    void netcalOnRandomDetections() {
        JsonNode file = Samples.json("dece.json.gz");
        double[][] columns = columns(file.get("features"), 5);
        boolean[] hit = new boolean[columns[0].length];
        for (int i = 0; i < hit.length; i++) {
            hit[i] = file.get("matched").get(i).asInt() == 1;
        }
        JsonNode expected = file.get("expected");
        int checked = 0;
        for (Iterator<String> names = expected.fieldNames(); names.hasNext(); checked++) {
            String name = names.next();
            String[] parts = name.split("\\|", -1);
            int[] features = numbers(parts[2]);
            DetectionPoints points =
                    DetectionPoints.of(
                            Arrays.stream(features)
                                    .mapToObj(j -> columns[j])
                                    .toArray(double[][]::new),
                            hit);
            DetectionErrors errors =
                    DetectionCalibrationError.equalWidth(numbers(parts[1]))
                            .withSampleThreshold(numbers(parts[3])[0])
                            .referenceCompatible()
                            .of(points);
            double value =
                    switch (parts[0]) {
                        case "ece" -> errors.expected();
                        case "ace" -> errors.average();
                        default -> errors.maximum();
                    };
            assertFigure(value, expected, name);
        }
        assertThat(checked).isEqualTo(12);
    }

    @Test
    void netcalOnTheSampleOfCoco() {
        JsonNode file = Samples.json("coco100-features.json.gz");
        double[][] columns = columns(file.get("rows"), 6);
        boolean[] hit = new boolean[columns[5].length];
        for (int i = 0; i < hit.length; i++) {
            hit[i] = columns[5][i] == 1;
        }
        JsonNode expected = file.get("expected");
        DetectionPoints scores = DetectionPoints.of(new double[][] {columns[0]}, hit);
        DetectionPoints centres = DetectionPoints.of(Arrays.copyOf(columns, 3), hit);
        DetectionPoints all = DetectionPoints.of(Arrays.copyOf(columns, 5), hit);
        assertFigure(expected(20, 1, scores), expected, "dece20");
        assertFigure(expected(10, 1, scores), expected, "dece10");
        assertFigure(expected(8, 8, centres), expected, "dece_cxcy_8_thr8");
        assertFigure(expected(8, 1, centres), expected, "dece_cxcy_8_thr1");
        assertFigure(expected(5, 8, all), expected, "dece_all_5_thr8");
        assertFigure(expected(5, 1, all), expected, "dece_all_5_thr1");
    }

    /** The rows of that file come from our own matching too. */
    @Test
    void featuresAreThoseOfTheReference() {
        JsonNode rows = Samples.json("coco100-features.json.gz").get("rows");
        GroundTruthBatch truth = Samples.truth();
        Outcomes outcomes =
                CocoMatching.at(0.5).match(Samples.found(truth.catalogue()), truth).outcomes(0);
        DetectionPoints points =
                DetectionPoints.of(
                        outcomes,
                        List.of(
                                DetectionFeature.CENTRE_X,
                                DetectionFeature.CENTRE_Y,
                                DetectionFeature.WIDTH,
                                DetectionFeature.HEIGHT));
        assertThat(sorted(points)).hasSize(734);
        double[][] expected = columns(rows, 6);
        DetectionPoints theirs = DetectionPoints.of(Arrays.copyOf(expected, 5), hits(expected[5]));
        String[] ours = sorted(points);
        assertThat(ours).isEqualTo(sorted(theirs));
    }

    private static boolean[] hits(double[] column) {
        boolean[] hit = new boolean[column.length];
        for (int i = 0; i < hit.length; i++) {
            hit[i] = column[i] == 1;
        }
        return hit;
    }

    private static String[] sorted(DetectionPoints points) {
        String[] lines = new String[points.size()];
        for (int i = 0; i < lines.length; i++) {
            StringBuilder line = new StringBuilder().append(points.isHit(i));
            for (int j = 0; j < points.dimensions(); j++) {
                line.append(String.format(" %.9f", points.value(i, j)));
            }
            lines[i] = line.toString();
        }
        Arrays.sort(lines);
        return lines;
    }

    private static double expected(int bins, int least, DetectionPoints points) {
        return DetectionCalibrationError.equalWidth(bins)
                .withSampleThreshold(least)
                .referenceCompatible()
                .of(points)
                .expected();
    }

    private static double[][] columns(JsonNode rows, int columns) {
        double[][] out = new double[columns][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns; j++) {
                out[j][i] = rows.get(i).get(j).asDouble();
            }
        }
        return out;
    }

    private static int[] numbers(String text) {
        return Stream.of(text.replaceAll("[^0-9,]", "").split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void localisationAwareErrors() {
        for (String tau : List.of("0", "0.5")) {
            Outcomes outcomes = outcomes(Double.parseDouble(tau));
            assertFigure(
                    new CategoryMean(LocalisationAwareEce.withDefaults().referenceCompatible())
                            .of(outcomes),
                    FIVE_AI,
                    "LaECE_tau" + tau + "_25bins");
            assertFigure(
                    new CategoryMean(LocalisationAwareAce.withDefaults().referenceCompatible())
                            .of(outcomes),
                    FIVE_AI,
                    "LaACE_tau" + tau);
        }
    }

    @Test
    void localisationRecallPrecision() {
        for (String tau : List.of("0", "0.5")) {
            Outcomes outcomes = outcomes(Double.parseDouble(tau));
            String name = "LaACE_tau" + tau + "/";
            LocalisationRecallPrecision measure =
                    LocalisationRecallPrecision.withDefaults().referenceCompatible();
            LrpError mean = LrpError.mean(measure.byCategory(outcomes));
            assertFigure(mean.lrp(), FIVE_AI, name + "lrp");
            assertFigure(mean.localisation(), FIVE_AI, name + "lrp_loc");
            assertFigure(mean.falsePositive(), FIVE_AI, name + "lrp_fp");
            assertFigure(mean.falseNegative(), FIVE_AI, name + "lrp_fn");
            assertFigure(new CategoryMean(measure).of(outcomes), FIVE_AI, name + "lrp");
            Outcomes some = outcomes.ofCategoriesWithObjects();
            assertThat(some.size() + some.ignoredRows().length)
                    .isEqualTo(FIVE_AI.get(name + "n_dets").asInt());
            int hits = 0;
            for (boolean hit : some.hits()) {
                hits += hit ? 1 : 0;
            }
            assertThat(hits).isEqualTo(FIVE_AI.get(name + "n_tp").asInt());
        }
    }

    @Test
    void pooledErrorOfThePitfallsPaper() {
        Outcomes outcomes = outcomes(0.5).ofCategoriesWithObjects();
        assertFigure(
                DetectionCalibrationError.equalWidth(10)
                        .withRightClosedBins()
                        .referenceCompatible()
                        .of(DetectionPoints.of(outcomes, List.of()))
                        .expected(),
                FIVE_AI,
                "DECE_tau0.5_10bins");
    }

    @Test
    void optimalThresholds() {
        double[] thresholds = LrpThresholds.referenceCompatible(outcomes(0)).toArray();
        JsonNode first = FIVE_AI.get("lrp_opt_thr_tau0_first10");
        for (int k = 0; k < 10; k++) {
            assertThat(thresholds[k]).isEqualTo(first.get(k).asDouble());
        }
        assertThat(Arrays.stream(thresholds).filter(Double::isNaN).count())
                .isEqualTo(FIVE_AI.get("n_classes_thr_nan").asInt());
        assertThat(Arrays.stream(thresholds).filter(t -> t == -1).count())
                .isEqualTo(FIVE_AI.get("n_classes_thr_minus1").asInt());
    }
}
