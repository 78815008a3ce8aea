package org.guardband.benchmarks.training;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * Training on batches in a random order, each row of a batch repeated so often as a network with
 * members of its own needs it.
 *
 * @param x features, row after row
 * @param columns features a row
 * @param y targets, row after row
 * @param outputs targets a row
 * @param batch rows a step
 * @param repeats how often a batch stands in the input
 */
@SuppressWarnings("ArrayRecordComponent") // columns in passing, never compared
record Fit(double[] x, int columns, double[] y, int outputs, int batch, int repeats) {

    /** Writes the loss to a tape. */
    interface Writer {
        Node<DoubleMatrix> loss(
                Tape<DoubleMatrix> tape, Node<DoubleMatrix> input, Node<DoubleMatrix> target);
    }

    /** What a training does as it goes on. */
    record Course(
            int epochs, IntToDoubleFunction factor, IntConsumer afterEpoch, IntConsumer before) {

        static Course plain(int epochs) {
            return new Course(epochs, step -> 1, epoch -> {}, epoch -> {});
        }

        Course withFactor(IntToDoubleFunction ofStep) {
            return new Course(epochs, ofStep, afterEpoch, before);
        }

        Course withAfterEpoch(IntConsumer action) {
            return new Course(epochs, factor, action, before);
        }

        Course withBefore(IntConsumer action) {
            return new Course(epochs, factor, afterEpoch, action);
        }
    }

    static Fit classes(DigitSplit split, int batch) {
        int classes = split.names().size();
        double[] oneHot = new double[split.labels().length * classes];
        for (int i = 0; i < split.labels().length; i++) {
            oneHot[i * classes + split.labels()[i]] = 1;
        }
        return new Fit(split.train(), DigitSplit.PIXELS, oneHot, classes, batch, 1);
    }

    Fit repeated(int members) {
        return new Fit(x, columns, y, outputs, batch, members);
    }

    int rows() {
        return y.length / outputs;
    }

    int stepsPerEpoch() {
        return (rows() + batch - 1) / batch;
    }

    void run(
            Tape<DoubleMatrix> tape, Writer writer, Optimizer optimizer, Course course, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleMatrix input = tape.kernels().zeros(batch * repeats, columns);
        DoubleMatrix target = tape.kernels().zeros(batch * repeats, outputs);
        Node<DoubleMatrix> loss = writer.loss(tape, tape.constant(input), tape.constant(target));
        int[] order = new int[rows()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int done = 0;
        for (int epoch = 0; epoch < course.epochs(); epoch++) {
            course.before().accept(epoch);
            RandomOrder.shuffle(order, random);
            for (int step = 0; step < stepsPerEpoch(); step++) {
                for (int i = 0; i < batch * repeats; i++) {
                    // the last batch is filled up from the front
                    int row = order[(step * batch + i % batch) % order.length];
                    copy(x, row, columns, input, i);
                    copy(y, row, outputs, target, i);
                }
                tape.forward(new Pass.Training(random.nextLong()));
                tape.backward(loss);
                optimizer.step(course.factor().applyAsDouble(done++));
            }
            course.afterEpoch().accept(epoch);
        }
    }

    private static void copy(double[] from, int row, int columns, DoubleMatrix to, int at) {
        for (int j = 0; j < columns; j++) {
            to.set(at, j, from[row * columns + j]);
        }
    }
}
