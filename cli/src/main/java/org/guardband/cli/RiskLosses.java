package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.conformal.risk.LabelLosses;
import org.guardband.conformal.risk.ThresholdLoss;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/**
 * The losses of a table's rows over a grid of thresholds: of sets of labels, or as the columns
 * {@code loss:<threshold>} give them.
 */
final class RiskLosses {

    static final String LOSS = "loss:";

    private static final String MISSED = "missed";
    private static final String ANY_MISSED = "any-missed";
    private static final String WRONG = "wrong";

    private final List<String> columns;
    private final double[] grid;
    private final Choice choice;

    /** A loss by name. */
    @FunctionalInterface
    private interface Choice {
        ThresholdLoss of(String name);
    }

    /**
     * A loss and the largest mean that is admitted.
     *
     * @param name what it is called
     * @param level the largest mean
     * @param loss the loss of a row
     */
    record Named(String name, double level, ThresholdLoss loss) {
        boolean growsWithSets() {
            return name.equals(WRONG);
        }
    }

    private RiskLosses(List<String> columns, double[] grid, Choice choice) {
        this.columns = columns;
        this.grid = grid;
        this.choice = choice;
    }

    static RiskLosses of(PredictionTable table) {
        List<String> given =
                table.table().names().stream().filter(name -> name.startsWith(LOSS)).toList();
        return given.isEmpty() ? ofLabels(table) : ofColumns(table, given);
    }

    private static RiskLosses ofLabels(PredictionTable table) {
        List<String> labels = LabelTable.labels(table);
        LabelLosses losses =
                LabelLosses.of(
                        LabelTable.probabilities(table, labels), LabelTable.truths(table, labels));
        return new RiskLosses(
                labels.stream().map(label -> "p:" + label).toList(),
                RiskMethods.grid(),
                name ->
                        switch (name) {
                            case MISSED -> losses.falseNegativeRate();
                            case ANY_MISSED -> losses.miscoverage();
                            case WRONG -> losses.falseDiscoveryRate();
                            default ->
                                    throw new IllegalArgumentException(
                                            "--loss must be missed, any-missed or wrong, got "
                                                    + name);
                        });
    }

    private static RiskLosses ofColumns(PredictionTable table, List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        double[] thresholds = new double[names.size()];
        sorted.sort((a, b) -> Double.compare(threshold(table, a), threshold(table, b)));
        double[][] losses = new double[names.size()][];
        for (int j = 0; j < thresholds.length; j++) {
            thresholds[j] = threshold(table, sorted.get(j));
            losses[j] = ExtraColumns.unit(table.table(), sorted.get(j));
            if (j > 0 && thresholds[j] == thresholds[j - 1]) {
                throw new TableException(
                        table.table().place()
                                + ": "
                                + sorted.get(j)
                                + ": the threshold is there"
                                + " twice");
            }
        }
        ThresholdLoss loss =
                (row, threshold) -> losses[Arrays.binarySearch(thresholds, threshold)][row];
        return new RiskLosses(
                sorted,
                thresholds,
                name -> {
                    if (!name.equals(MISSED)) {
                        throw new IllegalArgumentException(
                                "--loss is for p:<label>; the table holds its losses, columns "
                                        + LOSS
                                        + "<threshold>");
                    }
                    return loss;
                });
    }

    private static double threshold(PredictionTable table, String name) {
        try {
            double threshold = Double.parseDouble(name.substring(LOSS.length()));
            if (Double.isFinite(threshold)) {
                return threshold;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new TableException(
                table.table().place()
                        + ": "
                        + name
                        + ": must be "
                        + LOSS
                        + "<threshold>, a number");
    }

    /** The columns that tell the losses. */
    List<String> columns() {
        return columns;
    }

    /** The thresholds, ascending. */
    double[] grid() {
        return grid.clone();
    }

    /** The one loss of methods that take one that falls with the threshold. */
    Named one(RiskOptions options) {
        List<Named> all = several(options);
        if (all.size() > 1) {
            throw new IllegalArgumentException(
                    "--loss must be one loss; learn-then-test takes several");
        }
        if (all.get(0).growsWithSets()) {
            throw new IllegalArgumentException(
                    "--loss wrong does not fall with the threshold: it is for learn-then-test");
        }
        return all.get(0);
    }

    /** All losses, each with a level of its own or that of {@code --level}. */
    List<Named> several(RiskOptions options) {
        List<String> given = options.loss.isEmpty() ? List.of(MISSED) : options.loss;
        List<Named> all = new ArrayList<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            ThresholdLoss loss = choice.of(name);
            all.add(
                    new Named(
                            columns.get(0).startsWith(LOSS) ? "loss" : name,
                            equals < 0 ? options.level : level(text, equals),
                            loss));
        }
        return all;
    }

    private static double level(String text, int equals) {
        try {
            return Double.parseDouble(text.substring(equals + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--loss must be NAME=LEVEL, got " + text, e);
        }
    }
}
