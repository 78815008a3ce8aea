package org.guardband.benchmarks.conformal;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.guardband.conformal.multimodal.HighestDensity;
import org.guardband.conformal.multimodal.NearestSample;
import org.guardband.conformal.multimodal.ThresholdedIntervals;
import org.guardband.conformal.multimodal.UnionConformalizer;
import org.guardband.conformal.multimodal.UnionRegressor;
import org.guardband.conformal.multimodal.UnionScore;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.MixtureBatch;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.SampleBatch;
import org.guardband.core.set.IntervalUnions;
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

/** Sets with gaps, from 20 quantiles, 20 samples or a mixture of 3 Gaussians a row. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls draw() first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class UnionBenchmark {

    private static final int DRAWS = 20;

    /** A score and what it reads. */
    public enum Method {
        /** Thresholded intervals. */
        CTI,
        /** The nearest sample. */
        PCP,
        /** Highest density by density. */
        DENSITY,
        /** Highest density by mass. */
        MASS
    }

    @Param({"CTI", "PCP", "DENSITY", "MASS"})
    private Method method;

    @Param("1000000")
    private int rows;

    private UnionScore score;
    private RealBatch batch;
    private double[] y;
    private UnionRegressor fitted;

    /** Draws predictions and truths. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        y = random.doubles(rows, 0, 10).toArray();
        score =
                switch (method) {
                    case CTI -> ThresholdedIntervals.withDefaults().withRange(-5, 15);
                    case PCP -> NearestSample.withDefaults();
                    case DENSITY -> HighestDensity.byDensity();
                    case MASS -> HighestDensity.byMass();
                };
        batch =
                switch (method) {
                    case CTI ->
                            QuantileBatch.rearranged(
                                    IntStream.range(0, DRAWS)
                                            .mapToDouble(k -> (k + 0.5) / DRAWS)
                                            .toArray(),
                                    values(random, DRAWS));
                    case PCP -> SampleBatch.wrap(values(random, DRAWS), DRAWS);
                    case DENSITY, MASS ->
                            MixtureBatch.of(
                                    new double[] {3, 2, 1},
                                    List.of(member(random), member(random), member(random)));
                };
        fitted = calibrate();
    }

    private GaussianBatch member(SplittableRandom random) {
        return GaussianBatch.wrap(values(random, 1), random.doubles(rows, 0.2, 1).toArray());
    }

    private double[] values(SplittableRandom random, int each) {
        return random.doubles((long) rows * each, 0, 10).toArray();
    }

    /** Scores, sorted. */
    @Benchmark
    public UnionRegressor calibrate() {
        return UnionConformalizer.of(score).conformalize(batch, y);
    }

    /** Sets of one coverage. */
    @Benchmark
    public IntervalUnions apply() {
        return fitted.sets(batch, Coverage.of(0.9));
    }
}
