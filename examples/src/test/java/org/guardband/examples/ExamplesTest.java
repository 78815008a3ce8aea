package org.guardband.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.guardband.conformal.metrics.EmpiricalCoverage;
import org.guardband.core.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tutorials run, and the README shows what they are and what they print. */
class ExamplesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @ParameterizedTest
    @ValueSource(strings = {"QuickStart", "SetsForTribuoClassifier", "FromSmile"})
    void theReadmeShowsTheCodeThatRunsHere(String example) throws IOException {
        String source =
                Files.readString(
                        ROOT.resolve(
                                "examples/src/main/java/org/guardband/examples/"
                                        + example
                                        + ".java"));
        String body =
                source.substring(
                        source.indexOf("// readme:start\n") + "// readme:start\n".length(),
                        source.indexOf("        // readme:end"));
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("```java\n" + body.stripTrailing().stripIndent() + "\n```");
    }

    @Test
    void theReadmeShowsWhatTheQuickStartPrints() throws IOException {
        PrintStream console = System.out;
        Locale locale = Locale.getDefault();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            Locale.setDefault(Locale.ROOT);
            System.setOut(capture);
            QuickStart.main(new String[0]);
        } finally {
            System.setOut(console);
            Locale.setDefault(locale);
        }
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("```\n" + printed.toString(StandardCharsets.UTF_8) + "```");
    }

    @Test
    void crudeRepairsTheCalibration() throws IOException {
        RecalibrateWithCrude.Result result = RecalibrateWithCrude.run();
        assertThat(result.errorAfter()).isLessThan(result.errorBefore());
        // conformal ranks are never inside the plain quantiles
        assertThat(result.guaranteed().lower()).isLessThanOrEqualTo(result.row().quantile(0.1));
        assertThat(result.guaranteed().upper()).isGreaterThanOrEqualTo(result.row().quantile(0.9));
        assertThat(result.describe()).contains("mean calibration error");
    }

    @Test
    void setsOfExportedPredictionsCover() throws IOException {
        List<PredictionsFromPython.Result> results = PredictionsFromPython.run();
        assertThat(results).hasSize(3);
        for (PredictionsFromPython.Result result : results) {
            assertCovers(result.covered(), result.rows(), 600, result.asked().value());
            assertThat(result.toString()).startsWith("asked " + result.asked() + ", got 0.9");
        }
    }

    @Test
    void noiseOfThePixelsTellsRightAnswersFromErrors() throws IOException {
        NoisyDigits.Result result = NoisyDigits.run();
        assertThat(result.accuracy()).isGreaterThan(0.95);
        assertThat(result.gaussian()).isGreaterThan(0.85);
        assertThat(result.cauchy()).isGreaterThan(0.85);
        assertThat(result.describe()).contains("area under the curve");
    }

    @Test
    void anEnsembleGoesAllTheWay() throws IOException {
        EnsembleEndToEnd.Result result = EnsembleEndToEnd.run();
        assertCovers(Math.toIntExact(result.covered()), result.rows(), 88, 0.9);
        assertThat(result.crpsAfter()).isLessThan(1.1 * result.crpsBefore());
        assertThat(result.epistemicShare()).isBetween(0.0, 1.0);
        assertThat(result.describe()).contains("intervals at 0.9");
    }

    @Test
    void adaptersFromDiskLearnNewDigits(@TempDir Path folder) throws IOException {
        AdaptersFromDisk.Result result = AdaptersFromDisk.run(folder);
        assertThat(result.asBefore()).isTrue();
        assertThat(result.accuracy()).isGreaterThan(0.8);
        assertCovers(result.covered(), result.rows(), 300, 0.9);
        assertThat(result.meanSize()).isBetween(0.9, 2.0);
        assertThat(result.epistemic()).isBetween(0.0, Math.log(4));
        assertThat(result.describe()).contains("read back, the ensemble says the same");
        assertThat(folder.resolve("adapter-3/adapter_model.safetensors")).exists();
    }

    @Test
    void intervalsWithoutACalibrationSplitCover() throws IOException {
        WithoutCalibrationSplit.Result result = WithoutCalibrationSplit.run();
        // the theorem promises 0.8; 133 fresh rows, one fit
        assertThat(result.covered()).isGreaterThan((int) (0.8 * result.rows()));
        assertThat(result.first().width()).isBetween(50.0, 400.0);
        assertThat(result.describe()).contains("309 rows train 60 trees");
    }

    @Test
    void answersGivenAreRightOftenEnough() throws IOException {
        AnswersThatAreRight.Result result = AnswersThatAreRight.run();
        assertThat(result.threshold()).isPresent();
        assertThat(result.answered()).isGreaterThan(result.rows() / 2);
        assertThat(result.wrong()).isLessThan(result.wrongOfAll());
        assertThat((double) result.wrong() / result.answered()).isLessThan(0.03);
        assertThat(result.describe()).contains("fresh rows");
    }

    @Test
    void setsForATribuoClassifierCover() throws IOException {
        SetsForTribuoClassifier.Result result = SetsForTribuoClassifier.run();
        assertThat(result.accuracy()).isGreaterThan(0.9);
        assertCovers(result.covered(), result.rows(), 270, 0.99);
        assertThat(result.meanSize()).isBetween(0.9, 3.0);
    }

    @Test
    void intervalsForATribuoRegressorCover() throws IOException {
        IntervalsForTribuoRegressor.Result result = IntervalsForTribuoRegressor.run();
        assertCovers(result.covered(), result.rows(), 78, 0.9);
        assertThat(result.first().width()).isBetween(50.0, 500.0);
        assertThat(result.distribution().standardDeviation()).isBetween(10.0, 200.0);
    }

    @Test
    void theBestOfManyPosesIsATrap() {
        BestOfManyPoses.Result result = BestOfManyPoses.run();
        assertThat(result.tunedSpread()).isLessThan(0.8);
        assertThat(result.bestOfNTuned()).isLessThan(result.bestOfNTrue());
        assertThat(result.errorTuned()).isGreaterThan(5 * result.errorTrue());
        assertThat(result.errorRepaired()).isLessThan(0.2 * result.errorTuned());
        assertThat(result.factor() * result.tunedSpread()).isBetween(0.9, 1.1);
        assertThat(result.describe()).contains("calibration error");
    }

    /**
     * One fit and one test: the share covered follows the beta-binomial law, which falls below the
     * bound once in a million.
     */
    private static void assertCovers(int covered, int rows, int calibrationRows, double asked) {
        assertThat((double) covered / rows)
                .isGreaterThanOrEqualTo(
                        new EmpiricalCoverage(covered, rows)
                                .expected(
                                        calibrationRows, Coverage.of(asked), Coverage.of(0.999999))
                                .lower());
    }

    @Test
    void setsForTagSequencesHoldTheTrueOne() {
        SetsForTagSequences.Result result = SetsForTagSequences.run();
        // 500 rows leave a standard deviation of 0.013 in the coverage, 2000 test rows 0.007
        assertThat(result.coverage()).isBetween(0.84, 0.96);
        assertThat(result.greedy()).isLessThan(0.6);
        assertThat(result.meanSize()).isBetween(2.0, 60.0);
        assertThat(result.describe()).contains("of 81 sequences");
    }
}
