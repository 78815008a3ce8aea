package org.guardband.benchmarks.conformal;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.conformal.conditional.ConditionalThresholds;
import org.guardband.conformal.conditional.FeatureRows;
import org.guardband.conformal.conditional.FunctionClass;
import org.guardband.conformal.conditional.Kernel;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
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

/** Conditional thresholds over the functions of a Gaussian kernel of two numbers. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls draw() first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class KernelConditionalBenchmark {

    private static final Coverage NINE_TENTHS = Coverage.of(0.9);

    @Param({"300", "1000"})
    private int rows;

    private FeatureRows<GaussianBatch> calibration;
    private FeatureRows<GaussianBatch> test;
    private double[] scores;
    private ConditionalThresholds fitted;

    /** Draws the rows. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        calibration = draw(random, rows);
        test = draw(random, 10);
        scores = random.doubles(rows).toArray();
        fitted = fit();
        fitted.thresholds(test, NINE_TENTHS);
    }

    private static FeatureRows<GaussianBatch> draw(SplittableRandom random, int n) {
        double[][] features = new double[n][];
        double[] ones = new double[n];
        for (int i = 0; i < n; i++) {
            features[i] = new double[] {1, random.nextDouble(), random.nextDouble()};
            ones[i] = 1;
        }
        return FeatureRows.of(GaussianBatch.of(new double[n], ones), features);
    }

    private ConditionalThresholds fit() {
        return FunctionClass.kernel(new Kernel.Gaussian(0.3), 1).thresholds(calibration, scores);
    }

    /** The path down to the penalty, and ten test rows. */
    @Benchmark
    public double[] fitAndTenRows() {
        return fit().thresholds(test, NINE_TENTHS);
    }

    /** Ten test rows, the regression of the calibration rows being known. */
    @Benchmark
    public double[] tenRows() {
        return fitted.thresholds(test, NINE_TENTHS);
    }
}
