package org.guardband.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.guardband.benchmarks.lora.LoraTask;

/**
 * A LoRA ensemble of a vision transformer on DJL's PyTorch engine, by arrays and a gradient
 * collector. All members run in one batch: the frozen maps are one product for all of them, their
 * adapters a batched product. Up to the first adapters there is one copy for all members. Only
 * adapters and heads ask for gradients.
 */
final class DjlLora implements AutoCloseable {
    private static final int RANK = 8;
    private static final int TOKENS = LoraTask.PATCHES + 1;
    private static final int DEPTH = LoraTask.WIDTH / LoraTask.HEADS;
    private static final Shape WIDTH = new Shape(LoraTask.WIDTH);

    private final boolean trimmed;
    private final NDManager manager;
    private final NDArray patches;
    private final NDArray labels;
    private final NDArray projection;
    private final NDArray projectionBias;
    private final NDArray classToken;
    private final NDArray positions;
    private final NDArray ones;
    private final NDArray zeros;
    private final List<Layer> layers = new ArrayList<>();
    private final NDArray head;
    private final NDArray headBias;
    private final List<NDArray> trained = new ArrayList<>();
    private final AdamW adam = Optimizer.adamW().optWeightDecays(0).build();

    /** A frozen map and the members' adapters. */
    private record Adapted(NDArray weight, NDArray bias, NDArray down, NDArray up) {
        NDArray of(NDArray x) {
            return x.matMul(weight).add(bias).add(x.matMul(down).matMul(up));
        }
    }

    private record Layer(
            Adapted query,
            Adapted key,
            Adapted value,
            Adapted output,
            NDArray wide,
            NDArray wideBias,
            NDArray narrow,
            NDArray narrowBias) {}

    /**
     * Draws it.
     *
     * @param trimmed whether the last layer computes the class token alone, as the training that it
     *     is compared with; else all tokens, as is usual
     */
    DjlLora(LoraTask task, boolean trimmed) {
        this.trimmed = trimmed;
        manager = Engine.getEngine("PyTorch").newBaseManager();
        Shape shape = new Shape(LoraTask.BATCH, LoraTask.PATCHES, LoraTask.PATCH);
        patches = manager.create(task.pixels(), shape);
        labels =
                manager.create(task.labels())
                        .toType(DataType.INT64, false)
                        .reshape(1, LoraTask.BATCH, 1)
                        .repeat(0, LoraTask.MEMBERS);
        projection = drawn(LoraTask.PATCH, LoraTask.WIDTH);
        projectionBias = manager.zeros(WIDTH);
        classToken = drawn(1, 1, LoraTask.WIDTH);
        positions = drawn(1, TOKENS, LoraTask.WIDTH);
        ones = manager.ones(WIDTH);
        zeros = manager.zeros(WIDTH);
        for (int layer = 0; layer < LoraTask.LAYERS; layer++) {
            layers.add(
                    new Layer(
                            adapted(),
                            adapted(),
                            adapted(),
                            adapted(),
                            drawn(LoraTask.WIDTH, LoraTask.HIDDEN),
                            manager.zeros(new Shape(LoraTask.HIDDEN)),
                            drawn(LoraTask.HIDDEN, LoraTask.WIDTH),
                            manager.zeros(WIDTH)));
        }
        head = drawn(LoraTask.MEMBERS, LoraTask.WIDTH, LoraTask.CLASSES);
        headBias = manager.zeros(new Shape(LoraTask.MEMBERS, 1, LoraTask.CLASSES));
        trained.add(head);
        trained.add(headBias);
        trained.forEach(p -> p.setRequiresGradient(true));
        // outside of a scope, so that the running means of Adam outlive the step
        update();
    }

    private NDArray drawn(long... shape) {
        return manager.randomNormal(0, 0.02f, new Shape(shape), DataType.FLOAT32);
    }

    private Adapted adapted() {
        NDArray down = drawn(LoraTask.MEMBERS, LoraTask.WIDTH, RANK);
        NDArray up = manager.zeros(new Shape(LoraTask.MEMBERS, RANK, LoraTask.WIDTH));
        trained.add(down);
        trained.add(up);
        return new Adapted(
                drawn(LoraTask.WIDTH, LoraTask.WIDTH), manager.zeros(WIDTH), down, up);
    }

    /** Pass, backward pass, AdamW; gives the loss before it. */
    float step() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return update();
        }
    }

    private float update() {
        NDArray loss;
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            loss = loss();
            collector.backward(loss);
        }
        for (int i = 0; i < trained.size(); i++) {
            NDArray gradient = trained.get(i).getGradient();
            adam.update(Integer.toString(i), trained.get(i), gradient);
            gradient.subi(gradient);
        }
        return loss.getFloat();
    }

    private NDArray loss() {
        NDArray embedded = patches.matMul(projection).add(projectionBias);
        NDArray first = classToken.broadcast(LoraTask.BATCH, 1, LoraTask.WIDTH);
        // members x (images · tokens) x width; one member until they differ
        NDArray x =
                NDArrays.concat(new NDList(first, embedded), 1)
                        .add(positions)
                        .reshape(1, LoraTask.BATCH * TOKENS, LoraTask.WIDTH);
        for (int layer = 0; layer < LoraTask.LAYERS; layer++) {
            x = layer(x, layers.get(layer), trimmed && layer == LoraTask.LAYERS - 1);
        }
        if (!trimmed) {
            x = classTokens(x);
        }
        return norm(x)
                .matMul(head)
                .add(headBias)
                .logSoftmax(2)
                .gather(labels, 2)
                .mean()
                .neg();
    }

    private NDArray layer(NDArray x, Layer layer, boolean first) {
        NDArray n = norm(x);
        NDArray query = heads(layer.query().of(first ? classTokens(n) : n), first ? 1 : TOKENS);
        NDArray key = heads(layer.key().of(n), TOKENS);
        NDArray value = heads(layer.value().of(n), TOKENS);
        NDArray weights =
                query.matMul(key.transpose(0, 2, 1)).mul(1 / Math.sqrt(DEPTH)).softmax(2);
        long tokens = first ? 1 : TOKENS;
        NDArray context =
                weights.matMul(value)
                        .reshape(LoraTask.MEMBERS, LoraTask.BATCH, LoraTask.HEADS, tokens, DEPTH)
                        .transpose(0, 1, 3, 2, 4)
                        .reshape(LoraTask.MEMBERS, LoraTask.BATCH * tokens, LoraTask.WIDTH);
        NDArray attended = (first ? classTokens(x) : x).add(layer.output().of(context));
        NDArray hidden = norm(attended).matMul(layer.wide()).add(layer.wideBias());
        return attended.add(
                hidden.getNDArrayInternal()
                        .gelu()
                        .matMul(layer.narrow())
                        .add(layer.narrowBias()));
    }

    private static NDArray heads(NDArray x, long tokens) {
        return x.reshape(LoraTask.MEMBERS, LoraTask.BATCH, tokens, LoraTask.HEADS, DEPTH)
                .transpose(0, 1, 3, 2, 4)
                .reshape(
                        (long) LoraTask.MEMBERS * LoraTask.BATCH * LoraTask.HEADS, tokens, DEPTH);
    }

    private static NDArray classTokens(NDArray x) {
        return x.reshape(-1, LoraTask.BATCH, TOKENS, LoraTask.WIDTH).get(new NDIndex(":,:,0"));
    }

    private NDArray norm(NDArray x) {
        return LayerNorm.layerNorm(x, WIDTH, ones, zeros, (float) LoraTask.EPSILON)
                .singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
    }
}
