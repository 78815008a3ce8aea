package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;

/** Sums, products and functions of elements, biases and softmax of rows, on a tape. */
public final class Pointwise {
    private Pointwise() {}

    /**
     * α a + β b.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param alpha α
     * @param a one
     * @param beta β
     * @param b the other, of the same shape
     * @return their combination
     */
    public static <M extends Matrix<M>> Node<M> combine(
            Tape<M> tape, double alpha, Node<M> a, double beta, Node<M> b) {
        Checks.same(a, b);
        var elements = tape.kernels().elements();
        return tape.record(
                a.rows(),
                a.columns(),
                List.of(a, b),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        result.fill(0);
                        elements.addScaled(alpha, a.value(), result);
                        elements.addScaled(beta, b.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (a.hasGradient()) {
                            elements.addScaled(alpha, gradient, a.gradient());
                        }
                        if (b.hasGradient()) {
                            elements.addScaled(beta, gradient, b.gradient());
                        }
                    }
                });
    }

    /**
     * a b, element by element.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param a one
     * @param b the other, of the same shape
     * @return their product
     */
    public static <M extends Matrix<M>> Node<M> product(Tape<M> tape, Node<M> a, Node<M> b) {
        Checks.same(a, b);
        var elements = tape.kernels().elements();
        return tape.record(
                a.rows(),
                a.columns(),
                List.of(a, b),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        result.fill(0);
                        elements.addProduct(a.value(), b.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (a.hasGradient()) {
                            elements.addProduct(gradient, b.value(), a.gradient());
                        }
                        if (b.hasGradient()) {
                            elements.addProduct(gradient, a.value(), b.gradient());
                        }
                    }
                });
    }

    /**
     * x + b, with one bias a column.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param x m × n
     * @param bias 1 × n
     * @return m × n
     */
    public static <M extends Matrix<M>> Node<M> bias(Tape<M> tape, Node<M> x, Node<M> bias) {
        Checks.size("bias.rows", bias.rows(), "one", 1);
        Checks.size("bias.columns", bias.columns(), "x.columns", x.columns());
        var kernels = tape.kernels();
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x, bias),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        kernels.rows()
                                .biasActivate(x.value(), bias.value(), Activation.IDENTITY, result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (x.hasGradient()) {
                            kernels.elements().addScaled(1, gradient, x.gradient());
                        }
                        if (bias.hasGradient()) {
                            kernels.rows().addColumnSums(gradient, bias.gradient());
                        }
                    }
                });
    }

    /**
     * f(x).
     *
     * @param <M> the precision
     * @param tape to write to
     * @param activation f
     * @param x its argument
     * @return of the same shape
     */
    public static <M extends Matrix<M>> Node<M> activate(
            Tape<M> tape, Activation activation, Node<M> x) {
        var elements = tape.kernels().elements();
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        elements.activate(activation, x.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        elements.addActivationGradient(
                                activation, x.value(), gradient, x.gradient());
                    }
                });
    }

    /**
     * Dropout: in training each element is dropped with a probability and the others are divided by
     * the rest; in evaluation nothing is done.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param rate probability that an element is dropped, 0 ≤ rate &lt; 1
     * @param x what to drop from
     * @return of the same shape
     */
    public static <M extends Matrix<M>> Node<M> dropout(Tape<M> tape, double rate, Node<M> x) {
        Checks.share("rate", rate);
        if (rate == 0) {
            return x;
        }
        long stream = tape.nextStream();
        var elements = tape.kernels().elements();
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        if (pass instanceof Pass.Training training) {
                            elements.drop(seed(training.seed(), stream), rate, x.value(), result);
                        } else {
                            result.copyFrom(x.value());
                        }
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (pass instanceof Pass.Training training) {
                            elements.addDropped(
                                    seed(training.seed(), stream), rate, gradient, x.gradient());
                        } else {
                            elements.addScaled(1, gradient, x.gradient());
                        }
                    }
                });
    }

    /** Seeds that follow each other must not give sequences that overlap. */
    static long seed(long seed, long stream) {
        long z = (seed ^ stream) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 32)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 29);
    }

    /**
     * Softmax of each row.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param x its argument
     * @return of the same shape
     */
    public static <M extends Matrix<M>> Node<M> softmax(Tape<M> tape, Node<M> x) {
        var rows = tape.kernels().rows();
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        rows.softmax(x.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        rows.addSoftmaxGradient(result, gradient, x.gradient());
                    }
                });
    }

    /**
     * The logarithm of the softmax of each row.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param x its argument
     * @return of the same shape
     */
    public static <M extends Matrix<M>> Node<M> logSoftmax(Tape<M> tape, Node<M> x) {
        var rows = tape.kernels().rows();
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        rows.logSoftmax(x.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        rows.addLogSoftmaxGradient(result, gradient, x.gradient());
                    }
                });
    }
}
