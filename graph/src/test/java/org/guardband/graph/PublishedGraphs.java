package org.guardband.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Citation graphs that are not part of this project: looked for in the folder that the system
 * property {@code guardband.graphs} names, else beside the checkout. Tests that want one are
 * skipped where it is absent.
 */
public final class PublishedGraphs {

    private PublishedGraphs() {}

    /** The folder of a graph. */
    public static Path folder(String name) {
        Path folder =
                Path.of(System.getProperty("guardband.graphs", "../../shared/data/graphs"), name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                () -> name + " is not here; set -Dguardband.graphs to its folder's parent");
        return folder;
    }

    /** A graph with features divided by their sums. */
    public static NodeData read(String name) {
        try {
            NodeData data = GraphFiles.readFolder(folder(name));
            return data.withFeatures(data.features().rowNormalized());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The published splits of a graph. */
    public static NodeSplits splits(String name, int nodes) {
        try {
            return GraphFiles.readSplits(folder(name).resolve("gats_splits.csv.gz"), nodes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
