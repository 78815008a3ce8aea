package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.Matrix;

/** Products of dense matrices on a tape. */
public final class Products {
    private Products() {}

    /**
     * A B.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param a m × k
     * @param b k × n
     * @return m × n
     */
    public static <M extends Matrix<M>> Node<M> multiply(Tape<M> tape, Node<M> a, Node<M> b) {
        Checks.size("b.rows", b.rows(), "a.columns", a.columns());
        var dense = tape.kernels().dense();
        return tape.record(
                a.rows(),
                b.columns(),
                List.of(a, b),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        dense.multiply(a.value(), b.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (a.hasGradient()) {
                            dense.multiplyAdd(gradient, b.value().transposed(), a.gradient());
                        }
                        if (b.hasGradient()) {
                            dense.multiplyAdd(a.value().transposed(), gradient, b.gradient());
                        }
                    }
                });
    }

    /**
     * A Bᵀ.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param a m × k
     * @param b n × k
     * @return m × n
     */
    public static <M extends Matrix<M>> Node<M> multiplyTransposed(
            Tape<M> tape, Node<M> a, Node<M> b) {
        Checks.size("b.columns", b.columns(), "a.columns", a.columns());
        var dense = tape.kernels().dense();
        return tape.record(
                a.rows(),
                b.rows(),
                List.of(a, b),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        dense.multiply(a.value(), b.value().transposed(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (a.hasGradient()) {
                            dense.multiplyAdd(gradient, b.value(), a.gradient());
                        }
                        if (b.hasGradient()) {
                            dense.multiplyAdd(gradient.transposed(), a.value(), b.gradient());
                        }
                    }
                });
    }

    /**
     * Some of the columns of a matrix.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param a m × n
     * @param from first column
     * @param count number of columns
     * @return m × count
     */
    public static <M extends Matrix<M>> Node<M> columns(
            Tape<M> tape, Node<M> a, int from, int count) {
        M part = a.value().view(0, from, a.rows(), count);
        var elements = tape.kernels().elements();
        return tape.record(
                a.rows(),
                count,
                List.of(a),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        result.copyFrom(part);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        elements.addScaled(
                                1, gradient, a.gradient().view(0, from, a.rows(), count));
                    }
                });
    }

    /**
     * Two matrices side by side.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param a m × n
     * @param b m × p
     * @return m × (n + p)
     */
    public static <M extends Matrix<M>> Node<M> beside(Tape<M> tape, Node<M> a, Node<M> b) {
        Checks.size("b.rows", b.rows(), "a.rows", a.rows());
        int n = a.columns();
        var elements = tape.kernels().elements();
        return tape.record(
                a.rows(),
                n + b.columns(),
                List.of(a, b),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        result.view(0, 0, a.rows(), n).copyFrom(a.value());
                        result.view(0, n, b.rows(), b.columns()).copyFrom(b.value());
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (a.hasGradient()) {
                            elements.addScaled(1, gradient.view(0, 0, a.rows(), n), a.gradient());
                        }
                        if (b.hasGradient()) {
                            elements.addScaled(
                                    1, gradient.view(0, n, b.rows(), b.columns()), b.gradient());
                        }
                    }
                });
    }
}
