package org.guardband.graph.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.FloatMatrix;

/**
 * The logits of some nodes for one anchor after the other, without a tape: only what those nodes
 * and their neighbours need is computed, and what the anchors share once.
 */
final class AnchoredPass {
    private final Arithmetic<FloatMatrix> kernels;

    /** Rows of Â: of the hidden units that are needed, and of the nodes that are asked for. */
    private final GatheredRows first;

    private final GatheredRows second;
    private final FloatMatrix sums;
    private final FloatMatrix shared;
    private final FloatMatrix units;
    private final FloatMatrix products;
    private final FloatMatrix logits;

    /** Receives logits, in a matrix that the next anchor overwrites. */
    @FunctionalInterface
    interface Answers {
        void accept(FloatMatrix logits);
    }

    private AnchoredPass(
            Arithmetic<FloatMatrix> kernels,
            GatheredRows first,
            GatheredRows second,
            int hidden,
            int classes) {
        this.kernels = kernels;
        this.first = first;
        this.second = second;
        int needed = first.pattern().rows();
        sums = first.sums(kernels);
        shared = kernels.zeros(needed, hidden);
        units = kernels.zeros(needed, hidden);
        products = kernels.zeros(needed, classes);
        logits = kernels.zeros(second.pattern().rows(), classes);
    }

    /** For all nodes. */
    static AnchoredPass all(
            Arithmetic<FloatMatrix> kernels,
            NodeInputs<FloatMatrix> inputs,
            int hidden,
            int classes) {
        CsrPattern graph = inputs.withLoops().rows();
        GatheredRows rows = new GatheredRows(graph, inputs.symmetric(graph));
        return new AnchoredPass(kernels, rows, rows, hidden, classes);
    }

    /** For some nodes. */
    static AnchoredPass some(
            Arithmetic<FloatMatrix> kernels,
            GatheredRows all,
            int[] nodes,
            int hidden,
            int classes) {
        CsrPattern graph = all.pattern();
        int[] place = new int[graph.rows()];
        Arrays.fill(place, -1);
        for (int v : nodes) {
            for (int e = graph.rowStart(v); e < graph.rowStart(v + 1); e++) {
                place[graph.column(e)] = 0;
            }
        }
        int[] needed = IntStream.range(0, place.length).filter(v -> place[v] == 0).toArray();
        for (int i = 0; i < needed.length; i++) {
            place[needed[i]] = i;
        }
        int[] same = IntStream.range(0, place.length).toArray();
        return new AnchoredPass(
                kernels,
                all.rows(kernels, needed, same.length, same),
                all.rows(kernels, nodes, needed.length, place),
                hidden,
                classes);
    }

    /**
     * Runs.
     *
     * @param x X W₁, all nodes
     * @param layers the rest
     * @param answers receives the logits of every anchor in turn
     */
    void run(FloatMatrix x, AnchoredLayers layers, Answers answers) {
        kernels.sparse().multiply(first.pattern(), first.weights(), x, shared);
        FloatMatrix anchors = layers.anchors();
        for (int k = 0; k < anchors.rows(); k++) {
            units.copyFrom(shared);
            FloatMatrix anchor = anchors.view(k, 0, 1, anchors.columns());
            kernels.dense().multiplyAdd(sums, anchor, units);
            kernels.rows().biasActivate(units, layers.bias1(), Activation.RELU, units);
            kernels.dense().multiply(units, layers.weight2(), products);
            kernels.sparse().multiply(second.pattern(), second.weights(), products, logits);
            kernels.rows().biasActivate(logits, layers.bias2(), Activation.IDENTITY, logits);
            answers.accept(logits);
        }
    }
}
