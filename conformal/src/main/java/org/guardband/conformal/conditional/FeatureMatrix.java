package org.guardband.conformal.conditional;

import java.util.Arrays;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;

/** Rows of features, end to end in one array. */
final class FeatureMatrix {

    private static final String FIELD = "features";
    private static final String COLUMNS = "columns";

    private final double[] values;
    private final int rows;
    private final int columns;

    private FeatureMatrix(double[] values, int rows, int columns) {
        this.values = values;
        this.rows = rows;
        this.columns = columns;
    }

    /** Copies; no rows have no columns. */
    static FeatureMatrix of(String name, double[][] features) {
        int columns = features.length == 0 ? 0 : features[0].length;
        double[] values = new double[features.length * columns];
        for (int i = 0; i < features.length; i++) {
            String row = name + "[" + i + "]";
            Arguments.atLeast("length of " + row, features[i].length, 1);
            Arguments.sameLength(row, features[i].length, name + "[0]", columns);
            Arguments.allFinite(row, features[i]);
            System.arraycopy(features[i], 0, values, i * columns, columns);
        }
        return new FeatureMatrix(values, features.length, columns);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    double get(int row, int column) {
        return values[row * columns + column];
    }

    void copyRow(int row, double[] out) {
        System.arraycopy(values, row * columns, out, 0, columns);
    }

    /** The first columns, as many as there are. */
    FeatureMatrix first(int count) {
        int kept = Math.min(count, columns);
        double[] out = new double[rows * kept];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, i * columns, out, i * kept, kept);
        }
        return new FeatureMatrix(out, rows, kept);
    }

    void describe(ModelDocument.Builder document) {
        document.put(COLUMNS, columns).put(FIELD, values.clone());
    }

    static FeatureMatrix read(ModelDocument document, int rows) {
        double[] values = document.numbers(FIELD);
        int columns = document.integer(COLUMNS);
        if (columns < (rows == 0 ? 0 : 1) || (long) columns * rows != values.length) {
            throw new ModelFormatException(
                    "field \"features\" must hold \"columns\" numbers for each of "
                            + rows
                            + " rows, got "
                            + values.length);
        }
        return new FeatureMatrix(Arguments.allFinite(FIELD, values).clone(), rows, columns);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureMatrix that
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
