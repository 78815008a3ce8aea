package org.guardband.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The edges of a graph and the features of its nodes, for {@code fit} and {@code apply}. */
final class EdgesOption {

    static final String NAME = "--edges";
    static final String FEATURES = "--features";

    @Option(
            names = NAME,
            paramLabel = "EDGES.csv",
            description =
                    "Edges of the graph, columns src and dst, in any direction and order, loops and"
                            + " repetitions left out; the predictions are then a table of all nodes"
                            + " in order, with node and role (train, val, cal, test or unused).")
    Optional<Path> edges = Optional.empty();

    @Option(
            names = FEATURES,
            paramLabel = "FEATURES.csv",
            description =
                    "Features of the nodes, columns node and features: column numbers parted by"
                            + " spaces, each with :value where it is not 1 (gets, snaps).")
    Optional<Path> features = Optional.empty();
}
