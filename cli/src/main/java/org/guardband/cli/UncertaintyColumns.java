package org.guardband.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guardband.core.selective.SelectiveRisk;
import org.guardband.core.selective.Separation;
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

    /** How well each part tells wrong rows from right ones. */
    static Map<String, Double> discrimination(Table table, boolean[] wrong) {
        Map<String, Double> measures = new LinkedHashMap<>();
        for (String name : table.names()) {
            if (name.startsWith(PREFIX)) {
                measures.putAll(
                        ofErrors(name.substring(PREFIX.length()), table.numbers(name), wrong));
            }
        }
        return measures;
    }

    /**
     * The probability that a wrong row has the larger value, ties counting one half, and the area
     * under the curve of risk over coverage; nothing where all rows are right or all wrong.
     */
    static Map<String, Double> ofErrors(String name, double[] values, boolean[] wrong) {
        SelectiveRisk risk = SelectiveRisk.ofErrors(values, wrong);
        Map<String, Double> measures = new LinkedHashMap<>();
        if (risk.meanLoss() > 0 && risk.meanLoss() < 1) {
            measures.put("auroc-of-errors-" + name, Separation.ofErrors(values, wrong).auroc());
            measures.put("aurc-of-errors-" + name, risk.area());
        }
        return measures;
    }
}
