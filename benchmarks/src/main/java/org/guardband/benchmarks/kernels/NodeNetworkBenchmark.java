package org.guardband.benchmarks.kernels;

import java.util.concurrent.TimeUnit;
import org.guardband.graph.NodeData;
import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.GraphSage;
import org.guardband.graph.model.NodeModel;
import org.guardband.graph.model.NodeNetwork;
import org.guardband.graph.model.NodeTraining;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An epoch of training a node classifier on {@link NodeTask}, a random graph of Cora's size: a
 * training pass, a backward pass, a step of Adam and a validation pass. Run it without {@code
 * --add-modules} for the scalar kernels, and with {@code -XX:ActiveProcessorCount=1} for one
 * thread.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
@State(Scope.Benchmark)
public class NodeNetworkBenchmark {
    private static final int EPOCHS = 50;

    /** Which network. */
    @Param({"gcn", "gat", "graphsage"})
    public String network = "gcn";

    private final NodeData data = new NodeTask().data();
    private NodeNetwork untrained = Gcn.withDefaults();

    /** Chooses the network. */
    @Setup
    public void choose() {
        untrained =
                switch (network) {
                    case "gat" -> Gat.withDefaults();
                    case "graphsage" -> GraphSage.withDefaults();
                    default -> Gcn.withDefaults();
                };
    }

    /**
     * Fifty epochs; the time is of one.
     *
     * @return the model
     */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public NodeModel epoch() {
        return untrained.train(data, new NodeTraining(0.01, 5e-4, EPOCHS, EPOCHS), 1);
    }
}
