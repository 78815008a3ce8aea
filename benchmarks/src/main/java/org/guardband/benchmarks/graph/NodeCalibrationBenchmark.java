package org.guardband.benchmarks.graph;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.NodeSplits;
import org.guardband.graph.StochasticBlockModel;
import org.guardband.graph.calibration.CaGcn;
import org.guardband.graph.calibration.CaGcnCalibration;
import org.guardband.graph.calibration.Dcgc;
import org.guardband.graph.calibration.DcgcModel;
import org.guardband.graph.calibration.Gats;
import org.guardband.graph.calibration.GatsCalibration;
import org.guardband.graph.calibration.Gets;
import org.guardband.graph.calibration.GetsCalibration;
import org.guardband.graph.calibration.TrainingRules;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.NodeModel;
import org.guardband.graph.model.NodeTraining;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One epoch (training pass, step and validation pass) of a calibrator on a graph of the size of
 * Cora: 2709 nodes, 7 classes, 3.9 neighbours, 402 labelled nodes in three folds; 8 heads. What is
 * prepared once per fit is spread over its 400 epochs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class NodeCalibrationBenchmark {

    private static final int EPOCHS = 400;
    private static final int CLASSES = 7;
    private static final int SIZE = 387;

    private static final TrainingRules RULES =
            TrainingRules.withDefaults().withEpochs(EPOCHS).withPatience(EPOCHS);

    private Optional<NodeModel> model = Optional.empty();
    private Optional<NodeData> data = Optional.empty();
    private int[] labels = {};
    private NodeBatch batch =
            NodeBatch.of(
                    Graph.empty(0), LogitBatch.of(new double[0], List.of("a")), NodeRoles.of());

    /** Draws the graph and its logits. */
    @Setup
    public void draw() {
        StochasticBlockModel blocks =
                StochasticBlockModel.planted(
                        CLASSES, SIZE, 3.2 / SIZE, 0.7 / (SIZE * (CLASSES - 1)));
        labels = blocks.labels();
        SplittableRandom random = new SplittableRandom(3);
        double[] z = new double[labels.length * CLASSES];
        for (int i = 0; i < z.length; i++) {
            z[i] = 3 * random.nextDouble() + (i % CLASSES == labels[i / CLASSES] ? 2 : 0);
        }
        NodeRoles roles = NodeSplits.stratified(labels, 1, 3, 0.15, 0.85, 1).roles(0, 0);
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g");
        batch = NodeBatch.of(blocks.generate(1), LogitBatch.wrap(z, names), roles);
        NodeData nodes =
                NodeData.of(batch.graph(), DenseFeatures.of(z, CLASSES), labels, names, roles);
        data = Optional.of(nodes);
        model =
                Optional.of(
                        Gcn.withDefaults()
                                .train(nodes, NodeTraining.withDefaults().withEpochs(20), 1));
    }

    /**
     * GATS.
     *
     * @return the fit
     */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public GatsCalibration gats() {
        return Gats.withDefaults().withTraining(RULES).calibrate(batch, labels);
    }

    /**
     * GETS without features.
     *
     * @return the fit
     */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public GetsCalibration gets() {
        return Gets.withDefaults().withTraining(RULES).calibrate(batch, labels);
    }

    /**
     * CaGCN.
     *
     * @return the fit
     */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public CaGcnCalibration caGcn() {
        return CaGcn.withDefaults().withTraining(RULES).calibrate(batch, labels);
    }

    /**
     * DCGC on a graph convolution with 64 units, training its perceptron alone.
     *
     * @return the fit
     */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public DcgcModel dcgc() {
        return Dcgc.withDefaults().withTraining(RULES).fit(model.orElseThrow(), data.orElseThrow());
    }
}
