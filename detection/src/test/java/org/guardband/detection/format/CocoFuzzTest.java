package org.guardband.detection.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.ImageTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with bytes changed, dropped and doubled are read or refused in one line, nothing else. */
class CocoFuzzTest {

    private static final int TRIES = 400;

    private static final String TRUTH =
            "{\"annotations\":[{\"id\":1,\"image_id\":3,\"category_id\":\"x\",\"bbox\":[0,1.5,2,3],"
                    + "\"area\":6,\"iscrowd\":0,\"ignore\":1,\"segmentation\":[[1,2,3.5e1]]}],"
                    + "\"images\":[{\"id\":3,\"width\":10,\"height\":20,\"file_name\":\"é\"}],"
                    + "\"categories\":[{\"id\":\"x\",\"name\":\"n\"}]}";

    private static final String FOUND =
            "[{\"image_id\":3,\"category_id\":\"x\",\"bbox\":[0,1,2,3],\"score\":0.25,"
                    + "\"bbox_sd\":[1,1,1,1],\"probabilities\":[1.0],\"id\":7},"
                    + "{\"image_id\":\"3\",\"category_id\":\"x\",\"bbox\":[-1,1e2,2,3],\"score\":1,"
                    + "\"bbox_sd\":[1,1,1,1],\"probabilities\":[1],\"id\":8}]";

    @TempDir Path folder;

    @Test
    void truths() throws IOException {
        fuzz(TRUTH, CocoFiles::readTruth, 1);
    }

    @Test
    void detections() throws IOException {
        Catalogue catalogue = CocoFiles.readTruth(write(TRUTH.getBytes(UTF_8))).catalogue();
        assertThat(catalogue)
                .isEqualTo(
                        new Catalogue(
                                ImageTable.of(
                                        List.of("3"),
                                        List.of("é"),
                                        new double[] {10},
                                        new double[] {20}),
                                CategoryTable.of(List.of("x"), List.of("n"))));
        fuzz(FOUND, file -> CocoFiles.readDetections(file, catalogue), 2);
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface Reading {
        Object read(Path file) throws IOException;
    }

    private void fuzz(String text, Reading reading, long seed) throws IOException {
        byte[] whole = text.getBytes(UTF_8);
        assertThat(reading.read(write(whole))).isNotNull();
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = write(changed(whole, random));
            try {
                assertThat(reading.read(file)).isNotNull();
            } catch (DetectionFileException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(file + ":").doesNotContain("\n");
            }
        }
        assertThat(refused).isGreaterThan(TRIES / 2);
    }

    private static byte[] changed(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] = (byte) "{}[]:,\"-0.e9n".charAt(random.nextInt(13));
            case 2 -> {
                byte[] shorter = new byte[bytes.length - 1];
                System.arraycopy(bytes, 0, shorter, 0, at);
                System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                return shorter;
            }
            default -> {
                int length = random.nextInt(bytes.length - at);
                byte[] longer = new byte[bytes.length + length];
                System.arraycopy(bytes, 0, longer, 0, at + length);
                System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                return longer;
            }
        }
        return bytes;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("in.json"), bytes);
    }
}
