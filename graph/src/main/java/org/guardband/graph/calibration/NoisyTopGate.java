package org.guardband.graph.calibration;

import java.util.List;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.core.prediction.Gaussian;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * Noisy gating by the k largest of M scores (Shazeer et al. 2017, arXiv 1701.06538), for every row
 * by itself: l = c + ε·s with s = softplus(r) + 0.01 and ε standard normal; gates are the softmax
 * of the k largest l, and 0 elsewhere. Of equal scores the first is larger.
 *
 * <p>The balance is CV²(Σ gates) + CV²(Σ P), both sums over rows, with CV² the squared coefficient
 * of variation of the M sums (unbiased variance over squared mean) and P the probability that the
 * expert would be among the k largest if its own noise were drawn again, Φ((c − t)/s), t being the
 * k-th largest of the others. Both are differentiated, thresholds included.
 *
 * @param <M> the precision
 */
final class NoisyTopGate<M extends Matrix<M>> {

    private static final double LEAST_NOISE = 0.01;
    private static final double LEAST_SQUARE = 1e-10;

    private final Node<M> clean;
    private final Node<M> raw;
    private final int rows;
    private final int experts;
    private final int chosen;
    private final double[] noise;
    private final double[] scores;

    /** Experts of a row by falling score, one more than are chosen if there is one more. */
    private final int[] order;

    private final int ranked;

    private NoisyTopGate(Node<M> clean, Node<M> raw, int chosen) {
        this.clean = clean;
        this.raw = raw;
        this.rows = clean.rows();
        this.experts = clean.columns();
        this.chosen = chosen;
        this.ranked = Math.min(chosen + 1, experts);
        this.noise = new double[rows * experts];
        this.scores = new double[rows * experts];
        this.order = new int[rows * ranked];
    }

    /**
     * Gates and how unevenly they are spread.
     *
     * @param gates N × M, k of a row not 0
     * @param balance 1 × 1, 0 at best
     */
    record Gates<M extends Matrix<M>>(Node<M> gates, Node<M> balance) {}

    /** Gates of a training pass. */
    static <M extends Matrix<M>> Gates<M> noisy(
            Tape<M> tape, Node<M> clean, Node<M> raw, int chosen) {
        NoisyTopGate<M> gate = new NoisyTopGate<>(clean, raw, chosen);
        Node<M> gates =
                tape.record(gate.rows, gate.experts, List.of(clean, raw), gate.new Softmax(true));
        Node<M> balance = tape.record(1, 1, List.of(gates, clean, raw), gate.new Balance(gates));
        return new Gates<>(gates, balance);
    }

    /** Gates without noise. */
    static <M extends Matrix<M>> Node<M> quiet(Tape<M> tape, Node<M> clean, int chosen) {
        NoisyTopGate<M> gate = new NoisyTopGate<>(clean, clean, chosen);
        return tape.record(gate.rows, gate.experts, List.of(clean), gate.new Softmax(false));
    }

    private double sd(int row, int expert) {
        return Activation.SOFTPLUS.value(raw.value().get(row, expert)) + LEAST_NOISE;
    }

    /** Box and Muller's normal. */
    private static double normal(SeededUniforms uniforms, long index) {
        double radius = Math.sqrt(-2 * Math.log1p(-uniforms.at(2 * index)));
        return radius * Math.cos(2 * Math.PI * uniforms.at(2 * index + 1));
    }

    private void rank(int row) {
        int from = row * experts;
        for (int place = 0; place < ranked; place++) {
            int best = -1;
            for (int e = 0; e < experts; e++) {
                if (place(row, e, place) < 0
                        && (best < 0 || scores[from + e] > scores[from + best])) {
                    best = e;
                }
            }
            order[row * ranked + place] = best;
        }
    }

    /** Where an expert stands among the first of a row; −1 if it does not. */
    private int place(int row, int expert, int first) {
        for (int place = 0; place < first; place++) {
            if (order[row * ranked + place] == expert) {
                return place;
            }
        }
        return -1;
    }

    private final class Softmax implements Operation<M> {
        private final boolean noisy;

        Softmax(boolean noisy) {
            this.noisy = noisy;
        }

