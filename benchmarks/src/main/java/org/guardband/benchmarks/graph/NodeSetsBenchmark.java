package org.guardband.benchmarks.graph;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.EdgeRules;
import org.guardband.graph.Graph;
import org.guardband.graph.GraphFiles;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.StochasticBlockModel;
import org.guardband.graph.conformal.DiffusedSets;
import org.guardband.graph.conformal.NeighbourWeights;
import org.guardband.graph.conformal.NeighbourhoodSets;
import org.guardband.graph.conformal.NodeSets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A graph of a million nodes and ten million edges in 40 blocks, K = 40, half of the nodes for
 * calibration and half for test: building it, reading it from CSV, and sets for its test nodes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
public class NodeSetsBenchmark {

    private static final int BLOCKS = 40;

    /** Nodes; there are ten times as many edges. */
    @Param({"100000", "1000000"})
    private int nodes;

    private Graph graph = Graph.empty(0);
    private int[] src = {};
    private int[] dst = {};
    private int[] labels = {};
    private NodeBatch batch =
            NodeBatch.of(graph, CategoricalBatch.of(new double[0], 1), NodeRoles.of());
    private Path edges = Path.of("");

    /**
     * Draws the graph and predictions.
     *
     * @throws IOException if the edges cannot be written
     */
    @Setup(Level.Trial)
    public void draw() throws IOException {
        int size = nodes / BLOCKS;
        StochasticBlockModel model =
                StochasticBlockModel.planted(BLOCKS, size, 16.0 / size, 4.0 / (nodes - size));
        graph = model.generate(1);
        labels = model.labels();
        float[] p = new float[nodes * BLOCKS];
        NodeRole[] roles = new NodeRole[nodes];
        SplittableRandom random = new SplittableRandom(2);
        for (int v = 0; v < nodes; v++) {
            double sum = 0;
            double[] row = new double[BLOCKS];
            for (int k = 0; k < BLOCKS; k++) {
                row[k] = (k == labels[v] ? 4 : 0.3) * random.nextDouble();
                sum += row[k];
            }
            for (int k = 0; k < BLOCKS; k++) {
                p[v * BLOCKS + k] = (float) (row[k] / sum);
            }
            roles[v] = random.nextBoolean() ? NodeRole.CALIBRATION : NodeRole.TEST;
        }
        batch = NodeBatch.of(graph, CategoricalBatch.wrap(p, BLOCKS), NodeRoles.of(roles));
        src = new int[graph.edges()];
        dst = new int[graph.edges()];
        edges = Files.createTempFile("edges", ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(edges)) {
            out.write("src,dst\n");
            int used = 0;
            for (int v = 0; v < nodes; v++) {
                for (int e = graph.first(v); e < graph.end(v); e++) {
                    if (graph.target(e) > v) {
                        src[used] = v;
                        dst[used++] = graph.target(e);
                        out.write(v + "," + graph.target(e) + "\n");
                    }
                }
            }
        }
    }

    /**
     * Removes the file.
     *
     * @throws IOException if it cannot be removed
     */
    @TearDown(Level.Trial)
    public void clean() throws IOException {
        Files.deleteIfExists(edges);
    }

    /**
     * From arrays of edges.
     *
     * @return the graph
     */
    @Benchmark
    public Graph build() {
        return Graph.of(nodes, src, dst);
    }

    /**
     * From a table of edges.
     *
     * @return the graph
     * @throws IOException if the file cannot be read
     */
    @Benchmark
    public Graph read() throws IOException {
        return GraphFiles.readEdges(edges, nodes, EdgeRules.withDefaults());
    }

    /**
     * NAPS, two hops, equal weights.
     *
     * @return the sets
     */
    @Benchmark
    public NodeSets neighbourhoods() {
        return NeighbourhoodSets.randomized(1)
                .conformalize(batch, labels)
                .sets(batch, Coverage.of(0.9));
    }

    /**
     * NAPS, two hops, hyperbolic weights.
     *
     * @return the sets
     */
    @Benchmark
    public NodeSets hyperbolicNeighbourhoods() {
        return NeighbourhoodSets.randomized(1)
                .withWeights(NeighbourWeights.HYPERBOLIC)
                .conformalize(batch, labels)
                .sets(batch, Coverage.of(0.9));
    }

    /**
     * DAPS.
     *
     * @return the sets
     */
    @Benchmark
    public NodeSets diffusion() {
        return DiffusedSets.randomized(1).conformalize(batch, labels).sets(batch, Coverage.of(0.9));
    }
}
