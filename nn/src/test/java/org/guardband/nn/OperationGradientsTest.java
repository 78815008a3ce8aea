package org.guardband.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.guardband.kernels.Activation;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation's gradient against finite differences. */
class OperationGradientsTest {
    private static final CsrPattern PATTERN =
            CsrPattern.of(
                    5, new int[] {0, 3, 3, 5, 6, 9, 10}, new int[] {0, 1, 4, 2, 2, 3, 0, 4, 1, 4});
    private static final Adjacency ADJACENCY = Adjacency.of(PATTERN);

    @Test
    void products() {
        Gradients.check(
                new int[][] {{3, 4}, {4, 5}}, (t, p) -> Products.multiply(t, p.get(0), p.get(1)));
        Gradients.check(
                new int[][] {{3, 4}, {5, 4}},
                (t, p) -> Products.multiplyTransposed(t, p.get(0), p.get(1)));
        Gradients.check(new int[][] {{3, 3}}, (t, p) -> Products.multiply(t, p.get(0), p.get(0)));
    }

    @Test
    void columnsAndMatricesSideBySide() {
        Gradients.check(
                new int[][] {{3, 4}, {3, 2}},
                (t, p) -> Products.columns(t, Products.beside(t, p.get(0), p.get(1)), 2, 3));
    }

    @Test
    void sumsProductsAndBiases() {
        Gradients.check(
                new int[][] {{3, 4}, {3, 4}},
                (t, p) -> Pointwise.combine(t, 2, p.get(0), -0.5, p.get(1)));
        Gradients.check(
                new int[][] {{3, 4}, {3, 4}}, (t, p) -> Pointwise.product(t, p.get(0), p.get(1)));
        Gradients.check(new int[][] {{3, 4}}, (t, p) -> Pointwise.product(t, p.get(0), p.get(0)));
        Gradients.check(
                new int[][] {{300, 2}, {1, 2}}, (t, p) -> Pointwise.bias(t, p.get(0), p.get(1)));
    }

    @ParameterizedTest
    @EnumSource
    void activations(Activation activation) {
        Gradients.check(
                new int[][] {{4, 5}}, (t, p) -> Pointwise.activate(t, activation, p.get(0)));
    }

    @Test
    void dropout() {
        Gradients.check(new int[][] {{6, 5}}, (t, p) -> Pointwise.dropout(t, 0.4, p.get(0)));
    }

    @Test
    void softmaxAndItsLogarithm() {
        Gradients.check(new int[][] {{3, 5}}, (t, p) -> Pointwise.softmax(t, p.get(0)));
        Gradients.check(new int[][] {{3, 5}}, (t, p) -> Pointwise.logSoftmax(t, p.get(0)));
    }

    @Test
    void norms() {
        Gradients.check(
                new int[][] {{4, 5}, {1, 5}, {1, 5}},
                (t, p) -> Norms.layer(t, p.get(0), p.get(1), p.get(2), 0.1));
        RunningMoments moments = new RunningMoments(3);
        Gradients.check(
                new int[][] {{7, 3}, {1, 3}, {1, 3}},
                (t, p) -> Norms.batch(t, p.get(0), p.get(1), p.get(2), moments));
    }

    @Test
    void gatheringOverNeighbours() {
        Gradients.check(
                new int[][] {{10, 1}, {5, 3}},
                (t, p) -> Neighbourhoods.gather(t, ADJACENCY, p.get(0), p.get(1)));
        Gradients.check(
                new int[][] {{10, 2}, {5, 6}},
                (t, p) -> Neighbourhoods.gather(t, ADJACENCY, p.get(0), p.get(1)));
        DoubleMatrix ones = DoubleMatrix.zeros(4, 1);
        ones.fill(1);
        Gradients.check(
                new int[][] {{3, 2}},
                (t, p) ->
                        Neighbourhoods.gather(
                                t, Adjacency.picking(3, 2, 0, 2, 1), t.constant(ones), p.get(0)));
    }

