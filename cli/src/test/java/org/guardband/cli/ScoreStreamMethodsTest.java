package org.guardband.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.classification.online.OnlineBinaryCalibrator;
import org.guardband.classification.online.OnlinePlattScaling;
import org.guardband.classification.online.TrackingCalibeating;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of one event in order of time, from the command line. */
class ScoreStreamMethodsTest {

    private static final int ROWS = 300;
    private static final int FIRST = 100;

    @TempDir Path folder;
    private Path first;
    private Path next;
    private Path model;
    private Path out;
    private final double[] scores = new double[ROWS];
    private final boolean[] outcomes = new boolean[ROWS];

    /** Scores that exaggerate. */
    @BeforeEach
    void files() throws IOException {
        SplittableRandom rng = new SplittableRandom(3);
        for (int i = 0; i < ROWS; i++) {
            double logit = 2 * rng.nextGaussian();
            scores[i] = 1 / (1 + Math.exp(-2 * logit));
            outcomes[i] = rng.nextDouble() < 1 / (1 + Math.exp(-logit));
        }
        first = write("first.csv", 0, FIRST);
        next = write("next.csv", FIRST, ROWS);
        model = folder.resolve("model.json");
        out = folder.resolve("out.csv");
    }

    private Path write(String name, int from, int to) throws IOException {
        List<String> lines = new ArrayList<>(List.of("p,label"));
        for (int i = from; i < to; i++) {
            lines.add(scores[i] + "," + (outcomes[i] ? 1 : 0));
        }
        return Files.write(folder.resolve(name), lines);
    }

    private static CommandRun run(Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    private void check(OnlineBinaryCalibrator expected) throws IOException {
        for (int i = 0; i < FIRST; i++) {
            expected.observe(scores[i], outcomes[i]);
        }
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(ROWS - FIRST + 1);
        int column = List.of(lines.get(0).split(",", -1)).lastIndexOf("p");
        for (int i = FIRST; i < ROWS; i++) {
            String cell = lines.get(i - FIRST + 1).split(",", -1)[column];
            assertThat(Double.parseDouble(cell)).isEqualTo(expected.predict(scores[i]));
            expected.observe(scores[i], outcomes[i]);
        }
    }

    @Test
    void everyRowIsPredictedBeforeItsOutcome() throws IOException {
        run("fit", "online-platt", first, "-o", model);
        CommandRun applied = run("apply", model, next, "-o", out);
        assertThat(applied.err()).contains("mean log loss of these rows").contains("before");
        check(OnlinePlattScaling.withDefaults().start());
    }

    @Test
    void binsAreTracked() throws IOException {
        run("fit", "online-platt", first, "--calibeating", "tracking", "--bins", "5", "-o", model);
        run("apply", model, next, "-o", out);
        check(new TrackingCalibeating(5).start(OnlinePlattScaling.withDefaults().start()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "tracking", "hedging"})
    void aStretchInTwoPartsIsTheStretch(String form) throws IOException {
        run("fit", "online-beta", first, "--calibeating", form, "-o", model);
        run("apply", model, next, "-o", out);
        List<String> whole = Files.readAllLines(out);
        Path part = write("part.csv", FIRST, 150);
        Path rest = write("rest.csv", 150, ROWS);
        run("apply", model, part, "-o", out, "--update", model);
        List<String> parts = new ArrayList<>(Files.readAllLines(out));
        run("apply", model, rest, "-o", out);
        List<String> lines = Files.readAllLines(out);
        parts.addAll(lines.subList(1, lines.size()));
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void rowsToComeArePredictedFromWhatIsKnown() throws IOException {
        run("fit", "online-platt", first, "-o", model);
        Path coming = Files.writeString(folder.resolve("coming.csv"), "p\n0.3\n0.9\n");
        CommandRun applied = run("apply", model, coming, "-o", out);
        assertThat(applied.err()).isEmpty();
        assertThat(Files.readAllLines(out)).hasSize(3);
    }

    @Test
    void binsWithoutCalibeatingAreRefused() {
        CommandRun run = CommandRun.of("fit", "online-platt", first, "--bins", "5", "-o", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--bins needs --calibeating tracking or hedging");
    }
}
