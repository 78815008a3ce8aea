package org.guardband.graph.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
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
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every calibrator of nodes has to do. */
class NodeCalibratorContractTest {

    private static final BlockNodes NODES = BlockNodes.of(4, 150, 17);

    private static Map<String, NodeCalibrator<?>> methods() {
        TrainingRules few = TrainingRules.withDefaults().withEpochs(150);
        Map<String, NodeCalibrator<?>> all = new LinkedHashMap<>();
        all.put("GATS", Gats.withDefaults().withTraining(few));
        all.put("CaGCN", CaGcn.withDefaults().withTraining(few));
        all.put("GETS", Gets.withDefaults().withTraining(few));
        all.put(
                "GETS, a factor a class",
                Gets.withDefaults().withTraining(few).referenceCompatible());
        all.put("VS, reference", ReferenceCompatibleVectorScaling.withDefaults());
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
        return all;
    }

    private interface Check {
        void run(NodeCalibrator<?> method) throws Exception;
    }

    private static Stream<DynamicTest> each(Check check) {
        return methods().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check.run(e.getValue())));
    }

    /** For a model that is three times as sure as it should be. */
    @TestFactory
    Stream<DynamicTest> theLossOnTestNodesFalls() {
        double[] z = new double[4 * NODES.batch().size()];
        Arrays.setAll(z, i -> 3 * NODES.batch().logits().logit(i / 4, i % 4));
        NodeBatch batch =
                NodeBatch.of(
                        NODES.batch().graph(),
                        LogitBatch.of(z, NODES.batch().labels()),
                        NODES.batch().roles());
        return each(
                method -> {
                    CategoricalBatch after = method.calibrate(batch, NODES.labels()).apply(batch);
                    assertThat(loss(after)).isLessThan(loss(batch.probabilities()));
                });
    }

    private static double loss(CategoricalBatch p) {
        double sum = 0;
        int[] test = NODES.batch().roles().nodes(NodeRole.TEST);
        int[] labels = NODES.labels();
        for (int v : test) {
            // a histogram gives zeros
            sum -= Math.log(Math.max(1e-3, p.probability(v, labels[v])));
        }
        return sum / test.length;
    }

    @TestFactory
    Stream<DynamicTest> whatPreservesAccuracyKeepsEveryPrediction() {
        return each(
                method -> {
                    NodeCalibration fitted = method.calibrate(NODES.batch(), NODES.labels());
                    if (fitted.preservesAccuracy()) {
                        CategoricalBatch after = fitted.apply(NODES.batch());
                        for (int v = 0; v < NODES.batch().size(); v++) {
                            int top = NODES.batch().get(v).mode();
                            for (int k = 0; k < 4; k++) {
                                assertThat(after.probability(v, k))
                                        .isLessThanOrEqualTo(after.probability(v, top));
                            }
                        }
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> aSavedFitGivesTheSameBits() {
        return each(
                method -> {
                    NodeCalibration fitted = method.calibrate(NODES.batch(), NODES.labels());
                    NodeCalibration read =
                            (NodeCalibration) ModelFiles.fromDocument(fitted.toDocument());
                    assertThat(read.toDocument()).isEqualTo(fitted.toDocument());
                    assertThat(read.apply(NODES.batch())).isEqualTo(fitted.apply(NODES.batch()));
                });
    }

    @TestFactory
    Stream<DynamicTest> oneThreadGivesTheSameBits() {
        return each(
                method -> {
                    NodeCalibration here = method.calibrate(NODES.batch(), NODES.labels());
                    ForkJoinPool one = new ForkJoinPool(1);
                    try {
                        NodeCalibration there =
                                one.submit(() -> method.calibrate(NODES.batch(), NODES.labels()))
                                        .get();
                        assertThat(there.toDocument()).isEqualTo(here.toDocument());
                    } finally {
                        one.shutdown();
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> labelsOfTestNodesAreNotLookedAt() {
        int[] hidden = NODES.labels();
        for (int v : NODES.batch().roles().nodes(NodeRole.TEST)) {
            hidden[v] = -1;
        }
        return each(
                method ->
                        assertThat(method.calibrate(NODES.batch(), hidden).toDocument())
                                .isEqualTo(
                                        method.calibrate(NODES.batch(), NODES.labels())
                                                .toDocument()));
    }

    @TestFactory
    Stream<DynamicTest> constantLogitsAndIsolatedNodesGiveDistributions() {
        NodeRole[] roles = new NodeRole[30];
        Arrays.setAll(roles, v -> v % 2 == 0 ? NodeRole.CALIBRATION : NodeRole.TRAIN);
        NodeBatch flat =
                NodeBatch.of(
                        Graph.of(30, new int[] {0}, new int[] {1}),
                        LogitBatch.of(new double[90], List.of("a", "b", "c")),
                        NodeRoles.of(roles));
        int[] labels = new int[30];
        Arrays.setAll(labels, v -> v / 2 % 3);
        return each(
                method -> {
                    // the batch itself checks that every row is a distribution
                    assertThat(method.calibrate(flat, labels).apply(flat).size()).isEqualTo(30);
                });
    }

    /** Never a loss that is not a number, nor a message about one. */
    @TestFactory
    Stream<DynamicTest> hugeLogitsAreTakenOrRefusedByName() {
        double[] z = new double[4 * NODES.batch().size()];
        Arrays.setAll(z, i -> 1e300 * NODES.batch().logits().logit(i / 4, i % 4));
        NodeBatch batch =
                NodeBatch.of(
                        NODES.batch().graph(),
                        LogitBatch.of(z, NODES.batch().labels()),
                        NODES.batch().roles());
        return Stream.of(Gats.withDefaults(), CaGcn.withDefaults(), Gets.withDefaults())
                .map(
                        method ->
                                DynamicTest.dynamicTest(
                                        method.toString(),
                                        () ->
                                                assertThatIllegalArgumentException()
                                                        .isThrownBy(
                                                                () ->
                                                                        method.calibrate(
                                                                                batch,
                                                                                NODES.labels()))
                                                        .withMessageStartingWith(
                                                                "logits[0][0] must be ")));
    }

    @TestFactory
    Stream<DynamicTest> badInputIsRefused() {
        return each(
                method -> {
                    NodeRoles none = NodeRoles.all(NODES.batch().size(), NodeRole.TRAIN);
                    assertThatIllegalArgumentException()
                            .isThrownBy(
                                    () ->
                                            method.calibrate(
                                                    NODES.batch().withRoles(none), NODES.labels()))
                            .withMessage("roles must name a CALIBRATION node, got none");
                    int bad = NODES.batch().roles().nodes(NodeRole.CALIBRATION)[1];
                    int[] wrong = NODES.labels();
                    wrong[bad] = 9;
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> method.calibrate(NODES.batch(), wrong))
                            .withMessage(
                                    "labels["
                                            + bad
                                            + "] of a CALIBRATION node must be in [0, 4), got 9");
                    NodeCalibration fitted = method.calibrate(NODES.batch(), NODES.labels());
                    NodeBatch other =
                            NodeBatch.of(
                                    Graph.empty(1),
                                    LogitBatch.of(new double[2], List.of("a", "b")),
                                    NodeRoles.all(1, NodeRole.TEST));
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> fitted.apply(other))
                            .withMessage(
                                    "batch must have the 4 classes that the method was fitted on,"
                                            + " got 2");
                });
    }
}
