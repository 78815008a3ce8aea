package org.guardband.ensembles.bayes;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.LimitedMemoryBfgs;

/**
 * The Laplace approximation of a network's last layer: multinomial logistic regression on the
 * features that come before it, fitted with the prior N(0, 1/τ) on every weight, and the Gaussian
 * N(ŵ, H⁻¹) about the fit, H = τI + Σ_i (diag(p_i) − p_i p_iᵀ) ⊗ φ_i φ_iᵀ.
 *
 * <p>Logits are linear in the weights, so that given φ they are Gaussian with mean Wφ and
 * covariance from H⁻¹, exactly; {@link LaplaceHead} turns them into probabilities. Far from the
 * data, where φ points into directions that the data have not fixed, they become uniform as τ → 0.
 *
 * <p>Probabilities depend on τ: where most rows are told with certainty, H is little more than τI,
 * and a small τ makes every prediction level. {@link #byEvidence} chooses it by the training rows.
 *
 * <p>H has (K·d)² numbers and is factorised once: for K·d up to some thousands. A constant feature
 * gives a bias.
 *
 * <p>Source: MacKay 1992, doi 10.1162/neco.1992.4.5.720; Daxberger et al. 2021, arXiv 2106.14806
 * (last layer, generalised Gauss–Newton, which for logits linear in the weights is the Hessian).
 *
 * @param precision τ &gt; 0
 */
public record LastLayerLaplace(double precision) {

    /**
     * Checks the precision.
     *
     * @param precision τ &gt; 0
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public LastLayerLaplace {
        Arguments.positive("precision", precision);
    }

    /**
     * Fits.
     *
     * @param features n × d finite numbers, row-major, n ≥ 1
     * @param labels the class of each row
     * @param classes K ≥ 2
     * @return the head
     * @throws IllegalArgumentException if shapes differ, a feature is not finite or a label is out
     *     of range
     */
    public LaplaceHead fit(double[] features, int[] labels, int classes) {
        check(features, labels, classes);
        double[] w = mode(features, labels, classes);
        double[] inverse =
                Arrays.stream(
                                factor(features, labels.length, classes, w)
                                        .getSolver()
                                        .getInverse()
                                        .getData())
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
        return new LaplaceHead(w, inverse, classes);
    }

    private static void check(double[] features, int[] labels, int classes) {
        Arguments.atLeast("rows", labels.length, 1);
        Arguments.atLeast("classes", classes, 2);
        Arguments.allIndices("labels", labels, classes);
        Arguments.allFinite("features", features);
        if (features.length == 0 || features.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    "features must hold whole rows for "
                            + labels.length
                            + " labels, got "
                            + features.length);
        }
    }

    private double[] mode(double[] features, int[] labels, int classes) {
        int d = features.length / labels.length;
        return LimitedMemoryBfgs.withDefaults()
                .minimize(
                        (x, gradient) -> loss(features, labels, classes, x, gradient),
                        new double[classes * d]);
    }

    /**
     * The logarithm of the evidence, the probability of the labels with the weights integrated out,
     * in the approximation: ln p(y|ŵ) − τ/2 ‖ŵ‖² + P/2 ln τ − ½ ln|H|, P = K·d.
     *
     * @param features n × d finite numbers, row-major, n ≥ 1
     * @param labels the class of each row
     * @param classes K ≥ 2
     * @return the logarithm, in nats
     * @throws IllegalArgumentException if shapes differ, a feature is not finite or a label is out
     *     of range
     */
    public double logEvidence(double[] features, int[] labels, int classes) {
        check(features, labels, classes);
        double[] w = mode(features, labels, classes);
        RealMatrix lower = factor(features, labels.length, classes, w).getL();
        double value = -loss(features, labels, classes, w, new double[w.length]);
        for (int j = 0; j < w.length; j++) {
            value += 0.5 * Math.log(precision) - Math.log(lower.getEntry(j, j));
        }
        return value;
    }

    /**
     * The τ of the largest evidence among 10⁻³, 10⁻²·⁵, …, 10³ (MacKay's evidence framework); each
     * takes a fit and a factorisation.
     *
     * @param features n × d finite numbers, row-major, n ≥ 1
     * @param labels the class of each row
     * @param classes K ≥ 2
     * @return the method with this τ
     * @throws IllegalArgumentException if shapes differ, a feature is not finite or a label is out
     *     of range
     */
    public static LastLayerLaplace byEvidence(double[] features, int[] labels, int classes) {
        LastLayerLaplace best = new LastLayerLaplace(1);
        double most = Double.NEGATIVE_INFINITY;
        for (int halves = -6; halves <= 6; halves++) {
            LastLayerLaplace method = new LastLayerLaplace(Math.pow(10, halves / 2.0));
            double evidence = method.logEvidence(features, labels, classes);
            if (evidence > most) {
                most = evidence;
                best = method;
            }
        }
        return best;
    }

    /** −ln likelihood + τ/2 ‖w‖², and its gradient. */
    double loss(double[] features, int[] labels, int classes, double[] w, double[] gradient) {
        int d = features.length / labels.length;
        double[] p = new double[classes];
        double value = 0;
        for (int j = 0; j < w.length; j++) {
            value += 0.5 * precision * w[j] * w[j];
            gradient[j] = precision * w[j];
        }
        for (int i = 0; i < labels.length; i++) {
            softmax(w, features, i * d, d, p);
            value -= Math.log(p[labels[i]]);
            for (int k = 0; k < classes; k++) {
                double residual = p[k] - (k == labels[i] ? 1 : 0);
                for (int j = 0; j < d; j++) {
                    gradient[k * d + j] += residual * features[i * d + j];
                }
            }
        }
        return value;
    }

    /** Writes probabilities, none of them zero. */
    static void softmax(double[] w, double[] features, int at, int d, double[] p) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < p.length; k++) {
            p[k] = 0;
            for (int j = 0; j < d; j++) {
                p[k] += w[k * d + j] * features[at + j];
            }
            largest = Math.max(largest, p[k]);
        }
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(p[k] - largest);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.max(p[k] / sum, Double.MIN_NORMAL);
        }
    }

    private CholeskyDecomposition factor(double[] features, int rows, int classes, double[] w) {
        int d = features.length / rows;
        int size = classes * d;
        double[][] hessian = new double[size][size];
        double[] p = new double[classes];
        for (int i = 0; i < rows; i++) {
            softmax(w, features, i * d, d, p);
            for (int a = 0; a < size; a++) {
                int k = a / d;
                double left = features[i * d + a % d];
                for (int b = 0; b <= a; b++) {
                    double link = p[k] * ((k == b / d ? 1 : 0) - p[b / d]);
                    hessian[a][b] += link * left * features[i * d + b % d];
                }
            }
        }
        for (int a = 0; a < size; a++) {
            hessian[a][a] += precision;
            for (int b = 0; b < a; b++) {
                hessian[b][a] = hessian[a][b];
            }
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false));
    }
}
