package org.guardband.conformal.online;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.ErfDifference;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;

/**
 * The plug-in martingale with a kernel: it bets the density of the last n ≤ w p-values as a
 * Gaussian kernel estimates it, each value reflected at 0 and at 1,
 *
 * <pre>
 *     f(p) = (1 + Σᵢ [φₕ(p − pᵢ) + φₕ(p + pᵢ) + φₕ(p + pᵢ − 2)]·n/z) / (1 + n),
 *     z = Σᵢ [Φ((2 − pᵢ)/h) − Φ((−1 − pᵢ)/h)],   h = max(1.06·s·n^(−1/5), 0.01),
 * </pre>
 *
 * <p>with s the standard deviation of the p-values. z is the integral of the sum over [0, 1], so
 * that f has integral 1 exactly. It follows densities of any shape, smoother than {@link
 * HistogramMartingale} and so richer after the same number of rows; a step costs O(w) where that
 * one costs O(1).
 *
 * <p>Deviations from the paper: one uniform p-value is put beside those seen, so that a p-value
 * where none has been cannot ruin the capital; the bandwidth rule takes the standard deviation
 * alone and has a floor; and there is a window, without which a step costs O(steps so far) and an
 * early stretch without drift weighs down the bet for ever.
 *
 * <p>Source: Fedorova, Gammerman, Nouretdinov, Vovk 2012, arXiv 1204.3251.
 */
public final class KernelMartingale implements BettingMartingale {

    private static final String METHOD = "kernel-martingale";
    private static final double NARROWEST = 0.01;

    /** Below this bandwidth the reflected kernels lose less than 2⁻⁵³ outside [0, 1]. */
    private static final double INSIDE = 0.1;

    /** The last p-values, the oldest at {@code steps mod w} once there are w of them. */
    private final double[] window;

    private long steps;
    private double logValue;

    private KernelMartingale(double[] window, long steps, double logValue) {
        this.window = window;
        this.steps = steps;
        this.logValue = Arguments.finite("logValue", logValue);
    }

    /**
     * A window of 1000 p-values.
     *
     * @return the martingale at its start
     */
    public static KernelMartingale start() {
        return start(1000);
    }

    /**
     * With another window.
     *
     * @param window w ≥ 1, how many p-values the density is estimated from
     * @return the martingale at its start
     * @throws IllegalArgumentException if the window is empty
     */
    public static KernelMartingale start(int window) {
        return new KernelMartingale(new double[Arguments.atLeast("window", window, 1)], 0, 0);
    }

    @Override
    public void observe(double p) {
        logValue += Math.log(density(BettingMartingale.checked(p)));
        window[(int) (steps % window.length)] = p;
        steps++;
    }

    private double density(double p) {
        int n = (int) Math.min(steps, window.length);
        if (n == 0) {
            return 1;
        }
        double h = bandwidth(n);
        double sum = 0;
        double inside = 0;
        for (int i = 0; i < n; i++) {
            double q = window[i];
            sum += bell((p - q) / h) + bell((p + q) / h) + bell((p + q - 2) / h);
            inside += h < INSIDE ? 1 : within(q, h);
        }
        double kernel = sum / (h * Math.sqrt(2 * Math.PI)) / inside;
        return (1 + n * kernel) / (1 + n);
    }

    private static double bell(double x) {
        return Math.exp(-x * x / 2);
    }

    private static double within(double q, double h) {
        double unit = h * Math.sqrt(2);
        return ErfDifference.value((-1 - q) / unit, (2 - q) / unit) / 2;
    }

    private double bandwidth(int n) {
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += window[i];
        }
        mean /= n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (window[i] - mean) * (window[i] - mean);
        }
        return Math.max(NARROWEST, 1.06 * Math.sqrt(squares / n) * Math.pow(n, -0.2));
    }

    @Override
    public double logValue() {
        return logValue;
    }

    /** The p-values as they lie in the window, so that sums are taken in the same order. */
    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("window", window.length)
                .put("steps", steps)
                .put("p-values", Arrays.copyOf(window, (int) Math.min(steps, window.length)))
                .put("log-value", logValue)
                .build();
    }

    /** Reads {@code kernel-martingale} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public KernelMartingale read(ModelDocument document) {
            int length = Arguments.atLeast("window", document.integer("window"), 1);
            long steps = document.longInteger("steps");
            double[] values = document.numbers("p-values");
            if (steps < 0 || values.length != Math.min(steps, length)) {
                throw new IllegalArgumentException(
                        "p-values must be the last min(steps, window) = min("
                                + steps
                                + ", "
                                + length
                                + "), got "
                                + values.length);
            }
            for (double p : values) {
                BettingMartingale.checked(p);
            }
            return new KernelMartingale(
                    Arrays.copyOf(values, length), steps, document.number("log-value"));
        }
    }
}
