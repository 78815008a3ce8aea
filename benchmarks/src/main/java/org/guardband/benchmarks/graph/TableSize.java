package org.guardband.benchmarks.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guardband.core.numeric.Arguments;

/**
 * What is run.
 *
 * @param splits divisions, the first ones
 * @param folds folds, the first ones
 * @param initialisations first weights
 * @param models the base models
 * @param folders the data
 * @param out the folder to write to
 * @param kept where trained models and their logits are kept
 */
record TableSize(
        int splits,
        int folds,
        int initialisations,
        List<BaseModel> models,
        List<Path> folders,
        Path out,
        KeptModels kept) {

    static final String USAGE =
            "usage: NodeCalibrationTable FOLDER... [--splits 5] [--folds 3] [--inits 5]"
                    + " [--models gcn,gat] [--out docs/results] [--keep FOLDER]";

    TableSize {
        Arguments.atLeast("splits", splits, 1);
        Arguments.atLeast("folds", folds, 1);
        Arguments.atLeast("initialisations", initialisations, 1);
        models = List.copyOf(models);
        folders = List.copyOf(folders);
    }

    static TableSize full(List<Path> folders, Path out) {
        return new TableSize(
                5,
                3,
                5,
                List.of(BaseModel.values()),
                folders,
                out,
                new KeptModels(Optional.empty()));
    }

    TableSize withRuns(int ofSplits, int ofFolds, int ofInitialisations) {
        return new TableSize(ofSplits, ofFolds, ofInitialisations, models, folders, out, kept);
    }

    TableSize withModels(BaseModel... some) {
        return new TableSize(splits, folds, initialisations, List.of(some), folders, out, kept);
    }

    private TableSize withOut(Path folder) {
        return new TableSize(splits, folds, initialisations, models, folders, folder, kept);
    }

    TableSize withKept(Path folder) {
        KeptModels there = new KeptModels(Optional.of(folder));
        return new TableSize(splits, folds, initialisations, models, folders, out, there);
    }

    static TableSize parse(String... args) {
        List<Path> folders = new ArrayList<>();
        TableSize size = full(folders, Path.of("docs", "results"));
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                folders.add(Path.of(args[i]));
                continue;
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " must have a value. " + USAGE);
            }
            size = size.with(args[i], args[++i]);
        }
        if (folders.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        return new TableSize(
                size.splits,
                size.folds,
                size.initialisations,
                size.models,
                folders,
                size.out,
                size.kept);
    }

    private TableSize with(String option, String value) {
        return switch (option) {
            case "--splits" -> withRuns(Integer.parseInt(value), folds, initialisations);
            case "--folds" -> withRuns(splits, Integer.parseInt(value), initialisations);
            case "--inits" -> withRuns(splits, folds, Integer.parseInt(value));
            case "--models" ->
                    withModels(
                            List.of(value.toLowerCase(Locale.ROOT).split(",", -1)).stream()
                                    .map(BaseModel::parse)
                                    .toArray(BaseModel[]::new));
            case "--out" -> withOut(Path.of(value));
            case "--keep" -> withKept(Path.of(value));
            default ->
                    throw new IllegalArgumentException("unknown option " + option + ". " + USAGE);
        };
    }

    /** The runs on one graph. */
    List<NodeRun> runs(NodeDataSet set) {
        List<NodeRun> runs = new ArrayList<>();
        for (BaseModel model : models) {
            for (int s = 0; s < Math.min(splits, set.splits().splits()); s++) {
                for (int f = 0; f < Math.min(folds, set.splits().folds()); f++) {
                    for (int i = 0; i < initialisations; i++) {
                        runs.add(new NodeRun(set.name(), model, s, f, i));
                    }
                }
            }
        }
        return runs;
    }
}
