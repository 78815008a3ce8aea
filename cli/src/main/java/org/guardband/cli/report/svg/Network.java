package org.guardband.cli.report.svg;

import java.util.List;
import java.util.Optional;

/**
 * Nodes joined by edges. A node is as dark as its number; one that stands out has a ring.
 *
 * @param label what the legend says of dark nodes
 * @param nodes where they are
 * @param edges pairs of positions in {@code nodes}
 */
public record Network(String label, List<Node> nodes, List<Edge> edges) implements Mark {

    private static final double RADIUS = 2.6;

    /**
     * A node.
     *
     * @param x where
     * @param y where
     * @param shade how dark, from 0 to 1
     * @param ringed whether it stands out
     */
    public record Node(double x, double y, double shade, boolean ringed) {}

    /**
     * An edge.
     *
     * @param from position of one node
     * @param to position of the other
     */
    public record Edge(int from, int to) {}

    /** Copies nodes and edges. */
    public Network {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    @Override
    public void draw(Markup out, Frame frame) {
        StringBuilder path = new StringBuilder();
        for (Edge edge : edges) {
            path.append("M").append(at(frame, nodes.get(edge.from)));
            path.append("L").append(at(frame, nodes.get(edge.to)));
        }
        out.empty("path", "class", "edge", "d", path.toString());
        for (Node node : nodes) {
            out.empty(
                    "circle",
                    "class",
                    node.ringed ? "node ringed" : "node",
                    "cx",
                    Decimals.pixels(frame.x(node.x)),
                    "cy",
                    Decimals.pixels(frame.y(node.y)),
                    "r",
                    Decimals.pixels(RADIUS),
                    "fill-opacity",
                    Decimals.fixed(0.12 + 0.88 * Math.max(0, Math.min(1, node.shade)), 2));
        }
    }

    private static String at(Frame frame, Node node) {
        return Decimals.pixels(frame.x(node.x)) + " " + Decimals.pixels(frame.y(node.y));
    }

    @Override
    public Optional<Key> key() {
        return Optional.of(
                new Key(
                        label,
                        (out, x, y) ->
                                out.empty(
                                        "circle",
                                        "class",
                                        "node",
                                        "cx",
                                        Decimals.pixels(x + Key.WIDTH / 2),
                                        "cy",
                                        Decimals.pixels(y),
                                        "r",
                                        "4")));
    }
}
