package org.guardband.kernels.vector;

import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DenseKernels;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.ElementKernels;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.kernels.RowKernels;
import org.guardband.kernels.SparseKernels;

/**
 * The kernels on the Vector API, with vectors as wide as the machine prefers.
 *
 * <p>Found by {@link Kernels#best()} when the JVM was started with {@code --add-modules
 * jdk.incubator.vector}. Results differ from the scalar kernels' by rounding: sums are taken in
 * another order and by fused multiply-add.
 */
public final class VectorKernels implements Kernels {
    private final Arithmetic<FloatMatrix> floats = new VectorFloats();
    private final Arithmetic<DoubleMatrix> doubles = new VectorDoubles();

    /** Made by the service loader. */
    public VectorKernels() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public Arithmetic<FloatMatrix> floats() {
        return floats;
    }

    @Override
    public Arithmetic<DoubleMatrix> doubles() {
        return doubles;
    }

    private static final class VectorFloats implements Arithmetic<FloatMatrix> {
        private final DenseKernels<FloatMatrix> dense = new VectorFloatDense();
        private final SparseKernels<FloatMatrix> sparse = new VectorFloatSparse();
        private final RowKernels<FloatMatrix> rows = new VectorFloatRows();
        private final ElementKernels<FloatMatrix> elements = new VectorFloatElements();

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

    private static final class VectorDoubles implements Arithmetic<DoubleMatrix> {
        private final DenseKernels<DoubleMatrix> dense = new VectorDoubleDense();
        private final SparseKernels<DoubleMatrix> sparse = new VectorDoubleSparse();
        private final RowKernels<DoubleMatrix> rows = new VectorDoubleRows();
        private final ElementKernels<DoubleMatrix> elements = new VectorDoubleElements();

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
