package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recalibrated distributions, on tables small enough to be worked out by hand. */
class RecalibrationRoundTripTest {

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

    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    @TempDir Path folder;

    private CommandRun fit(String cal, Object... method) throws IOException {
        Path table = Files.writeString(folder.resolve("cal.csv"), cal);
        return CommandRun.of(
                Stream.concat(
                                Stream.of("fit", method[0], table, "-o", model()),
                                Stream.of(method).skip(1))
                        .toArray());
    }

    private Path model() {
        return folder.resolve("model.json");
    }

    private Path out() {
        return folder.resolve("out.csv");
    }

    private CommandRun apply(String test, Object... options) throws IOException {
        Path table = Files.writeString(folder.resolve("test.csv"), test);
        return CommandRun.of(
                Stream.concat(Stream.of("apply", model(), table, "-o", out()), Stream.of(options))
                        .toArray());
    }

    private Table fitAndApply(String cal, String test, Object... method) throws IOException {
        assertThat(fit(cal, method)).isEqualTo(new CommandRun(0, "", ""));
        assertThat(apply(test)).isEqualTo(new CommandRun(0, "", ""));
        return Tables.read(out());
    }

    @Test
    void studentT() throws IOException {
        Table table = fitAndApply(NUMBERS, "mean,sd\n10,2\n20,4\n", "student-t");
        assertThat(table.names())
                .containsExactly("mean", "sd", "q:0.05", "q:0.25", "q:0.5", "q:0.75", "q:0.95");
        // The same shape: the second row is moved by 10 and twice as wide.
        double low = table.numbers("q:0.05")[0] - 10;
        assertThat(table.numbers("q:0.05")[1]).isCloseTo(20 + 2 * low, CLOSE);
        assertThat(table.numbers("q:0.5")[0]).isCloseTo(table.numbers("mean")[0], CLOSE);
    }

    @Test
    void varianceIsotonic() throws IOException {
        // mean squared errors: (1 + 4 + 9 + 16 + 25 + 36)/6 at sd 1 and (49 + 64 + 81)/3 at sd 2
        Table table = fitAndApply(NUMBERS, "mean,sd\n0,1\n5,9\n", "variance-isotonic");
        assertThat(table.numbers("sd")[0]).isCloseTo(Math.sqrt(91 / 6.0), CLOSE);
        assertThat(table.numbers("sd")[1]).isCloseTo(Math.sqrt(194 / 3.0), CLOSE);
        assertThat(table.numbers("mean")).containsExactly(0, 5);
    }

    @Test
    void binnedVariance() throws IOException {
        Table table = fitAndApply(NUMBERS, "mean,sd\n0,3\n", "binned-variance", "--bins", 1);
        assertThat(table.numbers("sd")[0]).isCloseTo(3 * Math.sqrt(139.5 / 9), CLOSE);
    }

    /** Nine rows of quantiles 0 and truths 1 … 9. */
    private static String quantiles() {
        StringBuilder text = new StringBuilder("q:0.1,q:0.5,q:0.9,y\n");
        for (int i = 1; i <= 9; i++) {
            text.append("0,0,0,").append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void quantileRecalibration() throws IOException {
        // ranks ceil(10 p) are 1, 5 and 9
        Table table =
                fitAndApply(quantiles(), "q:0.1,q:0.5,q:0.9\n10,20,30\n", "quantile-recalibration");
        assertThat(table.names()).containsExactly("mean", "sd", "q:0.1", "q:0.5", "q:0.9");
        assertThat(Files.readString(out())).endsWith(",11,25,39\n");
        assertThat(apply("q:0.1,q:0.5,q:0.9\n10,20,30\n", "--levels", "0.3").status()).isZero();
        assertThat(Tables.read(out()).names()).containsExactly("mean", "sd", "q:0.3");
        assertThat(Tables.read(out()).numbers("q:0.3")[0]).isCloseTo(18, CLOSE);
    }

    @Test
    void quantileRecalibrationOutward() throws IOException {
        // the lower rank floor(10 · 0.12) is 1, the upper one ceil(10 · 0.12) would be 2
        String cal = quantiles().replace("q:0.1,", "q:0.12,");
        String test = "q:0.12,q:0.5,q:0.9\n10,20,30\n";
        fitAndApply(cal, test, "quantile-recalibration");
        assertThat(Files.readString(out())).endsWith(",12,25,39\n");
        fitAndApply(cal, test, "quantile-recalibration", "--outward");
        assertThat(Files.readString(out())).endsWith(",11,25,39\n");
    }

    @Test
    void quantileRecalibrationSaysWhatALevelNeeds() throws IOException {
        assertThat(fit(quantiles().replace("0.9,y", "0.95,y"), "quantile-recalibration"))
                .isEqualTo(
                        new CommandRun(
                                2,
                                "",
                                "rows of the batch must be >= 19 for levels[2] = 0.95, got 9\n"));
    }

    @Test
    void byGroup() throws IOException {
        // errors 1, -2, 3 in a and -4, 5, -6, 3.5, -4, 4.5 in b: roots of the mean squares
        assertThat(fit(NUMBERS, "std-scaling", "--by-group", "--min-group", 3))
                .isEqualTo(new CommandRun(0, "", ""));
        assertThat(apply("mean,sd,group\n0,1,b\n0,3,c\n0,2,a\n", "--levels", "0.5"))
                .isEqualTo(
                        new CommandRun(
                                0,
                                "",
                                model()
                                        + ": note: groups without enough calibration rows, corrected"
                                        + " by the fit to all rows: c\n"));
        Table table = Tables.read(out());
        assertThat(table.names()).containsExactly("group", "mean", "sd", "q:0.5");
        assertThat(table.numbers("sd")[0]).isCloseTo(Math.sqrt(125.5 / 6), CLOSE);
        assertThat(table.numbers("sd")[1]).isCloseTo(3 * Math.sqrt(139.5 / 9), CLOSE);
        assertThat(table.numbers("sd")[2]).isCloseTo(2 * Math.sqrt(14 / 3.0), CLOSE);
        assertThat(apply("mean,sd\n0,1\n"))
                .isEqualTo(
                        new CommandRun(
                                2,
                                "",
                                folder.resolve("test.csv")
                                        + ":1: column group is missing; there are mean, sd (if it"
                                        + " has another name there: --columns group=NAME)\n"));
    }

    @Test
    void quantilesByGroupKeepTheirLevels() throws IOException {
        String cal = quantiles().replace(",y\n", ",y,group\n").replaceAll("(?m)^(0.*)$", "$1,a");
        assertThat(fit(cal, "quantile-recalibration", "--by-group", "--min-group", 9).status())
                .isZero();
        assertThat(apply("q:0.1,q:0.5,q:0.9,group\n0,0,0,a\n").status()).isZero();
        assertThat(Tables.read(out()).names())
                .containsExactly("group", "mean", "sd", "q:0.1", "q:0.5", "q:0.9");
    }
}
