package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights, clusters, ordered classes and distributional intervals through the command. */
class ShiftOptionsTest {

    @TempDir Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Table run(String notes, Path cal, Path test, Object[] fit, Object... apply)
            throws IOException {
        Path model = folder.resolve("model.json");
        Path out = folder.resolve("out.csv");
        Object[] first = {"fit", fit[0], cal, "-o", model};
        assertThat(CommandRun.of(joined(first, Arrays.copyOfRange(fit, 1, fit.length))))
                .isEqualTo(new CommandRun(0, "", notes));
        Object[] second = {"apply", model, test, "-o", out};
        assertThat(CommandRun.of(joined(second, apply))).isEqualTo(new CommandRun(0, "", ""));
        return Tables.read(out);
    }

    private static Object[] joined(Object[] a, Object[] b) {
        Object[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** Error 1 weighs 9, errors 2 … 9 weigh 1: 17 in all, worth 289/89 equal rows. */
    @Test
    void intervalsFollowTheWeights() throws IOException {
        StringBuilder text = new StringBuilder("mean,y,weight\n0,1,9\n");
        for (int error = 2; error <= 9; error++) {
            text.append("0,").append(error).append(",1\n");
        }
        Path cal = file("cal.csv", text.toString());
        Path test = file("test.csv", "mean,weight\n10,1\n10,3\n10,20\n");
        Table out =
                run(
                        cal + ": note: 9 rows weigh as much as 3.2 equal ones\n",
                        cal,
                        test,
                        new Object[] {"absolute-residual", "--weighted"},
                        "--coverage",
                        "0.5");
        // half of 18 is 9, of 20 is 10, of 37 is 18.5
        assertThat(out.numbers("lower")).containsExactly(9, 8, Double.NEGATIVE_INFINITY);
        assertThat(out.numbers("upper")).containsExactly(11, 12, Double.POSITIVE_INFINITY);
        assertThat(
                        CommandRun.of(
                                        "fit",
                                        "absolute-residual",
                                        cal,
                                        "-o",
                                        folder.resolve("m.json"),
                                        "--weighted",
                                        "--by-group")
                                .err())
                .contains("--weighted and --by-group exclude one another");
        Path bare = file("bare.csv", "mean,y\n0,1\n");
        assertThat(
                        CommandRun.of(
                                        "fit",
                                        "absolute-residual",
                                        bare,
                                        "-o",
                                        folder.resolve("m.json"),
                                        "--weighted")
                                .err())
                .contains("weight");
    }

    /** Errors 100, 1, 2, 3 from the oldest to the latest, of weights 1/16, 1/8, 1/4, 1/2. */
    @Test
    void intervalsForgetOldRows() throws IOException {
        Path cal = file("cal.csv", "mean,y,weight\n0,100,0\n0,1,0\n0,2,1\n0,3,1\n");
        Path test = file("test.csv", "mean\n10\n");
        Table decayed =
                run(
                        cal
                                + ": note: 4 rows weigh as much as 2.6 equal ones\n"
                                + cal
                                + ": note: the weights sum to 0.9: a coverage above 0.484 gives"
                                + " everything\n",
                        cal,
                        test,
                        new Object[] {"absolute-residual", "--decay", "0.5"},
                        "--coverage",
                        "0.4");
        // 0.4 of 1.9375 is 0.775: errors 1 and 2 weigh 0.375, with 3 it is 0.875
        assertThat(decayed.numbers("upper")).containsExactly(13);
        Table fixed =
                run(
                        cal
                                + ": note: 4 rows weigh as much as 2.0 equal ones\n"
                                + cal
                                + ": note: the weights sum to 2.0: a coverage above 0.667 gives"
                                + " everything\n",
                        cal,
                        test,
                        new Object[] {"absolute-residual", "--fixed-weights"},
                        "--coverage",
                        "0.3");
        assertThat(fixed.numbers("upper")).containsExactly(12);
        assertThat(
                        CommandRun.of(
                                        "fit",
                                        "absolute-residual",
                                        cal,
                                        "-o",
                                        folder.resolve("m.json"),
                                        "--decay",
                                        "0.5",
                                        "--fixed-weights")
                                .err())
                .contains("--decay and --fixed-weights exclude one another");
    }

    private static final String CLASSES =
            """
            p:low,p:mid,p:high,label,weight
            0.6,0.3,0.1,low,1
            0.5,0.4,0.1,low,2
            0.1,0.7,0.2,mid,1
            0.2,0.5,0.3,mid,2
            0.3,0.4,0.3,mid,1
            0.1,0.2,0.7,high,4
            0.2,0.2,0.6,high,1
            0.5,0.3,0.2,high,1
            """;

    @Test
    void setsFollowWeightsLabelsAndClusters() throws IOException {
        Path cal = file("cal.csv", CLASSES);
        Path test = file("test.csv", CLASSES);
        Table weighted =
                run(
                        cal + ": note: 8 rows weigh as much as 5.8 equal ones\n",
                        cal,
                        test,
                        new Object[] {"lac", "--weighted"},
                        "--coverage",
                        "0.5");
        // scores .3 .3 .4 .4 .5 .5 .6 .8 weigh 1 4 1 1 2 2 1 1 = 13; half of 13 + w
        assertThat(weighted.texts("set").get(0)).isEqualTo("low");
        assertThat(weighted.texts("set").get(3)).isEqualTo("mid");
        Table shifted =
                run(
                        cal + ": note: 8 rows weigh as much as 8.0 equal ones\n",
                        cal,
                        test,
                        new Object[] {"lac", "--label-shift", test},
                        "--coverage",
                        "0.5");
        assertThat(shifted.texts("set").get(0)).isEqualTo("low");
        Table clustered =
                run("", cal, test, new Object[] {"lac", "--clustered"}, "--coverage", "0.5");
        // too few rows for clusters: all classes in one pool, rank 5 of 8, p ≥ 0.5
        assertThat(clustered.texts("set"))
                .containsExactly("low", "low", "mid", "mid", "", "high", "high", "low");
        assertThat(
                        CommandRun.of(
                                        "fit",
                                        "lac",
                                        cal,
                                        "-o",
                                        folder.resolve("m.json"),
                                        "--clustered",
                                        "--class-conditional")
                                .err())
                .contains("--class-conditional and --clustered exclude one another");
    }

    @Test
    void orderedClassesComeInRuns() throws IOException {
        Path cal = file("cal.csv", CLASSES);
        for (Object[] method :
                new Object[][] {{"ordinal-aps", "--no-randomize"}, {"ordinal-window"}}) {
            Table out = run("", cal, cal, method, "--coverage", "0.8");
            assertThat(out.texts("set")).noneMatch("low|high"::equals);
        }
    }

    /** PITs of the truths are symmetric: |F − ½| has rank 5 of 9 at the third pair. */
    @Test
    void distributionalIntervalsAreQuantiles() throws IOException {
        Path cal =
                file(
                        "cal.csv",
                        """
                        mean,sd,y
                        0,1,0.1
                        0,1,-0.2
                        0,1,0.3
                        0,1,-0.4
                        0,1,0.5
                        0,1,-0.6
                        0,1,0.7
                        0,1,-0.8
                        0,1,0.9
                        """);
        Path test = file("test.csv", "mean,sd\n10,2\n");
        for (Object[] method :
                new Object[][] {
                    {"distributional"}, {"distributional", "--shortest", "--coverage", "0.5"}
                }) {
            Table out = run("", cal, test, method, "--coverage", "0.5");
            // the fifth error is 0.5; levels are widened by 2^-47
            assertThat(out.numbers("lower")[0]).isBetween(8.999999999, 9.000000001);
            assertThat(out.numbers("upper")[0]).isBetween(10.999999999, 11.000000001);
        }
    }
}
