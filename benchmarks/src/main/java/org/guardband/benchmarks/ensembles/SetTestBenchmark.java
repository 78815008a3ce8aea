package org.guardband.benchmarks.ensembles;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.hypothesis.ClassifierSetTest;
import org.guardband.ensembles.hypothesis.SetTestResult;
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

/** The classifier-set test with its defaults: ten members, ten classes. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(1)
public class SetTestBenchmark {

    private static final int MEMBERS = 10;
    private static final int CLASSES = 10;

    /** Rows of every member. */
    @Param({"500"})
    public int rows;

    private ClassMembers members = ClassMembers.of(CategoricalBatch.of(new double[] {1}, 1));
    private int[] labels = {0};

    /** Draws members. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        CategoricalBatch[] batches = new CategoricalBatch[MEMBERS];
        for (int m = 0; m < MEMBERS; m++) {
            double[] p = new double[rows * CLASSES];
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int k = 0; k < CLASSES; k++) {
                    p[i * CLASSES + k] = -Math.log(random.nextDouble(1e-9, 1));
                    sum += p[i * CLASSES + k];
                }
                for (int k = 0; k < CLASSES; k++) {
                    p[i * CLASSES + k] /= sum;
                }
            }
            batches[m] = CategoricalBatch.wrap(p, CLASSES);
        }
        members = ClassMembers.of(batches);
        labels = random.ints(rows, 0, CLASSES).toArray();
    }

    /**
     * The test.
     *
     * @return its result
     */
    @Benchmark
    public SetTestResult test() {
        return ClassifierSetTest.withDefaults().test(members, labels);
    }
}
