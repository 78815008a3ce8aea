package org.guardband.detection.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.Samples;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.precision.CocoEvaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DetectionTablesTest {

    private static final Catalogue CATALOGUE =
            new Catalogue(
                    ImageTable.of(
                            List.of("9", "10"),
                            List.of("9", "10"),
                            new double[] {10, 20.5},
                            new double[] {8, 9}),
                    CategoryTable.of(List.of("cat", "dog"), List.of("cat", "dog")));

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(BoxForm.class)
    void whatIsWrittenReadsBack(BoxForm form) throws IOException {
        GroundTruthBatch truth =
                GroundTruthBatch.of(
                                CATALOGUE,
                                new int[] {1, 0},
                                new int[] {1, 0},
                                Boxes.of(BoxForm.SIZE, 0.5, 2, 3, 4, 0.25, 6, 8, 1e10).to(form))
                        .withIds(new long[] {7, Long.MIN_VALUE})
                        .withAreas(new double[] {2, 0.1})
                        .withCrowds(new boolean[] {false, true})
                        .withIgnored(new boolean[] {true, false});
        DetectionBatch found =
                DetectionBatch.of(
                                CATALOGUE,
                                new int[] {1},
                                new int[] {1},
                                new double[] {0.1 + 0.2},
                                Boxes.of(BoxForm.SIZE, -1, 2, 3, 0).to(form))
                        .withSd(new double[] {0.1, 1, 2, 1e-9})
                        .withLabels(
                                CategoricalBatch.wrap(
                                        new double[] {0.25, 0.75}, List.of("cat", "dog"), 0));
        for (String suffix : List.of(".csv", ".csv.gz", ".npz")) {
            Path objects = folder.resolve("t" + suffix);
            Path images = folder.resolve("i" + suffix);
            Path detections = folder.resolve("d" + suffix);
            DetectionTables.writeTruth(objects, images, truth);
            DetectionTables.writeDetections(detections, found);
            assertThat(DetectionTables.readTruth(objects, images)).isEqualTo(truth);
            assertThat(DetectionTables.readDetections(detections, CATALOGUE)).isEqualTo(found);
        }
    }

    @Test
    void figuresAreThoseOfTheJsonFile() throws IOException {
        GroundTruthBatch truth = Samples.truth();
        DetectionBatch found = Samples.found(truth.catalogue());
        DetectionTables.writeTruth(folder.resolve("t.csv"), folder.resolve("i.csv"), truth);
        DetectionTables.writeDetections(folder.resolve("d.csv"), found);
        GroundTruthBatch again =
                DetectionTables.readTruth(folder.resolve("t.csv"), folder.resolve("i.csv"));
        // the table knows categories with objects only, and detections may name others
        List<String> ids = again.catalogue().categories().ids();
        int[] known =
                IntStream.range(0, found.size())
                        .filter(i -> ids.contains(found.detection(i).category()))
                        .toArray();
        DetectionTables.writeDetections(folder.resolve("d.csv"), found.select(known));
        DetectionBatch seen =
                DetectionTables.readDetections(folder.resolve("d.csv"), again.catalogue());
        assertThat(CocoEvaluation.of(CocoMatching.withDefaults().match(seen, again)).figures())
                .isEqualTo(
                        CocoEvaluation.of(CocoMatching.withDefaults().match(found, truth))
                                .figures());
    }

    @Test
    void imagesAreThoseWithObjectsWithoutATable() throws IOException {
        Path file = text("t.csv", "image,category,x1,y1,x2,y2\n10,cat,0,0,1,1\n9,dog,0,0,1,1");
        GroundTruthBatch truth = DetectionTables.readTruth(file);
        assertThat(truth.catalogue().images().ids()).containsExactly("9", "10");
        assertThat(truth.catalogue().images().hasSize(0)).isFalse();
        assertThat(truth.area(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10,cat,1.5,0,0,1,1|:2: score: must be in [0, 1], got 1.5",
                "10,cat,nan,0,0,1,1|:2: score: must be in [0, 1], got NaN",
                "10,cat,x,0,0,1,1|:2: score: \"x\" is not a number",
                "11,cat,1,0,0,1,1|:2: image: no image has the id \"11\"",
                "10,emu,1,0,0,1,1|:2: category: no category has the id \"emu\"",
                "10,cat,1,0,0,-1,1|:2: width: must be >= 0.0, got -1.0",
                "10,cat,1,0,inf,1,1|:2: y: must be finite, got Infinity",
            })
    void badRowsAreRefused(String row, String message) throws IOException {
        Path file = text("d.csv", "image,category,score,x,y,width,height\n" + row + "\n");
        assertThatThrownBy(() -> DetectionTables.readDetections(file, CATALOGUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + message);
    }

    @Test
    void badTruthsAreRefused() throws IOException {
        String header = "image,category,x1,y1,x2,y2,";
        assertTruth(
                header + "id\n9,cat,0,0,1,1,4\n9,cat,0,0,1,1,4", ":1: id: id 4 must be there once");
        assertTruth(header + "id\n9,cat,0,0,1,1,z", ":2: id: must be a whole number, got \"z\"");
        assertTruth(header + "crowd\n9,cat,0,0,1,1,2", ":2: crowd: must be 0 or 1, got \"2\"");
        assertTruth(
                header + "area\n9,cat,0,0,1,1,-2", ":2: area: must be >= 0 and finite, got -2.0");
        assertTruth(header + "area\n9,cat,5,0,1,1,2", ":2: x2: must be >= 5.0, got 1.0");
        Path images = text("i.csv", "image\n9\n9\n");
        Path truth = text("t.csv", header + "id\n9,cat,0,0,1,1,4");
        assertThatThrownBy(() -> DetectionTables.readTruth(truth, images))
                .hasMessage(images + ":1: image: image id 9 must be there once, is at 0 and at 1");
    }

    private void assertTruth(String content, String message) throws IOException {
        Path file = text("t.csv", content);
        assertThatThrownBy(() -> DetectionTables.readTruth(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + message);
    }

    private Path text(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), Arrays.asList(content.split("\n", -1)));
    }
}
