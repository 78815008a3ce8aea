package org.guardband.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.guardband.classification.online.HedgingCalibeating;
import org.guardband.classification.online.OnlineBetaScaling;
import org.guardband.classification.online.OnlineBinaryCalibrator;
import org.guardband.classification.online.OnlinePlattScaling;
import org.guardband.classification.online.TrackingCalibeating;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;

/**
 * Scores of one event, one row after another. The model file is the state: {@code fit} starts it
 * with the first rows, {@code apply} corrects each score of the next stretch before it looks at its
 * outcome, and writes the state after it to the file of {@code --update}.
 */
final class ScoreStreamMethods implements MethodFamily {

    private static final String PAPER = "Gupta, Ramdas 2023, arXiv 2305.00070";
    private static final String REGRET =
            "small regret in log loss, whatever comes; with --calibeating small calibration error";
    private static final int BINS = 10;

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                entry("online-platt", () -> OnlinePlattScaling.withDefaults().start()),
                entry("online-beta", () -> OnlineBetaScaling.withDefaults().start()));
    }

    private static MethodEntry entry(String name, Supplier<OnlineBinaryCalibrator> method) {
        return new MethodEntry(
                name,
                "classification",
                "p, label (0 or 1), in time",
                "p",
                REGRET,
                PAPER,
                Set.of("--calibeating", "--bins", "--seed", "--update"),
                (first, given, notes) -> {
                    OnlineBinaryCalibrator stream = calibeating(method.get(), given);
                    double[] scores = first.scores();
                    boolean[] outcomes = first.outcomes();
                    for (int i = 0; i < scores.length; i++) {
                        stream.observe(scores[i], outcomes[i]);
                    }
                    return TableModel.of(name, List.of("p"), stream);
                },
                ScoreStreamMethods::apply);
    }

    private static OnlineBinaryCalibrator calibeating(
            OnlineBinaryCalibrator base, FitOptions options) {
        if (options.bins.isPresent()
                && options.stream.calibeating == StreamOptions.Calibeating.NONE) {
            throw new IllegalArgumentException("--bins needs --calibeating tracking or hedging");
        }
        int bins = options.bins.orElse(BINS);
        return switch (options.stream.calibeating) {
            case NONE -> base;
            case TRACKING -> new TrackingCalibeating(bins).start(base);
            case HEDGING ->
                    HedgingCalibeating.withDefaults(options.seed).withBins(bins).start(base);
        };
    }

    private static List<Column> apply(
            Persistent any, PredictionTable rows, ApplyOptions options, Notes notes) {
        TableModel model = (TableModel) any;
        OnlineBinaryCalibrator stream = model.model(0, OnlineBinaryCalibrator.class);
        double[] scores = rows.scores();
        // rows without a column of outcomes are yet to come
        boolean[] outcomes = rows.hasLabels() ? rows.outcomes() : new boolean[0];
        double[] corrected = new double[scores.length];
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] = stream.predict(scores[i]);
            if (i < outcomes.length) {
                stream.observe(scores[i], outcomes[i]);
            }
        }
        if (outcomes.length > 0) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "mean log loss of these rows %.4f, before %.4f",
                            logLoss(corrected, outcomes),
                            logLoss(scores, outcomes)));
        }
        options.updated(TableModel.of(model.name(), model.columns(), stream));
        return List.of(Column.wrap("p", corrected));
    }

    private static double logLoss(double[] probabilities, boolean[] outcomes) {
        double sum = 0;
        for (int i = 0; i < outcomes.length; i++) {
            sum -= Math.log(outcomes[i] ? probabilities[i] : 1 - probabilities[i]);
        }
        return sum / outcomes.length;
    }
}
