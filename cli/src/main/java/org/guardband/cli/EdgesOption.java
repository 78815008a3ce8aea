package org.guardband.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The edges of a graph, for {@code fit} and {@code apply}. */
final class EdgesOption {

    static final String NAME = "--edges";

    @Option(
            names = NAME,
            paramLabel = "EDGES.csv",
            description =
                    "Edges of the graph, columns src and dst; the predictions are then a table of"
                            + " all nodes in order, with node and role (train, val, cal, test or"
                            + " unused).")
    Optional<Path> edges = Optional.empty();
}
