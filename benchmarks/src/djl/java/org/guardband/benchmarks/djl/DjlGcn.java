package org.guardband.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.guardband.benchmarks.kernels.NodeTask;

/**
 * Graph convolution of two layers on DJL's PyTorch engine, by arrays and a gradient collector: the
 * fastest way that DJL has, its {@code Trainer} being slower for networks of this size. Weights
 * start uniform.
 */
final class DjlGcn implements AutoCloseable {
    private static final int HIDDEN = 64;
    private final NDManager manager;
    private final NDArray features;
    private final NDArray graph;
    private final NDArray trainingLabels;
    private final NDArray validationLabels;
    private final NDArray w1;
    private final NDArray b1;
    private final NDArray w2;
    private final NDArray b2;
    private final List<NDArray> parameters;
    private final Adam adam;

    /** Whether the features are kept sparse. */
    DjlGcn(NodeTask task, boolean sparse) {
        manager = Engine.getEngine("PyTorch").newBaseManager();
        float[] values = new float[task.features()[0].length];
        Arrays.fill(values, 1f / NodeTask.WORDS_A_NODE);
        NDArray words = coo(values, task.features(), NodeTask.NODES, NodeTask.WORDS);
        features = sparse ? words : words.toDense();
        long[][] arcs = task.arcs();
        graph = coo(NodeTask.convolution(arcs), arcs, NodeTask.NODES, NodeTask.NODES);
        int[] labels = task.labels();
        trainingLabels = labels(labels, 0, NodeTask.TRAINING);
        validationLabels = labels(labels, NodeTask.TRAINING, NodeTask.VALIDATION);
        w1 = weight(NodeTask.WORDS, HIDDEN);
        b1 = manager.zeros(new Shape(1, HIDDEN));
        w2 = weight(HIDDEN, NodeTask.CLASSES);
        b2 = manager.zeros(new Shape(1, NodeTask.CLASSES));
        parameters = List.of(w1, b1, w2, b2);
        parameters.forEach(p -> p.setRequiresGradient(true));
        adam = Optimizer.adam().optWeightDecays(5e-4f).build();
        // outside of a scope, so that the running means of Adam outlive the epoch
        step();
    }

    private NDArray coo(float[] values, long[][] at, int rows, int columns) {
        return manager.createCoo(FloatBuffer.wrap(values), at, new Shape(rows, columns));
    }

    private NDArray labels(int[] labels, int from, int to) {
        int[] part = Arrays.copyOfRange(labels, from, to);
        return manager.create(part).toType(DataType.INT64, false).reshape(-1, 1);
    }

    private NDArray weight(int rows, int columns) {
        float bound = (float) Math.sqrt(6.0 / (rows + columns));
        return manager.randomUniform(-bound, bound, new Shape(rows, columns));
    }

    /** Training pass, backward pass, Adam, validation pass; gives the validation loss. */
    float epoch() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return step();
        }
    }

    private float step() {
        NDArray evaluated;
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray hidden = product(graph, product(features, w1)).add(b1);
            hidden = hidden.getNDArrayInternal().relu();
            NDArray kept = Dropout.dropout(hidden, 0.5f, true).singletonOrThrow();
            collector.backward(loss(kept, 0, NodeTask.TRAINING, trainingLabels));
            // validation shares what comes before the dropout
            evaluated =
                    loss(
                            hidden.stopGradient(),
                            NodeTask.TRAINING,
                            NodeTask.VALIDATION,
                            validationLabels);
        }
        for (int i = 0; i < parameters.size(); i++) {
            NDArray gradient = parameters.get(i).getGradient();
            adam.update(Integer.toString(i), parameters.get(i), gradient);
            gradient.subi(gradient);
        }
        return evaluated.getFloat();
    }

    private NDArray loss(NDArray input, int from, int to, NDArray labels) {
        NDArray logits = product(graph, input.matMul(w2)).add(b2);
        return logits.get(new NDIndex(from + ":" + to))
                .logSoftmax(1)
                .gather(labels, 1)
                .mean()
                .neg();
    }

    private static NDArray product(NDArray left, NDArray right) {
        return left.matMul(right);
    }

    @Override
    public void close() {
        manager.close();
    }
}
