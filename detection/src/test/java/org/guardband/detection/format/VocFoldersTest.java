package org.guardband.detection.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guardband.detection.Box;
import org.guardband.detection.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocFoldersTest {

    @TempDir Path folder;

    @Test
    void foldersComeIn() throws IOException {
        EvaluationData data = VocFolders.read(Samples.file("voc/truth"), Samples.file("voc/found"));
        assertThat(data.truth().catalogue().images().ids())
                .containsExactly("2007_000027", "2007_000032", "2007_000332");
        assertThat(data.detections().detection(0).category()).isEqualTo("tvmonitor");
        assertThat(data.detections().detection(0).score()).isEqualTo(0.471781);
        assertThat(data.detections().boxes().get(0)).isEqualTo(new Box(0, 13, 174, 231));
        assertThat(data.truth().boxes().get(0)).isEqualTo(new Box(176, 206, 49, 60));
    }

    @Test
    void whatIsWrittenReadsBack() throws IOException {
        EvaluationData data = VocFolders.read(Samples.file("voc/truth"), Samples.file("voc/found"));
        VocFolders.writeTruth(folder.resolve("t"), data.truth());
        VocFolders.writeDetections(folder.resolve("d"), data.detections());
        assertThat(VocFolders.read(folder.resolve("t"), folder.resolve("d"))).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat 0.5 1 2 3|must be \"category score left top right bottom\", got 5 words",
                "cat 1.5 1 2 3 4|score must be in [0, 1], got 1.5",
                "cat NaN 1 2 3 4|score must be finite, got NaN",
                "cat 0.5 a 2 3 4|left must be a number, got a",
                "cat 0.5 4 2 3 4|right must be >= left (4.0), got 3.0",
            })
    void badLinesAreRefused(String line, String message) throws IOException {
        Path truth = Files.createDirectory(folder.resolve("t"));
        Path found = Files.createDirectory(folder.resolve("d"));
        Files.writeString(truth.resolve("a.txt"), "cat 1 2 3 4 difficult\n");
        Path file = Files.writeString(found.resolve("a.txt"), "\n" + line + "\n");
        assertThatThrownBy(() -> VocFolders.read(truth, found))
                .isInstanceOf(DetectionFileException.class)
                .hasMessage(file + ":2: " + message);
    }

    @Test
    void anImageWithoutTruthIsRefused() throws IOException {
        Path truth = Files.createDirectory(folder.resolve("t"));
        Path found = Files.createDirectory(folder.resolve("d"));
        Files.writeString(truth.resolve("a.txt"), "");
        Path file = Files.writeString(found.resolve("b.txt"), "cat 0.5 1 2 3 4");
        assertThatThrownBy(() -> VocFolders.read(truth, found))
                .hasMessage(file + ":1: there is no file of truth for the image b");
    }
}
