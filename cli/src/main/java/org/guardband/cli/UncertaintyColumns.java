package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guardband.core.table.Column;
import org.guardband.core.table.Table;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.uncertainty.ClassUncertainty;
import org.guardband.ensembles.uncertainty.ClassUncertaintyPart;
import org.guardband.ensembles.uncertainty.RealUncertainty;
import org.guardband.ensembles.uncertainty.RealUncertaintyPart;

/**
 * The parts of an ensemble's uncertainty as columns {@code u:<part>}, which {@code aggregate}
 * writes and {@code evaluate} finds again.
 */
final class UncertaintyColumns {

    static final String PREFIX = "u:";

    private UncertaintyColumns() {}

    static List<Column> of(ClassMembers members) {
        ClassUncertainty split = ClassUncertainty.of(members);
        List<Column> columns = new ArrayList<>();
        for (ClassUncertaintyPart part : ClassUncertaintyPart.values()) {
            columns.add(Column.wrap(name(part.title()), split.column(part)));
        }
        return columns;
    }

    static List<Column> of(RealMembers members) {
        RealUncertainty split = RealUncertainty.of(members);
        List<Column> columns = new ArrayList<>();
        for (RealUncertaintyPart part : RealUncertaintyPart.values()) {
            columns.add(Column.wrap(name(part.title()), split.column(part)));
        }
        return columns;
    }

    private static String name(String title) {
        return PREFIX + title.replace(' ', '-');
    }

    /** The mean of every such column of a table. */
    static Map<String, Double> means(Table table) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (String name : table.names()) {
            if (name.startsWith(PREFIX)) {
                double sum = 0;
                double[] values = table.numbers(name);
                for (double value : values) {
                    sum += value;
                }
                means.put("mean-" + name.substring(PREFIX.length()), sum / values.length);
            }
        }
        return means;
    }

    /**
     * How well each part tells wrong rows from right ones: the probability that a wrong row has the
     * larger value, ties counting one half; left out where all rows are right or all wrong.
     */
    static Map<String, Double> discrimination(Table table, boolean[] wrong) {
        Map<String, Double> areas = new LinkedHashMap<>();
        for (String name : table.names()) {
            if (name.startsWith(PREFIX)) {
                double area = area(table.numbers(name), wrong);
                if (!Double.isNaN(area)) {
                    areas.put("auroc-of-errors-" + name.substring(PREFIX.length()), area);
                }
            }
        }
        return areas;
    }

    /** The probability that a wrong row has the larger value; NaN if there is none to compare. */
    static double area(double[] values, boolean[] wrong) {
        Integer[] order = new Integer[values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double ranks = 0;
        double errors = 0;
        int at = 0;
        while (at < order.length) {
            int end = at;
            while (end < order.length && values[order[end]] == values[order[at]]) {
                end++;
            }
            double rank = 0.5 * (at + end + 1); // the mean rank of the tie, counted from one
            for (int j = at; j < end; j++) {
                ranks += wrong[order[j]] ? rank : 0;
                errors += wrong[order[j]] ? 1 : 0;
            }
            at = end;
        }
        double right = values.length - errors;
        return (ranks - errors * (errors + 1) / 2) / (errors * right);
    }
}
