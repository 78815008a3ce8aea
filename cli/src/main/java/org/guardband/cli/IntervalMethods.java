package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.Clear;
import org.guardband.conformal.regression.ClearRegressor;
import org.guardband.conformal.regression.ConformalRegressor;
import org.guardband.conformal.regression.ConformalizedQuantiles;
import org.guardband.conformal.regression.DistributionalScore;
import org.guardband.conformal.regression.MondrianConformalRegressor;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.conformal.regression.UncertaintyParts;
import org.guardband.conformal.regression.WeightedConformalRegressor;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.Weighted;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.Intervals;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;

/** Intervals: split conformal prediction of a number. */
final class IntervalMethods implements MethodFamily {

    private static final String WHOLE = "interval is the whole line";
    private static final String WHOLE_OF_GROUP = "intervals are the whole line";

    /** What a method reads. */
    @FunctionalInterface
    private interface Input {
        RealBatch read(PredictionTable table, Notes notes);
    }

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                entry(
                        "absolute-residual",
                        "mean, y",
                        "Lei et al. 2018, doi 10.1080/01621459.2017.1307116",
                        Set.of("--by-group", "--weighted"),
                        options -> RegressionConformalizer.of(AbsoluteResidual.withDefaults()),
                        RealInputs::means),
                entry(
                        "normalized",
                        "mean, sd, y",
                        "Lei et al. 2018, doi 10.1080/01621459.2017.1307116",
                        Set.of("--by-group", "--weighted", "--beta"),
                        options ->
                                RegressionConformalizer.of(
                                        NormalizedResidual.withDefaults().withBeta(options.beta)),
                        RealInputs::distributions),
                entry(
                        "cqr",
                        "q:<level>, y",
                        "Romano, Patterson, Candes 2019, arXiv 1905.03222",
                        Set.of("--by-group", "--weighted", "--asymmetric", "--band"),
                        options -> RegressionConformalizer.of(quantiles(options)),
                        RealInputs::quantiles),
                entry(
                        "distributional",
                        "mean, sd, y",
                        "Chernozhukov, Wuethrich, Zhu 2021, arXiv 1909.07889",
                        Set.of("--by-group", "--weighted", "--shortest", "--coverage"),
                        options ->
                                RegressionConformalizer.of(
                                        options.shortest
                                                ? DistributionalScore.shortest(options.coverage())
                                                : DistributionalScore.withDefaults()),
                        RealInputs::distributions),
                new MethodEntry(
                        "clear",
                        "conformal",
                        "s:<i>, mean, sd or q:<level>, y",
                        "lower, upper",
                        "P(y in interval) >= coverage",
                        "Azizi, Bodik, Heiss, Yu 2025, arXiv 2507.08150",
                        Set.of("--coverage", "--seed"),
                        (heldOut, given, notes) ->
                                Clear.withDefaults()
                                        .withNominal(given.coverage())
                                        .withSeed(given.seed)
                                        .conformalize(parts(heldOut, notes), heldOut.targets()),
                        IntervalMethods::applyClear));
    }

    /** The members of an ensemble, and quantiles or Gaussians for the noise. */
    private static UncertaintyParts parts(PredictionTable table, Notes notes) {
        RealBatch noise =
                table.has(PredictionKind.QUANTILES)
                        ? RealInputs.quantiles(table, notes)
                        : table.gaussian();
        return new UncertaintyParts(noise, table.samples());
    }

    private static List<Column> applyClear(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        ClearRegressor regressor = (ClearRegressor) model;
        CalibrationSizes.note(regressor.calibrationSize(), options.coverages(), WHOLE, notes);
        UncertaintyParts parts = parts(rows, notes);
        return columns(options, coverage -> regressor.sets(parts, coverage));
    }

    private static ConformalizedQuantiles quantiles(FitOptions options) {
        ConformalizedQuantiles form =
                options.asymmetric
                        ? ConformalizedQuantiles.asymmetric()
                        : ConformalizedQuantiles.symmetric();
        if (options.band.isEmpty()) {
            return form;
        }
        if (options.band.size() != 2) {
            throw new IllegalArgumentException(
                    "--band must be two levels, LOW,HIGH, got " + options.band.size());
        }
        return form.withLevels(options.band.get(0), options.band.get(1));
    }

    private static MethodEntry entry(
            String name,
            String input,
            String paper,
            Set<String> options,
            Function<FitOptions, RegressionConformalizer> method,
            Input reads) {
        return new MethodEntry(
                name,
                "conformal",
                input,
                "lower, upper",
                "P(y in interval) >= coverage",
                paper,
                options,
                (heldOut, given, notes) ->
                        fit(method.apply(given), heldOut, reads.read(heldOut, notes), given, notes),
                (model, rows, given, notes) ->
                        apply(model, rows, reads.read(rows, notes), given, notes));
    }

    private static Persistent fit(
            RegressionConformalizer method,
            PredictionTable heldOut,
            RealBatch batch,
            FitOptions options,
            Notes notes) {
        double[] y = heldOut.targets();
        if (options.weighted && options.byGroup) {
            throw new IllegalArgumentException("--weighted and --by-group exclude one another");
        }
        if (options.weighted) {
            WeightedConformalRegressor weighted =
                    method.conformalize(
                            new Weighted<>(batch, WeightRequirement.weights(heldOut)), y);
            WeightRequirement.note(weighted.effectiveSize(), weighted.calibrationSize(), notes);
            return weighted;
        }
        return options.byGroup
                ? method.conformalize(new Grouped<>(batch, GroupRequirement.groups(heldOut)), y)
                : method.conformalize(batch, y);
    }

    private static List<Column> apply(
            Persistent model,
            PredictionTable rows,
            RealBatch batch,
            ApplyOptions options,
            Notes notes) {
        if (model instanceof MondrianConformalRegressor mondrian) {
            GroupColumn groups = GroupRequirement.groups(rows);
            CalibrationSizes.note(
                    "group",
                    mondrian.groups(),
                    mondrian::calibrationSize,
                    options.coverages(),
                    WHOLE_OF_GROUP,
                    notes);
            CalibrationSizes.noteUnknown(groups, mondrian.groups(), WHOLE_OF_GROUP, notes);
            Grouped<RealBatch> grouped = new Grouped<>(batch, groups);
            return columns(options, coverage -> mondrian.sets(grouped, coverage));
        }
        if (model instanceof WeightedConformalRegressor weighted) {
            Weighted<RealBatch> weighed = new Weighted<>(batch, WeightRequirement.weights(rows));
            return columns(options, coverage -> weighted.sets(weighed, coverage));
        }
        ConformalRegressor regressor = (ConformalRegressor) model;
        CalibrationSizes.note(regressor.calibrationSize(), options.coverages(), WHOLE, notes);
        return columns(options, coverage -> regressor.sets(batch, coverage));
    }

    /** The columns lower and upper of every coverage. */
    static List<Column> columns(ApplyOptions options, Function<Coverage, Intervals> intervals) {
        List<Column> columns = new ArrayList<>();
        for (Coverage coverage : options.coverages()) {
            Intervals sets = intervals.apply(coverage);
            columns.add(Column.wrap("lower" + options.end(coverage), sets.lowerEnds()));
            columns.add(Column.wrap("upper" + options.end(coverage), sets.upperEnds()));
        }
        return columns;
    }
}
