package org.guardband.ensembles.hypothesis;

import org.guardband.classification.measure.ClassMeasure;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;

/**
 * The unbiased squared kernel calibration error with the kernel of the authors of the
 * classifier-set test, exp(−d²/h), d the total variation distance and h = 2: a Gaussian of the
 * distance, wide enough that rows with quite different predictions count alike. The kernel of
 * {@code SquaredKernelError} is exp(−d/ν).
 *
 * @param estimator all pairs i &lt; j, or the pairs (0, 1), (2, 3), …
 */
public record ReferenceCompatibleKernelError(Pairs estimator) implements ClassMeasure {

    private static final double WIDTH = 2;

    /** Which pairs of rows are averaged. */
    public enum Pairs {
        /** All pairs. */
        ALL,
        /** Rows 0 and 1, 2 and 3, …; a last row without a partner is left out. */
        CONSECUTIVE
    }

    @Override
    public String name() {
        return estimator == Pairs.ALL ? "skce-uq-reference" : "skce-ul-reference";
    }

    @Override
    public double value(CategoricalBatch predictions, int[] labels) {
        int n = Arguments.atLeast("rows of the batch", predictions.size(), 2);
        Arguments.sameLength("labels", labels.length, "the batch", n);
        Arguments.allIndices("labels", labels, predictions.classes());
        double[] p = new double[predictions.classes()];
        double[] q = new double[predictions.classes()];
        double sum = 0;
        long pairs = 0;
        int stride = estimator == Pairs.ALL ? 1 : 2;
        for (int i = 0; i + 1 < n; i += stride) {
            predictions.copyRow(i, p);
            int last = estimator == Pairs.ALL ? n : i + 2;
            for (int j = i + 1; j < last; j++) {
                predictions.copyRow(j, q);
                sum += term(p, labels[i], q, labels[j]);
                pairs++;
            }
        }
        return sum / pairs;
    }

    /** The terms of the pairs (0, 1), (2, 3), … */
    static double[] consecutiveTerms(CategoricalBatch predictions, int[] labels) {
        double[] p = new double[predictions.classes()];
        double[] q = new double[predictions.classes()];
        double[] terms = new double[predictions.size() / 2];
        for (int i = 0; i < terms.length; i++) {
            predictions.copyRow(2 * i, p);
            predictions.copyRow(2 * i + 1, q);
            terms[i] = term(p, labels[2 * i], q, labels[2 * i + 1]);
        }
        return terms;
    }

    private static double term(double[] p, int first, double[] q, int second) {
        double distance = 0;
        double residuals = 0;
        for (int k = 0; k < p.length; k++) {
            distance += 0.5 * Math.abs(p[k] - q[k]);
            residuals += ((first == k ? 1 : 0) - p[k]) * ((second == k ? 1 : 0) - q[k]);
        }
        return Math.exp(-distance * distance / WIDTH) * residuals;
    }
}
