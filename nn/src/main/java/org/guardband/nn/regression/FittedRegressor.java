package org.guardband.nn.regression;

import java.util.SplittableRandom;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * A trained heteroscedastic regressor: immutable, safe to share between threads. Its parts are what
 * a model document saves, and {@link #of} puts them together again.
 */
public final class FittedRegressor {
    private static final int ROWS_AT_ONCE = 1024;
    private final HeteroscedasticRegressor options;
    private final Standardization features;
    private final Standardization target;
    private final Weights weights;

    FittedRegressor(
            HeteroscedasticRegressor options,
            Standardization features,
            Standardization target,
            Weights weights) {
        this.options = options;
        this.features = features;
        this.target = target;
        this.weights = weights;
    }

    /**
     * Puts a saved regressor together.
     *
     * @param options what was trained
     * @param features of the features
     * @param target of the target, one column
     * @param weights of the network
     * @return the regressor
     * @throws IllegalArgumentException if the weights are not of such a network
     */
    public static FittedRegressor of(
            HeteroscedasticRegressor options,
            Standardization features,
            Standardization target,
            Weights weights) {
        if (target.columns() != 1) {
            throw new IllegalArgumentException(
                    "target must have one column, got " + target.columns());
        }
        FittedRegressor fitted = new FittedRegressor(options, features, target, weights);
        fitted.predict(features.means());
        return fitted;
    }

    /**
     * What was trained.
     *
     * @return its options
     */
    public HeteroscedasticRegressor options() {
        return options;
    }

    /**
     * How features are standardised.
     *
     * @return means and deviations
     */
    public Standardization features() {
        return features;
    }

    /**
     * How the target is standardised.
     *
     * @return mean and deviation
     */
    public Standardization target() {
        return target;
    }

    /**
     * The weights of the network.
     *
     * @return in the order of its layers
     */
    public Weights weights() {
        return weights;
    }

    /**
     * Predicts.
     *
     * @param rows features, row after row
     * @return means and standard deviations
     * @throws IllegalArgumentException if there are no whole rows
     */
    public Moments predict(double[] rows) {
        return run(rows, new Pass.Evaluation());
    }

    /**
     * Predicts with dropout, one draw of the network for all rows (Monte Carlo dropout, Gal and
     * Ghahramani 2016, arXiv 1506.02142, takes the mixture of many).
     *
     * @param rows features, row after row
     * @param seed of the draw
     * @return means and standard deviations
     * @throws IllegalArgumentException if there are no whole rows
     */
    public Moments sample(double[] rows, long seed) {
        return run(rows, new Pass.Training(seed));
    }

    private Moments run(double[] rows, Pass pass) {
        int columns = features.columns();
        if (rows.length % columns != 0) {
            throw new IllegalArgumentException(
                    "rows must hold whole rows of "
                            + columns
                            + " numbers, got "
                            + rows.length
                            + " numbers");
        }
        int n = rows.length / columns;
        double[] means = new double[n];
        double[] deviations = new double[n];
        if (n == 0) {
            return new Moments(means, deviations);
        }
        int block = Math.min(n, ROWS_AT_ONCE);
        Arithmetic<DoubleMatrix> kernels = Kernels.best().doubles();
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        TwoHeads network = TwoHeads.create(options, columns, parameters, new SplittableRandom(0));
        parameters.restore(weights);
        DoubleMatrix input = kernels.zeros(block, columns);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        TwoHeads.Output out = network.apply(tape, tape.constant(input));
        for (int start = 0; start < n; start += block) {
            int end = Math.min(n, start + block);
            for (int i = start; i < end; i++) {
                features.copyRow(rows, i, input, i - start);
            }
            tape.forward(pass);
            for (int i = start; i < end; i++) {
                double mean = out.mean().value().get(i - start, 0);
                double variance = out.variance().value().get(i - start, 0);
                means[i] = target.mean(0) + target.deviation(0) * mean;
                deviations[i] = target.deviation(0) * Math.sqrt(variance);
            }
        }
        return new Moments(means, deviations);
    }
}
