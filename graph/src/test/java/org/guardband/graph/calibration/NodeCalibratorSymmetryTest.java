package org.guardband.graph.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.guardband.classification.calibration.DirichletCalibrator;
import org.guardband.classification.calibration.EnsembleTemperatureScaling;
import org.guardband.classification.calibration.HistogramBinning;
import org.guardband.classification.calibration.MulticlassIsotonic;
import org.guardband.classification.calibration.OneVersusRest;
import org.guardband.classification.calibration.OrderInvariantCalibrator;
import org.guardband.classification.calibration.SplineCalibrator;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.classification.calibration.VectorScaling;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.OnThreads;
import org.guardband.graph.Transformed;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Numbers of nodes and names of classes mean nothing, and nodes without edges touch nobody. */
class NodeCalibratorSymmetryTest {

    private static final int CLASSES = 4;
    private static final BlockNodes NODES = BlockNodes.of(CLASSES, 100, 23);
    private static final TrainingRules FEW = TrainingRules.withDefaults().withEpochs(30);

    /** Sums in another order move the last digits, and descents carry them on. */
    private static final double ROUNDING = 1e-6;

    /** Whose fit sees nodes as a set and classes without their order. */
    private static Map<String, NodeCalibrator<?>> symmetric() {
        Map<String, NodeCalibrator<?>> all = new LinkedHashMap<>();
        all.put("VS, reference", ReferenceCompatibleVectorScaling.withDefaults().withTraining(FEW));
        all.put("TS", NodewiseCalibrator.of(TemperatureScaling.withDefaults()));
        all.put("VS", NodewiseCalibrator.of(VectorScaling.withDefaults()));
        all.put("ETS", NodewiseCalibrator.of(EnsembleTemperatureScaling.withDefaults()));
        all.put("IRM", NodewiseCalibrator.of(MulticlassIsotonic.withDefaults()));
        all.put("Dirichlet", NodewiseCalibrator.of(DirichletCalibrator.withDefaults()));
        all.put("spline", NodewiseCalibrator.of(OneVersusRest.of(SplineCalibrator.withDefaults())));
        all.put("order-invariant", NodewiseCalibrator.of(OrderInvariantCalibrator.withDefaults()));
        all.put(
                "histogram",
                NodewiseCalibrator.of(OneVersusRest.of(HistogramBinning.equalWidth(15))));
        all.put("GATS", Gats.withDefaults().withTraining(FEW));
        return all;
    }

    /** Whose first weights tell classes apart, and whose dropout goes by place. */
    private static Map<String, NodeCalibrator<?>> all() {
        Map<String, NodeCalibrator<?>> all = symmetric();
        all.put("CaGCN", CaGcn.withDefaults().withTraining(FEW));
        all.put("GETS", Gets.withDefaults().withTraining(FEW));
        return all;
    }

    private interface Check {
        void run(NodeCalibrator<?> method);
    }

    private static Stream<DynamicTest> each(Map<String, NodeCalibrator<?>> methods, Check check) {
        return methods.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check.run(e.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> fitsDoNotDependOnTheNumbersOfNodes() {
        int[] to = Transformed.order(NODES.batch().size(), 4);
        Transformed other = Transformed.relabelled(NODES.batch(), NODES.labels(), to);
        return each(
                symmetric(),
                method -> {
                    CategoricalBatch here =
                            method.calibrate(NODES.batch(), NODES.labels()).apply(NODES.batch());
                    CategoricalBatch there =
                            method.calibrate(other.batch(), other.labels()).apply(other.batch());
                    requireRelabelled(here, there, to);
                });
    }

    @TestFactory
    Stream<DynamicTest> aFitDoesNotAskForTheNumbersOfNodes() {
        int[] to = Transformed.order(NODES.batch().size(), 5);
        Transformed other = Transformed.relabelled(NODES.batch(), NODES.labels(), to);
        return each(
                all(),
                method -> {
                    NodeCalibration fitted = method.calibrate(NODES.batch(), NODES.labels());
                    requireRelabelled(fitted.apply(NODES.batch()), fitted.apply(other.batch()), to);
                });
    }

    private static void requireRelabelled(
            CategoricalBatch here, CategoricalBatch there, int... to) {
        for (int v = 0; v < here.size(); v++) {
            for (int k = 0; k < CLASSES; k++) {
                assertThat(there.probability(to[v], k))
                        .isCloseTo(here.probability(v, k), within(ROUNDING));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> fitsDoNotDependOnTheOrderOfClasses() {
        int[] to = {2, 0, 3, 1};
        Transformed other = Transformed.reordered(NODES.batch(), NODES.labels(), to);
        return each(
                symmetric(),
                method -> {
                    CategoricalBatch here =
                            method.calibrate(NODES.batch(), NODES.labels()).apply(NODES.batch());
                    CategoricalBatch there =
                            method.calibrate(other.batch(), other.labels()).apply(other.batch());
                    for (int v = 0; v < here.size(); v++) {
                        for (int k = 0; k < CLASSES; k++) {
                            assertThat(there.probability(v, to[k]))
                                    .isCloseTo(here.probability(v, k), within(ROUNDING));
                        }
                    }
                });
    }

    /** But for GETS, whose balance of experts counts every node of the graph. */
    @TestFactory
    Stream<DynamicTest> anIsolatedNodeChangesNobodyElse() {
        Transformed more = Transformed.withIsolatedNode(NODES.batch(), NODES.labels());
        Map<String, NodeCalibrator<?>> methods = all();
        methods.remove("GETS");
        return each(
                methods,
                method -> {
                    NodeCalibration before = method.calibrate(NODES.batch(), NODES.labels());
                    NodeCalibration after = method.calibrate(more.batch(), more.labels());
                    assertThat(after.toDocument()).isEqualTo(before.toDocument());
                    CategoricalBatch here = before.apply(NODES.batch());
                    CategoricalBatch there = after.apply(more.batch());
                    for (int v = 0; v < here.size(); v++) {
                        for (int k = 0; k < CLASSES; k++) {
                            assertThat(there.probability(v, k)).isEqualTo(here.probability(v, k));
                        }
                    }
                });
    }

    /** With so many nodes that every loop is cut into several blocks. */
    @TestFactory
    Stream<DynamicTest> manyBlocksGiveTheSameBitsOnAnyNumberOfThreads() {
        BlockNodes large = BlockNodes.of(CLASSES, 2000, 31);
        TrainingRules fewer = TrainingRules.withDefaults().withEpochs(5);
        return each(
                Map.of(
                        "GATS",
                        Gats.withDefaults().withTraining(fewer),
                        "CaGCN",
                        CaGcn.withDefaults().withTraining(fewer),
                        "GETS",
                        Gets.withDefaults().withTraining(fewer)),
                method ->
                        assertThat(OnThreads.of(1, () -> calibrated(method, large)))
                                .isEqualTo(OnThreads.of(3, () -> calibrated(method, large))));
    }

    private static CategoricalBatch calibrated(NodeCalibrator<?> method, BlockNodes nodes) {
        return method.calibrate(nodes.batch(), nodes.labels()).apply(nodes.batch());
    }
}
