package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.guardband.conformal.predictive.ConformalPredictiveSystem;
import org.guardband.conformal.predictive.MondrianPredictiveSystem;
import org.guardband.conformal.predictive.PredictiveSystem;
import org.guardband.conformal.regression.RegressionScore;
import org.guardband.conformal.resampling.CrossConformal;
import org.guardband.conformal.resampling.CrossConformalRegressor;
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
import org.guardband.core.model.Persistent;
import org.guardband.core.set.Intervals;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;

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
                        "lower, upper",
                        "P(y in interval) >= 2 coverage - 1, less a little",
                        PAPER,
                        Set.of(NumberScore.OPTION),
                        score -> CvPlus.of(score)::conformalize),
                folds(
                        "cv-minmax",
                        "lower, upper",
                        "as cv-plus, and >= coverage with a fold per row",
                        PAPER,
                        Set.of(NumberScore.OPTION),
                        score -> CvMinmax.of(score)::conformalize),
                folds(
                        "cross-conformal",
                        "lower, upper, union",
                        "as cv-plus, never wider",
                        "Vovk 2015, arXiv 1208.0806",
                        Set.of(NumberScore.OPTION),
                        score -> CrossConformal.of(score)::conformalize),
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
        Persistent fit(OutOfFold<? extends RealBatch> rows, double[] y);
    }

    private static MethodEntry folds(
            String name,
            String output,
            String guarantee,
            String paper,
            Set<String> options,
            Function<RegressionScore, FoldMethod> method) {
        return new MethodEntry(
                name,
                "conformal",
                "mean [, sd], fold, y; then mean:<fold> [, sd:<fold>]",
                output,
                guarantee,
                paper,
                options,
                (heldOut, given, notes) -> fitFolds(name, method, heldOut, given),
                ResamplingMethods::applyFolds);
    }

    /** The model is kept with the columns that it is applied to. */
    private static Persistent fitFolds(
            String name,
            Function<RegressionScore, FoldMethod> method,
            PredictionTable heldOut,
            FitOptions options) {
        NumberScore score = options.score.of(heldOut);
        if (score instanceof NumberScore.Quantiles) {
            throw new TableException(
                    heldOut.table().place() + ": must hold means of folds, column mean");
        }
        RealBatch batch =
                score instanceof NumberScore.Normalized
                        ? heldOut.gaussian()
                        : NumberScore.ofMeans(heldOut.means());
        Folds folds = foldsOf(heldOut);
        Persistent fitted =
                method.apply(score.score()).fit(new OutOfFold<>(batch, folds), heldOut.targets());
        List<String> later = new ArrayList<>();
        for (int k = 0; k < folds.count(); k++) {
            for (String column : score.columns()) {
                later.add(column + ":" + k);
            }
        }
        return TableModel.of(name, later, fitted);
    }

    private static List<Column> applyFolds(
            Persistent any, PredictionTable rows, ApplyOptions options, Notes notes) {
        List<String> columns = any instanceof TableModel named ? named.columns() : List.of();
        Persistent model = any instanceof TableModel named ? named.model(0, Persistent.class) : any;
        if (model instanceof CvPlusRegressor plus) {
            CalibrationSizes.note(plus.calibrationSize(), options.coverages(), WHOLE, notes);
            FoldPredictions<GaussianBatch> test = test(rows.table(), plus.folds(), columns);
            return IntervalMethods.columns(options, coverage -> plus.sets(test, coverage));
        }
        if (model instanceof CrossConformalRegressor cross) {
            CalibrationSizes.note(cross.calibrationSize(), options.coverages(), WHOLE, notes);
            int folds = columns.isEmpty() ? folds(rows.table().names()) : folds(columns);
            FoldPredictions<GaussianBatch> test = test(rows.table(), folds, columns);
            return UnionColumns.of(options, coverage -> cross.sets(test, coverage));
        }
        CvMinmaxRegressor minmax = (CvMinmaxRegressor) model;
        CalibrationSizes.note(minmax.calibrationSize(), options.coverages(), WHOLE, notes);
        FoldPredictions<GaussianBatch> test = test(rows.table(), minmax.folds(), columns);
        return IntervalMethods.columns(options, coverage -> minmax.sets(test, coverage));
    }

    /** How many models predict: the columns mean:0, mean:1, ... without a gap. */
    private static int folds(List<String> columns) {
        int folds = 0;
        while (columns.contains("mean:" + folds)) {
            folds++;
        }
        // the table complains of a missing mean:0
        return Math.max(1, folds);
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

    private static FoldPredictions<GaussianBatch> test(
            Table table, int folds, List<String> columns) {
        boolean spread = columns.contains("sd:0");
        List<GaussianBatch> batches = new ArrayList<>(folds);
        for (int k = 0; k < folds; k++) {
            double[] means = ExtraColumns.finite(table, "mean:" + k);
            batches.add(
                    spread
                            ? GaussianBatch.wrap(means, ExtraColumns.positive(table, "sd:" + k))
                            : NumberScore.ofMeans(means));
        }
        return FoldPredictions.of(batches);
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
