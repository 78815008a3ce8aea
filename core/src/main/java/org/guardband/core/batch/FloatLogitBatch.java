package org.guardband.core.batch;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.ParallelRows;

/** Logits in a row-major {@code float[]}. */
final class FloatLogitBatch extends LogitBatch {

    private final float[] z;

    FloatLogitBatch(float[] z, List<String> labels) {
        super(rows(z.length, labels), labels);
        this.z = z;
    }

    @Override
    public double logit(int row, int label) {
        return z[row * classes() + label];
    }

    @Override
    public void copyRow(int row, double[] out) {
        int start = row * classes();
        int classes = classes();
        for (int k = 0; k < classes; k++) {
            out[k] = z[start + k];
        }
    }

    @Override
    public CategoricalBatch softmax() {
        float[] p = new float[z.length];
        int classes = classes();
        ParallelRows.run(
                size(),
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        copyRow(i, row);
                        Softmax.inPlace(row, 0, classes);
                        for (int k = 0; k < classes; k++) {
                            p[i * classes + k] = (float) row[k];
                        }
                    }
                });
        return new FloatCategoricalBatch(p, labels());
    }

    @Override
    public LogitBatch select(int... rows) {
        return new FloatLogitBatch(BatchShape.select(rows, size(), z, classes()), labels());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatLogitBatch that
                && labels().equals(that.labels())
                && Arrays.equals(z, that.z);
    }

    @Override
    public int hashCode() {
        return 31 * labels().hashCode() + Arrays.hashCode(z);
    }
}
