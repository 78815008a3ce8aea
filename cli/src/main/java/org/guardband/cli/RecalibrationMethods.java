package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guardband.core.batch.CentralIntervals;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.Calibrator;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.regression.metrics.EqualCountBins;
import org.guardband.regression.recalibration.BinnedVarianceScaling;
import org.guardband.regression.recalibration.Crude;
import org.guardband.regression.recalibration.GroupedCalibration;
import org.guardband.regression.recalibration.GroupedRecalibration;
import org.guardband.regression.recalibration.IsotonicRecalibration;
import org.guardband.regression.recalibration.QuantileCalibration;
import org.guardband.regression.recalibration.QuantileRecalibration;
import org.guardband.regression.recalibration.RealCalibration;
import org.guardband.regression.recalibration.StdScaling;
import org.guardband.regression.recalibration.StudentTRecalibration;
import org.guardband.regression.recalibration.VarianceIsotonic;

/** Recalibrated distributions of a number. */
final class RecalibrationMethods implements MethodFamily {

    /** A fit by group, whatever the method within. */
    private static final String GROUPED = "grouped-recalibration";

    private static final Set<String> BY_GROUP = Set.of("--by-group", "--min-group");

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                entry(
                        "crude",
                        "asymptotic: quantiles right on average",
                        "Zelikman et al. 2020, arXiv 2005.12496",
                        Set.of("--rank-rule"),
                        options -> Crude.withDefaults().withRankRule(options.rankRule)),
                entry(
                        "std-scaling",
                        "asymptotic: likeliest factor of a family",
                        "Levi et al. 2022, doi 10.3390/s22155540",
                        Set.of("--family"),
                        RecalibrationMethods::stdScaling),
                entry(
                        "isotonic",
                        "P(y <= q:<level>) = level on average",
                        "Kuleshov, Fenner, Ermon 2018, arXiv 1807.00263",
                        Set.of("--knots"),
                        options ->
                                options.knots
                                        .map(IsotonicRecalibration.withDefaults()::withMostKnots)
                                        .orElse(IsotonicRecalibration.withDefaults())),
                entry(
                        "student-t",
                        "asymptotic: likeliest Student-t errors",
                        "Lange, Little, Taylor 1989, doi 10.1080/01621459.1989.10478852",
                        Set.of(),
                        options -> StudentTRecalibration.withDefaults()),
                entry(
                        "variance-isotonic",
                        "asymptotic: squared errors of a variance are that variance",
                        "Levi et al. 2022, doi 10.3390/s22155540",
                        Set.of(),
                        options -> VarianceIsotonic.withDefaults()),
                entry(
                        "binned-variance",
                        "asymptotic: squared errors of a bin are its variance",
                        "Levi et al. 2022, doi 10.3390/s22155540",
                        Set.of("--bins"),
                        options ->
                                BinnedVarianceScaling.withDefaults()
                                        .withBinning(new EqualCountBins(options.bins.orElse(10)))),
                entry(
                        "quantile-recalibration",
                        "P(y <= q:<level>) >= level",
                        "Chernozhukov et al. 2010, doi 10.3982/ECTA7880",
                        Set.of("--outward"),
                        options ->
                                options.outward
                                        ? QuantileRecalibration.withDefaults().withOutwardRanks()
                                        : QuantileRecalibration.withDefaults()));
    }

    private static StdScaling stdScaling(FitOptions options) {
        return switch (options.family) {
            case GAUSSIAN -> StdScaling.gaussian();
            case LAPLACE -> StdScaling.laplace();
            case STUDENT_T -> StdScaling.studentT();
        };
    }

    /** Chooses a method by its options. */
    @FunctionalInterface
    private interface Choice {
        Calibrator<RealBatch, double[], ? extends RealCalibration<?>> of(FitOptions options);
    }

    private static MethodEntry entry(
            String name, String guarantee, String paper, Set<String> options, Choice method) {
        Set<String> all = new HashSet<>(options);
        all.addAll(BY_GROUP);
        return new MethodEntry(
                name,
                "regression",
                "mean, sd, y",
                "mean, sd, q:<level>",
                guarantee,
                paper,
                all,
                (heldOut, given, notes) -> fit(method.of(given), heldOut, given, notes),
                RecalibrationMethods::apply);
    }

    private static Persistent fit(
            Calibrator<RealBatch, double[], ? extends RealCalibration<?>> method,
            PredictionTable heldOut,
            FitOptions options,
            Notes notes) {
        RealBatch batch = RealInputs.distributions(heldOut, notes);
        double[] y = heldOut.targets();
        return options.byGroup
                ? GroupedRecalibration.of(method)
                        .withMinimumSize(options.minGroup)
                        .calibrate(new Grouped<>(batch, GroupRequirement.groups(heldOut)), y)
                : method.calibrate(batch, y);
    }

    @Override
    public Optional<MethodEntry> forModel(String model) {
        return model.equals(GROUPED)
                ? Optional.of(methods().get(0))
                : MethodFamily.super.forModel(model);
    }

    /** The levels that were fitted, where there are such and no others are asked for. */
    private static List<Double> levels(RealCalibration<?> any, ApplyOptions options) {
        return any instanceof QuantileCalibration quantiles && !options.levelsGiven()
                ? Arrays.stream(quantiles.levels()).boxed().toList()
                : options.levels();
    }

    /** The registry hands over what {@link #fit} made. */
    private static List<Column> apply(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        RealBatch batch = RealInputs.distributions(rows, notes);
        if (model instanceof GroupedCalibration grouped) {
            GroupColumn groups = GroupRequirement.groups(rows);
            noteFallback(grouped, groups, notes);
            return columns(
                    grouped.apply(new Grouped<>(batch, groups)),
                    levels(grouped.fallback(), options),
                    options);
        }
        RealCalibration<?> calibration = (RealCalibration<?>) model;
        return columns(calibration.apply(batch), levels(calibration, options), options);
    }

    private static void noteFallback(GroupedCalibration model, GroupColumn groups, Notes notes) {
        List<String> others =
                groups.names().stream().filter(name -> !model.groups().contains(name)).toList();
        if (!others.isEmpty()) {
            notes.add(
                    "groups without enough calibration rows, corrected by the fit to all rows: "
                            + CalibrationSizes.shortened(others));
        }
    }

    private static List<Column> columns(
            RealBatch batch, List<Double> levels, ApplyOptions options) {
        List<Column> columns = distributions(batch, levels);
        if (options.coverageGiven()) {
            columns.addAll(
                    IntervalMethods.columns(
                            options, coverage -> CentralIntervals.of(batch, coverage)));
        }
        return columns;
    }

    /** Mean, standard deviation and quantiles. */
    static List<Column> distributions(RealBatch batch, List<Double> levels) {
        List<Column> columns = new ArrayList<>();
        double[] mean = new double[batch.size()];
        batch.means(mean);
        columns.add(Column.wrap("mean", mean));
        double[] sd = new double[batch.size()];
        batch.standardDeviations(sd);
        columns.add(Column.wrap("sd", sd));
        for (double level : levels) {
            double[] quantiles = new double[batch.size()];
            batch.quantiles(level, quantiles);
            columns.add(Column.wrap("q:" + level, quantiles));
        }
        return columns;
    }
}
