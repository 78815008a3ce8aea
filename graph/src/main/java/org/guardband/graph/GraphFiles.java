package org.guardband.graph;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guardband.core.table.ColumnRenames;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;
import org.guardband.core.table.Tables;

/**
 * Reads graphs from tables ({@code .csv}, {@code .csv.gz}).
 *
 * <ul>
 *   <li>Edges: columns {@code src}, {@code dst}, one row per edge.
 *   <li>Nodes: a column {@code node} with every number from 0 to N − 1 once, in any order; {@code
 *       label}, empty where unknown, else integers from 0 or names; and optionally {@code role} or
 *       {@code public_split} (see {@link NodeRole#parse}).
 *   <li>Features: columns {@code node} and {@code features}, the latter space-separated column
 *       numbers, with {@code :value} where the value is not 1. A node may be missing.
 * </ul>
 */
public final class GraphFiles {

    private static final List<String> SUFFIXES = List.of(".csv.gz", ".csv");

    private GraphFiles() {}

    /**
     * Reads edges.
     *
     * @param file a table of edges
     * @param nodes N
     * @param rules what becomes of direction, loops and duplicates
     * @return the graph
     * @throws TableException if the table is not what it has to be; the message names file and line
     * @throws IOException if the file cannot be read
     */
    public static Graph readEdges(Path file, int nodes, EdgeRules rules) throws IOException {
        return readEdges(file, nodes, rules, ColumnRenames.none());
    }

    /**
     * Reads edges whose columns may have other names.
     *
     * @param file a table of edges
     * @param nodes N
     * @param rules what becomes of direction, loops and duplicates
     * @param renames names of the two columns in the file
     * @return the graph
     * @throws TableException if the table is not what it has to be; the message names file and line
     * @throws IOException if the file cannot be read
     */
    public static Graph readEdges(Path file, int nodes, EdgeRules rules, ColumnRenames renames)
            throws IOException {
        Table table = Tables.read(file, name -> name.equals("src") || name.equals("dst"), renames);
        int[] src = ends(table, "src", nodes);
        int[] dst = ends(table, "dst", nodes);
        try {
            return Graph.of(nodes, src, dst, rules);
        } catch (IllegalArgumentException e) {
            throw new TableException(file + ": " + e.getMessage(), e);
        }
    }

    private static int[] ends(Table table, String column, int nodes) {
        double[] values = table.numbers(column);
        int[] ends = new int[values.length];
        for (int e = 0; e < ends.length; e++) {
            ends[e] = nodeNumber(table, e, column, values[e], nodes);
        }
        return ends;
    }

    private static int nodeNumber(Table table, int row, String column, double value, int nodes) {
        if (!(value >= 0 && value < nodes && value == Math.rint(value))) {
            boolean whole = value == Math.rint(value) && Double.isFinite(value);
            String got = whole ? new BigDecimal(value).toPlainString() : Double.toString(value);
            throw new TableException(
                    table.place(row)
                            + ": "
                            + column
                            + ": must be a node in [0, "
                            + nodes
                            + "), got "
                            + got);
        }
        return (int) value;
    }

    /**
     * Reads a graph with its nodes, without features.
     *
     * @param edges a table of edges
     * @param nodes a table of nodes
     * @param rules what becomes of direction, loops and duplicates
     * @return the data
     * @throws TableException if a table is not what it has to be; the message names file and line
     * @throws IOException if a file cannot be read
     */
    public static NodeData read(Path edges, Path nodes, EdgeRules rules) throws IOException {
        Table table = Tables.read(nodes, name -> name.equals("node"));
        int count = table.rows();
        int[] rowOf = rowOfNode(table, count);
        NodeLabels labels = NodeLabels.read(table, rowOf);
        return NodeData.of(
                readEdges(edges, count, rules),
                NodeFeatures.none(count),
                labels.labels(),
                labels.names(),
                roles(table, rowOf));
    }

    /**
     * Reads a folder with {@code edges}, {@code nodes} and perhaps {@code features}, each {@code
     * .csv.gz} or {@code .csv}, as an undirected simple graph.
     *
     * @param folder the folder
     * @return the data; with no feature columns where there is no table of features
     * @throws TableException if a table is missing or not what it has to be
     * @throws IOException if a file cannot be read
     */
    public static NodeData readFolder(Path folder) throws IOException {
        NodeData data =
                read(require(folder, "edges"), require(folder, "nodes"), EdgeRules.withDefaults());
        Optional<Path> features = find(folder, "features");
        return features.isEmpty()
                ? data
                : data.withFeatures(readFeatures(features.get(), data.graph().size()));
    }

