package org.guardband.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;

/** The labels of a table of nodes: numbers keep their value, names are numbered as they come. */
final class NodeLabels {

    private static final int MOST_CLASSES = 1_000_000;

    private final int[] labels;
    private final List<String> names;

    private NodeLabels(int[] labels, List<String> names) {
        this.labels = labels;
        this.names = names;
    }

    static NodeLabels read(Table table, int[] rowOf) {
        if (!table.has("label")) {
            int[] none = new int[rowOf.length];
            Arrays.fill(none, NodeData.UNLABELLED);
            return new NodeLabels(none, List.of("0"));
        }
        List<String> texts = table.texts("label");
        // a minus too: -1 among numbers is no class of that name
        boolean numbered =
                texts.stream().allMatch(text -> text.isEmpty() || text.matches("-?[0-9]+"));
        return numbered ? numbered(table, texts, rowOf) : named(texts, rowOf);
    }

    private static NodeLabels numbered(Table table, List<String> texts, int[] rowOf) {
        int[] labels = new int[rowOf.length];
        int classes = 1;
        for (int v = 0; v < labels.length; v++) {
            String text = texts.get(rowOf[v]);
            if (!text.isEmpty() && !text.matches("0*[0-9]{1,6}")) {
                throw new TableException(
                        table.place(rowOf[v])
                                + ": label: must be a class in [0, "
                                + MOST_CLASSES
                                + "), or empty where unknown, got "
                                + text);
            }
            labels[v] = text.isEmpty() ? NodeData.UNLABELLED : Integer.parseInt(text);
            classes = Math.max(classes, labels[v] + 1);
        }
        return new NodeLabels(
                labels, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    private static NodeLabels named(List<String> texts, int[] rowOf) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] labels = new int[rowOf.length];
        for (int v = 0; v < labels.length; v++) {
            String text = texts.get(rowOf[v]);
            labels[v] =
                    text.isEmpty()
                            ? NodeData.UNLABELLED
                            : numbers.computeIfAbsent(text, name -> numbers.size());
        }
        return new NodeLabels(labels, List.copyOf(numbers.keySet()));
    }

    /** One class index per node. */
    int[] labels() {
        return labels;
    }

    /** The names of the classes. */
    List<String> names() {
        return names;
    }
}
