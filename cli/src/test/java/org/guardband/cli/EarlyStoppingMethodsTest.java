package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conformalized early stopping from folders of snapshots. */
class EarlyStoppingMethodsTest {

    @TempDir Path folder;

    private Path path(String name) {
        return folder.resolve(name);
    }

    private Path snapshots(String name, String... tables) throws IOException {
        Path all = Files.createDirectories(path(name));
        for (int t = 0; t < tables.length; t++) {
            // 9 before 10: numbers are counted
            Files.writeString(all.resolve("epoch" + (9 + t) + ".csv"), tables[t]);
        }
        Files.writeString(all.resolve("readme.txt"), "no table");
        return all;
    }

    private Table run(Path heldOut, Path test, String... options) throws IOException {
        Object[] fit = new Object[5 + options.length];
        System.arraycopy(
                new Object[] {"fit", "ces", heldOut, "-o", path("model.json")}, 0, fit, 0, 5);
        System.arraycopy(options, 0, fit, 5, options.length);
        assertThat(CommandRun.of(fit)).isEqualTo(new CommandRun(0, "", ""));
        assertThat(
                        CommandRun.of(
                                "apply",
                                path("model.json"),
                                test,
                                "-o",
                                path("out.csv"),
                                "--coverage",
                                "0.5"))
                .isEqualTo(new CommandRun(0, "", ""));
        return Tables.read(path("out.csv"));
    }

    /** Losses 2 and 8, thresholds 1 and 2, border 2.75: [-1, 1] and [2.75, 6]. */
    @Test
    void means() throws IOException {
        Table out =
                run(
                        snapshots("cal", "mean,y\n0,1\n2,1\n", "mean,y\n3,1\n-1,1\n"),
                        snapshots("test", "mean,id\n0,a\n", "mean,id\n4,a\n"));
        assertThat(out.names()).containsExactly("id", "lower", "upper");
        assertThat(out.numbers("lower")).containsExactly(-1);
        assertThat(out.numbers("upper")).containsExactly(6);
    }

    /** One snapshot is plain CQR: scores max(l - y, y - h) = 1, -1, rank 2 of 2. */
    @Test
    void quantiles() throws IOException {
        Table out =
                run(
                        snapshots("cal", "q:0.1,q:0.9,y\n1,3,0\n1,3,2\n"),
                        snapshots("test", "q:0.1,q:0.9\n4,6\n"));
        assertThat(out.numbers("lower")).containsExactly(3);
        assertThat(out.numbers("upper")).containsExactly(7);
    }

    @Test
    void classes() throws IOException {
        String sure = "p:a,p:b,label\n0.9,0.1,a\n0.2,0.8,b\n";
        String unsure = "p:a,p:b,label\n0.5,0.5,a\n0.5,0.5,b\n";
        Table out =
                run(
                        snapshots("cal", unsure, sure),
                        snapshots("test", "p:a,p:b\n0.6,0.4\n", "p:b,p:a\n0.3,0.7\n"),
                        "--no-randomize");
        // the sure snapshot has the least loss with either label; scores 0.9, 0.8 against 0.7, 1
        assertThat(out.texts("set")).containsExactly("a");
    }

    private void refuses(String message, Object... command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.err()).isEqualTo(message + System.lineSeparator());
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoFolderOfSnapshots() throws IOException {
        Path model = path("model.json");
        Path table = Files.writeString(path("one.csv"), "mean,y\n0,1\n");
        refuses(
                table + ": must be a folder with a table for each snapshot",
                "fit",
                "ces",
                table,
                "-o",
                model);
        Path empty = Files.createDirectories(path("empty"));
        refuses(
                empty + ": has no .csv, .csv.gz or .npz of a snapshot",
                "fit",
                "ces",
                empty,
                "-o",
                model);
        Path good = snapshots("good", "mean,y\n0,1\n");
        refuses(
                good + ": must be a table; a folder of snapshots is for ces",
                "fit",
                "absolute-residual",
                good,
                "-o",
                model);
        Path other = snapshots("other", "mean,y\n0,1\n", "mean,y\n0,2\n");
        refuses(
                other.resolve("epoch10.csv")
                        + ": y: must be that of "
                        + other.resolve("epoch9.csv"),
                "fit",
                "ces",
                other,
                "-o",
                model);
        assertThat(CommandRun.of("fit", "ces", good, "-o", model).status()).isZero();
        refuses(
                "path must have the 1 snapshots of the held-out rows, got 2",
                "apply",
                model,
                other,
                "-o",
                path("out.csv"),
                "--coverage",
                "0.4");
        refuses(
                table + ": must be a folder with a table for each snapshot",
                "apply",
                model,
                table,
                "-o",
                path("out.csv"));
    }
}
