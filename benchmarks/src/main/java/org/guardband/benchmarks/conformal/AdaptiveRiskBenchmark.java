package org.guardband.benchmarks.conformal;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.conformal.conditional.AdaptiveRiskControl;
import org.guardband.conformal.conditional.AdaptiveThresholds;
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

/** Adaptive risk control of the share of five parts that is missed, over a constant and numbers. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls draw() first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class AdaptiveRiskBenchmark {

    @Param("2000")
    private int rows;

    @Param("5")
    private int features;

    private double[][] phi;
    private double[][] levels;
    private double[] grid;
    private AdaptiveThresholds fitted;

    /** Draws the rows. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        phi = new double[rows][features];
        levels = new double[rows][];
        grid = new double[101];
        for (int j = 0; j < grid.length; j++) {
            grid[j] = j / 100.0;
        }
        for (int i = 0; i < rows; i++) {
            phi[i][0] = 1;
            for (int j = 1; j < features; j++) {
                phi[i][j] = random.nextDouble();
            }
            levels[i] = random.doubles(5).toArray();
        }
        fitted = fit();
    }

    private double missed(int row, double threshold) {
        int count = 0;
        for (double level : levels[row]) {
            count += level > threshold ? 1 : 0;
        }
        return count / 5.0;
    }

    /** Kinks of all losses and one regression. */
    @Benchmark
    public AdaptiveThresholds fit() {
        return AdaptiveRiskControl.atLevel(0.1).fit(phi, this::missed, grid);
    }

    /** Thresholds of as many rows. */
    @Benchmark
    public double[] thresholds() {
        return fitted.thresholds(phi);
    }
}
