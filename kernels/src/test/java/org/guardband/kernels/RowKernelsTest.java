package org.guardband.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of row kernels owes. */
class RowKernelsTest {
    private static final int[] WIDTHS = {1, 2, 7, 8, 16, 31, 197};

    static Stream<Arguments> everyWidth() {
        return EveryKernel.all()
                .flatMap(k -> java.util.Arrays.stream(WIDTHS).mapToObj(w -> Arguments.of(k, w)));
    }

    private static <M extends Matrix<M>> M wide(EveryKernel<M> k, int rows, int columns) {
        M x = k.random(rows, columns, 11);
        M wide = k.kernels().zeros(rows + 1, columns + 3).view(1, 2, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                wide.set(i, j, 6 * x.get(i, j));
            }
        }
        return wide;
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void softmaxAndItsLogarithmAreRight(EveryKernel<M> k, int width) {
        M x = wide(k, 5, width);
        double[][] soft = new double[5][width];
        double[][] log = new double[5][width];
        for (int i = 0; i < 5; i++) {
            double total = 0;
            for (int j = 0; j < width; j++) {
                total += Math.exp(x.get(i, j));
            }
            for (int j = 0; j < width; j++) {
                soft[i][j] = Math.exp(x.get(i, j)) / total;
                log[i][j] = x.get(i, j) - Math.log(total);
            }
        }
        M y = k.kernels().zeros(5, width);
        k.kernels().rows().softmax(x, y);
        SparseKernelsTest.close(y, soft, 40 * k.unit());
        k.kernels().rows().logSoftmax(x, y);
        SparseKernelsTest.close(y, log, 40 * k.unit());
        k.kernels().rows().softmax(x, x);
        SparseKernelsTest.close(x, soft, 40 * k.unit());
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void softmaxTakesInfinitiesAndLargeValues(EveryKernel<M> k, int width) {
        M x = k.kernels().zeros(1, width + 1);
        x.fill(Double.NEGATIVE_INFINITY);
        x.set(0, width, 3000);
        x.set(0, width / 2, 3000);
        M y = k.kernels().zeros(1, width + 1);
        k.kernels().rows().softmax(x, y);
        for (int j = 0; j <= width; j++) {
            double share = width / 2 == width ? 1 : 0.5;
            assertThat(y.get(0, j)).isEqualTo(j == width || j == width / 2 ? share : 0);
        }
        x.set(0, 0, Double.NaN);
        k.kernels().rows().softmax(x, y);
        assertThat(y.get(0, 0)).isNaN();
        assertThat(y.get(0, width)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void gradientsOfSoftmaxAreTheJacobian(EveryKernel<M> k, int width) {
        M y = wide(k, 2, width);
        k.kernels().rows().softmax(y, y);
        M log = wide(k, 2, width);
        k.kernels().rows().logSoftmax(log, log);
        M dy = k.random(2, width, 4);
        M dx = k.random(2, width, 5);
        M dlog = k.random(2, width, 5);
        double[][] soft = EveryKernel.toRows(dx);
        double[][] logs = EveryKernel.toRows(dx);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < width; j++) {
                for (int l = 0; l < width; l++) {
                    double same = j == l ? 1 : 0;
                    soft[i][j] += y.get(i, j) * (same - y.get(i, l)) * dy.get(i, l);
                    logs[i][j] += (same - y.get(i, j)) * dy.get(i, l);
                }
            }
        }
        k.kernels().rows().addSoftmaxGradient(y, dy, dx);
        SparseKernelsTest.close(dx, soft, 200 * k.unit());
        k.kernels().rows().addLogSoftmaxGradient(log, dy, dlog);
        SparseKernelsTest.close(dlog, logs, 200 * k.unit());
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void layerNormIsRight(EveryKernel<M> k, int width) {
        M x = wide(k, 4, width);
        M scale = k.random(1, width, 1);
        M shift = k.random(1, width, 2);
        M y = k.kernels().zeros(4, width);
        k.kernels().rows().layerNorm(x, scale, shift, 1e-5, y);
        double[][] expected = new double[4][width];
        for (int i = 0; i < 4; i++) {
            double mean = 0;
            double square = 0;
            for (int j = 0; j < width; j++) {
                mean += x.get(i, j) / width;
            }
            for (int j = 0; j < width; j++) {
                square += Math.pow(x.get(i, j) - mean, 2) / width;
            }
            for (int j = 0; j < width; j++) {
                double z = (x.get(i, j) - mean) / Math.sqrt(square + 1e-5);
                expected[i][j] = z * scale.get(0, j) + shift.get(0, j);
            }
        }
        SparseKernelsTest.close(y, expected, 100 * k.unit());
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void layerNormGradientsAreDifferenceQuotients(EveryKernel<M> k) {
        if (k.single()) {
            return; // differences need the digits of doubles; the two are one source
        }
        M x = k.random(300, 3, 1);
        M scale = k.random(1, 3, 2);
        M shift = k.random(1, 3, 3);
        M dy = k.random(300, 3, 4);
        M dx = k.kernels().zeros(300, 3);
        M dscale = k.kernels().zeros(1, 3);
        M dshift = k.kernels().zeros(1, 3);
        k.kernels().rows().addLayerNormGradient(x, scale, 0.1, dy, dx, dscale, dshift);
        for (Map.Entry<M, M> pair : Map.of(x, dx, scale, dscale, shift, dshift).entrySet()) {
            M value = pair.getKey();
            for (int i = 0; i < Math.min(7, value.rows()); i++) {
                for (int j = 0; j < 3; j++) {
                    double at = value.get(i, j);
                    value.set(i, j, at + 1e-5);
                    double up = along(k, x, scale, shift, dy);
                    value.set(i, j, at - 1e-5);
                    double down = along(k, x, scale, shift, dy);
                    value.set(i, j, at);
                    assertThat(pair.getValue().get(i, j))
                            .isCloseTo((up - down) / 2e-5, within(1e-7));
                }
            }
        }
    }

    private static <M extends Matrix<M>> double along(
            EveryKernel<M> k, M x, M scale, M shift, M dy) {
        M y = k.kernels().zeros(x.rows(), x.columns());
        k.kernels().rows().layerNorm(x, scale, shift, 0.1, y);
        double sum = 0;
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                sum += y.get(i, j) * dy.get(i, j);
            }
        }
        return sum;
    }

    static Stream<EveryKernel<?>> everyKernel() {
        return EveryKernel.all();
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    <M extends Matrix<M>> void biasActivationAndColumnSumsAreRight(EveryKernel<M> k, int width) {
        M x = wide(k, 600, width);
        M bias = k.random(1, width, 2);
        M y = k.kernels().zeros(600, width);
        for (Activation activation : Activation.values()) {
            k.kernels().rows().biasActivate(x, bias, activation, y);
            for (int i = 0; i < 600; i += 37) {
                for (int j = 0; j < width; j++) {
                    double at = x.get(i, j) + bias.get(0, j);
                    // the sum is rounded before the function is applied
                    assertThat(y.get(i, j))
                            .as("%s at %s", activation, at)
                            .isCloseTo(activation.value(at), within(30 * k.unit()));
                }
            }
        }
        double[][] expected = EveryKernel.toRows(bias);
        for (int i = 0; i < 600; i++) {
            for (int j = 0; j < width; j++) {
                expected[0][j] += x.get(i, j);
            }
        }
        k.kernels().rows().addColumnSums(x, bias);
        SparseKernelsTest.close(bias, expected, 1000 * k.unit());
    }

    @ParameterizedTest
    @MethodSource("everyKernel")
    <M extends Matrix<M>> void shapesThatDoNotFitAreRefused(EveryKernel<M> k) {
        assertThatThrownBy(() -> k.kernels().rows().softmax(k.random(2, 3, 1), k.random(3, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("y must have the shape of x (2 x 3), got 3 x 2");
        assertThatThrownBy(
                        () ->
                                k.kernels()
                                        .rows()
                                        .softmax(k.random(3, 2, 1).transposed(), k.random(2, 3, 1)))
                .hasMessage("x must be row-major (column stride 1), got column stride 2");
    }
}
