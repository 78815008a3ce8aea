package org.guardband.smile;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.measure.Measure;
import smile.data.measure.NominalScale;
import smile.data.type.StructField;
import smile.data.type.StructType;

/** Rows as a Smile model takes them, checked: Smile itself predicts from NaN without a word. */
final class SmileRows {

    /** What is asked of a model for one row. */
    @FunctionalInterface
    interface Visitor<T> {
        void visit(int i, T row);
    }

    private SmileRows() {}

    /** Calls for each row, in order; the rows must be of one width and finite. */
    static void arrays(double[][] rows, Visitor<double[]> visitor) {
        requireFinite(rows);
        for (int i = 0; i < rows.length; i++) {
            // a copy: nearest neighbours of Smile leave out a training row where it is the very
            // array that is asked about, and predictions are to depend on its numbers alone
            visit(visitor, i, rows[i].clone());
        }
    }

    static double[][] requireFinite(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(
                        "rows["
                                + i
                                + "] must have "
                                + rows[0].length
                                + " columns as rows[0], got "
                                + rows[i].length);
            }
            Arguments.allFinite("rows[" + i + "]", rows[i]);
        }
        return rows;
    }

    static <T> void objects(List<? extends T> rows, Visitor<T> visitor) {
        for (int i = 0; i < rows.size(); i++) {
            visit(visitor, i, rows.get(i));
        }
    }

    /**
     * Calls for each row of a frame, in order and one at a time: a formula of Smile 2.6 keeps its
     * last binding in a field that two threads must not set at once, hence the lock.
     *
     * @param schema what the model was trained on
     */
    static void frame(DataFrame rows, Formula formula, StructType schema, Visitor<Tuple> visitor) {
        synchronized (formula) {
            requireFits(rows, formula, schema);
            for (int i = 0; i < rows.size(); i++) {
                visit(visitor, i, rows.get(i));
            }
        }
    }

    private static void requireFits(DataFrame rows, Formula formula, StructType schema) {
        StructType bound;
        try {
            bound = formula.bind(rows.schema());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "rows must have the columns of the model's "
                            + formula
                            + ", got "
                            + Arrays.toString(rows.names()),
                    e);
        }
        Arguments.sameLength("the predictors", bound.length(), "the model's", schema.length());
        for (int j = 0; j < schema.length(); j++) {
            requireLevels(bound.field(j), schema.field(j));
        }
        if (rows.size() > 0) {
            requireFinite(formula.x(rows));
        }
    }

    /** Codes of a nominal column mean nothing under another scale. */
    private static void requireLevels(StructField given, StructField trained) {
        Measure wanted = trained.measure;
        if (wanted instanceof NominalScale && !wanted.equals(given.measure)) {
            throw new IllegalArgumentException(
                    "column "
                            + trained.name
                            + " must have the levels of the training rows, "
                            + wanted
                            + ", got "
                            + given.measure);
        }
    }

    private static void requireFinite(DataFrame predictors) {
        for (int j = 0; j < predictors.ncols(); j++) {
            StructField field = predictors.schema().field(j);
            if (!field.type.isFloating()) {
                continue;
            }
            for (int i = 0; i < predictors.size(); i++) {
                Arguments.finite(field.name + "[" + i + "]", predictors.getDouble(i, j));
            }
        }
    }

    private static <T> void visit(Visitor<T> visitor, int i, T row) {
        try {
            visitor.visit(i, row);
        } catch (ArrayIndexOutOfBoundsException | NullPointerException | ClassCastException e) {
            throw new IllegalArgumentException("rows[" + i + "] must fit the model: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "rows[" + i + "] must fit the model: " + e.getMessage(), e);
        }
    }
}
