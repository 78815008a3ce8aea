package org.guardband.core.batch;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.ParallelRows;

/** Logits in a row-major {@code double[]}. */
final class DoubleLogitBatch extends LogitBatch {

    private final double[] z;

    DoubleLogitBatch(double[] z, List<String> labels) {
        super(rows(z.length, labels), labels);
        this.z = z;
    }

    @Override
    public double logit(int row, int label) {
        return z[row * classes() + label];
    }

    @Override
    public void copyRow(int row, double[] out) {
        System.arraycopy(z, row * classes(), out, 0, classes());
    }

    @Override
    public CategoricalBatch softmax() {
        double[] p = z.clone();
        int classes = classes();
        ParallelRows.run(
                size(),
                BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        Softmax.inPlace(p, i * classes, classes);
                    }
                });
        return new DoubleCategoricalBatch(p, labels());
    }

    @Override
    public LogitBatch select(int... rows) {
        return new DoubleLogitBatch(BatchShape.select(rows, size(), z, classes()), labels());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DoubleLogitBatch that
                && labels().equals(that.labels())
                && Arrays.equals(z, that.z);
    }

    @Override
    public int hashCode() {
        return 31 * labels().hashCode() + Arrays.hashCode(z);
    }
}
