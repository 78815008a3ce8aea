package org.guardband.ensembles.bayes;

import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.StudentT;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * Deep evidential regression: a network gives the parameters γ, ν &gt; 0, α &gt; 1, β &gt; 0 of a
 * normal-inverse-gamma distribution over mean and variance. Integrated out, y follows a Student t
 * distribution with 2α degrees of freedom about γ with scale √(β(1 + ν)/(να)); the loss is its
 * negative log likelihood plus λ|y − γ|(2ν + α).
 *
 * <p>Aleatoric variance β/(α − 1), epistemic β/(ν(α − 1)). The likelihood fixes only a combination
 * of the parameters, so that how the two parts share the variance depends on λ and on training; the
 * total is what can be checked against truths.
 *
 * <p>Source: Amini, Schwarting, Soleimany, Rus 2020, arXiv 1910.02600. For what the likelihood
 * leaves open: Meinert, Gawlikowski, Lavin 2023, arXiv 2205.10060.
 */
public final class EvidentialRegression {

    private EvidentialRegression() {}

    /**
     * The mean loss of rows.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param parameters n × 4: γ, ν, α, β in this order, in their ranges
     * @param targets n × 1; the caller may change its elements between passes
     * @param weight λ ≥ 0
     * @return a node of 1 × 1
     * @throws IllegalArgumentException if shapes do not match or the weight is negative
     */
    public static <M extends Matrix<M>> Node<M> loss(
            Tape<M> tape, Node<M> parameters, Node<M> targets, double weight) {
        int n = Arguments.atLeast("rows", parameters.rows(), 1);
        Arguments.sameLength("targets", targets.rows(), "the rows", n);
        Arguments.sameLength("parameters of a row", parameters.columns(), "γ, ν, α, β", 4);
        Arguments.nonNegative("weight", weight);
        return tape.record(
                1,
                1,
                List.of(parameters),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        double[] row = new double[4];
                        double sum = 0;
                        for (int i = 0; i < n; i++) {
                            read(parameters, i, row);
                            double y = targets.value().get(i, 0);
                            sum += value(row, y);
                            sum += weight * Math.abs(y - row[0]) * (2 * row[1] + row[2]);
                        }
                        result.set(0, 0, sum / n);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        double[] row = new double[4];
                        double[] slope = new double[4];
                        double share = gradient.get(0, 0) / n;
                        M to = parameters.gradient();
                        for (int i = 0; i < n; i++) {
                            read(parameters, i, row);
                            slopes(row, targets.value().get(i, 0), weight, slope);
                            for (int j = 0; j < 4; j++) {
                                to.set(i, j, to.get(i, j) + share * slope[j]);
                            }
                        }
                    }
                });
    }

    private static void read(Node<?> parameters, int i, double[] row) {
        for (int j = 0; j < 4; j++) {
            row[j] = parameters.value().get(i, j);
        }
    }

    /** The negative log likelihood. */
    static double value(double[] row, double y) {
        double nu = row[1];
        double alpha = row[2];
        double omega = 2 * row[3] * (1 + nu);
        double r = y - row[0];
        return 0.5 * Math.log(Math.PI / nu)
                - alpha * Math.log(omega)
                + (alpha + 0.5) * Math.log(r * r * nu + omega)
                + LogGamma.value(alpha)
                - LogGamma.value(alpha + 0.5);
    }

    private static void slopes(double[] row, double y, double weight, double[] out) {
        double nu = row[1];
        double alpha = row[2];
        double beta = row[3];
        double omega = 2 * beta * (1 + nu);
        double r = y - row[0];
        double whole = r * r * nu + omega;
        double half = alpha + 0.5;
        out[0] = -2 * half * r * nu / whole - weight * Math.signum(r) * (2 * nu + alpha);
        out[1] =
                -0.5 / nu
                        - alpha / (1 + nu)
                        + half * (r * r + 2 * beta) / whole
                        + 2 * weight * Math.abs(r);
        out[2] =
                Math.log(whole / omega)
                        + Digamma.value(alpha)
                        - Digamma.value(half)
                        + weight * Math.abs(r);
        out[3] = -alpha / beta + 2 * half * (1 + nu) / whole;
    }

    /**
     * What one row predicts.
     *
     * @param gamma γ, finite
     * @param nu ν &gt; 0
     * @param alpha α &gt; 1
     * @param beta β &gt; 0
     * @return the Student t distribution of y
     * @throws IllegalArgumentException if a parameter is out of range
     */
    public static StudentT predict(double gamma, double nu, double alpha, double beta) {
        Arguments.finite("gamma", gamma);
        Arguments.positive("nu", nu);
        Arguments.positive("alpha - 1", alpha - 1);
        Arguments.positive("beta", beta);
        return new StudentT(gamma, Math.sqrt(beta * (1 + nu) / (nu * alpha)), 2 * alpha);
    }

    /**
     * The variance that the row ascribes to noise.
     *
     * @param alpha α &gt; 1
     * @param beta β &gt; 0
     * @return β/(α − 1)
     * @throws IllegalArgumentException if a parameter is out of range
     */
    public static double aleatoricVariance(double alpha, double beta) {
        return Arguments.positive("beta", beta) / Arguments.positive("alpha - 1", alpha - 1);
    }

    /**
     * The variance that the row ascribes to not knowing the mean.
     *
     * @param nu ν &gt; 0
     * @param alpha α &gt; 1
     * @param beta β &gt; 0
     * @return β/(ν(α − 1))
     * @throws IllegalArgumentException if a parameter is out of range
     */
    public static double epistemicVariance(double nu, double alpha, double beta) {
        return aleatoricVariance(alpha, beta) / Arguments.positive("nu", nu);
    }
}
