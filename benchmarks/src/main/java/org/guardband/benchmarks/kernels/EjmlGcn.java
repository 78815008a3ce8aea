package org.guardband.benchmarks.kernels;

import java.util.SplittableRandom;
import org.ejml.data.FGrowArray;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.FMatrixSparseCSC;
import org.ejml.data.FMatrixSparseTriplet;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.ops.FConvertMatrixStruct;
import org.ejml.sparse.csc.CommonOps_FSCC;

/**
 * Graph convolution of two layers as a user of EJML would write it in single precision: EJML's
 * sparse and dense products, and loops for the rest.
 */
final class EjmlGcn {
    private static final int HIDDEN = 64;
    private static final float RATE = 0.01f;
    private static final float DECAY = 5e-4f;
    private final int[] labels;
    private final FMatrixSparseCSC features;
    private final FMatrixSparseCSC graph;
    private final FGrowArray work = new FGrowArray();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Moved w1;
    private final Moved b1 = new Moved(1, HIDDEN);
    private final Moved w2;
    private final Moved b2 = new Moved(1, NodeTask.CLASSES);
    private final FMatrixRMaj narrow = new FMatrixRMaj(NodeTask.NODES, HIDDEN);
    private final FMatrixRMaj hidden = new FMatrixRMaj(NodeTask.NODES, HIDDEN);
    private final FMatrixRMaj kept = new FMatrixRMaj(NodeTask.NODES, HIDDEN);
    private final FMatrixRMaj toHidden = new FMatrixRMaj(NodeTask.NODES, HIDDEN);
    private final FMatrixRMaj second = new FMatrixRMaj(NodeTask.NODES, NodeTask.CLASSES);
    private final FMatrixRMaj logits = new FMatrixRMaj(NodeTask.NODES, NodeTask.CLASSES);
    private final FMatrixRMaj toLogits = new FMatrixRMaj(NodeTask.NODES, NodeTask.CLASSES);
    private int steps;

    /** A matrix that Adam moves. */
    private static final class Moved {
        final FMatrixRMaj value;
        final FMatrixRMaj gradient;
        final float[] first;
        final float[] second;

        Moved(int rows, int columns) {
            value = new FMatrixRMaj(rows, columns);
            gradient = new FMatrixRMaj(rows, columns);
            first = new float[rows * columns];
            second = new float[rows * columns];
        }

        Moved glorot(SplittableRandom random) {
            double bound = Math.sqrt(6.0 / (value.numRows + value.numCols));
            for (int i = 0; i < value.data.length; i++) {
                value.data[i] = (float) random.nextDouble(-bound, bound);
            }
            return this;
        }

        void step(int steps) {
            float rate = (float) (RATE / (1 - Math.pow(0.9, steps)));
            float root = (float) Math.sqrt(1 - Math.pow(0.999, steps));
            for (int i = 0; i < first.length; i++) {
                float g = gradient.data[i] + DECAY * value.data[i];
                first[i] = 0.9f * first[i] + 0.1f * g;
                second[i] = 0.999f * second[i] + 0.001f * g * g;
                value.data[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) / root + 1e-8f);
            }
        }
    }

    EjmlGcn(NodeTask task) {
        labels = task.labels();
        long[][] words = task.features();
        float[] values = new float[words[0].length];
        java.util.Arrays.fill(values, 1f / NodeTask.WORDS_A_NODE);
        features = sparse(NodeTask.NODES, NodeTask.WORDS, words, values);
        long[][] arcs = task.arcs();
        graph = sparse(NodeTask.NODES, NodeTask.NODES, arcs, NodeTask.convolution(arcs));
        w1 = new Moved(NodeTask.WORDS, HIDDEN).glorot(random);
        w2 = new Moved(HIDDEN, NodeTask.CLASSES).glorot(random);
    }

    private static FMatrixSparseCSC sparse(int rows, int columns, long[][] at, float[] values) {
        FMatrixSparseTriplet triplets = new FMatrixSparseTriplet(rows, columns, values.length);
        for (int e = 0; e < values.length; e++) {
            triplets.addItem((int) at[0][e], (int) at[1][e], values[e]);
        }
        return FConvertMatrixStruct.convert(triplets, (FMatrixSparseCSC) null);
    }

    /** Training pass, backward pass, Adam, validation pass; gives the validation loss. */
    double epoch() {
        CommonOps_FSCC.mult(features, w1.value, narrow);
        CommonOps_FSCC.mult(graph, narrow, hidden);
        float[] h = hidden.data;
        for (int i = 0; i < h.length; i++) {
            h[i] = Math.max(0, h[i] + b1.value.data[i % HIDDEN]);
            kept.data[i] = random.nextInt() < 0 ? 0 : 2 * h[i];
        }
        // validation shares what comes before the dropout
        double validation = pass(hidden, NodeTask.TRAINING, NodeTask.VALIDATION);
        pass(kept, 0, NodeTask.TRAINING);
        backward();
        steps++;
        w1.step(steps);
        b1.step(steps);
        w2.step(steps);
        b2.step(steps);
        return validation;
    }

    /** The second layer and its loss; leaves the gradient with respect to the logits. */
    private double pass(FMatrixRMaj input, int from, int to) {
        CommonOps_FDRM.mult(input, w2.value, second);
        CommonOps_FSCC.mult(graph, second, logits);
        toLogits.zero();
        double loss = 0;
        int k = NodeTask.CLASSES;
        for (int v = from; v < to; v++) {
            double sum = 0;
            for (int c = 0; c < k; c++) {
                double e = Math.exp(logits.data[v * k + c] + b2.value.data[c]);
                toLogits.data[v * k + c] = (float) e;
                sum += e;
            }
            loss -= Math.log(toLogits.data[v * k + labels[v]] / sum);
            for (int c = 0; c < k; c++) {
                double p = toLogits.data[v * k + c] / sum;
                toLogits.data[v * k + c] = (float) ((p - (c == labels[v] ? 1 : 0)) / (to - from));
            }
        }
        return loss / (to - from);
    }

    private void backward() {
        sumRows(toLogits, b2.gradient);
        CommonOps_FSCC.multTransA(graph, toLogits, second, work);
        CommonOps_FDRM.multTransA(kept, second, w2.gradient);
        CommonOps_FDRM.multTransB(second, w2.value, toHidden);
        for (int i = 0; i < toHidden.data.length; i++) {
            toHidden.data[i] = kept.data[i] > 0 ? 2 * toHidden.data[i] : 0;
        }
        sumRows(toHidden, b1.gradient);
        CommonOps_FSCC.multTransA(graph, toHidden, narrow, work);
        CommonOps_FSCC.multTransA(features, narrow, w1.gradient, work);
    }

    private static void sumRows(FMatrixRMaj from, FMatrixRMaj to) {
        to.zero();
        for (int i = 0; i < from.data.length; i++) {
            to.data[i % to.numCols] += from.data[i];
        }
    }
}
