package org.guardband.ensembles.transformer;

import org.guardband.core.numeric.ParallelRows;
import org.guardband.kernels.FloatMatrix;

/**
 * Scaled dot-product attention: for each sequence and head softmax(Q Kᵀ/√w + mask) V, with w the
 * width of a head. There may be fewer queries a sequence than keys.
 */
final class AttentionOperation {

    private final Pass pass;
    private final Activation q;
    private final Activation k;
    private final Activation v;
    private final int heads;
    private final int sequences;
    private final int queries;
    private final int keys;
    private final int width;
    private final float scale;
    private final boolean[] visible;

    /**
     * @param sequences sequences per copy
     * @param visible which keys may be looked at, sequences × keys, or the same for each copy;
     *     empty for all
     */
    private AttentionOperation(
            Pass pass,
            Activation q,
            Activation k,
            Activation v,
            int heads,
            int sequences,
            boolean[] visible) {
        this.pass = pass;
        this.q = q;
        this.k = k;
        this.v = v;
        this.heads = heads;
        this.sequences = sequences;
        this.queries = q.rows / sequences;
        this.keys = k.rows / sequences;
        this.width = q.width / heads;
        this.scale = (float) (1 / Math.sqrt(width));
        this.visible = visible;
    }

    static Activation apply(
            Pass pass,
            Activation q,
            Activation k,
            Activation v,
            int heads,
            int sequences,
            boolean[] visible) {
        return new AttentionOperation(pass, q, k, v, heads, sequences, visible).forward();
    }

    private Activation forward() {
        int copies = Math.max(q.copies, Math.max(k.copies, v.copies));
        boolean tracked = q.tracked || k.tracked || v.tracked;
        Activation out = Activation.zeros(copies, q.rows, q.width, tracked);
        int units = copies * sequences;
        int square = queries * keys;
        float[] kept = new float[tracked ? units * heads * square : 0];
        ParallelRows.run(
                units,
                unitBlock(),
                (from, to) -> {
                    float[] scratch = new float[tracked ? 0 : square];
                    for (int unit = from; unit < to; unit++) {
                        for (int h = 0; h < heads; h++) {
                            FloatMatrix weights =
                                    tracked
                                            ? kept(kept, unit, h)
                                            : FloatMatrix.wrap(queries, keys, scratch);
                            pass.dense.multiply(
                                    part(q, q.data, unit, h, queries),
                                    part(k, k.data, unit, h, keys).transposed(),
                                    weights);
                            softmax(weights, maskRow(unit));
                            pass.dense.multiply(
                                    weights,
                                    part(v, v.data, unit, h, keys),
                                    part(out, out.data, unit, h, queries));
                        }
                    }
                });
        pass.record(out, () -> backward(out, kept));
        return out;
    }

    /** Sequences that make up a block of work. */
    private int unitBlock() {
        return Math.max(1, (1 << 15) / (queries * keys * heads));
    }

    private FloatMatrix kept(float[] kept, int unit, int head) {
        return FloatMatrix.wrap(
                kept, (unit * heads + head) * queries * keys, queries, keys, keys, 1);
    }

    /** The rows of a sequence and the columns of a head; unit = copy · sequences + sequence. */
    private FloatMatrix part(Activation x, float[] array, int unit, int head, int tokens) {
        int row = x.copies == 1 ? unit % sequences : unit;
        return FloatMatrix.wrap(
                array, row * tokens * x.width + head * width, tokens, width, x.width, 1);
    }

    private void softmax(FloatMatrix scores, int maskRow) {
        float[] data = scores.data();
        for (int i = 0; i < queries; i++) {
            int row = scores.offset() + i * keys;
            for (int j = 0; j < keys; j++) {
                data[row + j] = sees(maskRow, j) ? data[row + j] * scale : Float.NEGATIVE_INFINITY;
            }
        }
        pass.rows.softmax(scores, scores);
    }

    /** Members that see the same sequences share their masks. */
    private int maskRow(int unit) {
        return visible.length == sequences * keys ? unit % sequences : unit;
    }

    private boolean sees(int sequence, int key) {
        return visible.length == 0 || visible[sequence * keys + key];
    }

    private void backward(Activation out, float[] kept) {
        // copies that share a q, k or v add to the same gradient, so they follow each other
        for (int copy = 0; copy < out.copies; copy++) {
            int first = copy * sequences;
            ParallelRows.run(
                    sequences,
                    unitBlock(),
                    (from, to) -> {
                        FloatMatrix d = FloatMatrix.zeros(queries, keys);
                        for (int unit = first + from; unit < first + to; unit++) {
                            for (int h = 0; h < heads; h++) {
                                backward(out, unit, h, kept(kept, unit, h), d);
                            }
                        }
                    });
        }
    }

    private void backward(Activation out, int unit, int head, FloatMatrix p, FloatMatrix d) {
        FloatMatrix dOut = part(out, out.gradient(), unit, head, queries);
        if (v.tracked) {
            pass.dense.multiplyAdd(p.transposed(), dOut, part(v, v.gradient(), unit, head, keys));
        }
        if (!q.tracked && !k.tracked) {
            return;
        }
        pass.dense.multiply(dOut, part(v, v.data, unit, head, keys).transposed(), d);
        for (int i = 0; i < queries; i++) {
            int row = i * keys;
            int probabilities = p.offset() + row;
            double mean = 0;
            for (int j = 0; j < keys; j++) {
                mean += (double) d.data()[row + j] * p.data()[probabilities + j];
            }
            for (int j = 0; j < keys; j++) {
                d.data()[row + j] =
                        (float) (scale * p.data()[probabilities + j] * (d.data()[row + j] - mean));
            }
        }
        if (q.tracked) {
            pass.dense.multiplyAdd(
                    d,
                    part(k, k.data, unit, head, keys),
                    part(q, q.gradient(), unit, head, queries));
        }
        if (k.tracked) {
            pass.dense.multiplyAdd(
                    d.transposed(),
                    part(q, q.data, unit, head, queries),
                    part(k, k.gradient(), unit, head, keys));
        }
    }
}
