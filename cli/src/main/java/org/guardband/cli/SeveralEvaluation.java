package org.guardband.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.guardband.conformal.metrics.EmpiricalCoverage;
import org.guardband.core.Coverage;
import org.guardband.core.set.Interval;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;

/**
 * Measures of sets of several things at once: boxes of targets, sets of any number of labels, and
 * answers that are given or not.
 */
final class SeveralEvaluation {

    private static final Coverage CONFIDENCE = Coverage.of(0.95);
    private static final String LOWER = "lower:";
    private static final String UPPER = "upper:";

    private final PredictionTable rows;
    private final Table table;

    SeveralEvaluation(PredictionTable rows) {
        this.rows = rows;
        this.table = rows.table();
    }

    /** Whether there are boxes of several targets. */
    boolean hasBoxes() {
        return table.names().stream().anyMatch(name -> name.startsWith(LOWER));
    }

    /** Whether rows have any number of labels. */
    boolean hasManyLabels() {
        return rows.hasLabels()
                && rows.sets().labelSets().size() > 0
                && (table.names().stream().anyMatch(name -> base(name).equals("certain"))
                        || table.texts("label").stream()
                                .anyMatch(text -> text.isEmpty() || text.indexOf('|') >= 0));
    }

    /** Whether answers are given to some rows. */
    boolean hasAnswers() {
        return table.has("answer");
    }

    private static String base(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    private static String end(String name) {
        int at = name.indexOf('@');
        return at < 0 ? "" : name.substring(at);
    }

    /** Joint coverage of boxes, and the coverage and width of each side. */
    Map<String, Double> boxes() {
        Set<String> ends = new LinkedHashSet<>();
        Set<String> targets = new LinkedHashSet<>();
        for (String name : table.names()) {
            if (name.startsWith(LOWER)) {
                ends.add(end(name));
                targets.add(base(name).substring(LOWER.length()));
            }
        }
        double[][] y = MultiTargetMethods.truths(rows, List.copyOf(targets));
        Map<String, Double> measures = new LinkedHashMap<>();
        for (String end : ends) {
            boolean[] inside = new boolean[rows.rows()];
            Arrays.fill(inside, true);
            Map<String, Double> sides = new LinkedHashMap<>();
            int k = 0;
            for (String target : targets) {
                double[] lower = notNaN(LOWER + target + end);
                double[] upper = notNaN(UPPER + target + end);
                double width = 0;
                int covered = 0;
                for (int i = 0; i < inside.length; i++) {
                    boolean hit = y[i][k] >= lower[i] && y[i][k] <= upper[i];
                    inside[i] &= hit;
                    covered += hit ? 1 : 0;
                    width += Math.max(0, upper[i] - lower[i]);
                }
                sides.put("coverage:" + target + end, covered / (double) inside.length);
                sides.put("mean-width:" + target + end, width / inside.length);
                k++;
            }
            coverage(measures, end, i -> inside[i]);
            measures.putAll(sides);
        }
        return measures;
    }

    private double[] notNaN(String name) {
        double[] values = table.numbers(name);
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new TableException(
                        table.place(i) + ": " + name + ": must be a number, got NaN");
            }
        }
        return values;
    }

    private void coverage(Map<String, Double> into, String end, IntPredicate hit) {
        long covered = IntStream.range(0, rows.rows()).filter(hit).count();
        Interval exact = new EmpiricalCoverage(covered, rows.rows()).clopperPearson(CONFIDENCE);
        Evaluation.putCoverage(into, end, covered, rows.rows(), exact);
    }

    /**
     * Whether all true labels are in the set and all certain ones true; what is missed or wrong.
     */
    Map<String, Double> manyLabels() {
        Map<String, Double> measures = new LinkedHashMap<>();
        List<Set<String>> truths = labels("label");
        for (String end : rows.sets().labelSets()) {
            List<Set<String>> sets = labels("set" + end);
            List<Set<String>> certain =
                    table.has("certain" + end)
                            ? labels("certain" + end)
                            : sets.stream().map(set -> Set.<String>of()).toList();
            coverage(
                    measures,
                    end,
                    i ->
                            sets.get(i).containsAll(truths.get(i))
                                    && truths.get(i).containsAll(certain.get(i)));
            measures.put("missed" + end, meanShare(truths, sets));
            measures.put("wrong" + end, meanShare(sets, truths));
            measures.put("mean-size" + end, meanSize(sets));
            if (table.has("certain" + end)) {
                measures.put("mean-certain" + end, meanSize(certain));
            }
        }
        return measures;
    }

    /** The mean share of a set that is outside another; 0 for the empty set. */
    private static double meanShare(List<Set<String>> of, List<Set<String>> outside) {
        return IntStream.range(0, of.size())
                .mapToDouble(
                        i -> {
                            Set<String> set = of.get(i);
                            long missing =
                                    set.stream()
                                            .filter(label -> !outside.get(i).contains(label))
                                            .count();
                            return set.isEmpty() ? 0 : missing / (double) set.size();
                        })
                .average()
                .orElse(Double.NaN);
    }

    private static double meanSize(List<Set<String>> sets) {
        return sets.stream().mapToInt(Set::size).average().orElse(Double.NaN);
    }

    private List<Set<String>> labels(String name) {
        Column column = table.column(name);
        return IntStream.range(0, rows.rows())
                .mapToObj(column::text)
                .<Set<String>>map(
                        text ->
                                text.isEmpty()
                                        ? Set.of()
                                        : new LinkedHashSet<>(List.of(text.split("\\|", -1))))
                .toList();
    }

    /** How many rows are answered, and how many of the answers are wrong. */
    Map<String, Double> answers() {
        if (!rows.hasLabels()) {
            throw new TableException(table.place() + ": column label (the truth) is missing");
        }
        List<String> answers = table.texts("answer");
        List<String> truths = table.texts("label");
        long given = answers.stream().filter(answer -> !answer.isEmpty()).count();
        long wrong =
                IntStream.range(0, answers.size())
                        .filter(i -> !answers.get(i).isEmpty())
                        .filter(i -> !answers.get(i).equals(truths.get(i)))
                        .count();
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("rows", (double) answers.size());
        measures.put("answered", (double) given);
        measures.put("answered-share", given / (double) answers.size());
        measures.put("wrong", (double) wrong);
        if (given > 0) {
            Interval exact = new EmpiricalCoverage(wrong, given).clopperPearson(CONFIDENCE);
            measures.put("wrong-share", wrong / (double) given);
            measures.put("wrong-share-low", exact.lower());
            measures.put("wrong-share-high", exact.upper());
        }
        return measures;
    }
}
