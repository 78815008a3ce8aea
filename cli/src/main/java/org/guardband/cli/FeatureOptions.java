package org.guardband.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of methods that read features, columns {@code x:<name>}. */
final class FeatureOptions {

    /** What difficulty is made of. */
    enum Difficulty {
        DISTANCE,
        LABELS,
        RESIDUALS
    }

    @Option(
            names = "--neighbours",
            paramLabel = "K",
            description =
                    "Number of nearest neighbours (full-conformal-knn, default 5; knn-difficulty,"
                            + " default 25).")
    Optional<Integer> neighbours = Optional.empty();

    @Option(
            names = "--penalty",
            paramLabel = "X",
            description = "Ridge penalty (full-conformal-ridge), default 1.")
    double penalty = 1;

    @Option(
            names = "--reference",
            paramLabel = "TRAIN.csv",
            description =
                    "Rows among which neighbours are looked for, with x:<name> (knn-difficulty);"
                            + " training rows, not those that calibrate.")
    Optional<Path> reference = Optional.empty();

    @Option(
            names = "--difficulty",
            paramLabel = "NAME",
            description =
                    "distance (default) to the neighbours, spread of their labels (column y), or"
                            + " their residuals (columns mean, out of fold, and y) (knn-difficulty).")
    Difficulty difficulty = Difficulty.DISTANCE;
}
