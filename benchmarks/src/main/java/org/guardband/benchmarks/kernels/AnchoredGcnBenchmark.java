package org.guardband.benchmarks.kernels;

import java.util.concurrent.TimeUnit;
import org.guardband.graph.NodeData;
import org.guardband.graph.model.AnchoredGcn;
import org.guardband.graph.model.AnchoredNodeModel;
import org.guardband.graph.model.AnchoredPrediction;
import org.guardband.graph.model.NodeTraining;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * G-ΔUQ on {@link NodeTask}, to be set beside {@link NodeNetworkBenchmark} for a plain GCN: an
 * epoch, whose validation takes ten anchors, and a prediction with ten anchors.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
@State(Scope.Benchmark)
public class AnchoredGcnBenchmark {
    private static final int EPOCHS = 50;

    private final NodeData data = new NodeTask().data();
    private final AnchoredNodeModel trained =
            AnchoredGcn.withDefaults().train(data, NodeTraining.withDefaults().withEpochs(1), 1);

    /**
     * Fifty epochs; the time is of one.
     *
     * @return the model
     */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public AnchoredNodeModel epoch() {
        return AnchoredGcn.withDefaults()
                .train(data, new NodeTraining(0.01, 5e-4, EPOCHS, EPOCHS), 1);
    }

    /**
     * All nodes.
     *
     * @return mean and spread
     */
    @Benchmark
    public AnchoredPrediction prediction() {
        return trained.predict(data);
    }
}
