package org.guardband.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.guardband.core.table.NpzArrays;
import org.guardband.core.table.TableException;

/**
 * Reads graphs from {@code .npz} archives in the layout of the gnn-benchmark collection (Shchur et
 * al. 2018, arXiv 1811.05868): the adjacency as a sparse matrix in {@code adj_data}, {@code
 * adj_indices}, {@code adj_indptr}, {@code adj_shape}; features in {@code attr_data}, {@code
 * attr_indices}, {@code attr_indptr}, {@code attr_shape} or dense in {@code attr_matrix}; and
 * {@code labels}. Other arrays, such as names, are not looked into. Stored zeros are no edges, and
 * other numbers in {@code adj_data} count as one.
 */
public final class GraphArchive {

    private static final Set<String> WANTED =
            Set.of(
                    "adj_data",
                    "adj_indices",
                    "adj_indptr",
                    "adj_shape",
                    "attr_data",
                    "attr_indices",
                    "attr_indptr",
                    "attr_shape",
                    "attr_matrix",
                    "labels");

    private final Path file;
    private final NpzArrays arrays;

    private GraphArchive(Path file, NpzArrays arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    /**
     * Reads an archive.
     *
     * @param file an {@code .npz} file
     * @param rules what becomes of direction, loops and duplicates
     * @return the data; without features or labels where the archive has none
     * @throws TableException if a part is missing or inconsistent
     * @throws IOException if the file cannot be read
     */
    public static NodeData read(Path file, EdgeRules rules) throws IOException {
        GraphArchive archive = new GraphArchive(file, NpzArrays.read(file, WANTED::contains));
        try {
            return archive.data(rules);
        } catch (TableException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TableException(file + ": " + e.getMessage(), e);
        }
    }

    private NodeData data(EdgeRules rules) {
        int[] starts = arrays.integers("adj_indptr");
        int nodes = starts.length - 1;
        if (nodes < 0) {
            throw wrong("adj_indptr", "must have a number, got none");
        }
        requireShape("adj_shape", nodes, nodes);
        int[] columns = arrays.integers("adj_indices");
        requireStarts("adj_indptr", starts, columns.length);
        requireColumns("adj_indices", columns, nodes);
        return NodeData.of(graph(nodes, starts, columns, rules), features(nodes), labels(nodes));
    }

    private Graph graph(int nodes, int[] starts, int[] columns, EdgeRules rules) {
        double[] weights = new double[columns.length];
        Arrays.fill(weights, 1);
        if (arrays.has("adj_data")) {
            weights = arrays.numbers("adj_data");
            if (weights.length != columns.length) {
                throw wrong(
                        "adj_data",
                        "must have " + columns.length + " numbers, got " + weights.length);
            }
        }
        int[] src = new int[columns.length];
        int used = 0;
        for (int v = 0; v < nodes; v++) {
            for (int e = starts[v]; e < starts[v + 1]; e++) {
                if (weights[e] != 0) {
                    src[used] = v;
                    columns[used++] = columns[e];
                }
            }
        }
        return Graph.of(nodes, Arrays.copyOf(src, used), Arrays.copyOf(columns, used), rules);
    }

    private NodeFeatures features(int nodes) {
        if (arrays.has("attr_matrix")) {
            DenseFeatures dense =
                    DenseFeatures.of(arrays.numbers("attr_matrix"), arrays.columns("attr_matrix"));
            if (dense.size() != nodes) {
                throw wrong("attr_matrix", "must have " + nodes + " rows, got " + dense.size());
            }
            return dense;
        }
        if (!arrays.has("attr_indptr")) {
            return NodeFeatures.none(nodes);
        }
        int[] starts = arrays.integers("attr_indptr");
        if (starts.length != nodes + 1) {
            throw wrong(
                    "attr_indptr", "must have " + (nodes + 1) + " numbers, got " + starts.length);
        }
        int[] shape = arrays.integers("attr_shape");
        if (shape.length != 2 || shape[0] != nodes || shape[1] < 0) {
            throw wrong("attr_shape", "must be [" + nodes + ", F], got " + Arrays.toString(shape));
        }
        int[] columns = arrays.integers("attr_indices");
        requireStarts("attr_indptr", starts, columns.length);
        requireColumns("attr_indices", columns, shape[1]);
        double[] values = arrays.numbers("attr_data");
        if (values.length != columns.length) {
            throw wrong(
                    "attr_data", "must have " + columns.length + " numbers, got " + values.length);
        }
        for (int v = 0; v < nodes; v++) {
            sortRow(columns, values, starts[v], starts[v + 1]);
        }
        return SparseFeatures.of(nodes, shape[1], starts, columns, values);
    }

    /** Rows come sorted as a rule, and are then left alone. */
    private static void sortRow(int[] columns, double[] values, int from, int to) {
        boolean ascends = true;
        for (int e = from + 1; e < to; e++) {
            ascends &= columns[e - 1] <= columns[e];
        }
        if (ascends) {
            return;
        }
        double[] before = Arrays.copyOfRange(values, from, to);
        long[] order = new long[before.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = ((long) columns[from + i] << 32) | i;
        }
        Arrays.sort(order);
        for (int i = 0; i < order.length; i++) {
            columns[from + i] = (int) (order[i] >>> 32);
            values[from + i] = before[(int) order[i]];
        }
    }

    private int[] labels(int nodes) {
        if (!arrays.has("labels")) {
            int[] none = new int[nodes];
            Arrays.fill(none, NodeData.UNLABELLED);
            return none;
        }
        int[] labels = arrays.integers("labels");
        if (labels.length != nodes) {
            throw wrong("labels", "must have " + nodes + " numbers, got " + labels.length);
        }
        return labels;
    }

    private void requireShape(String name, int rows, int columns) {
        if (arrays.has(name)) {
            int[] shape = arrays.integers(name);
            if (!Arrays.equals(shape, new int[] {rows, columns})) {
                throw wrong(
                        name,
                        "must be [" + rows + ", " + columns + "], got " + Arrays.toString(shape));
            }
        }
    }

    private void requireStarts(String name, int[] starts, int entries) {
        for (int v = 1; v < starts.length; v++) {
            if (starts[v] < starts[v - 1]) {
                throw wrong(
                        name,
                        "element " + v + " must be >= " + starts[v - 1] + ", got " + starts[v]);
            }
        }
        if (starts[0] != 0 || starts[starts.length - 1] != entries) {
            throw wrong(
                    name,
                    "must lead from 0 to "
                            + entries
                            + ", got "
                            + starts[0]
                            + " to "
                            + starts[starts.length - 1]);
        }
    }

    private void requireColumns(String name, int[] columns, int bound) {
        for (int e = 0; e < columns.length; e++) {
            if (columns[e] < 0 || columns[e] >= bound) {
                throw wrong(
                        name, "element " + e + " must be in [0, " + bound + "), got " + columns[e]);
            }
        }
    }

    private TableException wrong(String array, String what) {
        return new TableException(file + ": " + array + ": " + what);
    }
}
