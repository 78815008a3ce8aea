package org.guardband.benchmarks.djl;

import java.util.concurrent.TimeUnit;
import org.guardband.benchmarks.kernels.NodeTask;
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
 * The epoch of graph convolution of {@link org.guardband.benchmarks.kernels.NodeNetworkBenchmark}
 * on DJL's PyTorch engine, on all cores.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
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
public class DjlNodeNetworkBenchmark {

    /** How the features are kept. */
    @Param({"sparse", "dense"})
    public String features = "sparse";

    private DjlGcn network = new DjlGcn(new NodeTask(), true);

    /** Makes the network. */
    @Setup
    public void make() {
        network.close();
        network = new DjlGcn(new NodeTask(), "sparse".equals(features));
    }

    /** Frees its arrays. */
    @TearDown
    public void free() {
        network.close();
    }

    /**
     * One epoch.
     *
     * @return the validation loss
     */
    @Benchmark
    public float gcn() {
        return network.epoch();
    }
}
