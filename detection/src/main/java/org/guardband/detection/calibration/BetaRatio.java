package org.guardband.detection.calibration;

/**
 * The logarithm of a ratio of two Libby–Novick densities and its gradient. Parameters: c; ln α⁺₀ …
 * ln α⁺_d; ln α⁻₀ … ln α⁻_d; ln λ⁺₁ … ln λ⁺_d; ln λ⁻₁ … ln λ⁻_d.
 */
final class BetaRatio {

    private final int d;
    private final double c;
    private final double[] alphaUp;
    private final double[] alphaDown;
    private final double[] lambdaUp;
    private final double[] lambdaDown;
    private final double sumUp;
    private final double sumDown;

    BetaRatio(int d, double[] x) {
        this.d = d;
        this.c = x[0];
        this.alphaUp = exp(x, 1, d + 1);
        this.alphaDown = exp(x, d + 2, d + 1);
        this.lambdaUp = exp(x, 2 * d + 3, d);
        this.lambdaDown = exp(x, 3 * d + 3, d);
        this.sumUp = sum(alphaUp);
        this.sumDown = sum(alphaDown);
    }

    private static double[] exp(double[] x, int from, int count) {
        double[] out = new double[count];
        for (int j = 0; j < count; j++) {
            out[j] = Math.exp(x[from + j]);
        }
        return out;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** The logarithm of the ratio at a score and features, kept off 0 and 1. */
    double logit(double[] point) {
        double z = c;
        double up = 1;
        double down = 1;
        for (int j = 0; j < d; j++) {
            double x = BoxBetaCalibration.inside(point[j]);
            double u = x / (1 - x);
            z += (alphaUp[j + 1] - alphaDown[j + 1]) * Math.log(u);
            up += lambdaUp[j] * u;
            down += lambdaDown[j] * u;
        }
        return z + sumDown * Math.log(down) - sumUp * Math.log(up);
    }

    /**
     * Adds the cross-entropy of a row against its target to the last of the sums, and its gradient
     * to the others.
     */
    void addLoss(double[] u, double[] logU, double target, double[] sums) {
        double z = c;
        double up = 1;
        double down = 1;
        for (int j = 0; j < d; j++) {
            z += (alphaUp[j + 1] - alphaDown[j + 1]) * logU[j];
            up += lambdaUp[j] * u[j];
            down += lambdaDown[j] * u[j];
        }
        double logUp = Math.log(up);
        double logDown = Math.log(down);
        z += sumDown * logDown - sumUp * logUp;
        double tail = Math.exp(-Math.abs(z));
        sums[sums.length - 1] += Math.max(z, 0) + Math.log1p(tail) - target * z;
        double residual = (z >= 0 ? 1 / (1 + tail) : tail / (1 + tail)) - target;
        sums[0] += residual;
        sums[1] -= residual * alphaUp[0] * logUp;
        sums[d + 2] += residual * alphaDown[0] * logDown;
        for (int j = 0; j < d; j++) {
            sums[j + 2] += residual * alphaUp[j + 1] * (logU[j] - logUp);
            sums[d + 3 + j] -= residual * alphaDown[j + 1] * (logU[j] - logDown);
            sums[2 * d + 3 + j] -= residual * sumUp * lambdaUp[j] * u[j] / up;
            sums[3 * d + 3 + j] += residual * sumDown * lambdaDown[j] * u[j] / down;
        }
    }
}
