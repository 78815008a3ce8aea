package org.guardband.nn;

import org.guardband.kernels.Matrix;

/** The steps of batch norm, column by column. */
final class BatchNorm<M extends Matrix<M>> implements Operation<M> {
    private final Node<M> x;
    private final Node<M> scale;
    private final Node<M> shift;
    private final RunningMoments moments;
    private final double[] means;
    private final double[] spreads;

    BatchNorm(Node<M> x, Node<M> scale, Node<M> shift, RunningMoments moments) {
        this.x = x;
        this.scale = scale;
        this.shift = shift;
        this.moments = moments;
        means = new double[x.columns()];
        spreads = new double[x.columns()];
    }

    @Override
    public void forward(M result, Pass pass) {
        int m = x.rows();
        for (int j = 0; j < x.columns(); j++) {
            double variance;
            if (pass instanceof Pass.Training) {
                double mean = 0;
                for (int i = 0; i < m; i++) {
                    mean += x.value().get(i, j);
                }
                mean /= m;
                double squares = 0;
                for (int i = 0; i < m; i++) {
                    double d = x.value().get(i, j) - mean;
                    squares += d * d;
                }
                means[j] = mean;
                variance = squares / m;
                moments.follow(j, mean, m > 1 ? squares / (m - 1) : variance);
            } else {
                means[j] = moments.mean(j);
                variance = moments.variance(j);
            }
            spreads[j] = 1 / Math.sqrt(variance + RunningMoments.EPSILON);
            double factor = scale.value().get(0, j) * spreads[j];
            for (int i = 0; i < m; i++) {
                double z = x.value().get(i, j) - means[j];
                result.set(i, j, z * factor + shift.value().get(0, j));
            }
        }
    }

    @Override
    public void backward(M result, M gradient, Pass pass) {
        int m = x.rows();
        for (int j = 0; j < x.columns(); j++) {
            double total = 0;
            double along = 0;
            for (int i = 0; i < m; i++) {
                double g = gradient.get(i, j);
                total += g;
                along += g * (x.value().get(i, j) - means[j]) * spreads[j];
            }
            if (scale.hasGradient()) {
                scale.gradient().set(0, j, scale.gradient().get(0, j) + along);
            }
            if (shift.hasGradient()) {
                shift.gradient().set(0, j, shift.gradient().get(0, j) + total);
            }
            if (x.hasGradient()) {
                backwardColumn(gradient, pass, j, total / m, along / m);
            }
        }
    }

    private void backwardColumn(M gradient, Pass pass, int j, double total, double along) {
        double factor = scale.value().get(0, j) * spreads[j];
        for (int i = 0; i < x.rows(); i++) {
            double g = gradient.get(i, j);
            if (pass instanceof Pass.Training) {
                // the batch's moments move with x
                g -= total + (x.value().get(i, j) - means[j]) * spreads[j] * along;
            }
            x.gradient().set(i, j, x.gradient().get(i, j) + factor * g);
        }
    }
}
