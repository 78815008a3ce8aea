package org.guardband.kernels;

/** The kernels in plain Java. */
final class ScalarKernels implements Kernels {
    private final Arithmetic<FloatMatrix> floats = new ScalarFloats();
    private final Arithmetic<DoubleMatrix> doubles = new ScalarDoubles();

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Arithmetic<FloatMatrix> floats() {
        return floats;
    }

    @Override
    public Arithmetic<DoubleMatrix> doubles() {
        return doubles;
    }

    private static final class ScalarFloats implements Arithmetic<FloatMatrix> {
        private final DenseKernels<FloatMatrix> dense = new ScalarFloatDense();

        @Override
        public FloatMatrix zeros(int rows, int columns) {
            return FloatMatrix.zeros(rows, columns);
        }

        @Override
        public DenseKernels<FloatMatrix> dense() {
            return dense;
        }
    }

    private static final class ScalarDoubles implements Arithmetic<DoubleMatrix> {
        private final DenseKernels<DoubleMatrix> dense = new ScalarDoubleDense();

        @Override
        public DoubleMatrix zeros(int rows, int columns) {
            return DoubleMatrix.zeros(rows, columns);
        }

        @Override
        public DenseKernels<DoubleMatrix> dense() {
            return dense;
        }
    }
}
