package org.guardband.benchmarks.conformal;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.conformal.conditional.ConditionalScores;
import org.guardband.core.Coverage;
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

/** Conditional thresholds over a constant, numbers and overlapping groups, half of each. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls draw() first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ConditionalConformalBenchmark {

    private static final Coverage NINE_TENTHS = Coverage.of(0.9);

    @Param("10000")
    private int rows;

    @Param("10")
    private int features;

    @Param("1000")
    private int tests;

    private ConditionalScores fitted;
    private double[][] phi;
    private double[] scores;
    private double[][] test;
    private double[][] first;

    /** Draws the rows. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        phi = draw(random, rows);
        scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = (1.5 + phi[i][1]) * Math.abs(random.nextGaussian());
        }
        fitted = ConditionalScores.of(phi, scores);
        test = draw(random, tests);
        first = new double[][] {test[0]};
    }

    private double[][] draw(SplittableRandom random, int n) {
        double[][] drawn = new double[n][features];
        for (double[] row : drawn) {
            row[0] = 1;
            for (int j = 1; j < features; j++) {
                row[j] = j <= features / 2 ? random.nextDouble(-1, 1) : random.nextInt(2);
            }
        }
        return drawn;
    }

    /** Fitting, one quantile regression, and the thresholds of all test rows. */
    @Benchmark
    public double[] manyRows() {
        return ConditionalScores.of(phi, scores).thresholds(test, NINE_TENTHS);
    }

    /** One test row, the quantile regression being known. */
    @Benchmark
    public double[] oneRow() {
        return fitted.thresholds(first, NINE_TENTHS);
    }
}
