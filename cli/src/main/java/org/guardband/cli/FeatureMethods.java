package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.ConditionalClassConformalizer;
import org.guardband.conformal.classification.ConditionalConformalClassifier;
import org.guardband.conformal.conditional.ConditionalConformal;
import org.guardband.conformal.conditional.ConditionalConformalRegressor;
import org.guardband.conformal.conditional.FeatureRows;
import org.guardband.conformal.full.FullConformalNeighbors;
import org.guardband.conformal.full.FullConformalNeighborsRegressor;
import org.guardband.conformal.full.FullConformalRidge;
import org.guardband.conformal.full.FullConformalRidgeRegressor;
import org.guardband.conformal.regression.ConformalRegressor;
import org.guardband.conformal.regression.DifficultyEstimator;
import org.guardband.conformal.regression.NeighbourDifficulty;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.FeatureTable;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/** Intervals and sets by methods that look at the features, columns {@code x:<name>}. */
final class FeatureMethods implements MethodFamily {

    private static final String RIDGE = "full-conformal-ridge";
    private static final String NEIGHBOURS = "full-conformal-knn";
    private static final String CONDITIONAL = "conditional";
    private static final String CONDITIONAL_CLASSES = "conditional-classes";
    private static final String DIFFICULTY = "knn-difficulty";

