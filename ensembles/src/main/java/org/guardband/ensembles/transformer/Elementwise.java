package org.guardband.ensembles.transformer;

import static org.guardband.kernels.Activation.GELU;
import static org.guardband.kernels.Activation.TANH;

import org.guardband.core.numeric.ParallelRows;

/** Operations that take every number, or every row, by itself. */
final class Elementwise {

    private Elementwise() {}

    /** The larger of two numbers of copies, each 1 or the same. */
    private static int copies(Activation a, Activation b) {
        return Math.max(a.copies, b.copies);
    }

    /** a + b, the copies of the one that has only one being used for all. */
    static Activation add(Pass pass, Activation a, Activation b) {
        int copies = copies(a, b);
        Activation sum = Activation.zeros(copies, a.rows, a.width, a.tracked || b.tracked);
        int size = a.rows * a.width;
        for (int m = 0; m < copies; m++) {
            int start = m * size;
            int startA = a.start(m);
            int startB = b.start(m);
            ParallelRows.run(
                    size,
                    1 << 16,
                    (from, to) -> {
                        for (int i = from; i < to; i++) {
                            sum.data[start + i] = a.data[startA + i] + b.data[startB + i];
                        }
                    });
        }
        pass.record(
                sum,
                () -> {
                    passOn(sum, a);
                    passOn(sum, b);
                });
        return sum;
    }

    private static void passOn(Activation sum, Activation term) {
        if (!term.tracked) {
            return;
        }
        int size = sum.rows * sum.width;
        for (int m = 0; m < sum.copies; m++) {
            addTo(term.gradient(), term.start(m), sum.gradient(), m * size, size);
        }
    }

    static void addTo(float[] out, int outStart, float[] in, int inStart, int size) {
        ParallelRows.run(
                size,
                1 << 16,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        out[outStart + i] += in[inStart + i];
                    }
                });
    }

    /** x Φ(x), with the exact normal distribution function. */
    static Activation gelu(Pass pass, Activation x) {
        return activate(pass, x, GELU);
    }

    static Activation tanh(Pass pass, Activation x) {
        return activate(pass, x, TANH);
    }

    private static Activation activate(
            Pass pass, Activation x, org.guardband.kernels.Activation function) {
        // without a derivative the argument is not needed any more
        Activation y = x.tracked ? Activation.zeros(x.copies, x.rows, x.width, true) : x;
        pass.elements.activate(function, x.matrix(), y.matrix());
        pass.record(
                y,
                () ->
                        pass.elements.addActivationGradient(
                                function, x.matrix(), y.gradientMatrix(), x.gradientMatrix()));
        return y;
    }

    /** Drops numbers with probability p, for each member others, and scales up what is left. */
    static Activation dropout(Pass pass, Activation x, double p) {
        if (p == 0) {
            return x;
        }
        int size = x.rows * x.width;
        Activation y = Activation.zeros(pass.members, x.rows, x.width, x.tracked);
        float[] mask = pass.noise.mask(y.data.length, p);
        for (int m = 0; m < y.copies; m++) {
            int start = x.start(m);
            for (int i = 0; i < size; i++) {
                y.data[m * size + i] = x.data[start + i] * mask[m * size + i];
            }
        }
        pass.record(
                y,
                () -> {
                    float[] out = x.gradient();
                    float[] in = y.gradient();
                    for (int m = 0; m < y.copies; m++) {
                        int start = x.start(m);
                        for (int i = 0; i < size; i++) {
                            out[start + i] += in[m * size + i] * mask[m * size + i];
                        }
                    }
                });
        return y;
    }

    /** The first token of every sequence. */
    static Activation firstTokens(Pass pass, Activation x, int tokens) {
        int sequences = x.rows / tokens;
        Activation y = Activation.zeros(x.copies, sequences, x.width, x.tracked);
        int width = x.width;
        for (int i = 0; i < x.copies * sequences; i++) {
            System.arraycopy(x.data, i * tokens * width, y.data, i * width, width);
        }
        pass.record(
                y,
                () -> {
                    float[] out = x.gradient();
                    float[] in = y.gradient();
                    for (int i = 0; i < x.copies * sequences; i++) {
                        for (int j = 0; j < width; j++) {
                            out[i * tokens * width + j] += in[i * width + j];
                        }
                    }
                });
        return y;
    }

    /** Some rows of one copy, each at most once, in this order. */
    static Activation rows(Pass pass, Activation x, int... rows) {
        int width = x.width;
        Activation y = Activation.zeros(1, rows.length, width, x.tracked);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(x.data, rows[i] * width, y.data, i * width, width);
        }
        pass.record(
                y,
                () -> {
                    for (int i = 0; i < rows.length; i++) {
                        addTo(x.gradient(), rows[i] * width, y.gradient(), i * width, width);
                    }
                });
        return y;
    }

    /** The columns from one on, of one copy. */
    static Activation columnsFrom(Pass pass, Activation x, int first) {
        int width = x.width - first;
        Activation y = Activation.zeros(1, x.rows, width, x.tracked);
        for (int i = 0; i < x.rows; i++) {
            System.arraycopy(x.data, i * x.width + first, y.data, i * width, width);
        }
        pass.record(
                y,
                () -> {
                    for (int i = 0; i < x.rows; i++) {
                        addTo(x.gradient(), i * x.width + first, y.gradient(), i * width, width);
                    }
                });
        return y;
    }
}
