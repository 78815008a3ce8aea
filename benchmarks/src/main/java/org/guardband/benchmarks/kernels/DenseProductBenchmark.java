package org.guardband.benchmarks.kernels;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The product of a vision transformer's first MLP layer, four images of 197 tokens (788 × 768 ×
 * 3072, 3.72 GFLOP), and of a graph network's second layer (2708 × 64 × 7): scalar and vector
 * kernels, on all cores, beside EJML on one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
@State(Scope.Benchmark)
public class DenseProductBenchmark {

    /** Rows of A, rows of B and columns of B. */
    @Param({"788x768x3072", "1024x1024x1024", "2708x64x7"})
    public String shape = "1x1x1";

    private FloatMatrix floatA = FloatMatrix.zeros(0, 0);
    private FloatMatrix floatB = floatA;
    private FloatMatrix floatC = floatA;
    private DoubleMatrix doubleA = DoubleMatrix.zeros(0, 0);
    private DoubleMatrix doubleB = doubleA;
    private DoubleMatrix doubleC = doubleA;
    private FMatrixRMaj ejmlFloatA = new FMatrixRMaj();
    private FMatrixRMaj ejmlFloatB = ejmlFloatA;
    private FMatrixRMaj ejmlFloatC = ejmlFloatA;
    private DMatrixRMaj ejmlDoubleA = new DMatrixRMaj();
    private DMatrixRMaj ejmlDoubleB = ejmlDoubleA;
    private DMatrixRMaj ejmlDoubleC = ejmlDoubleA;

    /** Draws the operands. */
    @Setup
    public void draw() {
        String[] sizes = shape.split("x", -1);
        int m = Integer.parseInt(sizes[0]);
        int k = Integer.parseInt(sizes[1]);
        int n = Integer.parseInt(sizes[2]);
        SplittableRandom random = new SplittableRandom(1);
        doubleA = DoubleMatrix.wrap(m, k, random.doubles((long) m * k).toArray());
        doubleB = DoubleMatrix.wrap(k, n, random.doubles((long) k * n).toArray());
        doubleC = DoubleMatrix.zeros(m, n);
        floatA = FloatMatrix.wrap(m, k, floats(doubleA.data()));
        floatB = FloatMatrix.wrap(k, n, floats(doubleB.data()));
        floatC = FloatMatrix.zeros(m, n);
        ejmlDoubleA = DMatrixRMaj.wrap(m, k, doubleA.data());
        ejmlDoubleB = DMatrixRMaj.wrap(k, n, doubleB.data());
        ejmlDoubleC = new DMatrixRMaj(m, n);
        ejmlFloatA = FMatrixRMaj.wrap(m, k, floatA.data());
        ejmlFloatB = FMatrixRMaj.wrap(k, n, floatB.data());
        ejmlFloatC = new FMatrixRMaj(m, n);
    }

    private static float[] floats(double[] from) {
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) from[i];
        }
        return to;
    }

    /**
     * Single precision, plain Java.
     *
     * @return the result
     */
    @Benchmark
    public FloatMatrix scalarFloat() {
        Kernels.scalar().floats().dense().multiply(floatA, floatB, floatC);
        return floatC;
    }

    /**
     * Single precision, the fastest kernels found.
     *
     * @return the result
     */
    @Benchmark
    public FloatMatrix vectorFloat() {
        Kernels.best().floats().dense().multiply(floatA, floatB, floatC);
        return floatC;
    }

    /**
     * Double precision, plain Java.
     *
     * @return the result
     */
    @Benchmark
    public DoubleMatrix scalarDouble() {
        Kernels.scalar().doubles().dense().multiply(doubleA, doubleB, doubleC);
        return doubleC;
    }

    /**
     * Double precision, the fastest kernels found.
     *
     * @return the result
     */
    @Benchmark
    public DoubleMatrix vectorDouble() {
        Kernels.best().doubles().dense().multiply(doubleA, doubleB, doubleC);
        return doubleC;
    }

    /**
     * Single precision, EJML.
     *
     * @return the result
     */
    @Benchmark
    public FMatrixRMaj ejmlFloat() {
        CommonOps_FDRM.mult(ejmlFloatA, ejmlFloatB, ejmlFloatC);
        return ejmlFloatC;
    }

    /**
     * Double precision, EJML.
     *
     * @return the result
     */
    @Benchmark
    public DMatrixRMaj ejmlDouble() {
        CommonOps_DDRM.mult(ejmlDoubleA, ejmlDoubleB, ejmlDoubleC);
        return ejmlDoubleC;
    }
}