    private static final int FULL_NEIGHBOURS = 5;
    private static final String COVERED = "P(y in interval) >= coverage";
    private static final String WHOLE = "interval is the whole line";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                new MethodEntry(
                        RIDGE,
                        "conformal",
                        "x:<name>, y of training rows; no model",
                        "lower, upper, union",
                        COVERED,
                        "Vovk, Gammerman, Shafer 2005, doi 10.1007/b106715",
                        Set.of("--penalty"),
                        (heldOut, options, notes) -> {
                            List<String> names = ExtraColumns.features(heldOut);
                            return TableModel.of(
                                    RIDGE,
                                    names,
                                    FullConformalRidge.withPenalty(options.features.penalty)
                                            .conformalize(
                                                    ExtraColumns.rows(heldOut, names),
                                                    heldOut.targets()));
                        },
                        (model, rows, options, notes) ->
                                full(
                                        (TableModel) model,
                                        FullConformalRidgeRegressor.class,
                                        rows,
                                        options,
                                        notes)),
                new MethodEntry(
                        NEIGHBOURS,
                        "conformal",
                        "x:<name>, y of training rows; no model",
                        "lower, upper, union",
                        COVERED,
                        "Papadopoulos, Vovk, Gammerman 2011, arXiv 1401.3880",
                        Set.of("--neighbours"),
                        (heldOut, options, notes) -> {
                            List<String> names = ExtraColumns.features(heldOut);
                            return TableModel.of(
                                    NEIGHBOURS,
                                    names,
                                    FullConformalNeighbors.of(
                                                    options.features.neighbours.orElse(
                                                            FULL_NEIGHBOURS))
                                            .conformalize(
                                                    ExtraColumns.rows(heldOut, names),
                                                    heldOut.targets()));
                        },
                        (model, rows, options, notes) ->
                                full(
                                        (TableModel) model,
                                        FullConformalNeighborsRegressor.class,
                                        rows,
                                        options,
                                        notes)),
                new MethodEntry(
                        CONDITIONAL,
                        "conformal",
                        NumberScore.INPUT + ", x:<name>, y",
                        "lower, upper",
                        "coverage in every group that is linear in the features",
                        "Gibbs, Cherian, Candes 2023, arXiv 2305.12616",
                        Set.of(NumberScore.OPTION),
                        FeatureMethods::fitConditional,
                        FeatureMethods::applyConditional),
                new MethodEntry(
                        CONDITIONAL_CLASSES,
                        "conformal",
                        "p:<label> or z:<label>, x:<name>, label",
                        "set",
                        "coverage in every group that is linear in the features",
                        "Gibbs, Cherian, Candes 2023, arXiv 2305.12616",
                        Set.of("--seed", "--no-randomize"),
                        (heldOut, options, notes) -> fitConditionalClasses(heldOut, options),
                        (model, rows, options, notes) ->
                                applyConditionalClasses(model, rows, options)),
                new MethodEntry(
                        DIFFICULTY,
                        "conformal",
                        "mean, x:<name>, y; --reference with x:<name>",
                        "lower, upper",
                        COVERED,
                        "Papadopoulos, Vovk, Gammerman 2011, arXiv 1401.3880",
                        Set.of("--neighbours", "--reference", "--difficulty"),
                        FeatureMethods::fitDifficulty,
                        FeatureMethods::applyDifficulty));
    }

    private static <T extends ConformalPredictor<double[][], IntervalUnions>> List<Column> full(
            TableModel model,
            Class<T> kind,
            PredictionTable rows,
            ApplyOptions options,
            Notes notes) {
        T regressor = model.model(0, kind);
        CalibrationSizes.note(regressor.calibrationSize(), options.coverages(), WHOLE, notes);
        double[][] x = ExtraColumns.rows(rows, model.columns());
        return UnionColumns.of(options, coverage -> regressor.sets(x, coverage));
    }

    private static Persistent fitConditional(
            PredictionTable heldOut, FitOptions options, Notes notes) {
        List<String> names = ExtraColumns.features(heldOut);
        NumberScore score = options.score.of(heldOut);
        ConditionalConformalRegressor regressor =
                ConditionalConformal.of(score.score())
                        .conformalize(
                                FeatureRows.of(
                                        score.read(heldOut, notes),
                                        ExtraColumns.rowsWithConstant(heldOut, names)),
                                heldOut.targets());
        // what it predicts comes first, told apart from the features by the names
        List<String> all = new ArrayList<>(score.columns());
        all.addAll(names);
        return TableModel.of(CONDITIONAL, all, regressor);
    }

    private static List<Column> applyConditional(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        TableModel fitted = (TableModel) model;
        ConditionalConformalRegressor regressor =
                fitted.model(0, ConditionalConformalRegressor.class);
        List<String> names =
                fitted.columns().stream()
                        .filter(name -> name.startsWith(ExtraColumns.FEATURE))
                        .toList();
        NumberScore score =
                NumberScore.of(fitted.columns().subList(0, fitted.columns().size() - names.size()));
        FeatureRows<RealBatch> test =
                FeatureRows.of(score.read(rows, notes), ExtraColumns.rowsWithConstant(rows, names));
        return IntervalMethods.columns(options, coverage -> regressor.sets(test, coverage));
    }

    private static Persistent fitConditionalClasses(PredictionTable heldOut, FitOptions options) {
        List<String> names = ExtraColumns.features(heldOut);
        CategoricalBatch batch = heldOut.categorical();
        LabelSetMethods.requireSeparable(batch.labels());
        ClassScore score =
                options.noRandomize
                        ? AdaptivePredictionSets.deterministic()
                        : AdaptivePredictionSets.randomized(options.seed);
        return TableModel.of(
                CONDITIONAL_CLASSES,
                names,
                ConditionalClassConformalizer.of(score)
                        .conformalize(
                                FeatureRows.of(
                                        batch, ExtraColumns.rowsWithConstant(heldOut, names)),
                                heldOut.labels(batch.labels())));
    }

    private static List<Column> applyConditionalClasses(
            Persistent model, PredictionTable rows, ApplyOptions options) {
        TableModel fitted = (TableModel) model;
        ConditionalConformalClassifier classifier =
                fitted.model(0, ConditionalConformalClassifier.class);
        FeatureRows<CategoricalBatch> test =
                FeatureRows.of(
                        rows.categorical(classifier.labels()),
                        ExtraColumns.rowsWithConstant(rows, fitted.columns()));
        return LabelSetMethods.columns(
                options,
                options.coverages().stream()
                        .map(coverage -> classifier.sets(test, coverage))
                        .toList());
    }

    private static Persistent fitDifficulty(
            PredictionTable heldOut, FitOptions options, Notes notes) throws IOException {
        List<String> names = ExtraColumns.features(heldOut);
        if (options.features.reference.isEmpty()) {
            throw new IllegalArgumentException(
                    DIFFICULTY
                            + " needs --reference TRAIN.csv, rows with x:<name> other than those"
                            + " that calibrate");
        }
        Path file = options.features.reference.get();
        PredictionTable train = options.columns.read(file, options.tolerance);
        if (train.rows() == 0) {
            throw new TableException(file + ": has no rows to look for neighbours in");
        }
        DifficultyEstimator estimator = estimator(train, names, options.features);
        GaussianBatch spread = estimator.spread(heldOut.means(), features(heldOut, names));
        ConformalRegressor regressor =
                RegressionConformalizer.of(NormalizedResidual.withDefaults())
                        .conformalize(spread, heldOut.targets());
        return TableModel.of(DIFFICULTY, names, estimator, regressor);
    }

    private static DifficultyEstimator estimator(
            PredictionTable train, List<String> names, FeatureOptions options) {
        NeighbourDifficulty method =
                options.neighbours
                        .map(NeighbourDifficulty.withDefaults()::withNeighbours)
                        .orElse(NeighbourDifficulty.withDefaults());
        FeatureTable reference = features(train, names);
        return switch (options.difficulty) {
            case DISTANCE -> method.byDistance(reference);
            case LABELS -> method.byLabels(reference, train.targets());
            case RESIDUALS -> {
                double[] residuals = train.targets();
                double[] means = train.means();
                for (int i = 0; i < residuals.length; i++) {
                    residuals[i] -= means[i];
                }
                yield method.byResiduals(reference, residuals);
            }
        };
    }

    private static FeatureTable features(PredictionTable table, List<String> names) {
        return FeatureTable.wrap(ExtraColumns.rowMajor(table, names), names.size());
    }

    private static List<Column> applyDifficulty(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        TableModel fitted = (TableModel) model;
        DifficultyEstimator estimator = fitted.model(0, DifficultyEstimator.class);
        ConformalRegressor regressor = fitted.model(1, ConformalRegressor.class);
        CalibrationSizes.note(regressor.calibrationSize(), options.coverages(), WHOLE, notes);
        GaussianBatch spread = estimator.spread(rows.means(), features(rows, fitted.columns()));
        return IntervalMethods.columns(options, coverage -> regressor.sets(spread, coverage));
    }
}
