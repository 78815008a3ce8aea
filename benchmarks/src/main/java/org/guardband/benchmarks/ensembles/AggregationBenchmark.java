package org.guardband.benchmarks.ensembles;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.pool.InverseVariancePool;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.pool.LogLinearPool;
import org.guardband.ensembles.pool.MixturePool;
import org.guardband.ensembles.pool.MomentMatchedPool;
import org.guardband.ensembles.pool.TrimmedPool;
import org.guardband.ensembles.uncertainty.ClassUncertainty;
import org.guardband.ensembles.weighting.LikelihoodWeights;
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

/** Pools, weights and the uncertainty split: ten members, ten classes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx6g")
public class AggregationBenchmark {

    private static final int MEMBERS = 10;
    private static final int CLASSES = 10;

    /** Rows of every member. */
    @Param({"100000"})
    public int rows;

    private ClassMembers classes = ClassMembers.of(CategoricalBatch.of(new double[] {1}, 1));
    private RealMembers numbers =
            RealMembers.of(GaussianBatch.of(new double[] {0}, new double[] {1}));
    private int[] labels = {0};
    private double[] column = {0};
    private double[] truths = {0};

    /** Draws members. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        List<CategoricalBatch> members = new ArrayList<>();
        List<RealBatch> gaussians = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
            double[] p = new double[rows * CLASSES];
            double[] mean = new double[rows];
            double[] sd = new double[rows];
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int k = 0; k < CLASSES; k++) {
                    p[i * CLASSES + k] = -Math.log(random.nextDouble(1e-9, 1));
                    sum += p[i * CLASSES + k];
                }
                for (int k = 0; k < CLASSES; k++) {
                    p[i * CLASSES + k] /= sum;
                }
                mean[i] = random.nextDouble();
                sd[i] = random.nextDouble(0.5, 1);
            }
            members.add(CategoricalBatch.wrap(p, CLASSES));
            gaussians.add(GaussianBatch.wrap(mean, sd));
        }
        classes = ClassMembers.of(members);
        numbers = RealMembers.of(gaussians);
        labels = random.ints(rows, 0, CLASSES).toArray();
        column = new double[rows];
        truths = random.doubles(rows).toArray();
    }

    /**
     * Arithmetic mean.
     *
     * @return the pool
     */
    @Benchmark
    public CategoricalBatch linear() {
        return new LinearPool().apply(classes);
    }

    /**
     * Geometric mean.
     *
     * @return the pool
     */
    @Benchmark
    public CategoricalBatch logLinear() {
        return new LogLinearPool().apply(classes);
    }

    /**
     * Median.
     *
     * @return the pool
     */
    @Benchmark
    public CategoricalBatch median() {
        return TrimmedPool.median().apply(classes);
    }

    /**
     * All parts of the uncertainty.
     *
     * @return the split
     */
    @Benchmark
    public ClassUncertainty uncertainty() {
        return ClassUncertainty.of(classes);
    }

    /**
     * Weights of a mixture.
     *
     * @return the weights
     */
    @Benchmark
    public MemberWeights likelihoodWeights() {
        return new LikelihoodWeights().weights(classes, labels);
    }

    /**
     * Gaussians by moments.
     *
     * @return the pool
     */
    @Benchmark
    public GaussianBatch moments() {
        return new MomentMatchedPool().apply(numbers);
    }

    /**
     * Inverse variances.
     *
     * @return the pool
     */
    @Benchmark
    public GaussianBatch inverseVariance() {
        return new InverseVariancePool().apply(numbers);
    }

    /**
     * Quantiles of mixtures.
     *
     * @return a quantile of every row
     */
    @Benchmark
    public double[] mixtureQuantiles() {
        new MixturePool().apply(numbers).quantiles(0.9, column);
        return column;
    }

    /**
     * CRPS of mixtures.
     *
     * @return a score of every row
     */
    @Benchmark
    public double[] mixtureCrps() {
        new MixturePool().apply(numbers).crps(truths, column);
        return column;
    }
}
