package org.guardband.kernels;

import org.guardband.kernels.internal.ScalarDoubleElements;
import org.guardband.kernels.internal.ScalarDoubleRows;
import org.guardband.kernels.internal.ScalarDoubleSparse;
import org.guardband.kernels.internal.ScalarFloatElements;
import org.guardband.kernels.internal.ScalarFloatRows;
import org.guardband.kernels.internal.ScalarFloatSparse;

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
        private final SparseKernels<FloatMatrix> sparse = new ScalarFloatSparse();
        private final RowKernels<FloatMatrix> rows = new ScalarFloatRows();
        private final ElementKernels<FloatMatrix> elements = new ScalarFloatElements();

        @Override
        public FloatMatrix zeros(int rows, int columns) {
            return FloatMatrix.zeros(rows, columns);
        }

        @Override
        public DenseKernels<FloatMatrix> dense() {
            return dense;
        }

        @Override
        public SparseKernels<FloatMatrix> sparse() {
            return sparse;
        }

        @Override
        public RowKernels<FloatMatrix> rows() {
            return rows;
        }

        @Override
        public ElementKernels<FloatMatrix> elements() {
            return elements;
        }
    }

    private static final class ScalarDoubles implements Arithmetic<DoubleMatrix> {
        private final DenseKernels<DoubleMatrix> dense = new ScalarDoubleDense();
        private final SparseKernels<DoubleMatrix> sparse = new ScalarDoubleSparse();
        private final RowKernels<DoubleMatrix> rows = new ScalarDoubleRows();
        private final ElementKernels<DoubleMatrix> elements = new ScalarDoubleElements();

        @Override
        public DoubleMatrix zeros(int rows, int columns) {
            return DoubleMatrix.zeros(rows, columns);
        }

        @Override
        public DenseKernels<DoubleMatrix> dense() {
            return dense;
        }

        @Override
        public SparseKernels<DoubleMatrix> sparse() {
            return sparse;
        }

        @Override
        public RowKernels<DoubleMatrix> rows() {
            return rows;
        }

        @Override
        public ElementKernels<DoubleMatrix> elements() {
            return elements;
        }
    }
}
