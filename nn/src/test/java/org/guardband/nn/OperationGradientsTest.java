package org.guardband.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    void rowsInARandomOrder() {
        Gradients.check(
                new int[][] {{6, 3}, {6, 3}}, (t, p) -> Shuffling.add(t, p.get(0), p.get(1)));
        Gradients.check(new int[][] {{5, 2}}, (t, p) -> Shuffling.add(t, p.get(0), p.get(0)));
    }

    @Test
    void everyOrderOfRowsIsAsLikelyAsAnyOther() {
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.best().doubles());
        Node<DoubleMatrix> b = tape.constant(DoubleMatrix.of(4, 1, 1, 2, 3, 4));
        Node<DoubleMatrix> sum = Shuffling.add(tape, tape.constant(DoubleMatrix.zeros(4, 1)), b);
        Map<List<Double>, Integer> counts = new HashMap<>();
        for (int pass = 0; pass < 24_000; pass++) {
            tape.forward(new Pass.Training(pass));
            counts.merge(Arrays.stream(sum.value().toArray()).boxed().toList(), 1, Integer::sum);
        }
        // 24 orders, 1000 times each: the bounds are missed by chance once in some 100 000 runs
        assertThat(counts).hasSize(24).allSatisfy((order, n) -> assertThat(n).isBetween(840, 1160));
        tape.forward(new Pass.Evaluation());
        assertThat(sum.value().toArray()).containsExactly(1, 2, 3, 4);
        assertThat(counts.keySet())
                .allSatisfy(
                        order -> assertThat(order).containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0));
    }

    /** [X − P X, P X] with weights W₁ above W₂ is X W₁ + P X (W₂ − W₁). */
    @Test
    void rowsBesideTheirAnchorsAreASumOfTwoProducts() {
        SplittableRandom random = new SplittableRandom(5);
        DoubleMatrix x = DoubleMatrix.zeros(7, 3);
        DoubleMatrix w1 = DoubleMatrix.zeros(3, 2);
        DoubleMatrix w2 = DoubleMatrix.zeros(3, 2);
        for (DoubleMatrix matrix : List.of(x, w1, w2)) {
            Initialization.normal(1).fill(matrix, random);
        }
        // the first random order of a tape depends on the seed of the pass alone
        Tape<DoubleMatrix> drawn = new Tape<>(Kernels.best().doubles());
        Node<DoubleMatrix> anchors =
                Shuffling.add(drawn, drawn.constant(DoubleMatrix.zeros(7, 3)), drawn.constant(x));
        drawn.forward(new Pass.Training(9));
        assertThat(anchors.value().toArray()).isNotEqualTo(x.toArray());

        Tape<DoubleMatrix> tape = new Tape<>(Kernels.best().doubles());
        Node<DoubleMatrix> own = tape.constant(x);
        Node<DoubleMatrix> first = tape.constant(w1);
        Node<DoubleMatrix> second = tape.constant(w2);
        Node<DoubleMatrix> sum =
                Shuffling.add(
                        tape,
                        Products.multiply(tape, own, first),
                        Products.multiply(
                                tape, own, Pointwise.combine(tape, 1, second, -1, first)));
        Node<DoubleMatrix> anchor = tape.constant(anchors.value());
        Node<DoubleMatrix> beside =
                Products.beside(tape, Pointwise.combine(tape, 1, own, -1, anchor), anchor);
        DoubleMatrix weights = DoubleMatrix.zeros(6, 2);
        weights.view(0, 0, 3, 2).copyFrom(w1);
        weights.view(3, 0, 3, 2).copyFrom(w2);
        Node<DoubleMatrix> written = Products.multiply(tape, beside, tape.constant(weights));
        tape.forward(new Pass.Training(9));
        assertThat(sum.value().toArray()).containsExactly(written.value().toArray(), within(1e-14));
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
