package org.guardband.conformal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.conformal.ExactBounds;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.SeededUniforms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Martingales against their definitions; false alarms and power under exact bounds. */
class DriftAlarmTest {

    private static final Map<String, Supplier<BettingMartingale>> MARTINGALES =
            Map.of(
                    "jumper",
                    SimpleJumper::start,
                    "power",
                    () -> PowerMartingale.start(0.7),
                    "mixture",
                    MixtureMartingale::start,
                    "histogram",
                    HistogramMartingale::start,
                    "kernel",
                    KernelMartingale::start,
                    "kernel of a short window",
                    () -> KernelMartingale.start(30));

    private static Stream<DynamicTest> each(BiConsumer<String, Supplier<BettingMartingale>> test) {
        return MARTINGALES.entrySet().stream()
                .map(
                        e ->
                                DynamicTest.dynamicTest(
                                        e.getKey(), () -> test.accept(e.getKey(), e.getValue())));
    }

    /** At any state the factor of the next bet has integral 1. */
    @TestFactory
    Stream<DynamicTest> betsAreFair() {
        return each(
                (name, start) -> {
                    SplittableRandom random = new SplittableRandom(1);
                    BettingMartingale martingale = start.get();
                    for (int step = 0; step < 60; step++) {
                        if (step % 20 == 0) {
                            assertFair(martingale);
                        }
                        martingale.observe(1 - Math.pow(random.nextDouble(), 1.3));
                    }
                });
    }

