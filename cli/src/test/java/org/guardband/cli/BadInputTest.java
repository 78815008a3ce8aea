package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit status 2, one clear line, nothing half written. */
class BadInputTest {

    private static final String SOUND = "mean,sd,y\n1,1,1\n2,1,3\n";

    @TempDir Path folder;
    private Path cal;
    private Path model;
    private Path out;

    @BeforeEach
    void setUp() {
        cal = folder.resolve("cal.csv");
        model = folder.resolve("model.json");
        out = folder.resolve("out.csv");
    }

    /** Whatever happened, no temporary file is left. */
    @AfterEach
    void nothingHalfWritten() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    private void fitRefused(String text, String method, String message, Object... options)
            throws IOException {
        Files.writeString(cal, text);
        Object[] args =
                Stream.concat(Stream.of("fit", method, cal, "-o", model), Stream.of(options))
                        .toArray();
        assertThat(CommandRun.of(args)).isEqualTo(new CommandRun(2, "", message + "\n"));
        assertThat(model).doesNotExist();
    }

    private void fitSound() throws IOException {
        Files.writeString(cal, SOUND);
        assertThat(CommandRun.of("fit", "normalized", cal, "-o", model).status()).isZero();
    }

    @Test
    void rowsThatDoNotSumToOne() throws IOException {
        String text = "p:a,p:b,label\n0.5,0.5,a\n0.5,0.4,a\n";
        fitRefused(text, "lac", cal + ":3: p: the row must sum to 1 within 1E-4, got 0.9");
        assertThat(CommandRun.of("fit", "lac", cal, "-o", model, "--tolerance", "0.2").status())
                .isZero();
    }

    @Test
    void notANumber() throws IOException {
        fitRefused(
                "mean,y\nnan,1\n", "absolute-residual", cal + ":2: mean: must be finite, got nan");
        fitRefused("mean,y\n1,NaN\n", "absolute-residual", cal + ":2: y: must be finite, got nan");
        fitRefused("p:a,p:b,label\nnan,1,a\n", "lac", cal + ":2: p:a: must be in [0, 1], got nan");
        fitRefused("mean,y\n1,one\n", "absolute-residual", cal + ":2: y: \"one\" is not a number");
    }

    @Test
    void negativeStandardDeviation() throws IOException {
        fitRefused(
                "mean,sd,y\n1,1,1\n1,-0.3,1\n",
                "normalized",
                cal + ":3: sd: must be > 0 and finite, got -0.3");
    }

    @Test
    void unknownLabel() throws IOException {
        fitRefused("p:a,p:b,label\n0.5,0.5,c\n", "lac", cal + ":2: label: unknown label \"c\"");
    }

    @Test
    void labelColumnMissing() throws IOException {
        fitRefused("p:a,p:b\n0.5,0.5\n", "lac", cal + ":1: column label (the truth) is missing");
        fitRefused("mean,sd\n0.5,0.5\n", "crude", cal + ":1: column y (the truth) is missing");
    }

    @Test
    void raggedRow() throws IOException {
        fitRefused("mean,y\n1,1\n2\n", "cqr", cal + ":3: the row has 1 field, the header 2");
    }

    @Test
    void emptyFile() throws IOException {
        fitRefused("", "lac", cal + ": is empty, must begin with a header line");
        fitRefused("mean,y\n", "absolute-residual", cal + ": has no rows to fit on");
    }

    @Test
    void wrongKindOfPrediction() throws IOException {
        fitRefused(
                SOUND,
                "lac",
                cal
                        + ":1: must hold class probabilities or logits, columns p:<label> or"
                        + " z:<label>; it holds Gaussian predictions (mean, sd)");
        fitRefused(
                SOUND,
                "cqr",
                cal
                        + ":1: must hold quantiles (q:<level>); it holds Gaussian predictions"
                        + " (mean, sd)");
        fitRefused(
                "mean,y\n1,1\n",
                "crude",
                cal
                        + ":1: column sd is missing; there are mean, y (if it has another name"
                        + " there: --columns sd=NAME)");
    }

    @Test
    void missingGroup() throws IOException {
        fitRefused(
                SOUND,
                "normalized",
                cal
                        + ":1: column group is missing; there are mean, sd, y (if it has another"
                        + " name there: --columns group=NAME)",
                "--by-group");
    }

    @Test
    void missingFile() {
        assertThat(CommandRun.of("fit", "lac", cal, "-o", model))
                .isEqualTo(new CommandRun(2, "", cal + ": no such file\n"));
        assertThat(CommandRun.of("apply", model, cal, "-o", out))
                .isEqualTo(new CommandRun(2, "", model + ": no such file\n"));
        Path parquet = folder.resolve("cal.parquet");
        assertThat(CommandRun.of("fit", "lac", parquet, "-o", model).err())
                .isEqualTo(parquet + ": must end in .csv, .csv.gz, .npz or .npy to be a table\n");
    }

