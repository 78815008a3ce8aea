package org.guardband.ensembles.hypothesis;

import java.util.ArrayList;
import java.util.List;
import org.guardband.kernels.DoubleMatrix;

/** Features less their means, over their standard deviations; constant ones become zero. */
final class GateFeatures {

    private final double[] mean;
    private final double[] scale;

    private GateFeatures(double[] mean, double[] scale) {
        this.mean = mean;
        this.scale = scale;
    }

    static GateFeatures of(double[] x, int features, int[] rows) {
        double[] mean = new double[features];
        double[] scale = new double[features];
        for (int j = 0; j < features; j++) {
            for (int row : rows) {
                mean[j] += x[row * features + j] / rows.length;
            }
            double square = 0;
            for (int row : rows) {
                double away = x[row * features + j] - mean[j];
                square += away * away / rows.length;
            }
            scale[j] = square > 0 ? 1 / Math.sqrt(square) : 0;
        }
        return new GateFeatures(mean, scale);
    }

    void copy(double[] x, int[] rows, DoubleMatrix to) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                to.set(i, j, (x[rows[i] * mean.length + j] - mean[j]) * scale[j]);
            }
        }
    }

    /** Layers of a network that takes the features as they are. */
    List<double[]> foldInto(List<double[]> layers) {
        double[] first = layers.get(0).clone();
        int width = mean.length + 1;
        for (int at = 0; at < first.length; at += width) {
            for (int j = 0; j < mean.length; j++) {
                first[at + j] *= scale[j];
                first[at + mean.length] -= first[at + j] * mean[j];
            }
        }
        List<double[]> folded = new ArrayList<>(layers);
        folded.set(0, first);
        return folded;
    }
}
