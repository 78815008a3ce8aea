package org.guardband.kernels;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What every test of kernels runs over: each implementation in each precision. */
record EveryKernel<M extends Matrix<M>>(
        String name, Arithmetic<M> kernels, double unit, boolean single) {

    static Stream<EveryKernel<?>> all() {
        return Kernels.all().stream()
                .flatMap(
                        k ->
                                Stream.of(
                                        new EveryKernel<>(
                                                k.name() + " double", k.doubles(), 0x1p-53, false),
                                        new EveryKernel<>(
                                                k.name() + " float", k.floats(), 0x1p-24, true)));
    }

    M random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        M m = kernels.zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                m.set(i, j, random.nextDouble(-1, 1));
            }
        }
        return m;
    }

    static double[][] toRows(Matrix<?> m) {
        double[][] rows = new double[m.rows()][m.columns()];
        for (int i = 0; i < m.rows(); i++) {
            for (int j = 0; j < m.columns(); j++) {
                rows[i][j] = m.get(i, j);
            }
        }
        return rows;
    }

    /** Bits of all elements, to compare two runs exactly. */
    static List<Long> bits(Matrix<?> m) {
        return Stream.of(toRows(m))
                .flatMapToLong(
                        row -> java.util.Arrays.stream(row).mapToLong(Double::doubleToLongBits))
                .boxed()
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
