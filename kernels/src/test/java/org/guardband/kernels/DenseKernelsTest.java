package org.guardband.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of dense products owes. */
class DenseKernelsTest {
    /** Around every tile, panel and block of the implementations, and thin ones. */
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 7, 1},
        {5, 3, 2},
        {6, 16, 16},
        {7, 17, 33},
        {13, 1, 19},
        {48, 256, 32},
        {49, 257, 31},
        {97, 300, 65},
        {3, 600, 8},
        {130, 5, 7},
        {64, 64, 515},
        {2, 1030, 9}
    };

    private enum Layout {
        ROWS,
        TRANSPOSED,
        INSIDE
    }

    static Stream<Arguments> everyShapeAndLayout() {
        return EveryKernel.all()
                .flatMap(
                        k ->
                                Stream.of(SHAPES)
                                        .flatMap(
                                                s ->
                                                        Stream.of(Layout.values())
                                                                .map(
                                                                        l ->
                                                                                Arguments.of(
                                                                                        k, s[0],
                                                                                        s[1], s[2],
                                                                                        l))));
    }

    @ParameterizedTest
    @MethodSource("everyShapeAndLayout")
    <M extends Matrix<M>> void productsAreRightToRounding(
            EveryKernel<M> k, int m, int depth, int n, Layout layout) {
        for (Layout other : Layout.values()) {
            M a = lay(k, k.random(m, depth, 1), layout);
            M b = lay(k, k.random(depth, n, 2), other);
            M c = lay(k, k.random(m, n, 3), layout);
            double[][] before = EveryKernel.toRows(c);
            k.kernels().dense().multiply(a, b, c);
            check(k, a, b, c, new double[m][n]);
            c = lay(k, k.random(m, n, 3), other);
            k.kernels().dense().multiplyAdd(a, b, c);
            check(k, a, b, c, before);
        }
    }

    private static <M extends Matrix<M>> M lay(EveryKernel<M> k, M matrix, Layout layout) {
        M laid =
                switch (layout) {
                    case ROWS -> matrix;
                    case TRANSPOSED ->
                            k.kernels().zeros(matrix.columns(), matrix.rows()).transposed();
                    case INSIDE ->
                            k.kernels()
                                    .zeros(matrix.rows() + 3, matrix.columns() + 5)
                                    .view(2, 3, matrix.rows(), matrix.columns());
                };
        laid.copyFrom(matrix);
        return laid;
    }

    private static void check(
            EveryKernel<?> k, Matrix<?> a, Matrix<?> b, Matrix<?> c, double[][] before) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                double sum = before[i][j];
                double size = Math.abs(sum);
                for (int p = 0; p < a.columns(); p++) {
                    sum += a.get(i, p) * b.get(p, j);
                    size += Math.abs(a.get(i, p) * b.get(p, j));
                }
                // the textbook bound on any order of summation, and as much for the check's own sum
                double bound = (2.0 * a.columns() + 4) * k.unit() * size;
                assertThat(Math.abs(c.get(i, j) - sum)).isLessThanOrEqualTo(bound);
            }
        }
    }

    static Stream<EveryKernel<?>> everyKernel() {
        return EveryKernel.all();
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void nothingAroundAViewIsTouched(EveryKernel<M> k) {
        M whole = k.kernels().zeros(60, 50);
        whole.fill(7);
        k.kernels()
                .dense()
                .multiply(k.random(53, 20, 1), k.random(20, 41, 2), whole.view(4, 5, 53, 41));
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 50; j++) {
                if (i < 4 || i >= 57 || j < 5 || j >= 46) {
                    assertThat(whole.get(i, j)).isEqualTo(7);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void oneThreadAndManyGiveTheSameBits(EveryKernel<M> k) throws Exception {
        M a = k.random(211, 333, 1);
        M b = k.random(333, 187, 2);
        List<Long> expected = null;
        for (int threads : new int[] {1, 2, 3, 7}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                M c = k.kernels().zeros(211, 187);
                pool.submit(() -> k.kernels().dense().multiply(a, b, c)).get();
                List<Long> bits = EveryKernel.bits(c);
                assertThat(expected == null || expected.equals(bits)).isTrue();
                expected = bits;
            } finally {
                pool.shutdown();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void emptySizesDoNothingOrGiveZeros(EveryKernel<M> k) {
        DenseKernels<M> dense = k.kernels().dense();
        dense.multiply(k.random(0, 3, 1), k.random(3, 2, 1), k.kernels().zeros(0, 2));
        dense.multiply(k.random(4, 3, 1), k.random(3, 0, 1), k.kernels().zeros(4, 0));
        M c = k.random(2, 2, 1);
        dense.multiplyAdd(k.random(2, 0, 1), k.random(0, 2, 1), c);
        assertThat(EveryKernel.bits(c)).isEqualTo(EveryKernel.bits(k.random(2, 2, 1)));
        dense.multiply(k.random(2, 0, 1), k.random(0, 2, 1), c);
        assertThat(EveryKernel.toRows(c)).isEqualTo(new double[2][2]);
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void shapesThatDoNotFitAreRefused(EveryKernel<M> k) {
        DenseKernels<M> dense = k.kernels().dense();
        assertThatThrownBy(
                        () ->
                                dense.multiply(
                                        k.random(2, 3, 1), k.random(4, 5, 1), k.random(2, 5, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("b must have as many rows as a has columns (3), got 4 x 5");
        assertThatThrownBy(
                        () ->
                                dense.multiplyAdd(
                                        k.random(2, 3, 1), k.random(3, 5, 1), k.random(5, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("c must be 2 x 5, got 5 x 2");
    }

    @Test
    void theScalarKernelsAreAlwaysThereAndFirst() {
        assertThat(Kernels.all().get(0)).isSameAs(Kernels.scalar());
        assertThat(Kernels.scalar().name()).isEqualTo("scalar");
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(Kernels.best().name()).isEqualTo(vectors ? "vector" : "scalar");
    }
}
