package org.guardband.detection.calibration;

import java.util.Arrays;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.core.numeric.LimitedMemoryBfgs;
import org.guardband.core.numeric.ParallelRows;

/**
 * Logistic regression on targets in [0, 1]: minimises the mean of ln(1 + eᶻ) − y·z, z = c + Σ wⱼxⱼ,
 * with a ridge that keeps separable data finite. The problem is convex and has one solution.
 */
final class TargetLogistic {

    private static final double RIDGE = 1e-6;
    private static final int ROWS_PER_BLOCK = 8192;

    private final double[][] features;
    private final double[] targets;
    private final double[] centre;

    /**
     * The intercept is w₀, the weight of feature j is w_{j+1}.
     *
     * @param features one array per feature
     * @param targets one number per row
     * @param centre where the ridge pulls to, intercept first
     */
    TargetLogistic(double[][] features, double[] targets, double[] centre) {
        this.features = features;
        this.targets = targets;
        this.centre = centre;
    }

    double[] solve() {
        double[] shift = new double[features.length];
        double[] scale = new double[features.length];
        double[][] standard = new double[features.length][];
        for (int j = 0; j < features.length; j++) {
            standard[j] = standardised(j, shift, scale);
        }
        double[] start = new double[centre.length];
        start[0] = centre[0];
        for (int j = 0; j < features.length; j++) {
            start[j + 1] = centre[j + 1] * scale[j];
            start[0] += centre[j + 1] * shift[j];
        }
        double[] w =
                LimitedMemoryBfgs.withDefaults()
                        .withMemory(20)
                        .withTolerance(1e-9)
                        .minimize((x, gradient) -> evaluate(standard, start, x, gradient), start);
        for (int j = 0; j < features.length; j++) {
            w[j + 1] /= scale[j];
            w[0] -= w[j + 1] * shift[j];
        }
        return w;
    }

    private double[] standardised(int j, double[] shift, double[] scale) {
        double[] x = features[j];
        double mean = Arrays.stream(x).average().orElse(0);
        double square = 0;
        for (double value : x) {
            square += (value - mean) * (value - mean);
        }
        double sd = Math.sqrt(square / x.length);
        shift[j] = mean;
        // a constant feature tells nothing; the ridge keeps its weight where it starts
        scale[j] = sd > 1e-12 * Math.max(1, Math.abs(mean)) ? sd : 1;
        double[] out = new double[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (x[i] - mean) / scale[j];
        }
        return out;
    }

    private double evaluate(double[][] x, double[] start, double[] w, double[] gradient) {
        int n = targets.length;
        int d = w.length;
        int blocks = (n + ROWS_PER_BLOCK - 1) / ROWS_PER_BLOCK;
        double[][] part = new double[blocks][];
        ParallelRows.run(
                n,
                ROWS_PER_BLOCK,
                (from, to) -> part[from / ROWS_PER_BLOCK] = block(x, w, from, to));
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (double[] sums : part) {
            loss += sums[d];
            for (int j = 0; j < d; j++) {
                gradient[j] += sums[j];
            }
        }
        double value = loss / n;
        for (int j = 0; j < d; j++) {
            double off = w[j] - start[j];
            value += RIDGE * off * off;
            gradient[j] = gradient[j] / n + 2 * RIDGE * off;
        }
        return value;
    }

    /** The gradient's sums over rows, and the loss behind them. */
    private double[] block(double[][] x, double[] w, int from, int to) {
        int rows = to - from;
        double[] z = new double[rows];
        Arrays.fill(z, w[0]);
        for (int j = 0; j < x.length; j++) {
            double[] column = x[j];
            double weight = w[j + 1];
            for (int i = 0; i < rows; i++) {
                z[i] += weight * column[from + i];
            }
        }
        double[] sums = new double[w.length + 1];
        for (int i = 0; i < rows; i++) {
            double y = targets[from + i];
            double positive = z[i] > 0 ? z[i] : 0;
            sums[w.length] += positive + Math.log1p(Math.exp(-Math.abs(z[i]))) - y * z[i];
            z[i] = Sigmoid.of(z[i]) - y;
            sums[0] += z[i];
        }
        for (int j = 0; j < x.length; j++) {
            double[] column = x[j];
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += z[i] * column[from + i];
            }
            sums[j + 1] = sum;
        }
        return sums;
    }
}
