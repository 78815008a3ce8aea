package org.guardband.benchmarks.classification;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.classification.kde.BetaKernelPenalty;
import org.guardband.classification.kde.BetaKernelRegression;
import org.guardband.classification.kde.KernelErrorBootstrap;
import org.guardband.classification.kde.KernelErrorInterval;
import org.guardband.classification.kde.KernelEvaluation;
import org.guardband.classification.kde.LeaveOneOutBandwidth;
import org.guardband.classification.kde.PenaltyGradient;
import org.guardband.classification.measure.DirichletKernelError;
import org.guardband.core.batch.CategoricalBatch;
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
 * Kernel calibration errors: 16 000 scores at one bandwidth, near-linear and direct, over the grid
 * of 20 bandwidths, and a million scores. The sort is part of what is measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class KernelErrorBenchmark {

    private static final int SOME = 16_000;
    private static final int MANY = 1_000_000;

    /** The bandwidth. */
    @Param({"1e-5", "1e-3", "1e-1"})
    private double bandwidth;

    private double[] some = {0, 1};
    private double[] someOutcomes = some;
    private double[] many = some;
    private double[] manyOutcomes = some;
    private CategoricalBatch vectors = CategoricalBatch.of(new double[] {1}, 1);
    private int[] labels = {0};

    /** Draws scores with more low ones than high ones, as a detector has. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        some = scores(random, SOME);
        someOutcomes = outcomes(random, some);
        many = scores(random, MANY);
        manyOutcomes = outcomes(random, many);
        int rows = 4000;
        int classes = 10;
        double[] p = new double[rows * classes];
        labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                p[i * classes + k] = -Math.log(1 - random.nextDouble());
                sum += p[i * classes + k];
            }
            for (int k = 0; k < classes; k++) {
                p[i * classes + k] /= sum;
            }
            labels[i] = random.nextInt(classes);
        }
        vectors = CategoricalBatch.wrap(p, classes);
    }

    private static double[] scores(SplittableRandom random, int n) {
        return random.doubles(n).map(u -> u * u).toArray();
    }

    private static double[] outcomes(SplittableRandom random, double[] scores) {
        double[] out = new double[scores.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = random.nextDouble() < Math.sqrt(scores[i]) ? 1 : 0;
        }
        return out;
    }

    /**
     * 16 000 scores in near-linear time.
     *
     * @return the error
     */
    @Benchmark
    public double nearLinear16000() {
        return BetaKernelRegression.of(some).error(someOutcomes, bandwidth, 1);
    }

    /**
     * 16 000 scores, all pairs.
     *
     * @return the error
     */
    @Benchmark
    public double direct16000() {
        return BetaKernelRegression.of(some)
                .withEvaluation(KernelEvaluation.DIRECT)
                .error(someOutcomes, bandwidth, 1);
    }

    /**
     * The likelihood of 20 bandwidths for 16 000 scores; the parameter has no part in it.
     *
     * @return the bandwidth
     */
    @Benchmark
    public double bandwidthGrid16000() {
        return LeaveOneOutBandwidth.overClassificationGrid().choose(BetaKernelRegression.of(some));
    }

    /**
     * A million scores in near-linear time.
     *
     * @return the error
     */
    @Benchmark
    public double nearLinearMillion() {
        return BetaKernelRegression.of(many).error(manyOutcomes, bandwidth, 1);
    }

    /**
     * The penalty and its derivatives, 16 000 scores.
     *
     * @return value and derivatives
     */
    @Benchmark
    public PenaltyGradient penalty16000() {
        return new BetaKernelPenalty(bandwidth, 1).ofScores(some, someOutcomes);
    }

    /**
     * A bootstrap interval of 200 replicates, 16 000 scores.
     *
     * @return the interval
     */
    @Benchmark
    public KernelErrorInterval bootstrap16000() {
        return KernelErrorBootstrap.withDefaults(1).interval(some, someOutcomes, bandwidth, 1);
    }

    /**
     * The canonical error, 4000 × 10.
     *
     * @return the error
     */
    @Benchmark
    public double canonical4000() {
        return new DirichletKernelError(bandwidth, 1).value(vectors, labels);
    }
}
