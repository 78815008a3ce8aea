package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.Clear;
import org.guardband.conformal.regression.ClearRegressor;
import org.guardband.conformal.regression.ConformalRegressor;
import org.guardband.conformal.regression.ConformalizedQuantiles;
import org.guardband.conformal.regression.DistributionalScore;
import org.guardband.conformal.regression.MedianScaledQuantiles;
import org.guardband.conformal.regression.MondrianConformalRegressor;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.conformal.regression.RegressionScore;
import org.guardband.conformal.regression.UncertaintyParts;
import org.guardband.conformal.regression.WeightedConformalRegressor;
import org.guardband.conformal.regression.WidthScaledQuantiles;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.QuantileBatch;
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

    private static final Set<String> TAXONOMY =
            Set.of("--by-group", "--weighted", "--decay", "--fixed-weights");

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                entry(
                        "absolute-residual",
                        "mean, y",
                        "Lei et al. 2018, doi 10.1080/01621459.2017.1307116",
                        taxonomyAnd(),
                        (options, batch) ->
                                RegressionConformalizer.of(AbsoluteResidual.withDefaults()),
                        RealInputs::means),
                entry(
                        "normalized",
                        "mean, sd, y",
                        "Lei et al. 2018, doi 10.1080/01621459.2017.1307116",
                        taxonomyAnd("--beta"),
                        (options, batch) ->
                                RegressionConformalizer.of(
                                        NormalizedResidual.withDefaults().withBeta(options.beta)),
                        RealInputs::distributions),
                entry(
                        "cqr",
                        "q:<level>, y",
                        "Romano, Patterson, Candes 2019, arXiv 1905.03222",
                        taxonomyAnd("--asymmetric", "--band"),
                        (options, batch) -> RegressionConformalizer.of(quantiles(options)),
                        RealInputs::quantiles),
                inUnitsOfTheBand(
                        "cqr-r", "Sesia, Candes 2020, arXiv 1909.05433", WidthScaledQuantiles::new),
                inUnitsOfTheBand(
                        "cqr-m",
                        "Kivaranovic, Johnson, Leeb 2020, arXiv 1905.10634",
                        MedianScaledQuantiles::new),
                entry(
                        "distributional",
                        "mean, sd, y",
                        "Chernozhukov, Wuethrich, Zhu 2021, arXiv 1909.07889",
                        taxonomyAnd("--shortest", "--coverage"),
                        (options, batch) ->
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
        List<Double> band = given(options);
        return form.withLevels(band.get(0), band.get(1));
    }

    /** The band that was asked for, else that of the coverage if it is there, else the widest. */
    private static List<Double> band(FitOptions options, RealBatch batch) {
        if (!options.band.isEmpty()) {
            return given(options);
        }
        double[] levels = ((QuantileBatch) batch).levels();
        Coverage tail = options.coverage().halvedError();
        return has(levels, tail.error()) && has(levels, tail.value())
                ? List.of(tail.error(), tail.value())
                : List.of(levels[0], levels[levels.length - 1]);
    }

    private static boolean has(double[] levels, double level) {
        return Arrays.stream(levels).anyMatch(p -> p == level);
    }

    private static List<Double> given(FitOptions options) {
        if (options.band.size() != 2) {
            throw new IllegalArgumentException(
                    "--band must be two levels, LOW,HIGH, got " + options.band.size());
        }
        return options.band;
    }

    /** A score in units of the band, from its levels and β. */
    @FunctionalInterface
    private interface BandScore {
        RegressionScore of(double lower, double upper, double beta);
    }

    private static MethodEntry inUnitsOfTheBand(String name, String paper, BandScore score) {
        return entry(
                name,
                "q:<level>, y",
                paper,
                taxonomyAnd("--band", "--coverage", "--beta"),
                (options, batch) -> {
                    List<Double> band = band(options, batch);
                    return RegressionConformalizer.of(
                            score.of(band.get(0), band.get(1), options.beta));
                },
                RealInputs::quantiles);
    }

    private static MethodEntry entry(
            String name,
            String input,
            String paper,
            Set<String> options,
            BiFunction<FitOptions, RealBatch, RegressionConformalizer> method,
            RealInputs.Input reads) {
        return new MethodEntry(
                name,
                "conformal",
                input,
                "lower, upper",
                "P(y in interval) >= coverage",
                paper,
                options,
                (heldOut, given, notes) -> {
                    RealBatch batch = reads.read(heldOut, notes);
                    return fit(method.apply(given, batch), heldOut, batch, given, notes);
                },
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
        requireOneTaxonomy(options);
        if (FixedWeighting.isAsked(options)) {
            return method.conformalize(batch, y, FixedWeighting.of(heldOut, options, notes));
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

    private static void requireOneTaxonomy(FitOptions options) {
        List<String> given = new ArrayList<>();
        if (options.weighted) {
            given.add("--weighted");
        }
        if (options.byGroup) {
            given.add("--by-group");
        }
        given.addAll(FixedWeighting.given(options));
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    String.join(" and ", given) + " exclude one another");
        }
    }

    private static Set<String> taxonomyAnd(String... own) {
        Set<String> all = new HashSet<>(TAXONOMY);
        all.addAll(List.of(own));
        return Set.copyOf(all);
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
