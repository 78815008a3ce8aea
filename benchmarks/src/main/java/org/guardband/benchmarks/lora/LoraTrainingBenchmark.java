package org.guardband.benchmarks.lora;

import java.util.concurrent.TimeUnit;
import org.guardband.ensembles.training.TrainingRun;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of training a LoRA ensemble on {@link LoraTask}: pass, backward pass and AdamW for four
 * members on eight images. Up to the first adapters there is one copy for all members, and the last
 * layer computes the class token alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
@State(Scope.Benchmark)
public class LoraTrainingBenchmark {

    private final TrainingRun run = new LoraTask().training().run();

    /**
     * One step.
     *
     * @return the loss before it
     */
    @Benchmark
    public double step() {
        return run.step();
    }
}
