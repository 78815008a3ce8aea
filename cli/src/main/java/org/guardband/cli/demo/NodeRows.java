package org.guardband.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.classification.calibration.VectorScaling;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.metrics.LabelSetMetrics;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.calibration.CaGcn;
import org.guardband.graph.calibration.NodeCalibration;
import org.guardband.graph.calibration.NodeReport;
import org.guardband.graph.calibration.NodewiseCalibrator;
import org.guardband.graph.conformal.NeighbourhoodSets;
import org.guardband.graph.conformal.NodeConformalizer;
import org.guardband.graph.conformal.SplitNodeSets;

/** The lines of the tables on nodes. */
final class NodeRows {

    static final List<String> CALIBRATIONS =
            List.of("graph: calibration", "accuracy", "ECE", "NLL");
    static final List<String> SETS = List.of("graph: sets", "asked", "got", "size");

    private static final Coverage ASKED = Coverage.of(0.9);
    private static final long SEED = 1;
    private static final int HOPS = 3;
    private static final int LEAST = 15;
    private static final int DIGITS = 4;

    private NodeRows() {}

    /** Calibrators on the test nodes; GATS was fitted already. */
    static List<List<String>> calibrations(DigitGraph graph, NodeCalibration gats) {
        NodeBatch batch = graph.predicted();
        int[] labels = graph.data().labels();
        return List.of(
                calibration(graph, "untreated", batch.probabilities()),
                calibration(
                        graph,
                        "temperature",
                        NodewiseCalibrator.of(TemperatureScaling.withDefaults())
                                .calibrate(batch, labels)
                                .apply(batch)),
                calibration(
                        graph,
                        "vector",
                        NodewiseCalibrator.of(VectorScaling.withDefaults())
                                .calibrate(batch, labels)
                                .apply(batch)),
                calibration(
                        graph,
                        "cagcn",
                        CaGcn.withDefaults().withSeed(SEED).calibrate(batch, labels).apply(batch)),
                calibration(graph, "gats", gats.apply(batch)));
    }

    private static List<String> calibration(DigitGraph graph, String name, CategoricalBatch p) {
        NodeReport report = NodeReport.of(p, graph.data().labels(), graph.test());
        return List.of(
                name,
                Decimals.fixed(report.accuracy(), DIGITS),
                Decimals.fixed(report.calibrationError(), DIGITS),
                Decimals.fixed(report.logLoss(), DIGITS));
    }

    /** Sets for the test nodes from calibrated probabilities. */
    static List<List<String>> sets(DigitGraph graph, CategoricalBatch calibrated) {
        NodeBatch batch =
                graph.predicted().withProbabilities(calibrated).withRoles(graph.freshCalibration());
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                set(
                        "split aps",
                        SplitNodeSets.of(AdaptivePredictionSets.randomized(SEED)),
                        batch,
                        graph.data().labels()));
        rows.add(
                set(
                        "naps, 3 hops",
                        NeighbourhoodSets.randomized(SEED)
                                .withHops(HOPS)
                                .withLeastNeighbours(LEAST),
                        batch,
                        graph.data().labels()));
        return rows;
    }

    private static List<String> set(
            String name, NodeConformalizer<?> method, NodeBatch batch, int[] labels) {
        LabelSetMetrics metrics =
                method.conformalize(batch, labels).sets(batch, ASKED).metrics(labels);
        return List.of(
                name,
                Decimals.fixed(ASKED.value(), 2),
                Decimals.fixed(metrics.coverage().share(), 3),
                Decimals.fixed(metrics.meanSize(), 2));
    }
}
