package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.guardband.conformal.online.AdaptiveConformal;
import org.guardband.conformal.online.AggregatedAdaptiveConformal;
import org.guardband.conformal.online.ConformalPid;
import org.guardband.conformal.online.DynamicallyTunedConformal;
import org.guardband.conformal.online.EnbPi;
import org.guardband.conformal.online.OnlineConformal;
import org.guardband.conformal.online.OnlineIntervals;
import org.guardband.conformal.online.RollingConformal;
import org.guardband.conformal.online.ScaleFreeDescent;
import org.guardband.conformal.online.SeasonalScores;
import org.guardband.conformal.online.StronglyAdaptiveConformal;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.Interval;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/**
 * Rows one after another. The model file is the state: {@code fit} starts it with the first rows,
 * {@code apply} predicts each row of the next stretch before it looks at its truth, and writes the
 * state after it to the file of {@code --update}.
 */
final class StreamMethods implements MethodFamily {

    private static final double SMOOTHING = 0.1;
    private static final String LONG_RUN = "covered in the long run, whatever comes";
    private static final String SETS = "lower, upper or set or threshold";

    /** Starts a stream of scores. */
    @FunctionalInterface
    private interface Start {
        OnlineConformal of(Coverage coverage, double[] scores, StreamOptions options);
    }