    @Test
    void attentionOverNeighbours() {
        Gradients.check(
                new int[][] {{6, 6}, {5, 6}},
                (t, p) -> Neighbourhoods.products(t, ADJACENCY, 2, p.get(0), p.get(1)));
        Gradients.check(
                new int[][] {{6, 2}, {5, 2}},
                (t, p) -> Neighbourhoods.ends(t, ADJACENCY, p.get(0), p.get(1)));
        Gradients.check(
                new int[][] {{10, 2}}, (t, p) -> Neighbourhoods.softmax(t, ADJACENCY, p.get(0)));
        Gradients.check(
                new int[][] {{6, 2}, {5, 2}, {5, 8}},
                (t, p) -> {
                    Node<DoubleMatrix> score =
                            Pointwise.activate(
                                    t,
                                    Activation.LEAKY_RELU,
                                    Neighbourhoods.ends(t, ADJACENCY, p.get(0), p.get(1)));
                    return Neighbourhoods.gather(
                            t, ADJACENCY, Neighbourhoods.softmax(t, ADJACENCY, score), p.get(2));
                });
    }

    @Test
    void losses() {
        Gradients.check(
                new int[][] {{4, 3}},
                (t, p) ->
                        Losses.crossEntropy(
                                t,
                                Pointwise.logSoftmax(t, p.get(0)),
                                new int[] {0, 3, 1},
                                new int[] {2, 0, 1}));
        DoubleMatrix targets = DoubleMatrix.of(4, 1, 0.3, -1, 2, 0.5);
        Gradients.check(
                new int[][] {{4, 1}},
                (t, p) -> Losses.halfSquaredError(t, p.get(0), t.constant(targets)));
        Gradients.check(
                new int[][] {{4, 1}, {4, 1}},
                (t, p) ->
                        Losses.gaussian(
                                t,
                                p.get(0),
                                Pointwise.activate(t, Activation.SOFTPLUS, p.get(1)),
                                t.constant(targets),
                                0));
    }

    @Test
    void aNetworkWithEverything() {
        SplittableRandom random = new SplittableRandom(1);
        DoubleMatrix x = DoubleMatrix.zeros(5, 4);
        Initialization.normal(1).fill(x, random);
        Gradients.check(
                new int[][] {{4, 6}, {1, 6}, {6, 3}, {1, 3}},
                (t, p) -> {
                    Node<DoubleMatrix> h = Products.multiply(t, t.constant(x), p.get(0));
                    h = Pointwise.bias(t, h, p.get(1));
                    h = Pointwise.dropout(t, 0.3, Pointwise.activate(t, Activation.GELU, h));
                    h = Pointwise.bias(t, Products.multiply(t, h, p.get(2)), p.get(3));
                    return Losses.crossEntropy(
                            t,
                            Pointwise.logSoftmax(t, h),
                            new int[] {0, 1, 2, 4},
                            new int[] {1, 0, 2, 2});
                });
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        Node<DoubleMatrix> a = tape.constant(DoubleMatrix.zeros(2, 3));
        assertThatThrownBy(() -> Products.multiply(tape, a, a))
                .hasMessage("b.rows must be a.columns (3), got 2");
        assertThatThrownBy(() -> tape.backward(a))
                .hasMessage(
                        "loss must be 1 x 1 and depend on a parameter, got 2 x 3 without a parameter");
        assertThatThrownBy(() -> Losses.crossEntropy(tape, a, new int[] {0, 2}, new int[] {0, 0}))
                .hasMessage("rows[1] must be in [0, 2), got 2");
        assertThatThrownBy(() -> Losses.crossEntropy(tape, a, new int[] {0}, new int[] {3}))
                .hasMessage("labels[0] must be in [0, 3), got 3");
        assertThatThrownBy(() -> Losses.crossEntropy(tape, a, new int[0], new int[0]))
                .hasMessage("rows.length must be >= 1, got 0");
        assertThatThrownBy(() -> Pointwise.dropout(tape, 1, a))
                .hasMessage("rate must be in [0, 1), got 1.0");
        assertThatThrownBy(a::gradient).isInstanceOf(IllegalStateException.class);
    }
}
