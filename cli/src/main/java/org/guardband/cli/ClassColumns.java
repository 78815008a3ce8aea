package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.table.Column;

/** What is said of classes as columns of a table, one a label. */
final class ClassColumns {

    private ClassColumns() {}

    /** One number of a batch. */
    @FunctionalInterface
    private interface Cell {
        double at(int row, int label);
    }

    /** Columns {@code p:<label>}. */
    static List<Column> of(CategoricalBatch batch) {
        return of("p:", batch.labels(), batch.size(), batch::probability);
    }

    /** Columns {@code z:<label>}. */
    static List<Column> of(LogitBatch batch) {
        return of("z:", batch.labels(), batch.size(), batch::logit);
    }

    private static List<Column> of(String prefix, List<String> labels, int rows, Cell cell) {
        List<Column> columns = new ArrayList<>(labels.size());
        for (int k = 0; k < labels.size(); k++) {
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = cell.at(i, k);
            }
            columns.add(Column.wrap(prefix + labels.get(k), values));
        }
        return columns;
    }
}
