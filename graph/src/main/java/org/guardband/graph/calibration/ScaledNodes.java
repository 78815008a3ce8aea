package org.guardband.graph.calibration;

import java.util.function.IntToDoubleFunction;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.graph.NodeBatch;

/** Softmax of logits with a factor for every node. */
final class ScaledNodes {

    private static final int BLOCK = 1024;

    private ScaledNodes() {}

    static CategoricalBatch softmax(NodeBatch batch, IntToDoubleFunction factor) {
        LogitBatch z = batch.logits();
        int classes = z.classes();
        double[] out = new double[Math.multiplyExact(z.size(), classes)];
        ParallelRows.run(
                z.size(),
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int v = from; v < to; v++) {
                        z.copyRow(v, row);
                        double f = factor.applyAsDouble(v);
                        double largest = Double.NEGATIVE_INFINITY;
                        for (int k = 0; k < classes; k++) {
                            largest = Math.max(largest, row[k]);
                        }
                        double sum = 0;
                        for (int k = 0; k < classes; k++) {
                            // the difference first: no product overflows
                            row[k] = Math.exp((row[k] - largest) * f);
                            sum += row[k];
                        }
                        for (int k = 0; k < classes; k++) {
                            out[v * classes + k] = row[k] / sum;
                        }
                    }
                });
        return CategoricalBatch.wrap(out, z.labels(), CategoricalBatch.DEFAULT_TOLERANCE);
    }
}