    /** Starts a stream of errors. */
    @FunctionalInterface
    private interface StartOfErrors {
        OnlineIntervals of(Coverage coverage, double[] errors, StreamOptions options);
    }

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                scores(
                        "aci",
                        LONG_RUN,
                        "Gibbs, Candes 2021, arXiv 2106.00170",
                        Set.of("--window", "--step"),
                        StreamMethods::adaptive),
                errors(
                        "agaci",
                        "mean, y, in time",
                        "each step size as aci, the mixture of them without one",
                        "Zaffran et al. 2022, arXiv 2202.07282",
                        Set.of("--window", "--step"),
                        StreamMethods::aggregated),
                scores(
                        "dtaci",
                        LONG_RUN + "; tunes the step size",
                        "Gibbs, Candes 2022, arXiv 2208.08401",
                        Set.of("--window", "--step"),
                        StreamMethods::tuned),
                scores(
                        "sf-ogd",
                        LONG_RUN + "; keeps no scores",
                        "Bhatnagar et al. 2023, arXiv 2302.07869",
                        Set.of("--scale"),
                        (coverage, scores, options) ->
                                new ScaleFreeDescent(coverage, scale(scores, options))
                                        .start(quantile(scores, coverage))),
                scores(
                        "saocp",
                        "small regret on every stretch of rows",
                        "Bhatnagar et al. 2023, arXiv 2302.07869",
                        Set.of("--scale"),
                        (coverage, scores, options) ->
                                StronglyAdaptiveConformal.withDefaults(
                                                coverage, scale(scores, options))
                                        .start(quantile(scores, coverage))),
                scores(
                        "conformal-pid",
                        LONG_RUN,
                        "Angelopoulos, Candes, Tibshirani 2023, arXiv 2307.16895",
                        Set.of("--scale", "--season"),
                        StreamMethods::pid),
                scores(
                        "rolling",
                        "of the last rows, approximately where drift is slow",
                        "Vovk, Gammerman, Shafer 2005, doi 10.1007/b106715",
                        Set.of("--window"),
                        (coverage, scores, options) ->
                                options.window
                                        .map(RollingConformal.withDefaults(coverage)::withWindow)
                                        .orElse(RollingConformal.withDefaults(coverage))
                                        .start(scores)),
                errors(
                        "enbpi",
                        "mean (out of bag in fit), y, in time",
                        "asymptotic: stationary errors that mix",
                        "Xu, Xie 2021, arXiv 2010.09107",
                        Set.of("--batch", "--symmetric"),
                        (coverage, errors, options) -> {
                            EnbPi method = EnbPi.withDefaults(coverage).withBatch(options.batch);
                            return (options.symmetric ? method.withSymmetricIntervals() : method)
                                    .start(errors);
                        }));
    }

    private static OnlineConformal adaptive(
            Coverage coverage, double[] scores, StreamOptions options) {
        AdaptiveConformal method = AdaptiveConformal.withDefaults(coverage);
        if (options.step.size() > 1) {
            throw new IllegalArgumentException(
                    "--step must be one step size for aci; agaci and dtaci take several");
        }
        if (!options.step.isEmpty()) {
            method = method.withStepSize(options.step.get(0));
        }
        return options.window.map(method::withWindow).orElse(method).start(scores);
    }

    private static OnlineIntervals aggregated(
            Coverage coverage, double[] errors, StreamOptions options) {
        AggregatedAdaptiveConformal method = AggregatedAdaptiveConformal.withDefaults(coverage);
        if (!options.step.isEmpty()) {
            method = method.withStepSizes(options.step);
        }
        return options.window.map(method::withWindow).orElse(method).start(errors);
    }

    private static OnlineConformal tuned(
            Coverage coverage, double[] scores, StreamOptions options) {
        DynamicallyTunedConformal method = DynamicallyTunedConformal.withDefaults(coverage);
        if (!options.step.isEmpty()) {
            method = method.withStepSizes(options.step);
        }
        return options.window.map(method::withWindow).orElse(method).start(scores);
    }

    private static OnlineConformal pid(Coverage coverage, double[] scores, StreamOptions options) {
        ConformalPid method = ConformalPid.withDefaults(coverage, scale(scores, options));
        if (options.season.isEmpty()) {
            return method.start(quantile(scores, coverage));
        }
        // what the forecast is off by is learned from the stream
        SeasonalScores forecast = SeasonalScores.of(options.season.get(), SMOOTHING);
        for (double score : scores) {
            forecast.observe(score);
        }
        return method.start(0, forecast);
    }

    /** The largest size of a score among the first rows, unless the user says. */
    private static double scale(double[] scores, StreamOptions options) {
        return options.scale.orElseGet(
                () -> Arrays.stream(scores).map(Math::abs).max().orElseThrow());
    }

    /** The conformal quantile of the first rows; the largest score where they are too few. */
    private static double quantile(double[] scores, Coverage coverage) {
        double quantile = ConformalScores.of(scores).quantile(coverage);
        return Math.min(quantile, Arrays.stream(scores).max().orElseThrow());
    }

    private static MethodEntry scores(
            String name, String guarantee, String paper, Set<String> options, Start start) {
        return new MethodEntry(
                name,
                "conformal",
                StreamRows.INPUT,
                SETS,
                guarantee,
                paper,
                with(options, NumberScore.OPTION),
                (first, given, notes) -> {
                    StreamRows rows = StreamRows.of(first, given.score, notes);
                    return TableModel.of(
                            name,
                            rows.columns(),
                            start.of(given.coverage(), rows.scores(first), given.stream));
                },
                StreamMethods::applyScores);
    }

    private static MethodEntry errors(
            String name,
            String input,
            String guarantee,
            String paper,
            Set<String> options,
            StartOfErrors start) {
        return new MethodEntry(
                name,
                "conformal",
                input,
                "lower, upper",
                guarantee,
                paper,
                with(options),
                (first, given, notes) -> {
                    double[] errors = first.targets();
                    double[] means = first.means();
                    for (int i = 0; i < errors.length; i++) {
                        errors[i] -= means[i];
                    }
                    return TableModel.of(
                            name,
                            List.of("mean"),
                            start.of(given.coverage(), errors, given.stream));
                },
                StreamMethods::applyErrors);
    }

    private static Set<String> with(Set<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        all.add("--coverage");
        all.add("--update");
        return Set.copyOf(all);
    }

    private static List<Column> applyScores(
            Persistent any, PredictionTable table, ApplyOptions options, Notes notes) {
        TableModel model = (TableModel) any;
        OnlineConformal stream = model.model(0, OnlineConformal.class);
        requireCoverage(stream.coverage(), options);
        StreamRows rows = StreamRows.of(table, model.columns(), notes);
        double[] thresholds = new double[table.rows()];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = stream.predict();
            OptionalDouble score = rows.score(i);
            if (score.isPresent()) {
                stream.observe(score.getAsDouble());
            }
        }
        note(stream.steps(), stream.misses(), notes);
        options.updated(TableModel.of(model.name(), model.columns(), stream));
        return rows.sets(thresholds);
    }

    private static List<Column> applyErrors(
            Persistent any, PredictionTable table, ApplyOptions options, Notes notes) {
        TableModel model = (TableModel) any;
        OnlineIntervals stream = model.model(0, OnlineIntervals.class);
        requireCoverage(stream.coverage(), options);
        if (!(StreamRows.of(table, model.columns(), notes) instanceof StreamRows.Numbers rows)) {
            throw new TableException(table.table().place() + ": must hold means, column mean");
        }
        double[] lower = new double[table.rows()];
        double[] upper = new double[table.rows()];
        for (int i = 0; i < lower.length; i++) {
            Interval ends = stream.predict();
            lower[i] = rows.mean(i) + ends.lower();
            upper[i] = rows.mean(i) + ends.upper();
            OptionalDouble error = rows.error(i);
            if (error.isPresent()) {
                stream.observe(error.getAsDouble());
            }
        }
        note(stream.steps(), stream.misses(), notes);
        options.updated(TableModel.of(model.name(), model.columns(), stream));
        return List.of(Column.wrap("lower", lower), Column.wrap("upper", upper));
    }

    private static void requireCoverage(Coverage coverage, ApplyOptions options) {
        if (options.coverageGiven() && !options.coverages().equals(List.of(coverage))) {
            throw new IllegalArgumentException(
                    "--coverage is chosen when a stream is started; this one is for " + coverage);
        }
    }

    private static void note(long steps, long misses, Notes notes) {
        if (steps > 0) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows since the start are covered, %.4f",
                            steps - misses,
                            steps,
                            (steps - misses) / (double) steps));
        }
    }
}
