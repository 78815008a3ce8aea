package org.guardband.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guardband.classification.measure.BinaryForecasts;
import org.guardband.classification.measure.ClassView;
import org.guardband.cli.report.Figure;
import org.guardband.cli.report.Heading;
import org.guardband.cli.report.Paragraph;
import org.guardband.cli.report.ReliabilityFigure;
import org.guardband.cli.report.Report;
import org.guardband.cli.report.Table;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.calibration.Gats;
import org.guardband.graph.calibration.GatsCalibration;

/** Digits in a graph: a temperature for every node, and sets with and without neighbours. */
final class GraphSection implements Section {

    private static final String NODES = "graph-nodes.csv";
    private static final String EDGES = "graph-edges.csv";
    private static final long SEED = 1;

    private final DigitGraph graph;
    private final List<List<String>> calibrations;
    private final List<List<String>> sets;
    private final List<Figure> figures;

    private GraphSection(
            DigitGraph graph,
            List<List<String>> calibrations,
            List<List<String>> sets,
            List<Figure> figures) {
        this.graph = graph;
        this.calibrations = calibrations;
        this.sets = sets;
        this.figures = figures;
    }

    /** Trains the network, calibrates it and makes sets from nodes that no fit has seen. */
    static GraphSection run() {
        DigitGraph graph = DigitGraph.train();
        NodeBatch predicted = graph.predicted();
        GatsCalibration gats =
                Gats.withDefaults().withSeed(SEED).calibrate(predicted, graph.data().labels());
        CategoricalBatch calibrated = gats.apply(predicted);
        return new GraphSection(
                graph,
                NodeRows.calibrations(graph, gats),
                NodeRows.sets(graph, calibrated),
                List.of(
                        GraphFigure.of(graph, gats.temperatures(predicted)),
                        reliability("untreated", graph, predicted.probabilities()),
                        reliability("gats", graph, calibrated)));
    }

    private static Figure reliability(String name, DigitGraph graph, CategoricalBatch p) {
        int[] test = graph.test();
        BinaryForecasts all = ClassView.confidence().forecasts(p, graph.data().labels());
        double[] confidence = new double[test.length];
        boolean[] right = new boolean[test.length];
        for (int i = 0; i < test.length; i++) {
            confidence[i] = all.probability(test[i]);
            right[i] = all.happened(test[i]);
        }
        return ReliabilityFigure.of(
                "Reliability of the confidence in nodes, " + name,
                BinaryForecasts.of(confidence, right));
    }

    @Override
    public List<String> lines() {
        List<String> lines =
                new ArrayList<>(TourTable.aligned(NodeRows.CALIBRATIONS, calibrations));
        lines.add("");
        lines.addAll(TourTable.aligned(NodeRows.SETS, sets));
        return lines;
    }

    @Override
    public Report addTo(Report report) {
        return report.with(
                        new Heading("Digits in a graph"),
                        new Paragraph(
                                DigitGraph.NODES
                                        + " digits, each joined to the "
                                        + DigitGraph.NEIGHBOURS
                                        + " that look most like it. A graph convolutional network"
                                        + " learns from a fifth of them; a tenth stops its training"
                                        + " and calibrates, and "
                                        + graph.test().length
                                        + " others judge. GATS gives every node a temperature from"
                                        + " its logits and those of its neighbours. Sets are made"
                                        + " from nodes that nothing else was fitted on, split APS"
                                        + " from all of them, NAPS for each node from those around"
                                        + " it."),
                        Table.of(
                                "Calibration of the nodes' probabilities; ECE in 15 bins",
                                NodeRows.CALIBRATIONS,
                                calibrations),
                        Table.of(
                                "Sets of labels from the probabilities of GATS",
                                NodeRows.SETS,
                                sets))
                .with(figures);
    }

    @Override
    public void write(Path folder) throws IOException {
        new PredictionFile(NODES, nodes()).write(folder);
        new PredictionFile(EDGES, edges()).write(folder);
    }

    private List<List<String>> nodes() {
        LogitBatch logits = graph.predicted().logits();
        List<String> header = new ArrayList<>(List.of("node", "role"));
        logits.labels().forEach(label -> header.add("z:" + label));
        header.add("label");
        List<List<String>> lines = new ArrayList<>(List.of(header));
        double[] row = new double[logits.classes()];
        for (int v = 0; v < logits.size(); v++) {
            logits.copyRow(v, row);
            List<String> line = new ArrayList<>(List.of(Integer.toString(v), role(v)));
            for (double z : row) {
                line.add(Double.toString(z));
            }
            line.add(logits.labels().get(graph.data().label(v)));
            lines.add(line);
        }
        return lines;
    }

    private String role(int node) {
        NodeRole role = graph.data().roles().get(node);
        return role == NodeRole.CALIBRATION ? "cal" : role.name().toLowerCase(Locale.ROOT);
    }

    private List<List<String>> edges() {
        Graph all = graph.data().graph();
        List<List<String>> lines = new ArrayList<>(List.of(List.of("src", "dst")));
        for (int v = 0; v < all.size(); v++) {
            for (int e = all.first(v); e < all.end(v); e++) {
                if (all.target(e) > v) {
                    lines.add(List.of(Integer.toString(v), Integer.toString(all.target(e))));
                }
            }
        }
        return lines;
    }

    @Override
    public List<String> nextCommands(Path folder) {
        String nodes = folder.resolve(NODES) + " --edges " + folder.resolve(EDGES);
        return List.of(
                "guardband fit gats " + nodes + " -o gats.json",
                "guardband apply gats.json " + nodes + " -o graph-better.csv",
                "guardband evaluate graph-better.csv -o graph-better.html");
    }
}
