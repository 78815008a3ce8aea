package org.guardband.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guardband.core.batch.MultiLabelBatch;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/**
 * Tables of rows with any number of labels: columns {@code p:<label>} that need not sum to one, and
 * the true labels joined by {@code |} in the column {@code label}.
 */
final class LabelTable {

    private static final String PROBABILITY = "p:";

    private LabelTable() {}

    static List<String> labels(PredictionTable table) {
        List<String> labels =
                table.table().names().stream()
                        .filter(name -> name.startsWith(PROBABILITY))
                        .map(name -> name.substring(PROBABILITY.length()))
                        .toList();
        if (labels.isEmpty()) {
            throw new TableException(
                    table.table().place() + ": must hold probabilities, columns p:<label>");
        }
        LabelSetMethods.requireSeparable(labels);
        return labels;
    }

    static MultiLabelBatch probabilities(PredictionTable table, List<String> labels) {
        double[] p = new double[table.rows() * labels.size()];
        for (int k = 0; k < labels.size(); k++) {
            double[] column = ExtraColumns.unit(table.table(), PROBABILITY + labels.get(k));
            for (int i = 0; i < column.length; i++) {
                p[i * labels.size() + k] = column[i];
            }
        }
        return MultiLabelBatch.wrap(p, labels);
    }

    /** Which labels are there, by row. */
    static boolean[][] truths(PredictionTable table, List<String> labels) {
        if (!table.hasLabels()) {
            throw new TableException(
                    table.table().place() + ": column label (the truth) is missing");
        }
        Map<String, Integer> positions = new HashMap<>();
        for (String label : labels) {
            positions.put(label, positions.size());
        }
        Column column = table.table().column("label");
        boolean[][] truths = new boolean[table.rows()][labels.size()];
        for (int i = 0; i < truths.length; i++) {
            String text = column.text(i);
            if (text.isEmpty()) {
                continue;
            }
            for (String label : text.split("\\|", -1)) {
                Integer position = positions.get(label);
                if (position == null) {
                    throw new TableException(
                            table.table().place(i)
                                    + ": label: unknown label \""
                                    + label
                                    + "\"; known are "
                                    + CalibrationSizes.shortened(labels));
                }
                truths[i][position] = true;
            }
        }
        return truths;
    }
}
