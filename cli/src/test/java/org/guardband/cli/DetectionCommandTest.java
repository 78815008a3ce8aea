package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Detections as files of COCO, from the command line. */
class DetectionCommandTest {

    static final String TRUTH =
            """
            {"images": [{"id": 1, "width": 100, "height": 80}, {"id": 2, "width": 100, "height": 80}],
             "categories": [{"id": 7, "name": "cat"}, {"id": 9, "name": "dog"}],
             "annotations": [
               {"id": 1, "image_id": 1, "category_id": 7, "bbox": [10, 10, 20, 20], "area": 400, "iscrowd": 0},
               {"id": 2, "image_id": 2, "category_id": 9, "bbox": [50, 40, 40, 30], "area": 1200, "iscrowd": 0}]}
            """;

    private static final String FOUND =
            """
            [{"image_id": 1, "category_id": 7, "bbox": [10, 10, 20, 20], "score": 0.9},
             {"image_id": 1, "category_id": 7, "bbox": [60, 60, 10, 10], "score": 0.6},
             {"image_id": 2, "category_id": 9, "bbox": [52, 40, 38, 30], "score": 0.8}]
            """;

    @TempDir Path folder;
    private Path truth;
    private Path found;

    @BeforeEach
    void files() throws IOException {
        truth = Files.writeString(folder.resolve("truth.json"), TRUTH);
        found = Files.writeString(folder.resolve("found.json"), FOUND);
    }

    @Test
    void cocoFiguresAndCountsAndAReport() throws IOException {
        Path report = folder.resolve("report.html");
        CommandRun run = CommandRun.of("evaluate", found, "--truth", truth, "--json", "-o", report);
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode measures = new ObjectMapper().readTree(run.out()).get("detections");
        assertThat(measures.get("images").asInt()).isEqualTo(2);
        assertThat(measures.get("objects").asInt()).isEqualTo(2);
        assertThat(measures.get("detections").asInt()).isEqualTo(3);
        // every object is found at every threshold up to IoU 0.95, and false alarms come later;
        // COCO adds 2^-52 to every denominator
        assertThat(measures.get("AP").asDouble()).isBetween(1 - 1e-12, 1.0);
        assertThat(measures.get("AP_large").isNull()).isTrue();
        // an image that is drawn twice has all its objects found too
        assertThat(measures.get("AP-low").asDouble()).isBetween(1 - 1e-12, 1.0);
        assertThat(measures.get("AP50-high").asDouble()).isBetween(1 - 1e-12, 1.0);
        assertThat(Files.readString(report))
                .contains("Reliability of the scores", "Where in the image", "cat", "dog");
    }

    /** Three detections, two with an object: errors of 0 and of 2 in x and width. */
    @Test
    void statedDeviationsAreJudgedByCoordinate() throws IOException {
        Path stated = folder.resolve("stated.json");
        Files.writeString(
                stated,
                Files.readString(found)
                        .replace("\"score\"", "\"bbox_sd\": [1, 1, 2, 1], \"score\""));
        JsonNode measures = measures(stated);
        // of N(0, 1) at 0 and 2; of N(0, 4) at 0 and -2
        double constant = 0.5 * Math.log(2 * Math.PI);
        assertThat(measures.get("nll:x").asDouble()).isCloseTo(constant + 1, within(1e-12));
        assertThat(measures.get("nll:width").asDouble())
                .isCloseTo(constant + Math.log(2) + 0.25, within(1e-12));
        assertThat(measures.get("picp@0.9:x").asDouble()).isEqualTo(0.5);
        assertThat(measures.get("picp@0.9:width").asDouble()).isEqualTo(1);
        assertThat(measures.get("picp@0.9:box").asDouble()).isEqualTo(0.5);
        assertThat(measures.get("ence:y").isNumber()).isTrue();
    }

    @Test
    void packedFilesAreDetectionsToo() throws IOException {
        Path packed = folder.resolve("found.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(found));
        }
        assertThat(measures(packed)).isEqualTo(measures(found));
    }

