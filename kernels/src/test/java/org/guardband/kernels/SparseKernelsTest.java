package org.guardband.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of sparse kernels owes. */
class SparseKernelsTest {
    private static final int[][] HEADS_AND_WIDTH = {
        {1, 1}, {1, 7}, {1, 64}, {3, 5}, {8, 8}, {2, 37}
    };

    /** Rows without entries, with one, with many and with the same column twice. */
    private static CsrPattern pattern(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] starts = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            starts[i + 1] = starts[i] + (i % 5 == 0 ? 0 : i % 7 == 0 ? 40 : random.nextInt(6));
        }
        int[] column = random.ints(starts[rows], 0, columns).toArray();
        return CsrPattern.of(columns, starts, column);
    }

    static Stream<Arguments> everyWidth() {
        return EveryKernel.all()
                .flatMap(k -> Stream.of(HEADS_AND_WIDTH).map(w -> Arguments.of(k, w[0], w[1])));
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void productsAreRight(EveryKernel<M> k, int heads, int width) {
        CsrPattern whole = pattern(61, 43, 5);
        M values = k.random(whole.entries(), heads, 1);
        for (CsrPattern p : List.of(whole, whole.transposed())) {
            M x = k.random(p.columns(), heads * width, 2);
            M y = k.random(p.rows(), heads * width, 3);
            double[][] expected = EveryKernel.toRows(y);
            for (int i = 0; i < p.rows(); i++) {
                for (int e = p.rowStart(i); e < p.rowStart(i + 1); e++) {
                    for (int j = 0; j < heads * width; j++) {
                        expected[i][j] += values.get(p.value(e), j / width) * x.get(p.column(e), j);
                    }
                }
            }
            k.kernels().sparse().multiplyAdd(p, values, x, y);
            close(y, expected, 200 * k.unit());
        }
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void sampledProductsAreRight(EveryKernel<M> k, int heads, int width) {
        CsrPattern whole = pattern(61, 43, 6);
        for (CsrPattern p : List.of(whole, whole.transposed())) {
            M u = k.random(p.rows(), heads * width, 1);
            M v = k.random(p.columns(), heads * width, 2);
            M values = k.random(p.entries(), heads, 3);
            double[][] expected = EveryKernel.toRows(values);
            for (int i = 0; i < p.rows(); i++) {
                for (int e = p.rowStart(i); e < p.rowStart(i + 1); e++) {
                    for (int j = 0; j < heads * width; j++) {
                        expected[p.value(e)][j / width] += u.get(i, j) * v.get(p.column(e), j);
                    }
                }
            }
            k.kernels().sparse().addSampledProduct(p, u, v, values);
            close(values, expected, 200 * k.unit());
        }
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void endsRowSumsAndSoftmaxAreRight(EveryKernel<M> k, int heads, int w) {
        CsrPattern p = pattern(61, 43, 7).transposed();
        SparseKernels<M> sparse = k.kernels().sparse();
        M u = k.random(p.rows(), heads, 1);
        M v = k.random(p.columns(), heads, 2);
        M values = k.random(p.entries(), heads, 3);
        M sums = k.kernels().zeros(p.rows(), heads);
        double[][] expected = EveryKernel.toRows(values);
        double[][] expectedSums = new double[p.rows()][heads];
        double[][] expectedSoftmax = new double[p.entries()][heads];
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < p.rows(); i++) {
                double total = 0;
                for (int e = p.rowStart(i); e < p.rowStart(i + 1); e++) {
                    double[] value = expected[p.value(e)];
                    value[h] += u.get(i, h) + v.get(p.column(e), h);
                    expectedSums[i][h] += value[h];
                    total += Math.exp(value[h]);
                }
                for (int e = p.rowStart(i); e < p.rowStart(i + 1); e++) {
                    expectedSoftmax[p.value(e)][h] = Math.exp(expected[p.value(e)][h]) / total;
                }
            }
        }
        sparse.addEnds(p, u, v, values);
        close(values, expected, 8 * k.unit());
        sparse.addRowSums(p, values, sums);
        close(sums, expectedSums, 300 * k.unit());
        sparse.softmax(p, values, values);
        close(values, expectedSoftmax, 20 * k.unit());
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void softmaxGradientIsTheJacobian(EveryKernel<M> k) {
        CsrPattern p = CsrPattern.of(3, new int[] {0, 3, 3, 5}, new int[] {0, 1, 2, 1, 0});
        M y = k.random(5, 1, 1);
        k.kernels().sparse().softmax(p, y, y);
        M dy = k.random(5, 1, 2);
        M dx = k.random(5, 1, 3);
        double[][] expected = EveryKernel.toRows(dx);
        int[][] rows = {{0, 1, 2}, {3, 4}};
        for (int[] row : rows) {
            for (int e : row) {
                for (int f : row) {
                    double jacobian = y.get(e, 0) * ((e == f ? 1 : 0) - y.get(f, 0));
                    expected[e][0] += jacobian * dy.get(f, 0);
                }
            }
        }
        k.kernels().sparse().addSoftmaxGradient(p, y, dy, dx);
        close(dx, expected, 20 * k.unit());
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void softmaxTakesLargeValues(EveryKernel<M> k) {
        CsrPattern p = CsrPattern.of(2, new int[] {0, 2}, new int[] {0, 1});
        M x = k.kernels().zeros(2, 1);
        x.set(0, 0, 1000);
        x.set(1, 0, 990);
        k.kernels().sparse().softmax(p, x, x);
        assertThat(x.get(1, 0)).isCloseTo(Math.exp(-10) / (1 + Math.exp(-10)), within(1e-10));
    }

    static Stream<EveryKernel<?>> everyKernel() {
        return EveryKernel.all();
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void oneThreadAndManyGiveTheSameBits(EveryKernel<M> k) throws Exception {
        CsrPattern p = pattern(5000, 700, 1);
        M values = k.random(p.entries(), 2, 1);
        M x = k.random(700, 66, 2);
        List<Long> expected = null;
        for (int threads : new int[] {1, 2, 5}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                M y = k.kernels().zeros(5000, 66);
                pool.submit(() -> k.kernels().sparse().multiply(p, values, x, y)).get();
                List<Long> bits = EveryKernel.bits(y);
                assertThat(expected == null || expected.equals(bits)).isTrue();
                expected = bits;
            } finally {
                pool.shutdown();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void shapesThatDoNotFitAreRefused(EveryKernel<M> k) {
        CsrPattern p = pattern(61, 43, 5);
        assertThatThrownBy(
                        () ->
                                k.kernels()
                                        .sparse()
                                        .multiply(
                                                p,
                                                k.random(p.entries(), 2, 1),
                                                k.random(43, 5, 1),
                                                k.random(61, 5, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of columns must be a multiple of the heads (2), got 5");
        assertThatThrownBy(
                        () -> k.kernels().sparse().softmax(p, k.random(3, 1, 1), k.random(3, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values must be " + p.entries() + " x 1, got 3 x 1");
    }

    @Test
    void aTransposeOfATransposeIsTheSamePattern() {
        CsrPattern p = pattern(31, 17, 2);
        CsrPattern back = p.transposed().transposed();
        assertThat(back.rows()).isEqualTo(31);
        for (int i = 0; i < 31; i++) {
            assertThat(back.rowStart(i)).isEqualTo(p.rowStart(i));
        }
        for (int e = 0; e < back.entries(); e++) {
            assertThat(back.column(e)).isEqualTo(p.column(back.value(e)));
        }
    }

    @Test
    void brokenPatternsAreRefused() {
        assertThatThrownBy(() -> CsrPattern.of(2, new int[] {0, 2, 1}, new int[] {0}))
                .hasMessage("starts[2] must be >= starts[1] (2), got 1");
        assertThatThrownBy(() -> CsrPattern.of(2, new int[] {0, 1}, new int[] {2}))
                .hasMessage("column[0] must be in [0, 2), got 2");
        assertThatThrownBy(() -> CsrPattern.of(2, new int[] {0, 2}, new int[] {1}))
                .hasMessage(
                        "starts must begin with 0 and end with the number of entries (1), got 0 and"
                                + " 2");
        assertThatThrownBy(() -> CsrPattern.of(2, new int[0], new int[0]))
                .hasMessageEndingWith("got none");
        assertThatThrownBy(() -> CsrPattern.of(-1, new int[1], new int[0]))
                .hasMessage("columns must be >= 0, got -1");
    }

    static void close(Matrix<?> actual, double[][] expected, double bound) {
        for (int i = 0; i < actual.rows(); i++) {
            for (int j = 0; j < actual.columns(); j++) {
                double size = Math.max(1, Math.abs(expected[i][j]));
                assertThat(actual.get(i, j)).isCloseTo(expected[i][j], within(bound * size));
            }
        }
    }
}