    @Test
    void damagedOrForeignModel() throws IOException {
        fitSound();
        Path test = Files.writeString(folder.resolve("test.csv"), SOUND);
        byte[] sound = Files.readAllBytes(model);
        String text = new String(sound, StandardCharsets.UTF_8);
        modelRefused(test, text.substring(0, text.length() / 2), ":[0-9]+:[0-9]+: .*");
        modelRefused(test, "", ":1:1: is empty");
        modelRefused(test, "PK\u0003\u0004", ":1:[0-9]+: is no JSON: .*");
        modelRefused(
                test,
                "{\"images\":[1],\"annotations\":[1]}",
                ":1:1: is no guardband model: \"format\" must be \"guardband\"");
        modelRefused(
                test,
                text.replace("\"version\": 1", "\"version\": 2"),
                ":3:13: was written by a newer version: format version 2, this version reads up to"
                        + " 1");
        modelRefused(
                test,
                text.replace("normalized", "magic"),
                ": unknown method magic .did you mean margin.*; guardband methods lists them all");
        modelRefused(test, text.replace("beta", "gamma"), ": .*beta.*missing.*");
    }

    private void modelRefused(Path test, String text, String message) throws IOException {
        Files.writeString(model, text);
        CommandRun run = CommandRun.of("apply", model, test, "-o", out);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(model.toString()).endsWith("\n");
        assertThat(run.err().substring(model.toString().length()).stripTrailing()).matches(message);
        assertThat(out).doesNotExist();
    }

    @Test
    void unwritableOutput() throws IOException {
        fitSound();
        Path nowhere = folder.resolve("nowhere").resolve("out.csv");
        String complaint =
                nowhere + ": the folder " + folder.resolve("nowhere") + " does not exist\n";
        assertThat(CommandRun.of("apply", model, cal, "-o", nowhere))
                .isEqualTo(new CommandRun(2, "", complaint));
        assertThat(CommandRun.of("fit", "normalized", cal, "-o", nowhere))
                .isEqualTo(new CommandRun(2, "", complaint));
        assertThat(CommandRun.of("evaluate", cal, "-o", nowhere))
                .isEqualTo(new CommandRun(2, "", complaint));
        assertThat(CommandRun.of("fit", "normalized", cal, "-o", folder))
                .isEqualTo(new CommandRun(2, "", folder + ": is a directory\n"));
        Path parquet = folder.resolve("out.parquet");
        assertThat(CommandRun.of("apply", model, cal, "-o", parquet).err())
                .isEqualTo(parquet + ": must end in .csv, .csv.gz, .npz or .npy to be a table\n");
    }

    @Test
    void aFailureKeepsTheOldOutput() throws IOException {
        fitSound();
        Files.writeString(out, "precious");
        Path test = Files.writeString(folder.resolve("test.csv"), "mean,sd\n1,1\n1,-1\n");
        CommandRun run = CommandRun.of("apply", model, test, "-o", out);
        assertThat(run)
                .isEqualTo(
                        new CommandRun(2, "", test + ":3: sd: must be > 0 and finite, got -1\n"));
        assertThat(out).hasContent("precious");
    }

    @Test
    void otherClassesThanTheModels() throws IOException {
        Files.writeString(cal, "p:a,p:b,label\n0.5,0.5,a\n");
        assertThat(CommandRun.of("fit", "lac", cal, "-o", model).status()).isZero();
        Path test = Files.writeString(folder.resolve("test.csv"), "p:a,p:c\n0.5,0.5\n");
        assertThat(CommandRun.of("apply", model, test, "-o", out).err())
                .isEqualTo(test + ":1: column p:b is missing\n");
    }

    @Test
    void labelsThatCannotBeJoined() throws IOException {
        fitRefused(
                "p:a|b,p:c,label\n0.5,0.5,c\n",
                "lac",
                "label \"a|b\" must not contain | , which joins labels of a set");
    }

    @Test
    void wrongWords() throws IOException {
        Files.writeString(cal, SOUND);
        String help = " (see guardband fit --help)";
        fitRefused(
                SOUND,
                "mystery",
                "guardband fit: unknown method mystery; guardband methods lists them all" + help);
        fitRefused(
                SOUND,
                "cpr",
                "guardband fit: unknown method cpr (did you mean cqr?); guardband methods lists"
                        + " them all"
                        + help);
        fitRefused(
                SOUND,
                "normalized",
                "guardband fit: --lambda is no option of normalized; it has --beta, --by-group,"
                        + " --decay, --fixed-weights, --weighted"
                        + help,
                "--lambda",
                "1");
        fitRefused(
                SOUND,
                "std-scaling",
                "guardband fit: Invalid value for option '--family': must be gaussian, laplace,"
                        + " student-t, got cauchy"
                        + help,
                "--family",
                "cauchy");
        assertThat(CommandRun.of("fit", "lac", cal))
                .isEqualTo(
                        new CommandRun(
                                2,
                                "",
                                "guardband fit: Missing required option: '--output=MODEL.json'"
                                        + help
                                        + "\n"));
        CommandRun unknown = CommandRun.of("frobnicate");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err().lines()).hasSize(1);
    }

    @Test
    void wrongCoverage() throws IOException {
        fitSound();
        assertThat(CommandRun.of("apply", model, cal, "-o", out, "--coverage", "1"))
                .isEqualTo(
                        new CommandRun(
                                2, "", "--coverage must be strictly between 0 and 1, got 1.0\n"));
        assertThat(CommandRun.of("apply", model, cal, "-o", out, "--coverage", "90%").err())
                .startsWith("guardband apply: Invalid value for option '--coverage'");
        assertThat(CommandRun.of("apply", model, cal, "-o", out, "--levels", "0").err())
                .isEqualTo("--levels must be strictly between 0 and 1, got 0.0\n");
        assertThat(out).doesNotExist();
    }
}
