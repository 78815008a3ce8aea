package org.guardband.nn;

import java.util.List;
import java.util.SplittableRandom;
import org.guardband.kernels.Matrix;

/** Rows in a random order, on a tape. */
public final class Shuffling {
    private Shuffling() {}

    /**
     * A + P B. In training P puts the rows of B into a random order, another for each seed of a
     * pass and every order as likely as any other; in evaluation it leaves them where they are.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param a m × n
     * @param b m × n
     * @return m × n
     */
    public static <M extends Matrix<M>> Node<M> add(Tape<M> tape, Node<M> a, Node<M> b) {
        Checks.same(a, b);
        long stream = tape.nextStream();
        M ones = tape.kernels().zeros(b.rows(), 1);
        ones.fill(1);
        return tape.record(
                a.rows(),
                a.columns(),
                List.of(a, b),
                new SumOfShuffled<>(tape, a, b, ones, stream));
    }

    private static final class SumOfShuffled<M extends Matrix<M>> implements Operation<M> {
        private final Tape<M> tape;
        private final Node<M> a;
        private final Node<M> b;
        private final M ones;
        private final long stream;
        private Adjacency order;

        SumOfShuffled(Tape<M> tape, Node<M> a, Node<M> b, M ones, long stream) {
            this.tape = tape;
            this.a = a;
            this.b = b;
            this.ones = ones;
            this.stream = stream;
            order = Adjacency.picking(0);
        }

        @Override
        public void forward(M result, Pass pass) {
            result.copyFrom(a.value());
            if (pass instanceof Pass.Training training) {
                int[] picked = order(b.rows(), Pointwise.seed(training.seed(), stream));
                order = Adjacency.picking(b.rows(), picked);
                tape.kernels().sparse().multiplyAdd(order.rows(), ones, b.value(), result);
            } else {
                tape.kernels().elements().addScaled(1, b.value(), result);
            }
        }

        @Override
        public void backward(M result, M gradient, Pass pass) {
            if (a.hasGradient()) {
                tape.kernels().elements().addScaled(1, gradient, a.gradient());
            }
            if (!b.hasGradient()) {
                return;
            }
            if (pass instanceof Pass.Training) {
                tape.kernels().sparse().multiplyAdd(order.columns(), ones, gradient, b.gradient());
            } else {
                tape.kernels().elements().addScaled(1, gradient, b.gradient());
            }
        }
    }

    /** Fisher and Yates. */
    private static int[] order(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