    private static void assertFair(BettingMartingale martingale) {
        ModelDocument state = martingale.toDocument();
        // looked for once: every other look would search all jars again
        ModelReader reader =
                ServiceLoader.load(ModelReader.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(r -> r.method().equals(state.method()))
                        .findFirst()
                        .orElseThrow();
        // p = exp(−700u³): midpoints in u. The mixture's density near 0 is 1/(p ln²p), of which
        // 1/700 lies beyond the smallest double; the histogram jumps within cells of the grid.
        int grid = 4000;
        double sum = 0;
        for (int i = 0; i < grid; i++) {
            double u = (i + 0.5) / grid;
            double p = Math.exp(-700 * u * u * u);
            BettingMartingale next = (BettingMartingale) reader.read(state);
            next.observe(p);
            sum += Math.exp(next.logValue() - martingale.logValue()) * p * 2100 * u * u;
        }
        assertThat(sum / grid).isCloseTo(1, within(3e-3));
    }

    @Test
    void agreeWithTheirDefinitions() {
        SplittableRandom random = new SplittableRandom(2);
        double[] p = random.doubles(400).map(u -> 1 - Math.pow(u, 1.2)).toArray();
        double[] parts = {1 / 3.0, 1 / 3.0, 1 / 3.0};
        double power = 1;
        int[] counts = new int[10];
        double histogram = 1;
        SimpleJumper jumper = SimpleJumper.start();
        PowerMartingale powers = PowerMartingale.start(0.7);
        HistogramMartingale bins = HistogramMartingale.start();
        MixtureMartingale mixture = MixtureMartingale.start();
        assertThat(mixture.logValue()).isZero();
        for (int n = 0; n < p.length; n++) {
            double all = Arrays.stream(parts).sum();
            for (int e = -1; e <= 1; e++) {
                parts[e + 1] = (0.99 * parts[e + 1] + 0.01 / 3 * all) * (1 + e * (p[n] - 0.5));
            }
            power *= 0.7 * Math.pow(p[n], -0.3);
            int bin = (int) Math.min(9, Math.floor(10 * p[n]));
            histogram *= 10 * (counts[bin] + 1.0) / (n + 10.0);
            counts[bin]++;
            jumper.observe(p[n]);
            powers.observe(p[n]);
            bins.observe(p[n]);
            mixture.observe(p[n]);
            assertThat(jumper.logValue())
                    .isCloseTo(Math.log(Arrays.stream(parts).sum()), within(1e-10));
            assertThat(powers.logValue()).isCloseTo(Math.log(power), within(1e-10));
            assertThat(bins.logValue()).isCloseTo(Math.log(histogram), within(1e-10));
            if (n % 40 == 0) {
                assertThat(mixture.logValue())
                        .isCloseTo(mixtureByQuadrature(Arrays.copyOf(p, n + 1)), within(1e-6));
            }
        }
    }

    /** The density written out, with its integral over [0, 1] by Simpson's rule. */
    @Test
    void theKernelBetsTheReflectedEstimate() {
        SplittableRandom random = new SplittableRandom(5);
        KernelMartingale martingale = KernelMartingale.start(7);
        double[] p = random.doubles(40).map(u -> Math.max(1e-3, u * u)).toArray();
        double log = 0;
        for (int t = 0; t < p.length; t++) {
            double[] seen = Arrays.copyOfRange(p, Math.max(0, t - 7), t);
            if (t > 0) {
                double mean = Arrays.stream(seen).average().orElseThrow();
                double s =
                        Math.sqrt(
                                Arrays.stream(seen)
                                        .map(q -> (q - mean) * (q - mean))
                                        .average()
                                        .orElseThrow());
                double h = Math.max(0.01, 1.06 * s * Math.pow(seen.length, -0.2));
                int cells = 4000;
                double integral = 0;
                for (int i = 0; i <= cells; i++) {
                    int weight = i == 0 || i == cells ? 1 : 2 + 2 * (i % 2);
                    integral += weight * reflected(i / (double) cells, seen, h) / (3.0 * cells);
                }
                double f = reflected(p[t], seen, h) / integral;
                log += Math.log((1 + seen.length * f) / (1 + seen.length));
            }
            martingale.observe(p[t]);
            assertThat(martingale.logValue()).isCloseTo(log, within(1e-8));
        }
    }

    private static double reflected(double p, double[] seen, double h) {
        double sum = 0;
        for (double q : seen) {
            for (double at : new double[] {q, -q, 2 - q}) {
                sum += Math.exp(-(p - at) * (p - at) / (2 * h * h));
            }
        }
        return sum;
    }

    @Test
    void readsNoDamagedKernel() {
        KernelMartingale martingale = KernelMartingale.start(2);
        martingale.observe(0.5);
        String json = ModelFiles.toJson(martingale);
        assertThatThrownBy(() -> ModelFiles.fromJson(json.replace("\"steps\": 1", "\"steps\": 2")))
                .hasMessageContaining("p-values must be the last min(steps, window) = min(2, 2)");
        assertThatThrownBy(() -> KernelMartingale.start(0))
                .hasMessage("window must be >= 1, got 0");
    }

    /** Midpoints; with 20 000 of them the error is below 1e-6. */
    private static double mixtureByQuadrature(double[] p) {
        int grid = 20_000;
        double sumLog = Arrays.stream(p).map(Math::log).sum();
        double[] logs =
                IntStream.range(0, grid)
                        .mapToDouble(i -> (i + 0.5) / grid)
                        .map(e -> p.length * Math.log(e) + (e - 1) * sumLog)
                        .toArray();
        double top = Arrays.stream(logs).max().orElseThrow();
        return top + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - top)).sum() / grid);
    }

    /** p-values near 1, where the incomplete gamma function underflows, and near 0. */
    @Test
    void theMixtureStaysFiniteAtItsEnds() {
        for (double p : new double[] {1, 0.999, 0.6, 1e-3, 1e-300}) {
            MixtureMartingale mixture = MixtureMartingale.start();
            double[] all = new double[300];
            Arrays.fill(all, p);
            for (double each : all) {
                mixture.observe(each);
            }
            // the quadrature loses digits where the integrand has its mass in few cells
            if (p > 1e-2) {
                assertThat(mixture.logValue()).isCloseTo(mixtureByQuadrature(all), within(1e-3));
            }
            assertThat(mixture.logValue()).isFinite();
        }
    }

    @Test
    void pValuesAreThoseOfSortedScores() {
        SmoothedPValues pValues = new SmoothedPValues(9, new double[0]);
        SeededUniforms uniforms = new SeededUniforms(9, 0x70);
        SplittableRandom random = new SplittableRandom(3);
        double[] scores = random.ints(500, 0, 40).asDoubleStream().toArray();
        for (int n = 0; n < scores.length; n++) {
            double expected =
                    ConformalScores.of(Arrays.copyOf(scores, n))
                            .pValue(scores[n], 1 - uniforms.at(n));
            assertThat(pValues.next(scores[n])).isEqualTo(expected).isPositive();
        }
    }

    /** Ville: of 2000 streams without drift at most δ raise the alarm, up to chance. */
    @TestFactory
    Stream<DynamicTest> falseAlarmsAreRare() {
        return each(
                (name, start) -> {
                    int draws = 2000;
                    long quiet =
                            IntStream.range(0, draws)
                                    .parallel()
                                    .filter(r -> !alarmed(start.get(), r, 150, 0))
                                    .count();
                    ExactBounds.assertCoversAtLeast(name, quiet, draws, 0.9);
                    // and not because nothing is ever bet
                    assertThat(quiet).isLessThan(draws);
                });
    }

    /** A shift of two standard deviations after 100 rows is found within 150 more. */
    @TestFactory
    Stream<DynamicTest> driftIsFound() {
        return each(
                (name, start) -> {
                    int draws = 300;
                    long found =
                            IntStream.range(0, draws)
                                    .parallel()
                                    .filter(r -> alarmed(start.get(), r, 250, 2))
                                    .count();
                    ExactBounds.assertCoversAtLeast(name, found, draws, 0.9);
                });
    }

    private static boolean alarmed(BettingMartingale martingale, int r, int rows, double shift) {
        SplittableRandom random =
                new SplittableRandom(new SplittableRandom(77 + 1_000_003L * r).nextLong());
        DriftAlarm alarm = DriftAlarm.start(0.1, martingale, random.nextLong());
        for (int i = 0; i < rows; i++) {
            alarm.observe(random.nextGaussian() + (i < 100 ? 0 : shift));
        }
        return alarm.isRaised();
    }

    @TestFactory
    Stream<DynamicTest> goesOnBitForBitAfterASave() {
        return each(
                (name, start) -> {
                    DriftAlarm whole = DriftAlarm.start(0.01, start.get(), 5);
                    DriftAlarm saved = DriftAlarm.start(0.01, start.get(), 5);
                    SplittableRandom random = new SplittableRandom(4);
                    for (int i = 0; i < 300; i++) {
                        if (i % 37 == 0) {
                            saved = (DriftAlarm) ModelFiles.fromJson(ModelFiles.toJson(saved));
                        }
                        double score = random.nextInt(20) + i / 20;
                        assertThat(saved.observe(score)).isEqualTo(whole.observe(score));
                        assertThat(saved.toDocument()).isEqualTo(whole.toDocument());
                        assertThat(saved.logValue()).isEqualTo(whole.logValue());
                    }
                    assertThat(whole.raisedAt()).isPositive().isLessThan(300);
                    assertThat(whole.anytimePValue()).isLessThanOrEqualTo(0.01);
                    String json = ModelFiles.toJson(whole);
                    for (String field : whole.toDocument().names()) {
                        assertThatThrownBy(
                                        () ->
                                                ModelFiles.fromJson(
                                                        json.replaceFirst(
                                                                "\"" + field + "\"", "\"other\"")))
                                .isInstanceOf(ModelFormatException.class)
                                .hasMessageContaining(field);
                    }
                });
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> DriftAlarm.start(1, SimpleJumper.start(), 0))
                .hasMessage("falseAlarm must be strictly between 0 and 1, got 1.0");
        SimpleJumper used = SimpleJumper.start();
        // the first bet is none: the two that go opposite ways cancel
        used.observe(0.1);
        assertThat(used.logValue()).isCloseTo(0, within(1e-15));
        used.observe(0.1);
        assertThatThrownBy(() -> DriftAlarm.start(0.1, used, 0))
                .hasMessageStartingWith("martingale must be at its start, got log value ");
        assertThatThrownBy(() -> used.observe(0)).hasMessage("p must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> PowerMartingale.start(0))
                .hasMessage("exponent must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> HistogramMartingale.start(0, 1))
                .hasMessage("bins must be >= 1, got 0");
        assertThatThrownBy(() -> SimpleJumper.start(2))
                .hasMessage("jump must be in [0, 1], got 2.0");
        DriftAlarm alarm = DriftAlarm.start(0.1, SimpleJumper.start(), 0);
        assertThatThrownBy(() -> alarm.observe(Double.NaN)).hasMessage("score must not be NaN");
        assertThat(alarm.steps()).isZero();
        assertThat(alarm.anytimePValue()).isEqualTo(1);
        assertThatThrownBy(
                        () ->
                                ModelFiles.fromDocument(
                                        ModelDocument.of("drift-alarm")
                                                .put(
                                                        "martingale",
                                                        SeasonalScores.of(1, 0).toDocument())
                                                .build()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("must be a betting martingale");
    }
}