    private static Optional<Path> find(Path folder, String stem) {
        return SUFFIXES.stream()
                .map(suffix -> folder.resolve(stem + suffix))
                .filter(Files::exists)
                .findFirst();
    }

    private static Path require(Path folder, String stem) {
        return find(folder, stem)
                .orElseThrow(
                        () ->
                                new TableException(
                                        folder
                                                + ": must hold "
                                                + stem
                                                + ".csv.gz or "
                                                + stem
                                                + ".csv"));
    }

    /**
     * Reads sparse features.
     *
     * @param file a table of features
     * @param nodes N
     * @return the features, with as many columns as the largest column number asks for
     * @throws TableException if the table is not what it has to be; the message names file and line
     * @throws IOException if the file cannot be read
     */
    public static SparseFeatures readFeatures(Path file, int nodes) throws IOException {
        return readFeatures(file, nodes, ColumnRenames.none());
    }

    /**
     * Reads sparse features from columns that may have other names.
     *
     * @param file a table of features
     * @param nodes N
     * @param renames names of the two columns in the file
     * @return the features, with as many columns as the largest column number asks for
     * @throws TableException if the table is not what it has to be; the message names file and line
     * @throws IOException if the file cannot be read
     */
    public static SparseFeatures readFeatures(Path file, int nodes, ColumnRenames renames)
            throws IOException {
        Table table = Tables.read(file, name -> name.equals("node"), renames);
        double[] numbers = table.numbers("node");
        List<String> texts = table.texts("features");
        String[] ofNode = new String[nodes];
        int[] rowOf = new int[nodes];
        Arrays.fill(rowOf, -1);
        for (int i = 0; i < texts.size(); i++) {
            int v = nodeNumber(table, i, "node", numbers[i], nodes);
            if (rowOf[v] >= 0) {
                throw twice(table, i, v);
            }
            rowOf[v] = i;
            ofNode[v] = texts.get(i);
        }
        FeatureText parser = new FeatureText(nodes);
        for (int v = 0; v < nodes; v++) {
            if (rowOf[v] >= 0) {
                parser.parse(v, ofNode[v], table.place(rowOf[v]));
            }
            parser.endRow(v);
        }
        return parser.features();
    }

    /**
     * Reads published splits: the numbers of the nodes and one column per split with the fold of
     * each labelled node, {@code T} for test and {@code -} for unused nodes.
     *
     * @param file a table of splits
     * @param nodes N
     * @return the splits, in order of the columns
     * @throws TableException if the table is not what it has to be; the message names file and line
     * @throws IOException if the file cannot be read
     */
    public static NodeSplits readSplits(Path file, int nodes) throws IOException {
        Table table = Tables.read(file, name -> name.equals("node"));
        if (table.rows() != nodes) {
            throw new TableException(
                    table.place() + ": must have " + nodes + " rows, got " + table.rows());
        }
        int[] rowOf = rowOfNode(table, nodes);
        return NodeSplits.read(table, rowOf);
    }

    private static int[] rowOfNode(Table table, int nodes) {
        double[] numbers = table.numbers("node");
        int[] rowOf = new int[nodes];
        Arrays.fill(rowOf, -1);
        for (int i = 0; i < nodes; i++) {
            int v = nodeNumber(table, i, "node", numbers[i], nodes);
            if (rowOf[v] >= 0) {
                throw twice(table, i, v);
            }
            rowOf[v] = i;
        }
        return rowOf;
    }

    private static TableException twice(Table table, int row, int node) {
        return new TableException(table.place(row) + ": node: node " + node + " is there twice");
    }

    private static NodeRoles roles(Table table, int[] rowOf) {
        String column = table.has("role") ? "role" : "public_split";
        if (!table.has(column)) {
            return NodeRoles.all(rowOf.length, NodeRole.UNUSED);
        }
        List<String> texts = table.texts(column);
        return NodeRoles.of(
                IntStream.range(0, rowOf.length)
                        .mapToObj(v -> role(table, column, rowOf[v], texts.get(rowOf[v])))
                        .toArray(NodeRole[]::new));
    }

    private static NodeRole role(Table table, String column, int row, String text) {
        try {
            return NodeRole.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TableException(table.place(row) + ": " + column + ": " + e.getMessage(), e);
        }
    }
}
