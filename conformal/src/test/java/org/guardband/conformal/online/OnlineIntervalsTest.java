package org.guardband.conformal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guardband.conformal.resampling.BootstrapEnsemble;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.Interval;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** AgACI and EnbPI against their definitions, and what every {@link OnlineIntervals} owes. */
class OnlineIntervalsTest {

    private static final Coverage EIGHT = Coverage.of(0.8);

    private static double[] errors(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            double scale = i < n / 2 ? 1 : 3;
            errors[i] = 0.3 + scale * Math.round(16 * random.nextGaussian()) / 16;
        }
        return errors;
    }

    @TestFactory
    Stream<DynamicTest> goesOnBitForBitAfterASave() {
        List<Supplier<OnlineIntervals>> streams =
                List.of(
                        () ->
                                AggregatedAdaptiveConformal.withDefaults(EIGHT)
                                        .withWindow(60)
                                        .start(),
                        () -> AggregatedAdaptiveConformal.withDefaults(EIGHT).start(1, -2, 3),
                        () -> EnbPi.withDefaults(EIGHT).start(errors(50, 1)),
                        () -> EnbPi.withDefaults(EIGHT).withBatch(7).start(errors(50, 1)),
                        () ->
                                EnbPi.withDefaults(EIGHT)
                                        .withSymmetricIntervals()
                                        .start(errors(9, 1)));
        return streams.stream()
                .map(start -> DynamicTest.dynamicTest(start.get().toString(), () -> check(start)));
    }

    private static void check(Supplier<OnlineIntervals> start) {
        OnlineIntervals whole = start.get();
        OnlineIntervals saved = start.get();
        long misses = 0;
        double[] errors = errors(300, 2);
        for (int i = 0; i < errors.length; i++) {
            if (i % 29 == 0) {
                saved = (OnlineIntervals) ModelFiles.fromJson(ModelFiles.toJson(saved));
                assertThat(saved.toDocument()).isEqualTo(whole.toDocument());
            }
            Interval interval = whole.predict();
            assertThat(interval).isEqualTo(whole.predict()).isEqualTo(saved.predict());
            misses += interval.contains(errors[i]) ? 0 : 1;
            whole.observe(errors[i]);
            saved.observe(errors[i]);
            assertThat(whole.misses()).isEqualTo(misses);
        }
        assertThat(whole.steps()).isEqualTo(300);
        assertThat(whole.coverage()).isEqualTo(EIGHT);
        ModelDocument before = whole.toDocument();
        assertThatThrownBy(() -> whole.observe(Double.POSITIVE_INFINITY))
                .hasMessage("error must be finite, got Infinity");
        assertThat(whole.toDocument()).isEqualTo(before);
        String json = ModelFiles.toJson(saved);
        for (String field : before.names()) {
            assertThatThrownBy(
                            () ->
                                    ModelFiles.fromJson(
                                            json.replaceFirst("\"" + field + "\"", "\"other\"")))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(field);
        }
    }

    /** The copies are streams of their own, and the aggregation is summed from the beginning. */
    @Test
    void aggregatesAdaptiveCopies() {
        AggregatedAdaptiveConformal method =
                AggregatedAdaptiveConformal.withDefaults(EIGHT).withWindow(50);
        AggregatedAdaptiveConformalStream stream = method.start();
        List<AdaptiveConformalStream> copies = new ArrayList<>();
        for (double gamma : method.stepSizes()) {
            copies.add(
                    AdaptiveConformal.withDefaults(EIGHT)
                            .withStepSize(gamma)
                            .withWindow(50)
                            .start());
        }
        assertThat(stream.predict().lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        Experts lower = new Experts(0.1, copies.size());
        Experts upper = new Experts(0.9, copies.size());
        double[] errors = errors(300, 3);
        for (int t = 0; t < errors.length; t++) {
            if (t > 0) {
                double[] last = Arrays.copyOfRange(errors, Math.max(0, t - 50), t);
                Arrays.setAll(last, i -> Math.abs(last[i]));
                Arrays.sort(last);
                double[] ends = new double[copies.size()];
                double[] mirrored = new double[copies.size()];
                for (int k = 0; k < ends.length; k++) {
                    double end = copies.get(k).predict();
                    ends[k] = Math.max(last[0], Math.min(last[last.length - 1], end));
                    mirrored[k] = -ends[k];
                }
                Interval interval = stream.predict();
                assertThat(interval.lower()).isCloseTo(lower.mixture(mirrored), within(1e-9));
                assertThat(interval.upper()).isCloseTo(upper.mixture(ends), within(1e-9));
                lower.learn(mirrored, errors[t]);
                upper.learn(ends, errors[t]);
            }
            stream.observe(errors[t]);
            for (AdaptiveConformalStream copy : copies) {
                copy.observe(Math.abs(errors[t]));
            }
        }
        assertThat(stream.upperWeights()).containsExactly(upper.weights(), within(1e-9));
        assertThat(stream.lowerWeights()).containsExactly(lower.weights(), within(1e-9));
        // against the best copy in hindsight, with √(T ln K) ≈ 38 times the size of a gain
        assertThat(upper.ownLoss - Arrays.stream(upper.losses).min().orElseThrow())
                .isLessThan(0.5 * Math.sqrt(700 * Math.log(8)));
    }

    /** Bernstein online aggregation with all gains kept. */
    private static final class Experts {
        private final double level;
        private final List<double[]> gains = new ArrayList<>();
        private final double[] losses;
        private double ownLoss;

        Experts(double level, int count) {
            this.level = level;
            this.losses = new double[count];
        }

        private double rate(int k, int steps) {
            double most = 0;
            double squares = 0;
            for (double[] gain : gains.subList(0, steps)) {
                most = Math.max(most, Math.abs(gain[k]));
                squares += gain[k] * gain[k];
            }
            return Math.min(1 / (2 * most), Math.sqrt(Math.log(losses.length) / squares));
        }

        double[] weights() {
            double[] w = new double[losses.length];
            for (int k = 0; k < w.length; k++) {
                double rate = rate(k, gains.size());
                double regret = 0;
                for (int j = 0; j < gains.size(); j++) {
                    double r = gains.get(j)[k];
                    double before = rate(k, j);
                    regret += r - (Double.isInfinite(before) ? 0 : before * r * r);
                }
                w[k] = Double.isInfinite(rate) ? Double.NaN : Math.log(rate) + rate * regret;
            }
            if (Arrays.stream(w).allMatch(Double::isNaN)) {
                Arrays.fill(w, 1.0 / w.length);
                return w;
            }
            assertThat(w).doesNotContain(Double.NaN);
            double top = Arrays.stream(w).max().orElseThrow();
            double sum = Arrays.stream(w).map(v -> Math.exp(v - top)).sum();
            return Arrays.stream(w).map(v -> Math.exp(v - top) / sum).toArray();
        }

        double mixture(double[] ends) {
            double[] w = weights();
            double sum = 0;
            for (int k = 0; k < w.length; k++) {
                sum += w[k] * (ends[k] - ends[0]);
            }
            return ends[0] + sum;
        }

        void learn(double[] ends, double truth) {
            double mixture = mixture(ends);
            double[] gain = new double[ends.length];
            ownLoss += pinball(mixture, truth);
            for (int k = 0; k < ends.length; k++) {
                gain[k] = (truth <= mixture ? 1 - level : -level) * (mixture - ends[k]);
                losses[k] += pinball(ends[k], truth);
            }
            gains.add(gain);
        }

        private double pinball(double q, double y) {
            return Math.max(level * (y - q), (level - 1) * (y - q));
        }
    }

    @Test
    void enbPiTakesTheShortestInterval() {
        for (int batch : new int[] {1, 5}) {
            double[] errors = errors(140, 4);
            EnbPiStream stream =
                    EnbPi.withDefaults(EIGHT).withBatch(batch).start(Arrays.copyOf(errors, 40));
            for (int t = 40; t < errors.length; t++) {
                int known = t - (t - 40) % batch;
                double[] sorted = Arrays.copyOfRange(errors, known - 40, known);
                Arrays.sort(sorted);
                double shortest = Double.POSITIVE_INFINITY;
                for (double lower : sorted) {
                    for (double upper : sorted) {
                        long inside =
                                Arrays.stream(sorted).filter(e -> lower <= e && e <= upper).count();
                        if (inside >= EIGHT.upperRank(40)) {
                            shortest = Math.min(shortest, upper - lower);
                        }
                    }
                }
                Interval interval = stream.predict();
                assertThat(interval.width()).isEqualTo(shortest);
                assertThat(Arrays.stream(sorted).filter(interval::contains).count())
                        .isGreaterThanOrEqualTo(EIGHT.upperRank(40));
                stream.observe(errors[t]);
            }
        }
    }

    @Test
    void enbPiCentresAsThePaper() {
        double[] leaveOneOut = {5, 1, 2, 4, 3};
        assertThat(EnbPi.withDefaults(EIGHT).centre(leaveOneOut)).isEqualTo(3);
        EnbPi first = EnbPi.withDefaults(EIGHT).withSymmetricIntervals();
        assertThat(first.centre(leaveOneOut)).isEqualTo(5);
        assertThat(first.centre(new double[] {7})).isEqualTo(7);
        double[] errors = {-4, 1, 2, -3, 0};
        assertThat(first.start(errors).predict()).isEqualTo(new Interval(-4, 4));
        double[] absolute = {4, 1, 2, 3, 0};
        assertThat(first.start(errors).predict().upper())
                .isEqualTo(ConformalScores.of(absolute).quantile(EIGHT));
        assertThat(EnbPi.withDefaults(Coverage.of(0.9)).start(errors).predict().upper())
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> first.start(new double[0]))
                .hasMessage("number of errors must be >= 1, got 0");
        assertThatThrownBy(() -> first.centre(new double[0]))
                .hasMessage("number of leave-one-out predictions must be >= 1, got 0");
        assertThatThrownBy(() -> first.withBatch(0)).hasMessage("batch must be >= 1, got 0");
    }

    /** A bagged ensemble of means on a drifting level, end to end. */
    @Test
    void enbPiOnABaggedEnsemble() {
        int n = 200;
        SplittableRandom random = new SplittableRandom(8);
        double[] y = random.doubles(n).map(u -> 10 + u).toArray();
        BootstrapEnsemble ensemble = BootstrapEnsemble.draw(n, 40, 3);
        double[][] training = new double[40][n];
        double[][] later = new double[40][1];
        for (int b = 0; b < 40; b++) {
            double mean =
                    Arrays.stream(ensemble.bag(b)).mapToDouble(i -> y[i]).average().orElseThrow();
            Arrays.fill(training[b], mean);
            later[b][0] = mean;
        }
        double[] oob = ensemble.outOfBag(training);
        double[] errors = new double[n];
        Arrays.setAll(errors, i -> y[i] - oob[i]);
        EnbPi method = EnbPi.withDefaults(EIGHT);
        EnbPiStream stream = method.start(errors);
        double[] leaveOneOut = new double[n];
        ensemble.leaveOneOut(later).predict(0, leaveOneOut);
        double centre = method.centre(leaveOneOut);
        assertThat(centre).isBetween(10.4, 10.6);
        for (int t = 0; t < 2000; t++) {
            stream.observe(10 + t / 1000 + random.nextDouble() - centre);
        }
        // uniform truths: ±5 standard errors, and what the choice of the shortest interval costs
        assertThat(1 - stream.misses() / 2000.0).isBetween(0.7, 0.85);
        assertThat(stream.predict().width()).isBetween(0.7, 0.9);
    }
}
