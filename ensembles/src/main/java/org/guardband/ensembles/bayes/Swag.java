package org.guardband.ensembles.bayes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.nn.Weights;

/**
 * Stochastic weight averaging, Gaussian: the mean of the weights seen along a training with a
 * constant rate, their variances one by one, and the last K deviations from the running mean, which
 * span the correlations. Draws are θ̄ + √(v/2) z₁ + D z₂/√(2(K − 1)), z₂ shared by all weights.
 *
 * <p>Some libraries leave both halves out, drawing twice the variance, and draw a z₂ for each
 * tensor, which loses the correlation between tensors.
 *
 * <p>Collects; not safe for several threads. The draws of a seed are the same wherever they are
 * made.
 *
 * <p>Source: Maddox, Garipov, Izmailov, Vetrov, Wilson 2019, arXiv 1902.02476.
 */
public final class Swag {

    private final int rank;
    private final List<String> names = new ArrayList<>();
    private final List<double[]> mean = new ArrayList<>();
    private final List<double[]> square = new ArrayList<>();
    private final Deque<List<double[]>> deviations = new ArrayDeque<>();
    private int seen;

    /**
     * Starts without any state.
     *
     * @param rank K ≥ 2, how many deviations are kept; 20 in the paper
     * @throws IllegalArgumentException if {@code rank} is too small
     */
    public Swag(int rank) {
        this.rank = Arguments.atLeast("rank", rank, 2);
    }

    /**
     * Takes a state in, once an epoch or so.
     *
     * @param weights the weights, of the same names and shapes every time
     * @throws IllegalArgumentException if names or shapes differ from those before
     */
    public void observe(Weights weights) {
        if (seen == 0) {
            names.addAll(weights.names());
            for (int p = 0; p < names.size(); p++) {
                mean.add(new double[weights.values(p).length]);
                square.add(new double[weights.values(p).length]);
            }
        } else if (!weights.names().equals(names)) {
            throw new IllegalArgumentException(
                    "weights must be of the parameters " + names + ", got " + weights.names());
        }
        List<double[]> deviation = new ArrayList<>();
        for (int p = 0; p < names.size(); p++) {
            double[] values = weights.values(p);
            Arguments.sameLength(
                    "weights of " + names.get(p),
                    values.length,
                    "those before",
                    mean.get(p).length);
            double[] away = new double[values.length];
            for (int j = 0; j < values.length; j++) {
                // running moments; the variance follows from squares of distances to the mean
                double before = values[j] - mean.get(p)[j];
                mean.get(p)[j] += before / (seen + 1);
                away[j] = values[j] - mean.get(p)[j];
                square.get(p)[j] += before * away[j];
            }
            deviation.add(away);
        }
        seen++;
        deviations.addLast(deviation);
        if (deviations.size() > rank) {
            deviations.removeFirst();
        }
    }

    /**
     * How many states were taken in.
     *
     * @return a number ≥ 0
     */
    public int size() {
        return seen;
    }

    /**
     * The averaged weights, SWA.
     *
     * @return θ̄
     * @throws IllegalArgumentException if no state was taken in
     */
    public Weights mean() {
        Arguments.atLeast("states taken in", seen, 1);
        return Weights.of(names, mean);
    }

    /**
     * Draws states.
     *
     * @param draws how many, ≥ 1
     * @param seed the seed
     * @return as many states
     * @throws IllegalArgumentException if fewer than two states were taken in or there is no draw
     */
    public List<Weights> draws(int draws, long seed) {
        Arguments.atLeast("states taken in", seen, 2);
        Arguments.atLeast("draws", draws, 1);
        SplittableRandom random = new SplittableRandom(seed);
        List<Weights> all = new ArrayList<>();
        for (int d = 0; d < draws; d++) {
            all.add(draw(random));
        }
        return all;
    }

    private Weights draw(SplittableRandom random) {
        double[] shared = new double[deviations.size()];
        for (int k = 0; k < shared.length; k++) {
            shared[k] = random.nextGaussian();
        }
        double scale = Math.sqrt(2.0 * (deviations.size() - 1));
        List<double[]> drawn = new ArrayList<>();
        for (int p = 0; p < names.size(); p++) {
            double[] values = mean.get(p).clone();
            for (int j = 0; j < values.length; j++) {
                double variance = Math.max(0, square.get(p)[j] / seen);
                values[j] += Math.sqrt(variance / 2) * random.nextGaussian();
            }
            int k = 0;
            for (List<double[]> deviation : deviations) {
                for (int j = 0; j < values.length; j++) {
                    values[j] += shared[k] * deviation.get(p)[j] / scale;
                }
                k++;
            }
            drawn.add(values);
        }
        return Weights.of(names, drawn);
    }
}
