package org.guardband.core.batch;

import java.util.Arrays;
import java.util.List;

/** Class probabilities in a row-major {@code float[]}. */
final class FloatCategoricalBatch extends CategoricalBatch {

    private final float[] p;

    FloatCategoricalBatch(float[] p, List<String> labels) {
        super(BatchShape.rows("probabilities", p.length, labels.size()), labels.size(), labels);
        this.p = p;
    }

    @Override
    public double probability(int row, int label) {
        return p[row * classes() + label];
    }

    @Override
    public void copyRow(int row, double[] out) {
        int start = row * classes();
        int classes = classes();
        for (int k = 0; k < classes; k++) {
            out[k] = p[start + k];
        }
    }

    @Override
    double rowSum(int row) {
        int end = (row + 1) * classes();
        int k = row * classes();
        // four running sums: the additions then do not wait for one another
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double least = 0;
        for (; k + 3 < end; k += 4) {
            a += p[k];
            b += p[k + 1];
            c += p[k + 2];
            d += p[k + 3];
            least =
                    Math.min(
                            least,
                            Math.min(Math.min(p[k], p[k + 1]), Math.min(p[k + 2], p[k + 3])));
        }
        for (; k < end; k++) {
            a += p[k];
            least = Math.min(least, p[k]);
        }
        return least < 0 ? Double.NaN : (a + b) + (c + d);
    }

    @Override
    public CategoricalBatch select(int... rows) {
        return new FloatCategoricalBatch(BatchShape.select(rows, size(), p, classes()), labels());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatCategoricalBatch that
                && labels().equals(that.labels())
                && Arrays.equals(p, that.p);
    }

    @Override
    public int hashCode() {
        return 31 * labels().hashCode() + Arrays.hashCode(p);
    }
}
