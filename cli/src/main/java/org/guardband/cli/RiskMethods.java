package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.guardband.conformal.risk.ConformalRiskControl;
import org.guardband.conformal.risk.LabelLosses;
import org.guardband.conformal.risk.LearnThenTest;
import org.guardband.conformal.risk.RiskControllingThreshold;
import org.guardband.conformal.risk.SelectivePrediction;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.LabelSets;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/** Thresholds that keep another risk than miscoverage in bounds. */
final class RiskMethods implements MethodFamily {

    private static final String CONTROL = "risk-control";
    private static final String THRESHOLD = "risk-threshold";
    private static final String LEARN = "learn-then-test";
    private static final String SELECTIVE = "selective";
    private static final String INPUT = "p:<label> of any sum, label (joined by |); or loss:<t>";
    private static final String OUTPUT = "set; for loss:<t> threshold";
    private static final int GRID = 1000;

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                new MethodEntry(
                        CONTROL,
                        "conformal",
                        INPUT,
                        OUTPUT,
                        "E[loss] <= level, for losses that fall with the threshold",
                        "Angelopoulos et al. 2022, arXiv 2208.02814",
                        Set.of("--level", "--loss"),
                        (heldOut, options, notes) -> {
                            RiskLosses losses = RiskLosses.of(heldOut);
                            RiskLosses.Named loss = losses.one(options.risk);
                            return fitted(
                                    CONTROL,
                                    losses,
                                    ConformalRiskControl.atLevel(options.risk.level)
                                            .threshold(heldOut.rows(), loss.loss(), losses.grid()),
                                    "mean of " + loss.name() + " <= " + options.risk.level,
                                    heldOut,
                                    notes);
                        },
                        RiskMethods::apply),
                new MethodEntry(
                        THRESHOLD,
                        "conformal",
                        INPUT,
                        OUTPUT,
                        "risk <= level with probability 1 - delta, if it falls with the threshold",
                        "Bates et al. 2021, arXiv 2101.02703",
                        Set.of("--level", "--delta", "--loss"),
                        (heldOut, options, notes) -> {
                            RiskLosses losses = RiskLosses.of(heldOut);
                            RiskLosses.Named loss = losses.one(options.risk);
                            return fitted(
                                    THRESHOLD,
                                    losses,
                                    RiskControllingThreshold.of(
                                                    options.risk.level, options.risk.delta)
                                            .threshold(heldOut.rows(), loss.loss(), losses.grid()),
                                    surely(List.of(loss), options),
                                    heldOut,
                                    notes);
                        },
                        RiskMethods::apply),
                new MethodEntry(
                        LEARN,
                        "conformal",
                        INPUT,
                        OUTPUT,
                        "all risks <= their levels with probability 1 - delta",
                        "Angelopoulos et al. 2021, arXiv 2110.01052",
                        Set.of("--level", "--delta", "--loss"),
                        RiskMethods::learn,
                        RiskMethods::apply),
                new MethodEntry(
                        SELECTIVE,
                        "conformal",
                        "p:<label> or z:<label>, label",
                        "answer (empty where none is given), confidence",
                        "P(wrong | answered) <= level with probability 1 - delta",
                        "Geifman, El-Yaniv 2017, arXiv 1705.08500",
                        Set.of("--level", "--delta"),
                        RiskMethods::select,
                        RiskMethods::applySelection));
    }

    private static Persistent learn(PredictionTable heldOut, FitOptions options, Notes notes) {
        RiskLosses losses = RiskLosses.of(heldOut);
        List<RiskLosses.Named> all = losses.several(options.risk);
        double[] grid = losses.grid();
        LearnThenTest test = LearnThenTest.holm(options.risk.delta);
        for (RiskLosses.Named loss : all) {
            test =
                    test.withRisk(
                            loss.level(), (row, setting) -> loss.loss().at(row, grid[setting]));
        }
        int[] controlled = test.controlled(heldOut.rows(), grid.length);
        // all of them are safe: the largest sets if wrong labels are what is bounded, else the
        // smallest
        boolean largest = all.stream().anyMatch(RiskLosses.Named::growsWithSets);
        OptionalDouble threshold =
                Arrays.stream(controlled)
                        .mapToDouble(setting -> grid[setting])
                        .reduce(largest ? Math::max : Math::min);
        return fitted(LEARN, losses, threshold, surely(all, options), heldOut, notes);
    }

    private static String surely(List<RiskLosses.Named> losses, FitOptions options) {
        return String.join(
                        " and ",
                        losses.stream()
                                .map(loss -> "mean of " + loss.name() + " <= " + loss.level())
                                .toList())
                + " with probability "
                + (1 - options.risk.delta);
    }

    private static Persistent fitted(
            String name,
            RiskLosses losses,
            OptionalDouble threshold,
            String promise,
            PredictionTable heldOut,
            Notes notes) {
        if (threshold.isEmpty()) {
            throw new TableException(
                    heldOut.table().place()
                            + ": no threshold keeps "
                            + promise
                            + " on these "
                            + heldOut.rows()
                            + " rows: more rows, a larger level or a better model would");
        }
        notes.add("threshold " + threshold.getAsDouble() + " keeps " + promise);
        return TableModel.of(
                name,
                losses.columns(),
                new RiskThreshold(name, losses.columns(), promise, threshold.getAsDouble()));
    }

    private static List<Column> apply(
            Persistent any, PredictionTable rows, ApplyOptions options, Notes notes) {
        refuseCoverage(options);
        TableModel model = (TableModel) any;
        double threshold = model.model(0, RiskThreshold.class).threshold();
        if (model.columns().get(0).startsWith(RiskLosses.LOSS)) {
            double[] column = new double[rows.rows()];
            Arrays.fill(column, threshold);
            return List.of(Column.wrap("threshold", column));
        }
        List<String> labels = model.columns().stream().map(name -> name.substring(2)).toList();
        LabelSets sets = LabelLosses.sets(LabelTable.probabilities(rows, labels), threshold);
        return List.of(Column.of("set", LabelSetMethods.joined(sets)));
    }

    private static void refuseCoverage(ApplyOptions options) {
        if (options.coverageGiven()) {
            throw new IllegalArgumentException(
                    "--coverage is not for this model: what it keeps was chosen when it was fitted,"
                            + " by --level");
        }
    }

    private static Persistent select(PredictionTable heldOut, FitOptions options, Notes notes) {
        CategoricalBatch batch = heldOut.categorical();
        int[] labels = heldOut.labels(batch.labels());
        int[] likeliest = likeliest(batch);
        boolean[] wrong = new boolean[labels.length];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = likeliest[i] != labels[i];
        }
        double[] confidence = confidence(batch, likeliest);
        OptionalDouble threshold =
                SelectivePrediction.of(options.risk.level, options.risk.delta)
                        .threshold(confidence, wrong);
        String promise =
                "at most "
                        + options.risk.level
                        + " of the answers wrong with probability "
                        + (1 - options.risk.delta);
        if (threshold.isEmpty()) {
            throw new TableException(
                    heldOut.table().place()
                            + ": no confidence keeps "
                            + promise
                            + " on these "
                            + heldOut.rows()
                            + " rows: more rows, a larger level or a better model would");
        }
        long answered = Arrays.stream(confidence).filter(c -> c >= threshold.getAsDouble()).count();
        notes.add(
                String.format(
                        Locale.ROOT,
                        "confidence %s keeps %s; %d of %d rows are answered",
                        threshold.getAsDouble(),
                        promise,
                        answered,
                        heldOut.rows()));
        return TableModel.of(
                SELECTIVE,
                batch.labels(),
                new RiskThreshold(SELECTIVE, batch.labels(), promise, threshold.getAsDouble()));
    }

    private static List<Column> applySelection(
            Persistent any, PredictionTable rows, ApplyOptions options, Notes notes) {
        refuseCoverage(options);
        TableModel model = (TableModel) any;
        double threshold = model.model(0, RiskThreshold.class).threshold();
        CategoricalBatch batch = rows.categorical(model.columns());
        int[] likeliest = likeliest(batch);
        double[] confidence = confidence(batch, likeliest);
        List<String> answers = new ArrayList<>(Collections.nCopies(rows.rows(), ""));
        for (int i = 0; i < likeliest.length; i++) {
            if (confidence[i] >= threshold) {
                answers.set(i, batch.labels().get(likeliest[i]));
            }
        }
        return List.of(Column.of("answer", answers), Column.wrap("confidence", confidence));
    }

    private static int[] likeliest(CategoricalBatch batch) {
        int[] best = new int[batch.size()];
        for (int i = 0; i < best.length; i++) {
            for (int k = 1; k < batch.classes(); k++) {
                if (batch.probability(i, k) > batch.probability(i, best[i])) {
                    best[i] = k;
                }
            }
        }
        return best;
    }

    private static double[] confidence(CategoricalBatch batch, int[] label) {
        double[] confidence = new double[label.length];
        for (int i = 0; i < confidence.length; i++) {
            confidence[i] = batch.probability(i, label[i]);
        }
        return confidence;
    }

    /** The grid of thresholds for probabilities. */
    static double[] grid() {
        double[] grid = new double[GRID + 1];
        for (int j = 0; j < grid.length; j++) {
            grid[j] = j / (double) GRID;
        }
        return grid;
    }
}
