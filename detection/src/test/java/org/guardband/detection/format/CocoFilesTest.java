package org.guardband.detection.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoFilesTest {

    private static final Catalogue CATALOGUE =
            new Catalogue(
                    ImageTable.of(
                            List.of("3", "x"),
                            List.of("three.png", "x.png"),
                            new double[] {10, 20.5},
                            new double[] {8, 9}),
                    CategoryTable.of(List.of("1", "5"), List.of("cat", "dog")));

    @TempDir Path folder;

    @Test
    void aSampleOfCocoComesIn() {
        GroundTruthBatch truth = Samples.truth();
        assertThat(truth.size()).isEqualTo(839);
        assertThat(truth.catalogue().images().size()).isEqualTo(100);
        assertThat(truth.catalogue().images().ids().get(0)).isEqualTo("42");
        assertThat(truth.catalogue().categories().size()).isEqualTo(80);
        int crowds = 0;
        for (int i = 0; i < truth.size(); i++) {
            crowds += truth.isCrowd(i) ? 1 : 0;
        }
        assertThat(crowds).isEqualTo(9);
        DetectionBatch found = Samples.found(truth.catalogue());
        assertThat(found.size()).isEqualTo(734);
        assertThat(found.detection(0).image()).isEqualTo("42");
        assertThat(found.detection(0).category()).isEqualTo("18");
        assertThat(found.score(0)).isEqualTo(0.236);
    }

    @Test
    void whatIsWrittenReadsBack() throws IOException {
        GroundTruthBatch truth =
                GroundTruthBatch.of(
                                CATALOGUE,
                                new int[] {0, 1},
                                new int[] {1, 0},
                                Boxes.of(BoxForm.SIZE, 0.1, 2, 3, 4, 1e-7, 6, 1 / 3.0, 1e17))
                        .withIds(new long[] {0, Long.MAX_VALUE})
                        .withAreas(new double[] {2, 0.3})
                        .withCrowds(new boolean[] {false, true})
                        .withIgnored(new boolean[] {true, false});
        DetectionBatch found =
                DetectionBatch.of(
                                CATALOGUE,
                                new int[] {1},
                                new int[] {1},
                                new double[] {0.1 + 0.2},
                                Boxes.of(BoxForm.SIZE, -1, 2, 3, 0))
                        .withSd(new double[] {0.1, 1, 2, 1e-9})
                        .withLabels(CategoricalBatch.of(new double[] {0.25, 0.75}, 2));
        for (String suffix : List.of(".json", ".json.gz")) {
            Path truthFile = folder.resolve("truth" + suffix);
            Path foundFile = folder.resolve("found" + suffix);
            CocoFiles.writeTruth(truthFile, truth);
            CocoFiles.writeDetections(foundFile, found);
            GroundTruthBatch again = CocoFiles.readTruth(truthFile);
            assertThat(again).isEqualTo(truth);
            DetectionBatch seen = CocoFiles.readDetections(foundFile, again.catalogue());
            assertThat(seen.sd().orElseThrow()).containsExactly(0.1, 1, 2, 1e-9);
            assertThat(seen.withBoxes(seen.boxes()).get(0)).isNotEqualTo(found.get(0));
            assertThat(seen.get(0)).isEqualTo(found.get(0));
        }
    }

    @Test
    void uncertainBoxesAreWrittenInTheFormOfTheFileOnly() {
        DetectionBatch found =
                DetectionBatch.of(
                                CATALOGUE,
                                new int[] {1},
                                new int[] {1},
                                new double[] {1},
                                Boxes.of(BoxForm.CORNERS, 0, 0, 1, 1))
                        .withSd(new double[] {1, 1, 1, 1});
        assertThatThrownBy(() -> CocoFiles.writeDetections(folder.resolve("x.json"), found))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "boxes with standard deviations must have the form SIZE to be written, got"
                                + " CORNERS");
        assertThat(folder.resolve("x.json")).doesNotExist();
    }

    @Test
    void anObjectMayHoldTheDetections() throws IOException {
        Path file =
                text(
                        "{\"info\":{\"a\":[1,{}]},\"annotations\":[{\"image_id\":\"3\","
                                + "\"category_id\":5,\"bbox\":[1,2,3,4],\"score\":1,\"id\":4}]}");
        assertThat(CocoFiles.readDetections(file, CATALOGUE).size()).isEqualTo(1);
        assertThat(CocoFiles.readDetections(text("[]"), CATALOGUE).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|1:1: a result file must be an array, got the end of the file",
                "7|1:1: a result file must be an array, got 7",
                "{}|1:2: a result file must be an array or hold \"annotations\"",
                "[7]|1:2: detections[0] must be an object, got 7",
                "[{\"image_id\":3.5}]|1:14: detections[0].image_id must be a whole number or a"
                        + " text, got 3.5",
                "[{\"image_id\":4}]|1:14: detections[0].image_id: no image has the id 4",
                "[{\"category_id\":\"z\"}]|1:17: detections[0].category_id: no category has the id"
                        + " z",
                "[{\"score\":1.5}]|1:11: detections[0].score must be in [0, 1], got 1.5",
                "[{\"score\":-1}]|1:11: detections[0].score must be in [0, 1], got -1.0",
                "[{\"score\":\"1\"}]|1:11: detections[0].score must be a number, got the text"
                        + " \"1\"",
                "[{\"score\":null}]|1:11: detections[0].score must be a number, got null",
                "[{\"score\":1e999}]|1:11: detections[0].score must be in the range of a double,"
                        + " got 1e999",
                "[{\"bbox\":[1,2,-3,4]}]|1:19: detections[0].bbox width must be >= 0, got -3.0",
                "[{\"bbox\":[1,2,3]}]|1:16: detections[0].bbox must hold 4 numbers, got 3",
                "[{\"bbox\":[1,2,3,4,5]}]|1:19: detections[0].bbox must hold 4 numbers, got more",
                "[{\"bbox\":{}}]|1:10: detections[0].bbox must be an array, got an object",
                "[{\"image_id\":3}]|1:15: detections[0] has no \"category_id\"",
                "[] []|1:4: there is something after the end of the data",
            })
    void aBadResultFileIsRefusedInOneLine(String content, String message) throws IOException {
        Path file = text(content == null ? "" : content);
        assertThatThrownBy(() -> CocoFiles.readDetections(file, CATALOGUE))
                .isInstanceOf(DetectionFileException.class)
                .hasMessage(file + ":" + message);
    }

    @Test
    void notANumberIsNoJson() throws IOException {
        Path file = text("[{\"score\":NaN}]");
        assertThatThrownBy(() -> CocoFiles.readDetections(file, CATALOGUE))
                .isInstanceOf(DetectionFileException.class)
                .hasMessageContaining(":1:1")
                .hasMessageContaining("is no JSON: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        String whole =
                "[{\"image_id\":3,\"category_id\":5,\"bbox\":[1,2,3,4],\"score\":0.5,\"x\":[[1]]}]";
        for (int length = 0; length < whole.length(); length++) {
            Path file = text(whole.substring(0, length));
            assertThatThrownBy(() -> CocoFiles.readDetections(file, CATALOGUE))
                    .isInstanceOf(DetectionFileException.class)
                    .hasMessageStartingWith(file + ":1:")
                    .hasMessageNotContaining("\n");
        }
        byte[] packed = Files.readAllBytes(Samples.file("coco100-results.json.gz"));
        Path file = folder.resolve("cut.json.gz");
        for (int length : new int[] {0, 5, 100, packed.length - 1}) {
            Files.write(file, Arrays.copyOf(packed, length));
            assertThatThrownBy(() -> CocoFiles.readDetections(file, Samples.truth().catalogue()))
                    .isInstanceOf(DetectionFileException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        Path file = text("[{\"x\":" + "[".repeat(100_000));
        assertThatThrownBy(() -> CocoFiles.readDetections(file, CATALOGUE))
                .isInstanceOf(DetectionFileException.class)
                .hasMessageContaining("exceeds a limit: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void repeatedIdsAreRefused() throws IOException {
        String row = "{\"image_id\":3,\"category_id\":5,\"bbox\":[1,2,3,4],\"score\":0.5,\"id\":9}";
        Path found = text("[" + row + "," + row + "]");
        assertThatThrownBy(() -> CocoFiles.readDetections(found, CATALOGUE))
                .hasMessage(found + ": detection id 9 must be there once");
        assertTruth(
                "\"images\":[{\"id\":1},{\"id\":\"1\"}],\"categories\":[],\"annotations\":[]",
                ": image id 1 must be there once, is at 0 and at 1");
        assertTruth(
                "\"images\":[],\"categories\":[{\"id\":1},{\"id\":1}],\"annotations\":[]",
                ": category id 1 must be there once, is at 0 and at 1");
        String object = "{\"id\":4,\"image_id\":1,\"category_id\":2,\"bbox\":[0,0,1,1]}";
        assertTruth(
                "\"images\":[{\"id\":1}],\"categories\":[{\"id\":2}],\"annotations\":["
                        + object
                        + ","
                        + object
                        + "]",
                ": id 4 must be there once");
    }

    @Test
    void badTruthsAreRefused() throws IOException {
        assertTruth("\"annotations\":[]", ":1:18: a truth file has no \"images\"");
        assertTruth(
                "\"images\":[{\"id\":1}],\"categories\":[{\"id\":2}],\"annotations\":"
                        + "[{\"image_id\":3,\"category_id\":2,\"bbox\":[0,0,1,1]}]",
                ": annotations[0].image_id: no image has the id 3");
        assertTruth(
                "\"annotations\":[{\"image_id\":3,\"category_id\":7,\"bbox\":[0,0,1,1]}],"
                        + "\"images\":[{\"id\":3}],\"categories\":[{\"id\":2}]",
                ": annotations[0].category_id: no category has the id 7");
        assertTruth(
                "\"annotations\":[{\"iscrowd\":2}]",
                ":1:28: annotations[0].iscrowd must be 0 or 1, got 2");
        assertTruth(
                "\"annotations\":[{\"area\":-2}]",
                ":1:25: annotations[0].area must be >= 0, got -2.0");
        assertTruth("\"images\":[],\"images\":[]", ":1:23: \"images\" must be there once");
        assertTruth(
                "\"images\":[{\"id\":123456789012345678901}]",
                ":1:18: images[0].id must be a whole number in 64 bits, got 123456789012345678901");
        assertThatThrownBy(() -> CocoFiles.readTruth(folder.resolve("none.json")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> CocoFiles.readTruth(folder))
                .hasMessage(folder + ": is a directory");
    }

    private void assertTruth(String fields, String message) throws IOException {
        Path file = text("{" + fields + "}");
        assertThatThrownBy(() -> CocoFiles.readTruth(file))
                .isInstanceOf(DetectionFileException.class)
                .hasMessage(file + message);
    }

    private Path text(String content) throws IOException {
        return Files.writeString(folder.resolve("in.json"), content, StandardCharsets.UTF_8);
    }
}
