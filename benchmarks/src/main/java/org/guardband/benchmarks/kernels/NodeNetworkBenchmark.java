package org.guardband.benchmarks.kernels;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.SparseFeatures;
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
 * An epoch of training a node classifier on a random graph of Cora's size: 2708 nodes, 5278 edges,
 * 1433 features of which 18 a node are not zero, 7 classes. An epoch is a training pass, a backward
 * pass, a step of Adam and a validation pass. Run it without {@code --add-modules} for the scalar
 * kernels.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
@State(Scope.Benchmark)
public class NodeNetworkBenchmark {
    private static final int NODES = 2708;
    private static final int EDGES = 5278;
    private static final int WORDS = 1433;
    private static final int WORDS_A_NODE = 18;
    private static final int EPOCHS = 50;

    /** Which network. */
    @Param({"gcn", "gat", "graphsage"})
    public String network = "gcn";

    private NodeNetwork untrained = Gcn.withDefaults();
    private NodeData data =
            NodeData.of(
                    Graph.empty(1),
                    SparseFeatures.of(1, 1, new int[] {0, 0}, new int[0], new double[0]),
                    new int[] {0});

    /** Draws the graph. */
    @Setup
    public void draw() {
        untrained =
                switch (network) {
                    case "gat" -> Gat.withDefaults();
                    case "graphsage" -> GraphSage.withDefaults();
                    default -> Gcn.withDefaults();
                };
        SplittableRandom random = new SplittableRandom(1);
        int[] offsets = IntStream.rangeClosed(0, NODES).map(v -> v * WORDS_A_NODE).toArray();
        int[] words = new int[NODES * WORDS_A_NODE];
        double[] values = new double[words.length];
        for (int v = 0; v < NODES; v++) {
            int[] drawn = random.ints(0, WORDS).distinct().limit(WORDS_A_NODE).sorted().toArray();
            System.arraycopy(drawn, 0, words, v * WORDS_A_NODE, WORDS_A_NODE);
            java.util.Arrays.fill(
                    values, v * WORDS_A_NODE, (v + 1) * WORDS_A_NODE, 1.0 / WORDS_A_NODE);
        }
        NodeRole[] roles = new NodeRole[NODES];
        for (int v = 0; v < NODES; v++) {
            roles[v] = v < 140 ? NodeRole.TRAIN : v < 640 ? NodeRole.VALIDATION : NodeRole.TEST;
        }
        data =
                NodeData.of(
                        Graph.of(
                                NODES,
                                random.ints(EDGES, 0, NODES).toArray(),
                                random.ints(EDGES, 0, NODES).toArray()),
                        SparseFeatures.of(NODES, WORDS, offsets, words, values),
                        random.ints(NODES, 0, 7).toArray(),
                        List.of("0", "1", "2", "3", "4", "5", "6"),
                        NodeRoles.of(roles));
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
