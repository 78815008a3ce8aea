package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with the names that other software gives. */
class ColumnsOptionTest {

    private static final String NAMES = "mean=y_pred,sd=std,y=y_true";

    @TempDir Path folder;

    private Path table(String name, String header) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < 40; i++) {
            text.append("r").append(i).append(',').append(i % 7 + 0.5 * (i % 3)).append(',');
            text.append(i % 7).append(',').append(1 + i % 2).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void otherNamesMakeTheSameModelAndTheSameIntervals() throws IOException {
        Path theirs = table("theirs.csv", "id,y_true,y_pred,std");
        Path ours = table("ours.csv", "id,y,mean,sd");
        Path model = folder.resolve("model.json");
        Path same = folder.resolve("same.json");
        CommandRun run =
                CommandRun.of("fit", "normalized", theirs, "-o", model, "--columns", NAMES);
        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        assertThat(CommandRun.of("fit", "normalized", ours, "-o", same).status()).isZero();
        assertThat(model).hasSameTextualContentAs(same);

        Path out = folder.resolve("out.csv");
        Path sameOut = folder.resolve("same.csv");
        run = CommandRun.of("apply", model, theirs, "-o", out, "--columns", NAMES);
        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        assertThat(CommandRun.of("apply", same, ours, "-o", sameOut).status()).isZero();
        assertThat(out).hasSameTextualContentAs(sameOut);

        assertThat(CommandRun.of("evaluate", theirs, "--columns", NAMES).out())
                .isEqualTo(CommandRun.of("evaluate", ours).out());
        assertThat(
                        CommandRun.of("aggregate", theirs, theirs, "-o", out, "--columns", NAMES)
                                .status())
                .isZero();
    }

    @Test
    void beginningsRenameClasses() throws IOException {
        StringBuilder text = new StringBuilder("prob_cat,prob_dog,truth\n");
        for (int i = 0; i < 30; i++) {
            text.append(i % 3 == 0 ? "0.25,0.75,dog\n" : "0.5,0.5,cat\n");
        }
        Path file = Files.writeString(folder.resolve("classes.csv"), text);
        Path model = folder.resolve("lac.json");
        CommandRun run =
                CommandRun.of(
                        "fit", "lac", file, "-o", model, "--columns", "p:*=prob_*,label=truth");
        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        Path bare = folder.resolve("bare.csv");
        Files.writeString(bare, "prob_cat,prob_dog\n0.9,0.1\n");
        Path out = folder.resolve("sets.csv");
        run = CommandRun.of("apply", model, bare, "-o", out, "--columns", "p:*=prob_*,label=truth");
        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        assertThat(out).content().isEqualTo("set\ncat\n");
    }

    @Test
    void tellsWhatIsWrongAndHowToNameColumns() throws IOException {
        Path theirs = table("theirs.csv", "id,y_true,y_pred,std");
        Path model = folder.resolve("model.json");
        CommandRun run = CommandRun.of("fit", "normalized", theirs, "-o", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        theirs
                                + ":1: column mean is missing; there are id, y_true, y_pred, std"
                                + " (if it has another name there: --columns mean=NAME)\n");
        run = CommandRun.of("fit", "normalized", theirs, "-o", model, "--columns", "mean");
        assertThat(run.err())
                .isEqualTo("--columns: columns[0] must be NAME=NAME_IN_FILE, got mean\n");
        run = CommandRun.of("fit", "normalized", theirs, "-o", model, "--columns", "id=std");
        assertThat(run.err())
                .isEqualTo(theirs + ":1: column id would be there twice when std is read as id\n");
        run = CommandRun.of("evaluate", theirs, "--columns", "p:*=prob");
        assertThat(run.err()).contains("must end in * on both sides or on none, got p:*=prob");
        run = CommandRun.of("evaluate", theirs, "--columns", "y=a,y=b");
        assertThat(run.err()).contains("columns[1] must not name y twice, got y=b");
        run = CommandRun.of("evaluate", theirs, "--columns", "y=a,mean=a");
        assertThat(run.err()).contains("columns[1] must not rename a twice, got mean=a");
    }
}
