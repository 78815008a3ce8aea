package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.Matrix;

/**
 * Sparse products, attention over neighbourhoods, and picking and summing of rows, on a tape.
 *
 * <p>Values lie in a matrix of entries × heads; see {@link org.guardband.kernels.SparseKernels}.
 */
public final class Neighbourhoods {
    private Neighbourhoods() {}

    /**
     * S X: each row gathers the rows of X that its neighbours name, times their values. With all
     * values 1 this sums over neighbours, and over {@link Adjacency#picking} it picks rows; with
     * 1/degree it averages; with attention weights, one a head, it is graph attention.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param adjacency m × k
     * @param values entries × heads
     * @param x k × (heads · width)
     * @return m × (heads · width)
     */
    public static <M extends Matrix<M>> Node<M> gather(
            Tape<M> tape, Adjacency adjacency, Node<M> values, Node<M> x) {
        Checks.size("values.rows", values.rows(), "entries", adjacency.rows().entries());
        Checks.size("x.rows", x.rows(), "adjacency.columns", adjacency.rows().columns());
        var sparse = tape.kernels().sparse();
        return tape.record(
                adjacency.rows().rows(),
                x.columns(),
                List.of(values, x),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        sparse.multiply(adjacency.rows(), values.value(), x.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (x.hasGradient()) {
                            sparse.multiplyAdd(
                                    adjacency.columns(), values.value(), gradient, x.gradient());
                        }
                        if (values.hasGradient()) {
                            sparse.addSampledProduct(
                                    adjacency.rows(), gradient, x.value(), values.gradient());
                        }
                    }
                });
    }

    /**
     * ⟨u_i, v_j⟩ for each entry (i, j) and head.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param adjacency m × k
     * @param heads number of heads
     * @param u m × (heads · width)
     * @param v k × (heads · width)
     * @return entries × heads
     */
    public static <M extends Matrix<M>> Node<M> products(
            Tape<M> tape, Adjacency adjacency, int heads, Node<M> u, Node<M> v) {
        Checks.atLeast("heads", heads, 1);
        var sparse = tape.kernels().sparse();
        return tape.record(
                adjacency.rows().entries(),
                heads,
                List.of(u, v),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        result.fill(0);
                        sparse.addSampledProduct(adjacency.rows(), u.value(), v.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (u.hasGradient()) {
                            sparse.multiplyAdd(adjacency.rows(), gradient, v.value(), u.gradient());
                        }
                        if (v.hasGradient()) {
                            sparse.multiplyAdd(
                                    adjacency.columns(), gradient, u.value(), v.gradient());
                        }
                    }
                });
    }

    /**
     * u_i + v_j for each entry (i, j) and head: the attention of Veličković et al. before its
     * activation.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param adjacency m × k
     * @param u m × heads
     * @param v k × heads
     * @return entries × heads
     */
    public static <M extends Matrix<M>> Node<M> ends(
            Tape<M> tape, Adjacency adjacency, Node<M> u, Node<M> v) {
        Checks.size("v.columns", v.columns(), "u.columns", u.columns());
        var sparse = tape.kernels().sparse();
        return tape.record(
                adjacency.rows().entries(),
                u.columns(),
                List.of(u, v),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        result.fill(0);
                        sparse.addEnds(adjacency.rows(), u.value(), v.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        if (u.hasGradient()) {
                            sparse.addRowSums(adjacency.rows(), gradient, u.gradient());
                        }
                        if (v.hasGradient()) {
                            sparse.addRowSums(adjacency.columns(), gradient, v.gradient());
                        }
                    }
                });
    }

    /**
     * Softmax over the entries of each row, head by head.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param adjacency m × k
     * @param x entries × heads
     * @return entries × heads
     */
    public static <M extends Matrix<M>> Node<M> softmax(
            Tape<M> tape, Adjacency adjacency, Node<M> x) {
        var sparse = tape.kernels().sparse();
        return tape.record(
                x.rows(),
                x.columns(),
                List.of(x),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        sparse.softmax(adjacency.rows(), x.value(), result);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        sparse.addSoftmaxGradient(adjacency.rows(), result, gradient, x.gradient());
                    }
                });
    }
}