        @Override
        public void forward(M result, Pass pass) {
            if (noisy && pass instanceof Pass.Training training) {
                SeededUniforms uniforms = new SeededUniforms(training.seed(), experts);
                for (int i = 0; i < noise.length; i++) {
                    noise[i] = normal(uniforms, i);
                }
            }
            result.fill(0);
            for (int row = 0; row < rows; row++) {
                for (int e = 0; e < experts; e++) {
                    int i = row * experts + e;
                    double quiet = clean.value().get(row, e);
                    scores[i] = noisy ? quiet + noise[i] * sd(row, e) : quiet;
                }
                rank(row);
                double largest = scores[row * experts + order[row * ranked]];
                double sum = 0;
                for (int place = 0; place < chosen; place++) {
                    int e = order[row * ranked + place];
                    sum += Math.exp(scores[row * experts + e] - largest);
                }
                for (int place = 0; place < chosen; place++) {
                    int e = order[row * ranked + place];
                    result.set(row, e, Math.exp(scores[row * experts + e] - largest) / sum);
                }
            }
        }

        @Override
        public void backward(M result, M gradient, Pass pass) {
            for (int row = 0; row < rows; row++) {
                double mean = 0;
                for (int place = 0; place < chosen; place++) {
                    int e = order[row * ranked + place];
                    mean += result.get(row, e) * gradient.get(row, e);
                }
                for (int place = 0; place < chosen; place++) {
                    int e = order[row * ranked + place];
                    double slope = result.get(row, e) * (gradient.get(row, e) - mean);
                    add(clean, row, e, slope);
                    if (noisy) {
                        addSpread(row, e, slope * noise[row * experts + e]);
                    }
                }
            }
        }
    }

    private void addSpread(int row, int expert, double slope) {
        add(raw, row, expert, slope * Activation.SOFTPLUS.derivative(raw.value().get(row, expert)));
    }

    private void add(Node<M> to, int row, int column, double slope) {
        if (to.hasGradient()) {
            M gradient = to.gradient();
            gradient.set(row, column, gradient.get(row, column) + slope);
        }
    }

    private final class Balance implements Operation<M> {
        private final Node<M> gates;
        private final double[] importance = new double[experts];
        private final double[] load = new double[experts];

        Balance(Node<M> gates) {
            this.gates = gates;
        }

        /** The expert whose score another has to beat. */
        private int rival(int row, int expert) {
            boolean in = place(row, expert, chosen) >= 0;
            return order[row * ranked + (in ? chosen : chosen - 1)];
        }

        private double lead(int row, int expert) {
            double threshold = scores[row * experts + rival(row, expert)];
            return (clean.value().get(row, expert) - threshold) / sd(row, expert);
        }

        @Override
        public void forward(M result, Pass pass) {
            for (int e = 0; e < experts; e++) {
                importance[e] = 0;
                load[e] = 0;
                for (int row = 0; row < rows; row++) {
                    importance[e] += gates.value().get(row, e);
                    load[e] += chosen < experts ? Gaussian.standardCdf(lead(row, e)) : 1;
                }
            }
            result.set(0, 0, squaredVariation(importance) + squaredVariation(load));
        }

        @Override
        public void backward(M result, M gradient, Pass pass) {
            double share = gradient.get(0, 0);
            double[] ofImportance = slopes(importance, share);
            double[] ofLoad = slopes(load, share);
            for (int row = 0; row < rows; row++) {
                for (int e = 0; e < experts; e++) {
                    add(gates, row, e, ofImportance[e]);
                    if (chosen < experts) {
                        double sd = sd(row, e);
                        double lead = lead(row, e);
                        double density = Math.exp(-0.5 * lead * lead) / Math.sqrt(2 * Math.PI);
                        double slope = ofLoad[e] * density / sd;
                        int rival = rival(row, e);
                        add(clean, row, e, slope);
                        addSpread(row, e, -slope * lead);
                        add(clean, row, rival, -slope);
                        addSpread(row, rival, -slope * noise[row * experts + rival]);
                    }
                }
            }
        }
    }

    static double squaredVariation(double[] x) {
        if (x.length == 1) {
            return 0;
        }
        double mean = mean(x);
        return variance(x, mean) / (mean * mean + LEAST_SQUARE);
    }

    private static double[] slopes(double[] x, double share) {
        double[] slopes = new double[x.length];
        if (x.length == 1) {
            return slopes;
        }
        double mean = mean(x);
        double square = mean * mean + LEAST_SQUARE;
        double variance = variance(x, mean);
        for (int e = 0; e < x.length; e++) {
            double ofVariance = 2 * (x[e] - mean) / (x.length - 1);
            double ofSquare = 2 * mean / x.length;
            slopes[e] = share * (ofVariance * square - variance * ofSquare) / (square * square);
        }
        return slopes;
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static double variance(double[] x, double mean) {
        double sum = 0;
        for (double value : x) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (x.length - 1);
    }
}
