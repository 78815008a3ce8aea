package org.guardband.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.earlystopping.EarlyStoppingClassification;
import org.guardband.conformal.earlystopping.EarlyStoppingClassifier;
import org.guardband.conformal.earlystopping.EarlyStoppingQuantileRegression;
import org.guardband.conformal.earlystopping.EarlyStoppingQuantileRegressor;
import org.guardband.conformal.earlystopping.EarlyStoppingRegression;
import org.guardband.conformal.earlystopping.EarlyStoppingRegressor;
import org.guardband.conformal.earlystopping.SnapshotPath;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;
import org.guardband.core.table.Tables;

/**
 * Conformalized early stopping: the only method that reads a folder, with a table for every
 * snapshot of a training run. What is predicted is told by the columns of the first.
 */
final class EarlyStoppingMethods implements MethodFamily {

    static final String NAME = "ces";

    private static final String WHOLE = "interval is the whole line";
    private static final String ALL = "set holds all labels";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                new MethodEntry(
                        NAME,
                        "conformal",
                        "a folder of snapshots: mean, y or q:<level>, y or p:<label>, label",
                        "lower, upper or set",
                        "P(truth in set) >= coverage",
                        "Liang, Zhou, Sesia 2023, arXiv 2301.11556",
                        Set.of("--band", "--class-conditional", "--seed", "--no-randomize"),
                        new MethodEntry.OfFiles(
                                EarlyStoppingMethods::fit, EarlyStoppingMethods::apply)));
    }

    @Override
    public Optional<MethodEntry> forModel(String model) {
        return model.startsWith(NAME + "-") ? Optional.of(methods().get(0)) : Optional.empty();
    }

    private static void requireFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            if (!Files.exists(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            throw new TableException(folder + ": must be a folder with a table for each snapshot");
        }
    }

    private static Persistent fit(Path folder, FitOptions options, Notes notes) throws IOException {
        requireFolder(folder);
        SnapshotTables tables = SnapshotTables.of(folder, options.columns, options.tolerance);
        PredictionTable first = tables.predictions(0);
        if (first.rows() == 0) {
            throw new TableException(folder + ": has no rows to fit on");
        }
        try {
            if (isCategorical(first)) {
                return fitClasses(tables, first, options);
            }
            return first.has(PredictionKind.QUANTILES)
                    ? fitQuantiles(tables, first, options)
                    : fitMeans(tables, first);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isCategorical(PredictionTable table) {
        return table.has(PredictionKind.PROBABILITIES) || table.has(PredictionKind.LOGITS);
    }

    private static Persistent fitClasses(
            SnapshotTables tables, PredictionTable first, FitOptions options) {
        List<String> classes = first.classLabels();
        int[] labels = first.labels(classes);
        LabelSetMethods.requireSeparable(classes);
        EarlyStoppingClassification method =
                EarlyStoppingClassification.of(
                        options.noRandomize
                                ? AdaptivePredictionSets.deterministic()
                                : AdaptivePredictionSets.randomized(options.seed));
        SnapshotPath<CategoricalBatch> path =
                SnapshotPath.of(
                        tables.size(),
                        t -> tables.sameLabels(t, classes, labels).categorical(classes));
        return options.classConditional
                ? method.conformalizeByClass(path, labels)
                : method.conformalize(path, labels);
    }

    private static Persistent fitMeans(SnapshotTables tables, PredictionTable first) {
        double[] y = first.targets();
        return EarlyStoppingRegression.withDefaults()
                .conformalize(
                        SnapshotPath.of(tables.size(), t -> tables.sameTruths(t, y).points()), y);
    }

    private static Persistent fitQuantiles(
            SnapshotTables tables, PredictionTable first, FitOptions options) {
        double[] y = first.targets();
        List<Double> band = options.band;
        if (band.isEmpty()) {
            double[] levels = first.quantileLevels();
            band = List.of(levels[0], levels[levels.length - 1]);
        }
        if (band.size() != 2) {
            throw new IllegalArgumentException(
                    "--band must be two levels, LOW,HIGH, got " + band.size());
        }
        return EarlyStoppingQuantileRegression.ofLevels(band.get(0), band.get(1))
                .conformalize(
                        SnapshotPath.of(tables.size(), t -> quantiles(tables.sameTruths(t, y))), y);
    }

    /** Quantiles, put in order where they cross. */
    private static RealBatch quantiles(PredictionTable table) {
        return table.crossingRows() == 0 ? table.quantiles() : table.rearrangedQuantiles();
    }

    /** The first snapshot's table is passed through. */
    private static void apply(
            Persistent model, Path folder, Path output, ApplyOptions options, Notes notes)
            throws IOException {
        requireFolder(folder);
        SnapshotTables tables = SnapshotTables.of(folder, options.columns, options.tolerance);
        PredictionTable rows = tables.predictions(0);
        try {
            Tables.write(output, options.result(rows, columns(model, tables, options, notes)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<Column> columns(
            Persistent model, SnapshotTables tables, ApplyOptions options, Notes notes) {
        if (model instanceof EarlyStoppingClassifier classifier) {
            CalibrationSizes.note(classifier.calibrationSize(), options.coverages(), ALL, notes);
            return LabelSetMethods.columns(
                    options,
                    classifier.sets(
                            path(tables, t -> t.categorical(classifier.labels())),
                            options.coverages()));
        }
        if (model instanceof EarlyStoppingQuantileRegressor quantiles) {
            CalibrationSizes.note(quantiles.calibrationSize(), options.coverages(), WHOLE, notes);
            SnapshotPath<RealBatch> path = path(tables, EarlyStoppingMethods::quantiles);
            return IntervalMethods.columns(options, coverage -> quantiles.hulls(path, coverage));
        }
        EarlyStoppingRegressor regressor = (EarlyStoppingRegressor) model;
        CalibrationSizes.note(regressor.calibrationSize(), options.coverages(), WHOLE, notes);
        SnapshotPath<RealBatch> path = path(tables, PredictionTable::points);
        return IntervalMethods.columns(options, coverage -> regressor.hulls(path, coverage));
    }

    /** What a snapshot's table predicts. */
    private interface Kind<B> {
        B of(PredictionTable table);
    }

    private static <B> SnapshotPath<B> path(SnapshotTables tables, Kind<B> kind) {
        return SnapshotPath.of(tables.size(), t -> kind.of(tables.predictions(t)));
    }
}
