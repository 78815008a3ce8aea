package org.guardband.benchmarks.djl;

import java.util.concurrent.TimeUnit;
import org.guardband.benchmarks.lora.LoraTask;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The step of {@link org.guardband.benchmarks.lora.LoraTrainingBenchmark} on DJL's PyTorch engine,
 * on all cores.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-Xms1g",
            "-Xmx1g",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
        })
@State(Scope.Benchmark)
public class DjlLoraTrainingBenchmark {

    /** Whether the last layer computes all tokens, as is usual, or the class token alone. */
    @Param({"all", "class"})
    public String tokens = "all";

    private DjlLora ensemble = new DjlLora(new LoraTask(), false);

    /** Makes the ensemble. */
    @Setup
    public void make() {
        ensemble.close();
        ensemble = new DjlLora(new LoraTask(), "class".equals(tokens));
    }

    /** Frees its arrays. */
    @TearDown
    public void free() {
        ensemble.close();
    }

    /**
     * One step.
     *
     * @return the loss before it
     */
    @Benchmark
    public float step() {
        return ensemble.step();
    }
}
