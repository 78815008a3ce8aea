package org.guardband.benchmarks.conformal;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.guardband.conformal.classification.CrossClassConformalizer;
import org.guardband.conformal.classification.CrossConformalClassifier;
import org.guardband.conformal.classification.FoldProbabilities;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.conformal.resampling.Folds;
import org.guardband.conformal.resampling.OutOfFold;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.set.LabelSets;
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

/** Cross-conformal sets of labels: ten folds, ten classes. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls draw() first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class CrossClassBenchmark {

    private static final int CLASSES = 10;
    private static final int FOLDS = 10;

    @Param("50000")
    private int rows;

    private CrossConformalClassifier fitted;
    private FoldProbabilities test;

    /** Draws the rows. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        CategoricalBatch training = draw(random, rows);
        fitted =
                CrossClassConformalizer.of(LeastAmbiguous.withDefaults())
                        .conformalize(
                                new OutOfFold<>(training, Folds.shuffled(rows, FOLDS, 1)),
                                random.ints(rows, 0, CLASSES).toArray());
        test =
                FoldProbabilities.of(
                        FoldPredictions.of(
                                IntStream.range(0, FOLDS)
                                        .mapToObj(k -> draw(random, rows))
                                        .toList()));
    }

    private static CategoricalBatch draw(SplittableRandom random, int n) {
        double[] p = new double[n * CLASSES];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = i * CLASSES; k < (i + 1) * CLASSES; k++) {
                p[k] = random.nextDouble();
                sum += p[k];
            }
            for (int k = i * CLASSES; k < (i + 1) * CLASSES; k++) {
                p[k] /= sum;
            }
        }
        return CategoricalBatch.wrap(p, CLASSES);
    }

    /** The sets of all test rows. */
    @Benchmark
    public LabelSets sets() {
        return fitted.sets(test, Coverage.of(0.9));
    }
}
