package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleCommandsTest {

    @TempDir Path folder;

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Columns in another order are the same members. */
    private Path[] classes() throws Exception {
        return new Path[] {
            write("a.csv", "id,p:cat,p:dog,label\n7,0.5,0.5,cat\n8,0.25,0.75,dog\n"),
            write("b.csv", "p:dog,p:cat,label\n0.25,0.75,cat\n0.75,0.25,dog\n")
        };
    }

    @Test
    void poolsClassesAndTellsHowFarTheMembersAgree() throws Exception {
        Path[] members = classes();
        Path out = folder.resolve("out.csv");
        CommandRun run = CommandRun.of("aggregate", members[0], members[1], "-o", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        Table table = Tables.read(out);
        assertThat(table.names()).startsWith("id", "label", "p:cat", "p:dog", "u:total-entropy");
        assertThat(table.numbers("p:cat")).containsExactly(0.625, 0.25);
        assertThat(table.numbers("u:mutual-information")[1]).isZero();
        assertThat(table.numbers("u:mutual-information")[0]).isPositive();
        CommandRun evaluated = CommandRun.of("evaluate", out, "-o", folder.resolve("report.html"));
        assertThat(evaluated.out())
                .contains("uncertainty of the members")
                .contains("mean-mutual-information");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("How far do the members agree?");
    }

    @Test
    void weightsAreGivenLearnedAndSaved() throws Exception {
        Path[] members = classes();
        Path out = folder.resolve("out.csv");
        Path model = folder.resolve("pool.json");
        CommandRun.of("aggregate", members[0], members[1], "-o", out, "--weights", "3,1");
        assertThat(Tables.read(out).numbers("p:cat")[0]).isEqualTo(0.5625);
        CommandRun learned =
                CommandRun.of(
                        "aggregate",
                        members[0],
                        members[1],
                        "-o",
                        out,
                        "--weights",
                        "likelihood",
                        "--save",
                        model);
        assertThat(learned.status()).as(learned.err()).isZero();
        // the second member is better on row 0 and as good on row 1
        assertThat(Tables.read(out).numbers("p:cat")[0]).isCloseTo(0.75, within(1e-9));
        CommandRun again =
                CommandRun.of("aggregate", members[0], members[1], "-o", out, "--model", model);
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(Tables.read(out).numbers("p:cat")[0]).isCloseTo(0.75, within(1e-9));
        for (String pool : new String[] {"log-linear", "vote", "trimmed", "median", "stacked"}) {
            CommandRun run =
                    CommandRun.of("aggregate", members[0], members[1], "-o", out, "--pool", pool);
            assertThat(run.status()).as(pool + ": " + run.err()).isZero();
        }
    }

    @Test
    void poolsNumbers() throws Exception {
        Path a = write("a.csv", "mean,sd,y\n0,1,0.5\n2,1,2\n");
        Path b = write("b.csv", "mean,sd,y\n2,3,0.5\n2,1,2\n");
        Path out = folder.resolve("out.csv");
        CommandRun run = CommandRun.of("aggregate", a, b, "-o", out, "--pool", "moments");
        assertThat(run.status()).as(run.err()).isZero();
        Table table = Tables.read(out);
        assertThat(table.numbers("mean")).containsExactly(1, 2);
        assertThat(table.numbers("sd")[0]).isCloseTo(Math.sqrt(6), within(1e-12));
        assertThat(table.numbers("u:epistemic-variance")).containsExactly(1, 0);
        for (String pool :
                new String[] {"mixture", "quantiles", "inverse-variance", "correlated"}) {
            CommandRun other = CommandRun.of("aggregate", a, b, "-o", out, "--pool", pool);
            assertThat(other.status()).as(pool + ": " + other.err()).isZero();
            CommandRun evaluated = CommandRun.of("evaluate", out);
            assertThat(evaluated.out()).contains("mean-epistemic-variance");
        }
    }

    @Test
    void testsWhetherAnEnsembleCanBeBelieved() throws Exception {
        StringBuilder good = new StringBuilder("p:a,p:b,label\n");
        StringBuilder bad = new StringBuilder("p:a,p:b,label\n");
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 300; i++) {
            double p = random.nextDouble();
            String label = random.nextDouble() < p ? "a" : "b";
            double sharp = p > 0.5 ? 0.99 : 0.01;
            good.append(p + "," + (1 - p) + "," + label + "\n");
            bad.append(sharp + "," + (1 - sharp) + "," + label + "\n");
        }
        Path one = write("good.csv", good.toString());
        Path two = write("bad.csv", bad.toString());
        CommandRun believed =
                CommandRun.of("test-ensemble", one, two, "--statistic", "skce-linear");
        assertThat(believed.status()).as(believed.err()).isZero();
        assertThat(believed.out()).contains("not refused").contains("weight of good.csv");
        CommandRun refused = CommandRun.of("test-ensemble", two, two, "--json");
        assertThat(refused.out()).contains("\"refused\" : true");
    }

    private void refused(String complaint, Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(complaint).hasLineCount(1);
    }

    @Test
    void badInputIsOneLine() throws Exception {
        Path[] members = classes();
        Path out = folder.resolve("out.csv");
        refused("an ensemble has two members or more, got 1", "aggregate", members[0], "-o", out);
        Path shorter = write("c.csv", "p:cat,p:dog,label\n0.5,0.5,cat\n");
        refused("must have as many rows as", "aggregate", members[0], shorter, "-o", out);
        Path other = write("d.csv", "p:cat,p:cow\n0.5,0.5\n0.5,0.5\n");
        refused("column p:dog is missing", "aggregate", members[0], other, "-o", out);
        Path labels = write("e.csv", "p:cat,p:dog,label\n0.5,0.5,cat\n0.5,0.5,cat\n");
        refused(
                "e.csv:3: label: must be that of " + members[0] + " (dog), is cat",
                "aggregate",
                members[0],
                labels,
                "-o",
                out);
        Path numbers = write("f.csv", "mean,sd,y\n0,1,0\n0,1,0\n");
        refused(
                "one of classes and the other of numbers",
                "aggregate",
                members[0],
                numbers,
                "-o",
                out);
        refused(
                "--pool: unknown name mixture",
                "aggregate",
                members[0],
                members[1],
                "-o",
                out,
                "--pool",
                "mixture");
        refused(
                "--weights must be one number for each of the 2 members, got 3",
                "aggregate",
                members[0],
                members[1],
                "-o",
                out,
                "--weights",
                "1,2,3");
        refused(
                "--weights has no meaning for the pool median",
                "aggregate",
                members[0],
                members[1],
                "-o",
                out,
                "--pool",
                "median",
                "--weights",
                "1,2");
        refused(
                "--statistic: unknown name x; known are classwise-ece",
                "test-ensemble",
                members[0],
                members[1],
                "--statistic",
                "x");
        refused("must hold class probabilities", "test-ensemble", numbers, numbers);
        Path model = folder.resolve("pool.json");
        CommandRun.of("aggregate", numbers, numbers, "-o", out, "--save", model);
        refused(
                "must hold a pool of classes, holds a model of another kind",
                "aggregate",
                members[0],
                members[1],
                "-o",
                out,
                "--model",
                model);
        Path unlabelled = write("g.csv", "p:cat,p:dog\n0.5,0.5\n0.5,0.5\n");
        refused(
                "column label (the truth) is missing",
                "aggregate",
                unlabelled,
                unlabelled,
                "-o",
                out,
                "--weights",
                "brier");
    }
}
