package org.guardband.nn;

import java.util.ArrayList;
import java.util.List;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Matrix;

/**
 * Reverse-mode differentiation of a fixed computation.
 *
 * <p>The computation is written down once, by {@link Products}, {@link Pointwise}, {@link
 * Neighbourhoods}, {@link Norms}, {@link Losses} or an {@link Operation} of one's own; each node
 * gets its matrices then. {@link #forward} and {@link #backward} run it as often as wanted without
 * making new ones. Not safe for use by several threads; the kernels inside use all cores, and give
 * the same bits whatever their number.
 *
 * @param <M> the precision
 */
public final class Tape<M extends Matrix<M>> {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final Arithmetic<M> kernels;
    private final List<Step<M>> steps = new ArrayList<>();
    private final List<Parameter<M>> parameters = new ArrayList<>();
    private Pass pass = new Pass.Evaluation();
    private long streams;

    private record Step<M extends Matrix<M>>(Node<M> node, Operation<M> operation) {}

    /**
     * An empty tape.
     *
     * @param kernels to compute with
     */
    public Tape(Arithmetic<M> kernels) {
        this.kernels = kernels;
    }

    /**
     * The kernels that this tape computes with.
     *
     * @return the kernels
     */
    public Arithmetic<M> kernels() {
        return kernels;
    }

    /**
     * A matrix without a gradient; the caller may change its elements between passes.
     *
     * @param value the matrix, not copied
     * @return its node
     */
    public Node<M> constant(M value) {
        return new Node<>(value, null);
    }

    /**
     * A parameter's place in the computation.
     *
     * @param parameter the parameter
     * @return its node
     */
    public Node<M> parameter(Parameter<M> parameter) {
        if (!parameters.contains(parameter)) {
            parameters.add(parameter);
        }
        return new Node<>(parameter.value(), parameter.gradient());
    }

    /**
     * Writes one step down.
     *
     * @param rows of the result
     * @param columns of the result
     * @param operands what it is computed from; it has a gradient if one of them does
     * @param operation how
     * @return the result's node
     */
    public Node<M> record(int rows, int columns, List<Node<M>> operands, Operation<M> operation) {
        boolean gradient = operands.stream().anyMatch(Node::hasGradient);
        Node<M> node =
                new Node<>(
                        kernels.zeros(rows, columns),
                        gradient ? kernels.zeros(rows, columns) : null);
        steps.add(new Step<>(node, operation));
        return node;
    }

    /** Tells the chance of one operation on this tape from that of the next. */
    long nextStream() {
        return streams++ * GOLDEN;
    }

    /**
     * Computes all nodes, in the order in which they were written down.
     *
     * @param kind of pass
     */
    public void forward(Pass kind) {
        pass = kind;
        for (Step<M> step : steps) {
            step.operation().forward(step.node().value(), kind);
        }
    }

    /**
     * Computes the gradients of all nodes and parameters, those of the last forward pass. What was
     * in them is forgotten.
     *
     * @param loss a node of 1 × 1 on this tape
     * @throws IllegalArgumentException if the loss is not 1 × 1, not on this tape, or depends on no
     *     parameter
     */
    public void backward(Node<M> loss) {
        if (loss.rows() != 1 || loss.columns() != 1 || !loss.hasGradient()) {
            throw new IllegalArgumentException(
                    "loss must be 1 x 1 and depend on a parameter, got "
                            + loss.rows()
                            + " x "
                            + loss.columns()
                            + (loss.hasGradient() ? "" : " without a parameter"));
        }
        for (Parameter<M> parameter : parameters) {
            parameter.gradient().fill(0);
        }
        // what comes after the loss has no part in it
        int last = steps.size() - 1;
        while (last >= 0 && steps.get(last).node() != loss) {
            last--;
        }
        if (last < 0) {
            throw new IllegalArgumentException("loss must be a result on this tape");
        }
        for (int i = 0; i <= last; i++) {
            Node<M> node = steps.get(i).node();
            if (node.hasGradient()) {
                node.gradient().fill(0);
            }
        }
        loss.gradient().fill(1);
        for (int i = last; i >= 0; i--) {
            Step<M> step = steps.get(i);
            if (step.node().hasGradient()) {
                step.operation().backward(step.node().value(), step.node().gradient(), pass);
            }
        }
    }
}
