package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.guardband.core.table.ColumnRenames;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;
import org.guardband.graph.EdgeRules;
import org.guardband.graph.Graph;
import org.guardband.graph.GraphFiles;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;

/**
 * A table with a row for every node of a graph, in order of node: {@code node}, {@code role}, class
 * probabilities or logits and, where it is known, {@code label}; and the edges beside it.
 */
final class NodeTable {

    static final String NODE = "node";
    private static final String ROLE = "role";
    private static final String LABEL = "label";

    private final PredictionTable table;
    private final NodeBatch batch;

    private NodeTable(PredictionTable table, NodeBatch batch) {
        this.table = table;
        this.batch = batch;
    }

    static NodeTable of(
            PredictionTable table, EdgesOption given, ColumnsOption columns, List<String> classes)
            throws IOException {
        Path file =
                given.edges.orElseThrow(
                        () ->
                                new TableException(
                                        table.table().place()
                                                + ": nodes need their edges; give --edges"
                                                + " EDGES.csv"));
        ColumnRenames names = columns.renames();
        Graph graph = graph(table, file, names);
        NodeRoles roles = roles(table.table());
        NodeBatch batch =
                table.has(PredictionKind.LOGITS)
                        ? NodeBatch.of(graph, table.logits(classes), roles)
                        : NodeBatch.of(graph, table.categorical(classes), roles);
        return new NodeTable(
                table,
                given.features.isEmpty()
                        ? batch
                        : batch.withFeatures(
                                GraphFiles.readFeatures(
                                        given.features.get(), table.rows(), names)));
    }

    /** The graph of a table of nodes. */
    static Graph graph(PredictionTable nodes, Path edges, ColumnRenames names) throws IOException {
        requireOrder(nodes.table());
        return GraphFiles.readEdges(edges, nodes.rows(), EdgeRules.withDefaults(), names);
    }

    /** Rows are found by their number; a table that was sorted otherwise would be misread. */
    private static void requireOrder(Table table) {
        double[] nodes = table.numbers(NODE);
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i] != i) {
                throw new TableException(
                        table.place(i)
                                + ": "
                                + NODE
                                + ": must be "
                                + i
                                + ", for rows are nodes 0, 1, 2, ... in order, got "
                                + Evaluation.text(nodes[i]));
            }
        }
    }

    private static NodeRoles roles(Table table) {
        List<String> words = table.texts(ROLE);
        NodeRole[] roles = new NodeRole[words.size()];
        for (int i = 0; i < roles.length; i++) {
            try {
                roles[i] = NodeRole.parse(words.get(i));
            } catch (IllegalArgumentException e) {
                throw new TableException(
                        table.place(i)
                                + ": "
                                + ROLE
                                + ": must be train, val, cal, test or unused, got "
                                + words.get(i),
                        e);
            }
        }
        return NodeRoles.of(roles);
    }

    /**
     * Of a table of nodes the rows with role test whose label is known, which alone can be judged;
     * any other table as it is.
     */
    static PredictionTable testNodes(PredictionTable table, double tolerance, Notes notes) {
        if (!table.table().has(NODE) || !table.table().has(ROLE)) {
            return table;
        }
        Table all = table.table();
        int[] test = roles(all).nodes(NodeRole.TEST);
        if (test.length == 0) {
            throw new TableException(all.place() + ": " + ROLE + ": no node has role test");
        }
        List<String> labels = all.texts(LABEL);
        int[] known = Arrays.stream(test).filter(v -> !labels.get(v).isEmpty()).toArray();
        if (known.length == 0) {
            throw new TableException(
                    all.place(test[0])
                            + ": "
                            + LABEL
                            + ": is empty, as for all nodes with role test; without labels they"
                            + " cannot be judged");
        }
        int unknown = test.length - known.length;
        notes.add(
                "evaluated are the "
                        + known.length
                        + " nodes with role test"
                        + (unknown == 0 ? "" : " and a label; " + unknown + " have none"));
        return PredictionTable.of(all.withRows(known), tolerance);
    }

    NodeBatch batch() {
        return batch;
    }

    /** The nodes of a role; there has to be one, and each has to have a label. */
    private void requireLabelled(NodeRole role, int[] labels) {
        Table all = table.table();
        String word = role == NodeRole.TRAIN ? "train" : "cal";
        int[] nodes = batch.roles().nodes(role);
        if (nodes.length == 0) {
            throw new TableException(
                    all.place()
                            + ": "
                            + ROLE
                            + ": no node has role "
                            + word
                            + ", which the method learns from");
        }
        for (int v : nodes) {
            if (labels[v] == NodeData.UNLABELLED) {
                throw new TableException(
                        all.place(v)
                                + ": "
                                + LABEL
                                + ": is empty, must be known for a node with role "
                                + word);
            }
        }
    }

    /** {@link #labels}, of which those of nodes in the given roles have to be known. */
    int[] labels(NodeRole... needed) {
        int[] labels = labels();
        for (NodeRole role : needed) {
            requireLabelled(role, labels);
        }
        return labels;
    }

    /** What a method says of the batch as a whole, it says of this table. */
    <T> T inTable(Supplier<T> work) {
        try {
            return work.get();
        } catch (TableException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TableException(table.table().place() + ": " + e.getMessage(), e);
        }
    }

    /** Class indices; those of nodes without a label are {@link NodeData#UNLABELLED}. */
    private int[] labels() {
        List<String> classes = batch.labels();
        List<String> texts = table.table().texts(LABEL);
        int[] labels = new int[texts.size()];
        Arrays.fill(labels, NodeData.UNLABELLED);
        for (int i = 0; i < labels.length; i++) {
            String text = texts.get(i);
            if (!text.isEmpty()) {
                labels[i] = classes.indexOf(text);
                if (labels[i] < 0) {
                    throw new TableException(
                            table.table().place(i)
                                    + ": "
                                    + LABEL
                                    + ": unknown label \""
                                    + text
                                    + "\"");
                }
            }
        }
        return labels;
    }
}
