package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detections of several members, from the command line. */
class DetectionPoolCommandTest {

    @TempDir Path folder;
    private Path truth;
    private Path one;
    private Path two;
    private Path out;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @BeforeEach
    void files() throws IOException {
        truth = write("truth.json", DetectionCommandTest.TRUTH);
        one =
                write(
                        "one.json",
                        """
                        [{"image_id": 1, "category_id": 7, "bbox": [10, 10, 20, 20], "score": 0.6},
                         {"image_id": 2, "category_id": 9, "bbox": [50, 40, 40, 30], "score": 0.8},
                         {"image_id": 2, "category_id": 7, "bbox": [5, 5, 10, 10], "score": 0.4}]
                        """);
        two =
                write(
                        "two.json",
                        """
                        [{"image_id": 1, "category_id": 7, "bbox": [12, 10, 20, 22], "score": 0.6},
                         {"image_id": 2, "category_id": 9, "bbox": [50, 40, 40, 30], "score": 0.8}]
                        """);
        out = folder.resolve("out.json");
    }

    private JsonNode pooled(Object... more) throws IOException {
        Object[] args = new Object[6 + more.length];
        System.arraycopy(new Object[] {"aggregate", one, two, "-o", out, "--truth"}, 0, args, 0, 6);
        System.arraycopy(more, 0, args, 6, more.length);
        CommandRun run = CommandRun.of(args);
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(out.toFile());
    }

    @Test
    void fusesBoxesAndTellsHowFarTheyAreApart() throws IOException {
        JsonNode fused = pooled(truth);
        assertThat(fused).hasSize(3);
        JsonNode cat = fused.get(0);
        double[] box = {11, 10, 20, 21};
        double[] sd = {1, 0.25, 0.25, 1};
        JsonNode narrow = pooled(truth, "--least-spread", "0.25").get(0);
        for (int c = 0; c < 4; c++) {
            assertThat(cat.get("bbox").get(c).asDouble()).isCloseTo(box[c], within(1e-9));
            assertThat(cat.get("bbox_sd").get(c).asDouble()).isCloseTo(1, within(1e-9));
            assertThat(narrow.get("bbox_sd").get(c).asDouble()).isCloseTo(sd[c], within(1e-9));
        }
        assertThat(cat.get("score").asDouble()).isCloseTo(0.6, within(1e-12));
        // found by one of two
        JsonNode alone = fused.get(1);
        assertThat(alone.get("score").asDouble()).isCloseTo(0.2, within(1e-12));
        CommandRun evaluated =
                CommandRun.of(
                        "evaluate", out, "--truth", truth, "-o", folder.resolve("report.html"));
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("mean-box-sd").contains("auroc-of-errors-box-sd");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("mean-box-sd");
    }

    @Test
    void suppressesAndWeighs() throws IOException {
        JsonNode kept = pooled(truth, "--pool", "suppression");
        assertThat(kept).hasSize(3);
        assertThat(kept.get(0).get("bbox").get(0).asDouble()).isEqualTo(10);
        assertThat(pooled(truth, "--overlap", "0.95")).hasSize(4);
        JsonNode weighted = pooled(truth, "--weights", "3,1");
        assertThat(weighted.get(0).get("bbox").get(0).asDouble()).isCloseTo(10.5, within(1e-9));
    }

    private void refused(String complaint, Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(complaint).hasLineCount(1);
    }

    @Test
    void membersThatDisagreeAreOneLine() throws IOException {
        refused("give --truth TRUTH.json", "aggregate", one, two, "-o", out);
        refused("members or more, got 1", "aggregate", one, "-o", out, "--truth", truth);
        Path table = write("table.csv", "mean,sd\n0,1\n");
        refused(
                "table.csv: must be detections (.json) as " + one + " is",
                "aggregate",
                one,
                table,
                "-o",
                out,
                "--truth",
                truth);
        refused("must be a table as", "aggregate", table, one, "-o", out, "--truth", truth);
        refused("--truth and --overlap", "aggregate", table, table, "-o", out, "--truth", truth);
        refused(
                "out.csv: detections are written to a .json file",
                "aggregate",
                one,
                two,
                "-o",
                folder.resolve("out.csv"),
                "--truth",
                truth);
        Path image =
                write(
                        "image.json",
                        "[{\"image_id\": 3, \"category_id\": 7, \"bbox\": [0, 0, 1, 1],"
                                + " \"score\": 1}]");
        refused("no image has the id 3", "aggregate", one, image, "-o", out, "--truth", truth);
        Path box =
                write(
                        "box.json",
                        "[{\"image_id\": 1, \"category_id\": 7, \"bbox\": [0, 0, 1],"
                                + " \"score\": 1}]");
        refused("box.json", "aggregate", one, box, "-o", out, "--truth", truth);
        Object[] base = {"aggregate", one, two, "-o", out, "--truth", truth};
        refused("fusion and suppression for detections", with(base, "--pool", "linear"));
        refused("for each of the 2 members, got 1", with(base, "--weights", "1"));
        refused("--weights must be finite and >= 0, got -1.0", with(base, "--weights", "2,-1"));
        refused("--weights must not all be 0", with(base, "--weights", "0,0"));
        refused("no meaning", with(base, "--pool", "suppression", "--weights", "1,1"));
        refused("--overlap must be in [0, 1], got 2.0", with(base, "--overlap", "2"));
        refused("--least-spread must be > 0, got 0.0", with(base, "--least-spread", "0"));
        refused("are for tables", with(base, "--save", folder.resolve("m.json")));
    }

    private static Object[] with(Object[] base, Object... more) {
        Object[] all = Arrays.copyOf(base, base.length + more.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return all;
    }
}