    @Test
    void detectionsNeedTheirTruth() {
        CommandRun run = CommandRun.of("evaluate", found);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        found
                                + ": detections are evaluated against objects; give --truth"
                                + " TRUTH.json");
    }

    @Test
    void noDetectionsAreNothingToEvaluate() throws IOException {
        Files.writeString(found, "[]");
        CommandRun run = CommandRun.of("evaluate", found, "--truth", truth);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualToIgnoringNewLines(found + ": has no detections to evaluate");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"image_id\": 1', '\"image_id\": 3'",
        "'\"category_id\": 9', '\"category_id\": 8'",
        "'0.9', '1.5'",
        "'[60, 60, 10, 10]', '[60, 60, -10, 10]'",
        "'[60, 60, 10, 10]', '[60, 60, 10]'",
        "'[60, 60, 10, 10]', '\"here\"'",
        "'\"score\": 0.8}]', ''",
    })
    void aWrongFileGetsOneLine(String right, String wrong) throws IOException {
        Files.writeString(found, FOUND.replaceFirst(Pattern.quote(right), wrong));
        Path report = folder.resolve("report.html");
        CommandRun run = CommandRun.of("evaluate", found, "--truth", truth, "-o", report);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith(found.toString());
        assertThat(report).doesNotExist();
    }

    @Test
    void hostileNestingIsRefused() throws IOException {
        Files.writeString(found, "[".repeat(200_000));
        CommandRun run = CommandRun.of("evaluate", found, "--truth", truth);
        assertThat(run.status()).isEqualTo(2);
        assertThat(List.of(run.err().split("\\R"))).hasSize(1);
    }

    static List<String> scoreMethods() {
        return new DetectionScoreMethods().methods().stream().map(MethodEntry::name).toList();
    }

    /** Forty images with an object and four detections each, right the more often the surer. */
    private void manyDetections() throws IOException {
        StringBuilder images = new StringBuilder();
        StringBuilder objects = new StringBuilder();
        StringBuilder hits = new StringBuilder();
        SplittableRandom rng = new SplittableRandom(3);
        for (int i = 1; i <= 40; i++) {
            String comma = i == 1 ? "" : ",";
            images.append(comma + "{\"id\": " + i + ", \"width\": 100, \"height\": 80}");
            objects.append(
                    comma
                            + "{\"id\": "
                            + i
                            + ", \"image_id\": "
                            + i
                            + ", \"category_id\": "
                            + (i % 2 == 0 ? 7 : 9)
                            + ", \"bbox\": [10, 10, 30, 30], \"area\": 900, \"iscrowd\": 0}");
            for (int d = 0; d < 4; d++) {
                boolean right = d == 0 && rng.nextInt(4) > 0;
                double score = right ? 0.5 + rng.nextDouble() / 2 : rng.nextDouble();
                hits.append(
                        (hits.isEmpty() ? "" : ",")
                                + "{\"image_id\": "
                                + i
                                + ", \"category_id\": "
                                + (i % 2 == 0 ? 7 : 9)
                                + ", \"bbox\": "
                                + (right
                                        ? "[11, 10, 30, 29]"
                                        : "["
                                                + (50 + rng.nextInt(20))
                                                + ", "
                                                + (5 + rng.nextInt(40))
                                                + ", "
                                                + (10 + rng.nextInt(15))
                                                + ", 20]")
                                + ", \"score\": "
                                + score
                                + "}");
            }
        }
        Files.writeString(
                truth,
                "{\"images\": ["
                        + images
                        + "], \"categories\": [{\"id\": 7, \"name\": \"cat\"}, {\"id\": 9, \"name\":"
                        + " \"dog\"}], \"annotations\": ["
                        + objects
                        + "]}");
        Files.writeString(found, "[" + hits + "]");
    }

    private JsonNode measures(Path file) throws IOException {
        CommandRun run = CommandRun.of("evaluate", file, "--truth", truth, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out()).get("detections");
    }

    @ParameterizedTest
    @MethodSource("scoreMethods")
    void everyMethodFitsAndAppliesAndLowersTheError(String method) throws IOException {
        manyDetections();
        Path model = folder.resolve("model.json");
        Path better = folder.resolve("better.json");
        CommandRun fit = CommandRun.of("fit", method, found, "--truth", truth, "-o", model);
        assertThat(fit.status()).as(fit.err()).isZero();
        CommandRun apply = CommandRun.of("apply", model, found, "--truth", truth, "-o", better);
        assertThat(apply.status()).as(apply.err()).isZero();
        assertThat(measures(better).get("d-ece").asDouble())
                .isLessThan(measures(found).get("d-ece").asDouble());
    }

    @Test
    void byCategoryTowardsTheOverlap() throws IOException {
        manyDetections();
        Path model = folder.resolve("model.json");
        CommandRun fit =
                CommandRun.of(
                        "fit",
                        "detection-isotonic",
                        found,
                        "--truth",
                        truth,
                        "--by-category",
                        "--target",
                        "iou",
                        "--overlap",
                        "0.4",
                        "-o",
                        model);
        assertThat(fit.status()).as(fit.err()).isZero();
        Path better = folder.resolve("better.json");
        CommandRun.of("apply", model, found, "--truth", truth, "-o", better);
        assertThat(measures(better).get("laece").asDouble())
                .isLessThan(measures(found).get("laece").asDouble());
    }

    @Test
    void imagesAndCategoriesAreAskedFor() throws IOException {
        Path model = folder.resolve("model.json");
        CommandRun fit = CommandRun.of("fit", "detection-platt", found, "-o", model);
        assertThat(fit.status()).isEqualTo(2);
        assertThat(fit.err())
                .isEqualToIgnoringNewLines(
                        found
                                + ": detections need their images and categories; give --truth"
                                + " TRUTH.json");
        assertThat(model).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"boxes-bonferroni, outer", "boxes-max-score, both", "boxes-by-image, outer"})
    void boxesWithMargins(String method, String bound) throws IOException {
        manyDetections();
        Path model = folder.resolve("model.json");
        Path table = folder.resolve("boxes.csv");
        CommandRun fit =
                CommandRun.of(
                        "fit", method, found, "--truth", truth, "--bound", bound, "-o", model);
        assertThat(fit.status()).as(fit.err()).isZero();
        CommandRun apply =
                CommandRun.of(
                        "apply",
                        model,
                        found,
                        "--truth",
                        truth,
                        "--coverage",
                        "0.5,0.8",
                        "-o",
                        table);
        assertThat(apply.status()).as(apply.err()).isZero();
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(161);
        assertThat(lines.get(0))
                .startsWith("image_id,category_id,score,x1,y1,x2,y2,outer_x1@0.5,outer_y1@0.5")
                .endsWith("inner_x2@0.8,inner_y2@0.8");
    }

    @ParameterizedTest
    @CsvSource({"false, 0.8", "true, 0.8"})
    void labelsAndBoxesTogether(boolean byCategory, String coverage) throws IOException {
        manyDetections();
        Path model = folder.resolve("model.json");
        Path table = folder.resolve("boxes.csv");
        List<Object> fit = new ArrayList<>();
        fit.addAll(List.of("fit", "boxes-with-labels", found, "--truth", truth, "-o", model));
        if (byCategory) {
            fit.add("--by-category");
        }
        CommandRun without = CommandRun.of(fit.toArray());
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err())
                .isEqualToIgnoringNewLines(
                        found
                                + ": detections must have \"probabilities\", one number per"
                                + " category");
        // a category that is taken for the other one half of the time
        StringBuilder unsure = new StringBuilder();
        int row = 0;
        for (String part : Files.readString(found).split("\"score\"", -1)) {
            unsure.append(row == 0 ? "" : "\"score\"").append(part);
            if (row > 0) {
                int end = unsure.lastIndexOf("}");
                String p = row % 2 == 0 ? "[0.55, 0.45]" : "[0.4, 0.6]";
                unsure.insert(end, ", \"probabilities\": " + p);
            }
            row++;
        }
        Files.writeString(found, unsure);
        CommandRun fitted = CommandRun.of(fit.toArray());
        assertThat(fitted.status()).as(fitted.err()).isZero();
        CommandRun apply =
                CommandRun.of(
                        "apply",
                        model,
                        found,
                        "--truth",
                        truth,
                        "--coverage",
                        coverage,
                        "-o",
                        table);
        assertThat(apply.status()).as(apply.err()).isZero();
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(row);
        assertThat(lines.get(0))
                .startsWith("image_id,category_id,score,x1,y1,x2,y2,set,outer_x1,outer_y1")
                .endsWith("inner_x2,inner_y2");
        assertThat(lines.get(1)).contains(",7|9,");
    }

    @Test
    void aThresholdThatFindsEnough() throws IOException {
        manyDetections();
        Path model = folder.resolve("model.json");
        Path kept = folder.resolve("kept.json");
        CommandRun fit =
                CommandRun.of(
                        "fit",
                        "detection-recall",
                        found,
                        "--truth",
                        truth,
                        "--coverage",
                        "0.6",
                        "-o",
                        model);
        assertThat(fit.status()).as(fit.err()).isZero();
        CommandRun apply = CommandRun.of("apply", model, found, "--truth", truth, "-o", kept);
        assertThat(apply.status()).as(apply.err()).isZero();
        double left = measures(kept).get("detections").asDouble();
        assertThat(left).isLessThan(160);
        CommandRun tooMuch =
                CommandRun.of(
                        "fit",
                        "detection-recall",
                        found,
                        "--truth",
                        truth,
                        "--coverage",
                        "0.99",
                        "-o",
                        model);
        assertThat(tooMuch.status()).isEqualTo(2);
        assertThat(tooMuch.err()).contains("no threshold finds a share of 0.99");
    }
}
