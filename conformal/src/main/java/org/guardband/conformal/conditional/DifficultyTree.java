package org.guardband.conformal.conditional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SortedOrder;

/**
 * A regression tree of which only the leaves matter. Node v asks whether x[feature[v]] ≤
 * threshold[v] and goes to child[v], else to child[v] + 1; leaves have the child 0.
 */
final class DifficultyTree {

    private static final String DOCUMENT = "difficulty-tree";

    private final int[] feature;
    private final double[] threshold;
    private final int[] child;
    private final int[] leaf;
    private final int leaves;

    private DifficultyTree(int[] feature, double[] threshold, int[] child) {
        this.feature = feature;
        this.threshold = threshold;
        this.child = child;
        this.leaf = new int[child.length];
        int count = 0;
        for (int v = 0; v < child.length; v++) {
            leaf[v] = child[v] == 0 ? count++ : -1;
        }
        this.leaves = count;
    }

    /** A leaf under way, with the best split of its rows; gain 0 where there is none. */
    private record Open(int node, List<Integer> rows, double gain, int column, double cut) {}

    static DifficultyTree grow(FeatureMatrix x, double[] y, int[] rows, int leaves, int smallest) {
        int most = 2 * leaves - 1;
        int[] feature = new int[most];
        double[] threshold = new double[most];
        int[] child = new int[most];
        int nodes = 1;
        List<Open> open = new ArrayList<>();
        open.add(split(0, Arrays.stream(rows).boxed().toList(), x, y, smallest));
        while (open.size() < leaves) {
            Open best = open.get(0);
            for (Open each : open) {
                best = each.gain() > best.gain() ? each : best;
            }
            if (best.gain() <= 0) {
                break;
            }
            open.remove(best);
            feature[best.node()] = best.column();
            threshold[best.node()] = best.cut();
            child[best.node()] = nodes;
            List<Integer> left = new ArrayList<>();
            List<Integer> right = new ArrayList<>();
            for (int i : best.rows()) {
                (x.get(i, best.column()) <= best.cut() ? left : right).add(i);
            }
            open.add(split(nodes++, left, x, y, smallest));
            open.add(split(nodes++, right, x, y, smallest));
        }
        return new DifficultyTree(
                Arrays.copyOf(feature, nodes),
                Arrays.copyOf(threshold, nodes),
                Arrays.copyOf(child, nodes));
    }

    private static Open split(
            int node, List<Integer> rows, FeatureMatrix x, double[] y, int smallest) {
        Open best = new Open(node, rows, 0, 0, 0);
        int n = rows.size();
        double mean = rows.stream().mapToDouble(i -> y[i]).average().orElse(0);
        for (int j = 0; j < x.columns(); j++) {
            int column = j;
            double[] values = rows.stream().mapToDouble(i -> x.get(i, column)).toArray();
            int[] order = SortedOrder.ascending(values);
            double sum = 0;
            for (int k = 1; k < n; k++) {
                sum += y[rows.get(order[k - 1])] - mean;
                double low = values[order[k - 1]];
                double high = values[order[k]];
                if (k >= smallest && n - k >= smallest && low < high) {
                    // squared error saved, as deviations from the mean sum to 0
                    double gain = sum * sum * ((double) n / ((double) k * (n - k)));
                    if (gain > best.gain()) {
                        double middle = low / 2 + high / 2;
                        best =
                                new Open(
                                        node,
                                        rows,
                                        gain,
                                        j,
                                        middle >= low && middle < high ? middle : low);
                    }
                }
            }
        }
        return best;
    }

    int leaves() {
        return leaves;
    }

    /** The number of the leaf that a row falls into. */
    int leaf(FeatureMatrix x, int row) {
        int v = 0;
        while (child[v] != 0) {
            v = child[v] + (x.get(row, feature[v]) <= threshold[v] ? 0 : 1);
        }
        return leaf[v];
    }

    ModelDocument toDocument() {
        return ModelDocument.of(DOCUMENT)
                .put("feature", feature.clone())
                .put("threshold", threshold.clone())
                .put("child", child.clone())
                .build();
    }

    static DifficultyTree read(ModelDocument document, int columns) {
        int[] feature = Arguments.allIndices("feature", document.integers("feature"), columns);
        double[] threshold = Arguments.allFinite("threshold", document.numbers("threshold"));
        int[] child = document.integers("child");
        if (child.length < 1
                || feature.length != child.length
                || threshold.length != child.length) {
            throw new ModelFormatException("a tree must have as many features as thresholds");
        }
        for (int v = 0; v < child.length; v++) {
            // children come after their parent, so that every walk ends
            if (child[v] != 0 && (child[v] <= v || child[v] >= child.length - 1)) {
                throw new ModelFormatException("child[" + v + "] must be a later node or 0");
            }
        }
        return new DifficultyTree(feature.clone(), threshold.clone(), child.clone());
    }
}
