package org.guardband.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guardband.cli.report.Figure;
import org.guardband.cli.report.svg.Axis;
import org.guardband.cli.report.svg.Network;
import org.guardband.cli.report.svg.Plot;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.Graph;

/** The graph, its nodes as dark as their temperature. */
final class GraphFigure {

    private GraphFigure() {}

    static Figure of(DigitGraph graph, double[] temperatures) {
        double[][] places = PlaneLayout.of(graph.data());
        double low = Arrays.stream(temperatures).min().orElse(0);
        double high = Arrays.stream(temperatures).max().orElse(1);
        CategoricalBatch p = graph.predicted().probabilities();
        List<Network.Node> nodes = new ArrayList<>();
        for (int v = 0; v < temperatures.length; v++) {
            nodes.add(
                    new Network.Node(
                            places[0][v],
                            places[1][v],
                            high > low ? (temperatures[v] - low) / (high - low) : 0,
                            top(p, v) != graph.data().label(v)));
        }
        return new Figure(
                new Plot(
                        "Temperatures on the graph",
                        "Digits as points, joined to those that look alike; the higher the"
                                + " temperature of GATS, the darker the point.",
                        around("first principal component", places[0]),
                        around("second principal component", places[1]),
                        List.of(new Network("higher temperature", nodes, edges(graph)))),
                String.format(
                        Locale.ROOT,
                        "Temperatures of GATS go from %.2f (pale) to %.2f (dark): the probabilities"
                                + " of a node are those of its logits divided by its temperature."
                                + " A ring marks a wrong prediction. Places: principal components"
                                + " of pixels that were averaged over neighbours.",
                        low,
                        high));
    }

    private static Axis around(String label, double... values) {
        return Axis.around(
                label,
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(1));
    }

    private static int top(CategoricalBatch p, int node) {
        int best = 0;
        for (int k = 1; k < p.classes(); k++) {
            best = p.probability(node, k) > p.probability(node, best) ? k : best;
        }
        return best;
    }

    private static List<Network.Edge> edges(DigitGraph digits) {
        Graph graph = digits.data().graph();
        List<Network.Edge> edges = new ArrayList<>();
        for (int v = 0; v < graph.size(); v++) {
            for (int e = graph.first(v); e < graph.end(v); e++) {
                if (graph.target(e) > v) {
                    edges.add(new Network.Edge(v, graph.target(e)));
                }
            }
        }
        return edges;
    }
}
