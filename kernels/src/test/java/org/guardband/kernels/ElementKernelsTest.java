package org.guardband.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.guardband.kernels.internal.Elementary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of element kernels owes. */
class ElementKernelsTest {

    static Stream<EveryKernel<?>> everyKernel() {
        return EveryKernel.all();
    }

    private static <M extends Matrix<M>> M ramp(EveryKernel<M> k, double from, double to) {
        M x = k.kernels().zeros(101, 203).view(1, 1, 99, 201);
        for (int i = 0; i < 99; i++) {
            for (int j = 0; j < 201; j++) {
                x.set(i, j, from + (to - from) * (i * 201 + j) / (99.0 * 201 - 1));
            }
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void exponentialsAreGoodToThePrecision(EveryKernel<M> k) {
        double least = k.single() ? -87 : -708;
        double most = k.single() ? 88.5 : 709.5;
        for (M x : java.util.List.of(ramp(k, least, most), ramp(k, -1, 1))) {
            M y = k.kernels().zeros(99, 201);
            k.kernels().elements().exp(x, y);
            for (int i = 0; i < 99; i++) {
                for (int j = 0; j < 201; j++) {
                    double expected = StrictMath.exp(x.get(i, j));
                    assertThat(Math.abs(y.get(i, j) - expected))
                            .isLessThanOrEqualTo(6 * k.unit() * expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void exponentialsAtTheEnds(EveryKernel<M> k) {
        double[] at = {
            Double.NEGATIVE_INFINITY,
            -1e30,
            -800,
            0,
            800,
            1e30,
            Double.POSITIVE_INFINITY,
            Double.NaN
        };
        double[] expected = {
            0,
            0,
            0,
            1,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.NaN
        };
        M x = k.kernels().zeros(1, 64);
        for (int j = 0; j < 64; j++) {
            x.set(0, j, at[j % 8]);
        }
        k.kernels().elements().exp(x, x);
        for (int j = 0; j < 64; j++) {
            assertThat(Double.valueOf(x.get(0, j))).isEqualTo(Double.valueOf(expected[j % 8]));
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void errorFunctionsAreGoodToThePrecision(EveryKernel<M> k) {
        M x = ramp(k, -7, 7);
        M y = k.kernels().zeros(99, 201);
        k.kernels().elements().erf(x, y);
        double bound = k.single() ? 2e-7 : 1e-15;
        for (int i = 0; i < 99; i++) {
            for (int j = 0; j < 201; j++) {
                assertThat(y.get(i, j)).isCloseTo(Elementary.erf(x.get(i, j)), within(bound));
            }
        }
        x.set(0, 0, Double.POSITIVE_INFINITY);
        x.set(0, 1, Double.NEGATIVE_INFINITY);
        x.set(0, 2, Double.NaN);
        x.set(0, 200, Double.NaN);
        k.kernels().elements().erf(x, y);
        assertThat(y.get(0, 0)).isEqualTo(1);
        assertThat(y.get(0, 1)).isEqualTo(-1);
        assertThat(y.get(0, 2)).isNaN();
        assertThat(y.get(0, 200)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void activationsAndTheirDerivativesAreRight(EveryKernel<M> k) {
        M x = ramp(k, -9, 9);
        for (Activation activation : Activation.values()) {
            M y = k.kernels().zeros(99, 201);
            M dx = k.kernels().zeros(99, 201);
            dx.fill(2);
            M dy = k.random(99, 201, 3);
            k.kernels().elements().activate(activation, x, y);
            k.kernels().elements().addActivationGradient(activation, x, dy, dx);
            for (int i = 0; i < 99; i++) {
                for (int j = i % 3; j < 201; j += 3) {
                    double at = x.get(i, j);
                    assertThat(y.get(i, j))
                            .as("%s at %s", activation, at)
                            .isCloseTo(activation.value(at), within(40 * k.unit()));
                    assertThat(dx.get(i, j))
                            .as("%s at %s", activation, at)
                            .isCloseTo(
                                    2 + dy.get(i, j) * activation.derivative(at),
                                    within(40 * k.unit()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void sumsAndProductsAreRight(EveryKernel<M> k) {
        M u = k.random(37, 55, 1);
        M v = k.random(37, 55, 2);
        M y = k.random(37, 55, 3);
        double[][] expected = EveryKernel.toRows(y);
        double squares = 0;
        for (int i = 0; i < 37; i++) {
            for (int j = 0; j < 55; j++) {
                expected[i][j] += 0.5 * u.get(i, j) + u.get(i, j) * v.get(i, j);
                squares += u.get(i, j) * u.get(i, j);
            }
        }
        k.kernels().elements().addScaled(0.5, u, y);
        k.kernels().elements().addProduct(u, v, y);
        SparseKernelsTest.close(y, expected, 4 * k.unit());
        assertThat(k.kernels().elements().sumOfSquares(u)).isCloseTo(squares, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void dropoutKeepsItsShareAndItsMean(EveryKernel<M> k) {
        M x = k.kernels().zeros(500, 400);
        x.fill(1);
        M y = k.kernels().zeros(500, 400);
        k.kernels().elements().addDropped(7, 0.3, x, y);
        int kept = 0;
        for (int i = 0; i < 500; i++) {
            for (int j = 0; j < 400; j++) {
                assertThat(y.get(i, j))
                        .isIn(0.0, k.single() ? (double) (float) (1 / 0.7) : 1 / 0.7);
                kept += y.get(i, j) > 0 ? 1 : 0;
            }
        }
        // 200 000 draws: five standard deviations of the share are 0.0051
        assertThat(kept / 200_000.0).isCloseTo(0.7, within(0.0051));
        M again = k.kernels().zeros(500, 400);
        k.kernels().elements().addDropped(7, 0.3, x, again);
        assertThat(EveryKernel.bits(again)).isEqualTo(EveryKernel.bits(y));
        k.kernels().elements().addDropped(8, 0.3, x, again);
        assertThat(EveryKernel.bits(again)).isNotEqualTo(EveryKernel.bits(y));
        assertThatThrownBy(() -> k.kernels().elements().addDropped(7, 1, x, y))
                .hasMessage("rate must be in [0, 1), got 1.0");
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void everyKernelDropsTheSameElements(EveryKernel<M> k) {
        FloatMatrix ones = FloatMatrix.zeros(37, 53);
        ones.fill(1);
        FloatMatrix kept = FloatMatrix.zeros(37, 53);
        Kernels.scalar().floats().elements().drop(1L << 40 | 9, 0.5, ones, kept);
        M x = k.kernels().zeros(40, 60).view(1, 2, 37, 53);
        x.fill(1);
        M gaps = k.kernels().zeros(37, 53);
        k.kernels().elements().drop(1L << 40 | 9, 0.5, x, gaps);
        M added = k.random(37, 53, 1);
        double[][] expected = EveryKernel.toRows(added);
        M whole = k.kernels().zeros(37, 53);
        whole.fill(1);
        k.kernels().elements().addDropped(1L << 40 | 9, 0.5, whole, added);
        for (int i = 0; i < 37; i++) {
            for (int j = 0; j < 53; j++) {
                assertThat(gaps.get(i, j)).isEqualTo(kept.get(i, j));
                expected[i][j] += kept.get(i, j);
            }
        }
        SparseKernelsTest.close(added, expected, 2 * k.unit());
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void unitsThatAreExponentialKeepSmallNumbersAndEnds(EveryKernel<M> k) {
        double[] at = {-1e-6, -1e-3, -0.3, -200, Double.NEGATIVE_INFINITY, Double.NaN, 3, 0};
        M x = k.kernels().zeros(1, 64);
        for (int j = 0; j < 64; j++) {
            x.set(0, j, at[j % 8]);
        }
        M y = k.kernels().zeros(1, 64);
        k.kernels().elements().activate(Activation.ELU, x, y);
        for (int j = 0; j < 64; j++) {
            double v = x.get(0, j);
            double expected = v > 0 ? v : StrictMath.expm1(v);
            if (Double.isNaN(expected)) {
                assertThat(y.get(0, j)).isNaN();
            } else {
                assertThat(y.get(0, j))
                        .isCloseTo(expected, within(6 * k.unit() * Math.abs(expected)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void adamIsItsFormula(EveryKernel<M> k) {
        AdamStep step = new AdamStep(0.02, 0.9, 0.99, 1e-8, 0.7, 0.05, 0.01);
        M g = k.random(3, 5, 1);
        M w = k.random(3, 5, 2);
        M m = k.random(3, 5, 3);
        M v = k.random(3, 5, 4);
        k.kernels().elements().activate(Activation.RELU, v, v);
        double[][] expected = EveryKernel.toRows(w);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 5; j++) {
                double shrunk = expected[i][j] * 0.99;
                double gradient = g.get(i, j) + 0.05 * shrunk;
                double mean = 0.9 * m.get(i, j) + 0.1 * gradient;
                double square = 0.99 * v.get(i, j) + 0.01 * gradient * gradient;
                expected[i][j] = shrunk - 0.02 * mean / (Math.sqrt(square) / 0.7 + 1e-8);
            }
        }
        k.kernels().elements().adam(step, g, w, m, v);
        SparseKernelsTest.close(w, expected, 100 * k.unit());
    }
}
