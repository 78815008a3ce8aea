package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;

/** Columns that some methods need beside predictions, named {@code PREFIX:NAME}. */
final class ExtraColumns {

    static final String FEATURE = "x:";

    private ExtraColumns() {}

    /** The names of all columns with a prefix, in the order of the header; at least one. */
    static List<String> names(PredictionTable table, String prefix, String meaning) {
        List<String> names = new ArrayList<>();
        for (String name : table.table().names()) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw new TableException(
                    table.table().place()
                            + ": must hold "
                            + meaning
                            + ", columns "
                            + prefix
                            + "<"
                            + (prefix.equals(FEATURE) ? "name" : "target")
                            + ">");
        }
        return names;
    }

    static List<String> features(PredictionTable table) {
        return names(table, FEATURE, "features");
    }

    /** Finite numbers of a column. */
    static double[] finite(Table table, String name) {
        return checked(table, name, Double::isFinite, "must be finite");
    }

    /** Finite positive numbers of a column. */
    static double[] positive(Table table, String name) {
        return checked(
                table, name, v -> v > 0 && v < Double.POSITIVE_INFINITY, "must be > 0 and finite");
    }

    /** Numbers of a column from 0 to 1. */
    static double[] unit(Table table, String name) {
        return checked(table, name, v -> v >= 0 && v <= 1, "must be in [0, 1]");
    }

    private static double[] checked(Table table, String name, DoublePredicate rule, String told) {
        double[] values = table.numbers(name);
        for (int i = 0; i < values.length; i++) {
            if (!rule.test(values[i])) {
                throw new TableException(
                        table.place(i) + ": " + name + ": " + told + ", got " + plain(values[i]));
            }
        }
        return values;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The columns by row. */
    static double[][] rows(PredictionTable table, List<String> names) {
        double[][] rows = new double[table.rows()][names.size()];
        for (int k = 0; k < names.size(); k++) {
            double[] column = finite(table.table(), names.get(k));
            for (int i = 0; i < rows.length; i++) {
                rows[i][k] = column[i];
            }
        }
        return rows;
    }

    /** The columns with a constant 1 before them. */
    static double[][] rowsWithConstant(PredictionTable table, List<String> names) {
        double[][] rows = rows(table, names);
        for (int i = 0; i < rows.length; i++) {
            double[] wider = new double[names.size() + 1];
            wider[0] = 1;
            System.arraycopy(rows[i], 0, wider, 1, names.size());
            rows[i] = wider;
        }
        return rows;
    }

    /** The columns one row after the other. */
    static double[] rowMajor(PredictionTable table, List<String> names) {
        double[] all = new double[table.rows() * names.size()];
        for (int k = 0; k < names.size(); k++) {
            double[] column = finite(table.table(), names.get(k));
            for (int i = 0; i < column.length; i++) {
                all[i * names.size() + k] = column[i];
            }
        }
        return all;
    }
}
