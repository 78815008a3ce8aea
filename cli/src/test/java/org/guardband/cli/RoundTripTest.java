package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fit, then apply, on tables small enough to be worked out by hand. */
class RoundTripTest {

    /** Nine rows whose true label has probability 0.1, 0.2, … 0.9. */
    private static final String CLASSES =
            """
            p:cat,p:dog,label
            0.1,0.9,cat
            0.2,0.8,cat
            0.3,0.7,cat
            0.4,0.6,cat
            0.5,0.5,cat
            0.6,0.4,cat
            0.7,0.3,cat
            0.2,0.8,dog
            0.1,0.9,dog
            """;

    /** Nine rows with errors 1 … 9 of either sign. */
    private static final String NUMBERS =
            """
            mean,sd,y,group
            0,1,1,a
            0,1,-2,a
            0,1,3,a
            0,1,-4,b
            0,1,5,b
            0,1,-6,b
            0,2,7,b
            0,2,-8,b
            0,2,9,b
            """;

    @TempDir Path folder;
    private Path model;
    private Path out;

    @BeforeEach
    void setUp() {
        model = folder.resolve("model.json");
        out = folder.resolve("out.csv");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Fits and applies; asserts that both said nothing but the notes. */
    private void run(String cal, String test, String notes, Object[] fit, Object... apply)
            throws IOException {
        Path calFile = file("cal.csv", cal);
        Path testFile = file("test.csv", test);
        CommandRun fitted =
                CommandRun.of(
                        Stream.concat(
                                        Stream.of("fit", fit[0], calFile, "-o", model),
                                        Stream.of(fit).skip(1))
                                .toArray());
        assertThat(fitted).isEqualTo(new CommandRun(0, "", ""));
        CommandRun applied =
                CommandRun.of(
                        Stream.concat(
                                        Stream.of("apply", model, testFile, "-o", out),
                                        Stream.of(apply))
                                .toArray());
        assertThat(applied).isEqualTo(new CommandRun(0, "", notes));
    }

    private static Object[] fit(Object... args) {
        return args;
    }

    @Test
    void lac() throws IOException {
        // scores 1 - p are 0.1, 0.2, ..., 0.9; rank ceil(10 * 0.8) = 8: a label with p >= 0.2
        run(
                CLASSES,
                "id,p:cat,p:dog,label,note\n007,0.75,0.25,cat,x\n8,0.9,0.1,dog,\n",
                "",
                fit("lac"),
                "--coverage",
                "0.8");
        assertThat(out).hasContent("id,label,note,set\n007,cat,x,cat|dog\n8,dog,,cat\n");
    }

    @Test
    void severalCoveragesNameTheColumns() throws IOException {
        run(CLASSES, "p:cat,p:dog\n0.75,0.25\n", "", fit("lac"), "--coverage", "0.8,0.70,0.5");
        assertThat(out).hasContent("set@0.5,set@0.7,set@0.8\ncat,cat,cat|dog\n");
    }

    @Test
    void classesMayComeInAnotherOrder() throws IOException {
        run(CLASSES, "p:dog,p:cat\n0.25,0.75\n", "", fit("lac"), "--coverage", "0.8");
        assertThat(out).hasContent("set\ncat|dog\n");
    }

    @Test
    void logitsAreTakenThroughTheSoftmax() throws IOException {
        run(CLASSES, "z:cat,z:dog\n10,0\n0,0\n", "", fit("lac"), "--coverage", "0.8");
        assertThat(out).hasContent("set\ncat\ncat|dog\n");
    }

    @Test
    void tooFewRowsGiveTheWholeSpaceAndSaySo() throws IOException {
        run(
                CLASSES,
                "p:cat,p:dog\n1,0\n",
                folder.resolve("model.json")
                        + ": note: coverage 0.95 needs 19 calibration rows, the model has 9: every"
                        + " set holds all labels\n",
                fit("lac"),
                "--coverage",
                "0.95");
        assertThat(out).hasContent("set\ncat|dog\n");
        run(
                NUMBERS,
                "mean\n0\n",
                folder.resolve("model.json")
                        + ": note: coverage 0.95 needs 19 calibration rows, the model has 9: every"
                        + " interval is the whole line\n",
                fit("absolute-residual"),
                "--coverage",
                "0.8,0.95");
        assertThat(out).hasContent("lower@0.8,upper@0.8,lower@0.95,upper@0.95\n-8,8,-inf,inf\n");
    }

    @Test
    void classConditional() throws IOException {
        run(
                CLASSES,
                "p:cat,p:dog\n0.9,0.1\n",
                folder.resolve("model.json")
                        + ": note: coverage 0.8 needs 4 calibration rows in every class; with fewer,"
                        + " the class is in every set: dog (2)\n",
                fit("lac", "--class-conditional"),
                "--coverage",
                "0.8");
        assertThat(out).hasContent("set\ncat|dog\n");
    }

    @Test
    void aps() throws IOException {
        // mass down to and with the label: 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1, 1; ranks 3, 5 and 8
        run(
                CLASSES,
                "p:cat,p:dog\n0.75,0.25\n",
                "",
                fit("aps", "--no-randomize"),
                "--coverage",
                "0.3,0.5,0.8");
        assertThat(out).hasContent("set@0.3,set@0.5,set@0.8\n,cat,cat|dog\n");
    }

    @Test
    void randomizedScoresAreTheSameAtTheSameSeed() throws IOException {
        for (String method : new String[] {"aps", "raps", "saps"}) {
            run(CLASSES, CLASSES, "", fit(method, "--seed", 7), "--coverage", "0.5,0.9");
            String first = Files.readString(model) + Files.readString(out);
            run(CLASSES, CLASSES, "", fit(method, "--seed", 7), "--coverage", "0.5,0.9");
            assertThat(Files.readString(model) + Files.readString(out)).isEqualTo(first);
            run(CLASSES, CLASSES, "", fit(method, "--seed", 8), "--coverage", "0.5,0.9");
            assertThat(Files.readString(model)).isNotEqualTo(first);
        }
    }

    @Test
    void raps() throws IOException {
        // a penalty of 10 beyond the first rank; truths at the first rank score p, at the second 11
        run(
                CLASSES,
                "p:cat,p:dog\n0.6,0.4\n",
                "",
                fit("raps", "--no-randomize", "--lambda", "10", "--k-reg", "1"),
                "--coverage",
                "0.2,0.9");
        assertThat(out).hasContent("set@0.2,set@0.9\ncat,cat|dog\n");
        assertThat(Files.readString(model)).contains("\"lambda\": 10.0", "\"method\": \"raps\"");
    }

    @Test
    void saps() throws IOException {
        // p of the most probable, else that plus lambda per rank: nothing but ranks and confidence
        run(
                CLASSES,
                "p:cat,p:dog\n0.6,0.4\n",
                "",
                fit("saps", "--no-randomize", "--lambda", "0.5"),
                "--coverage",
                "0.2,0.9");
        assertThat(out).hasContent("set@0.2,set@0.9\ncat,cat|dog\n");
    }

    @Test
    void margin() throws IOException {
        // scores p(other) - p(label) are -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8; rank 8
        run(CLASSES, "p:cat,p:dog\n0.75,0.25\n0.9,0.1\n", "", fit("margin"), "--coverage", "0.8");
        assertThat(out).hasContent("set\ncat|dog\ncat\n");
    }

    @Test
    void topK() throws IOException {
        // five truths are at rank 1 (ties go to the first class), four at rank 2
        run(CLASSES, "p:cat,p:dog\n0.25,0.75\n", "", fit("top-k"), "--coverage", "0.5,0.6");
        assertThat(out).hasContent("set@0.5,set@0.6\ndog,cat|dog\n");
    }

    @Test
    void absoluteResidual() throws IOException {
        run(NUMBERS, "id,mean,sd,y\nx,0,1,11\n", "", fit("absolute-residual"), "--coverage", "0.8");
        assertThat(out).hasContent("id,y,lower,upper\nx,11,-8,8\n");
    }

    @Test
    void normalized() throws IOException {
        // scores 1, 2, 3, 3.5, 4, 4, 4.5, 5, 6; rank 8 is 5
        run(NUMBERS, "mean,sd\n0,2\n", "", fit("normalized"), "--coverage", "0.8");
        assertThat(out).hasContent("lower,upper\n-10,10\n");
        // with beta = 1 scores 0.5, 1, 1.5, 2, 7/3, 2.5, 8/3, 3, 3; rank 8 is 3
        run(NUMBERS, "mean,sd\n0,2\n", "", fit("normalized", "--beta", 1), "--coverage", "0.8");
        assertThat(out).hasContent("lower,upper\n-9,9\n");
    }

    @Test
    void byGroup() throws IOException {
        // residuals 1, 2, 3 in a, 4 ... 9 in b; ranks ceil(4 * 0.6) = 3 and ceil(7 * 0.6) = 5
        run(
                NUMBERS,
                "mean,group\n0,a\n0,b\n0,c\n",
                folder.resolve("model.json")
                        + ": note: groups without calibration rows, where intervals are the whole"
                        + " line: c\n",
                fit("absolute-residual", "--by-group"),
                "--coverage",
                "0.6");
        assertThat(out).hasContent("group,lower,upper\na,-3,3\nb,-8,8\nc,-inf,inf\n");
        run(
                CLASSES.replace("label\n", "label,group\n")
                        .replace("t\n", "t,a\n")
                        .replace("dog\n", "dog,b\n"),
                "p:cat,p:dog,group\n0.9,0.1,a\n0.9,0.1,b\n",
                folder.resolve("model.json")
                        + ": note: coverage 0.7 needs 3 calibration rows in every group; with fewer,"
                        + " sets hold all labels: b (2)\n",
                fit("lac", "--by-group"),
                "--coverage",
                "0.7");
        assertThat(out).hasContent("group,set\na,cat\nb,cat|dog\n");
    }

    /** Nine rows, a band of ±1 and truths 0.5, 1, … 4.5 above its middle. */
    private static String quantiles() {
        StringBuilder text = new StringBuilder("q:0.1,q:0.9,y\n");
        for (int i = 1; i <= 9; i++) {
            text.append("-1,1,").append(i / 2.0).append('\n');
        }
        return text.toString();
    }

    @Test
    void cqr() throws IOException {
        // scores y - 1; rank 8 is 3
        run(quantiles(), "q:0.1,q:0.9\n0,10\n", "", fit("cqr"), "--coverage", "0.8");
        assertThat(out).hasContent("lower,upper\n-3,13\n");
        // each side at 0.9, rank 9: above 3.5, below -1 - y at most -1.5
        run(
                quantiles(),
                "q:0.1,q:0.9\n0,10\n",
                "",
                fit("cqr", "--asymmetric"),
                "--coverage",
                "0.8");
        assertThat(out).hasContent("lower,upper\n1.5,13.5\n");
        run(
                quantiles(),
                "q:0.9,q:0.1\n0,10\n",
                folder.resolve("model.json")
                        + ": note: 1 row has crossing quantiles; they are put in order\n",
                fit("cqr", "--band", "0.1,0.9"),
                "--coverage",
                "0.8");
        assertThat(out).hasContent("lower,upper\n-3,13\n");
    }

    @Test
    void quantilesInUnitsOfTheBand() throws IOException {
        // the width is 2, and rank 8 of the scores (y - 1)/2 is 1.5
        for (String method : List.of("cqr-r", "cqr-m")) {
            run(
                    quantiles(),
                    "q:0.1,q:0.9\n0,10\n",
                    "",
                    fit(method, "--band", "0.1,0.9"),
                    "--coverage",
                    "0.8");
            // cqr-m: the median is in the middle, its distances 5, and rank 8 is 3
            assertThat(out).hasContent("lower,upper\n-15,25\n");
            // without levels of 0.9 in the table the outermost are taken
            run(quantiles(), "q:0.1,q:0.9\n0,10\n", "", fit(method), "--coverage", "0.8");
            assertThat(out).hasContent("lower,upper\n-15,25\n");
        }
    }

    @Test
    void ranksWithinClasses() throws IOException {
        StringBuilder text = new StringBuilder("p:cat,p:dog,p:emu,label\n");
        for (int i = 0; i < 20; i++) {
            text.append("0.7,0.2,0.1,cat\n0.2,0.7,0.1,dog\n0.1,0.2,0.7,emu\n");
        }
        // of 20 rows of a class 6 choose the limit 1, and 14 calibrate: the scores are 0.7
        run(
                text.toString(),
                "p:cat,p:dog,p:emu\n0.7,0.2,0.1\n0.3,0.6,0.1\n0.1,0.1,0.8\n",
                "",
                fit("rank-calibrated", "--no-randomize"));
        assertThat(out).hasContent("set\ncat\ndog\n\"\"\n");
    }

    @Test
    void setsWithGaps() throws IOException {
        // distances to the nearest sample 0.5, 1, ..., 4.5; rank 8 is 4
        StringBuilder samples = new StringBuilder("s:1,s:2,y\n");
        for (int i = 1; i <= 9; i++) {
            samples.append("-100,0,").append(i / 2.0).append('\n');
        }
        run(samples.toString(), "s:1,s:2\n0,10\n", "", fit("pcp"), "--coverage", "0.8");
        assertThat(out).hasContent("lower,upper,union\n-4,14,-4.0..4.0|6.0..14.0\n");
        // seven truths between the quantiles and two far above: lengths 2/0.8 and 10/0.1
        StringBuilder text = new StringBuilder("q:0.1,q:0.9,y\n");
        for (int i = 1; i <= 9; i++) {
            text.append("-1,1,").append(i < 8 ? 0 : 9).append('\n');
        }
        String rows = "q:0.1,q:0.9\n0,1\n";
        run(text.toString(), rows, "", fit("cti"), "--coverage", "0.7");
        assertThat(out).hasContent("lower,upper,union\n0,1,0.0..1.0\n");
        run(text.toString(), rows, "", fit("cti", "--range", "-9,11"), "--coverage", "0.8");
        assertThat(out).hasContent("lower,upper,union\n-9,11,-9.0..11.0\n");
    }

    /** Forty rows of five members around 0, noise of any kind, and truths 1 … 40. */
    private static String ensemble(String header, String noise) {
        StringBuilder text = new StringBuilder("s:1,s:2,s:3," + header + ",y\n");
        for (int i = 1; i <= 40; i++) {
            text.append("-1,0,1,").append(noise).append(',').append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void clear() throws IOException {
        String test = "id,s:1,s:2,s:3,q:0.05,q:0.5,q:0.95\nx,4,5,6,-1,0,1\n";
        String cal = ensemble("q:0.05,q:0.5,q:0.95", "-1,0,1");
        run(cal, test, "", fit("clear"), "--coverage", "0.5,0.9");
        Table table = Tables.read(out);
        assertThat(table.names())
                .containsExactly("id", "lower@0.5", "upper@0.5", "lower@0.9", "upper@0.9");
        // Both widths are 1 to either side, so that the interval is 5 ± the conformal quantile of
        // y.
        double radius = table.numbers("upper@0.9")[0] - 5;
        assertThat(table.numbers("lower@0.9")[0]).isCloseTo(5 - radius, Offset.offset(1e-9));
        assertThat(radius).isBetween(30.0, 41.0);
        assertThat(Files.readString(model)).contains("\"method\": \"clear\"", "\"ratio\"");
        String first = Files.readString(model);
        run(cal, test, "", fit("clear", "--seed", 9), "--coverage", "0.5");
        assertThat(Files.readString(model)).isNotEqualTo(first);
        run(ensemble("mean,sd", "0,1"), "s:1,s:2,s:3,mean,sd\n4,5,6,0,1\n", "", fit("clear"));
        assertThat(Tables.read(out).numbers("upper")[0]).isGreaterThan(30);
        assertThat(CommandRun.of("fit", "clear", file("cal.csv", NUMBERS), "-o", model).err())
                .contains("must hold samples");
    }

    @Test
    void crude() throws IOException {
        // standardised errors ascending: -6 -4 -4 -2 1 3 3.5 4.5 5; quantile at place floor(9 p)
        run(NUMBERS, "id,mean,sd,y\nx,10,2,9\n", "", fit("crude"), "--levels", "0.9,0.1,0.5");
        double[] sd = Tables.read(out).numbers("sd");
        assertThat(Files.readString(out)).startsWith("id,y,mean,sd,q:0.1,q:0.5,q:0.9\nx,9,");
        // the mean of the errors is 1/9, their mean square 139.5/9
        assertThat(Tables.read(out).numbers("mean")[0])
                .isCloseTo(10 + 2 / 9.0, Offset.offset(1e-12));
        assertThat(sd[0]).isCloseTo(2 * Math.sqrt(139.5 / 9 - 1 / 81.0), Offset.offset(1e-12));
        assertThat(Files.readString(out)).endsWith(",-2,12,20\n");
    }

    @Test
    void crudeByAnotherRankRule() throws IOException {
        run(
                NUMBERS,
                "mean,sd\n10,2\n",
                "",
                fit("crude", "--rank-rule", "interpolated"),
                "--levels",
                "0.5",
                "--coverage",
                "0.5");
        // places 8 p: 4 is 1, 2 is -4, 6 is 3.5
        assertThat(Files.readString(out)).startsWith("mean,sd,q:0.5,lower,upper\n");
        assertThat(Files.readString(out)).endsWith(",12,2,17\n");
    }

    @Test
    void stdScaling() throws IOException {
        // the factor is the root mean square of the standardised errors, sqrt(139.5/9)
        run(NUMBERS, "mean,sd\n10,2\n", "", fit("std-scaling"), "--levels", "0.5");
        assertThat(Files.readString(out)).startsWith("mean,sd,q:0.5\n10,").endsWith(",10\n");
        run(
                NUMBERS,
                "mean,sd\n10,2\n",
                "",
                fit("std-scaling", "--family", "student-t"),
                "--levels",
                "0.5");
        assertThat(Files.readString(model)).contains("student-t");
    }

    @Test
    void isotonic() throws IOException {
        // the map takes the k-th transform to k/10: the quantiles at 0.1, 0.5, 0.8 are at the
        // errors
        // of rank 1, 5, 8: -6, 1, 4.5
        run(NUMBERS, "mean,sd\n10,2\n", "", fit("isotonic"), "--levels", "0.1,0.5,0.8");
        Table table = Tables.read(out);
        assertThat(table.names()).containsExactly("mean", "sd", "q:0.1", "q:0.5", "q:0.8");
        // no closer, for the transform at 4.5 is 1 - 3e-6 and has lost the digits
        Offset<Double> close = Offset.offset(1e-8);
        assertThat(table.numbers("q:0.1")[0]).isCloseTo(-2, close);
        assertThat(table.numbers("q:0.5")[0]).isCloseTo(12, close);
        assertThat(table.numbers("q:0.8")[0]).isCloseTo(19, close);
        run(NUMBERS, "mean,sd\n10,2\n", "", fit("isotonic", "--knots", 3), "--levels", "0.5");
        assertThat(table.rows()).isEqualTo(1);
    }

    @Test
    void predictionsAreKeptOnDemand() throws IOException {
        run(
                NUMBERS,
                "mean,sd,y\n0,2,1\n",
                "",
                fit("absolute-residual"),
                "--coverage",
                "0.8",
                "--keep-predictions");
        assertThat(out).hasContent("mean,sd,y,lower,upper\n0,2,1,-8,8\n");
    }

    @Test
    void penaltiesMayBeTuned() throws IOException {
        Path tuning = file("tune.csv", CLASSES);
        for (String method : new String[] {"raps", "saps"}) {
            run(
                    CLASSES,
                    CLASSES,
                    "",
                    fit(method, "--no-randomize", "--tune", tuning, "--coverage", "0.5"),
                    "--coverage",
                    "0.5");
            assertThat(Files.readString(model)).contains("\"lambda\": 0.");
        }
    }

    @Test
    void tablesMayBeArrays() throws IOException {
        Path cal = folder.resolve("cal.npz");
        Tables.write(cal, Tables.read(file("cal.csv", NUMBERS)));
        Path result = folder.resolve("out.npz");
        assertThat(CommandRun.of("fit", "absolute-residual", cal, "-o", model).status()).isZero();
        assertThat(CommandRun.of("apply", model, cal, "-o", result, "--coverage", 0.8).status())
                .isZero();
        assertThat(Tables.read(result).names()).containsExactly("y", "group", "lower", "upper");
        assertThat(Tables.read(result).numbers("upper")[0]).isEqualTo(8);
    }

    @Test
    void nothingIsLeftBeside() throws IOException {
        run(NUMBERS, "mean\n1\n", "", fit("absolute-residual"), "--coverage", "0.8");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("cal.csv", "test.csv", "model.json", "out.csv");
        }
    }
}
