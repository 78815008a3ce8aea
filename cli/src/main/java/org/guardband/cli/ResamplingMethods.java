package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.guardband.conformal.predictive.ConformalPredictiveSystem;
import org.guardband.conformal.predictive.MondrianPredictiveSystem;
import org.guardband.conformal.predictive.PredictiveSystem;
import org.guardband.conformal.resampling.CvMinmax;
import org.guardband.conformal.resampling.CvMinmaxRegressor;
import org.guardband.conformal.resampling.CvPlus;
import org.guardband.conformal.resampling.CvPlusRegressor;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.conformal.resampling.Folds;
import org.guardband.conformal.resampling.OutOfFold;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.Intervals;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;

/** Intervals from models of folds, and conformal predictive systems. */
final class ResamplingMethods implements MethodFamily {

    private static final String FOLD = "fold";
    private static final String PAPER = "Barber et al. 2021, doi 10.1214/20-AOS1965";
    private static final String WHOLE = "interval is the whole line";
    private static final String WHOLE_OF_GROUP = "intervals are the whole line";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                folds(
                        "cv-plus",
                        "P(y in interval) >= 2 coverage - 1, less a little",
                        CvPlus.withDefaults()::conformalize),
                folds(
                        "cv-minmax",
                        "as cv-plus, and >= coverage with a fold per row",
                        CvMinmax.withDefaults()::conformalize),
                new MethodEntry(
                        "conformal-predictive-system",
                        "conformal",
                        "mean, sd, y",
                        "mean, sd, q:<level>",
                        "P(y <= q:<level>) >= level from 0.5 on",
                        "Vovk et al. 2019, doi 10.1007/s10994-018-5755-8",
                        Set.of("--by-group"),
                        (heldOut, given, notes) -> fitSystem(heldOut, given),
                        ResamplingMethods::applySystem));
    }

    /** Out-of-fold rows to a fitted predictor. */
    private interface FoldMethod {
        ConformalPredictor<FoldPredictions<? extends RealBatch>, Intervals> fit(
                OutOfFold<? extends RealBatch> rows, double[] y);
    }

    private static MethodEntry folds(String name, String guarantee, FoldMethod method) {
        return new MethodEntry(
                name,
                "conformal",
                "mean, fold, y; then mean:<fold>",
                "lower, upper",
                guarantee,
                PAPER,
                Set.of(),
                (heldOut, given, notes) ->
                        method.fit(
                                new OutOfFold<>(gaussian(heldOut.means()), foldsOf(heldOut)),
                                heldOut.targets()),
                ResamplingMethods::applyFolds);
    }

    private static List<Column> applyFolds(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        if (model instanceof CvPlusRegressor plus) {
            CalibrationSizes.note(plus.calibrationSize(), options.coverages(), WHOLE, notes);
            FoldPredictions<GaussianBatch> test = test(rows.table(), plus.folds());
            return IntervalMethods.columns(options, coverage -> plus.sets(test, coverage));
        }
        CvMinmaxRegressor minmax = (CvMinmaxRegressor) model;
        CalibrationSizes.note(minmax.calibrationSize(), options.coverages(), WHOLE, notes);
        FoldPredictions<GaussianBatch> test = test(rows.table(), minmax.folds());
        return IntervalMethods.columns(options, coverage -> minmax.sets(test, coverage));
    }

    /** The fold of every row, numbered from 0. */
    private static Folds foldsOf(PredictionTable heldOut) {
        double[] numbers = heldOut.table().numbers(FOLD);
        int[] folds = new int[numbers.length];
        for (int i = 0; i < folds.length; i++) {
            if (numbers[i] != Math.rint(numbers[i])
                    || numbers[i] < 0
                    || numbers[i] > folds.length) {
                throw new IllegalArgumentException(
                        heldOut.table().place(i)
                                + ": fold: must be a number of a fold from 0 on, got "
                                + numbers[i]);
            }
            folds[i] = (int) numbers[i];
        }
        try {
            return Folds.of(folds);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    heldOut.table().place() + ": fold: " + e.getMessage(), e);
        }
    }

    private static FoldPredictions<GaussianBatch> test(Table table, int folds) {
        List<GaussianBatch> batches = new ArrayList<>(folds);
        for (int k = 0; k < folds; k++) {
            batches.add(gaussian(table.numbers("mean:" + k)));
        }
        return FoldPredictions.of(batches);
    }

    /** The standard deviations are not looked at. */
    private static GaussianBatch gaussian(double[] means) {
        double[] sd = new double[means.length];
        Arrays.fill(sd, 1);
        return GaussianBatch.of(means, sd);
    }

    private static Persistent fitSystem(PredictionTable heldOut, FitOptions options) {
        ConformalPredictiveSystem system = ConformalPredictiveSystem.ofNormalizedResiduals();
        return options.byGroup
                ? system.conformalize(
                        new Grouped<>(heldOut.gaussian(), GroupRequirement.groups(heldOut)),
                        heldOut.targets())
                : system.conformalize(heldOut.gaussian(), heldOut.targets());
    }

    private static List<Column> applySystem(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        GaussianBatch batch = rows.gaussian();
        if (model instanceof MondrianPredictiveSystem system) {
            Grouped<GaussianBatch> grouped = new Grouped<>(batch, GroupRequirement.groups(rows));
            CalibrationSizes.noteUnknown(grouped.groups(), system.groups(), WHOLE_OF_GROUP, notes);
            return columns(
                    system.apply(grouped), options, coverage -> system.sets(grouped, coverage));
        }
        PredictiveSystem system = (PredictiveSystem) model;
        CalibrationSizes.note(system.calibrationSize(), options.coverages(), WHOLE, notes);
        return columns(system.apply(batch), options, coverage -> system.sets(batch, coverage));
    }

    private static List<Column> columns(
            RealBatch distributions,
            ApplyOptions options,
            Function<Coverage, Intervals> intervals) {
        List<Column> columns = RecalibrationMethods.distributions(distributions, options.levels());
        if (options.coverageGiven()) {
            columns.addAll(IntervalMethods.columns(options, intervals));
        }
        return columns;
    }
}
