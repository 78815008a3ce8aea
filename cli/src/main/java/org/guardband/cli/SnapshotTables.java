package org.guardband.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guardband.conformal.earlystopping.SnapshotPath;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/**
 * The tables of a folder, one for each snapshot of a training run, in the order of their names,
 * numbers in them being counted and not spelled: {@code epoch9.csv} comes before {@code
 * epoch10.csv}. A table is read whenever it is asked for, so that they need not fit into memory
 * together.
 */
final class SnapshotTables implements SnapshotPath<PredictionTable> {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int LONGEST = 40;

    private final List<Path> files;
    private final ColumnsOption columns;
    private final double tolerance;

    private SnapshotTables(List<Path> files, ColumnsOption columns, double tolerance) {
        this.files = files;
        this.columns = columns;
        this.tolerance = tolerance;
    }

    static SnapshotTables of(Path folder, ColumnsOption columns, double tolerance)
            throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files =
                    entries.filter(file -> isTable(file.getFileName().toString()))
                            .sorted(Comparator.comparing(SnapshotTables::key))
                            .toList();
            if (files.isEmpty()) {
                throw new TableException(folder + ": has no .csv, .csv.gz or .npz of a snapshot");
            }
            return new SnapshotTables(files, columns, tolerance);
        }
    }

    private static boolean isTable(String name) {
        return name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".npz");
    }

    private static String key(Path file) {
        return NUMBER.matcher(file.getFileName().toString())
                .replaceAll(
                        found ->
                                "0".repeat(Math.max(0, LONGEST - found.group().length()))
                                        + found.group());
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public PredictionTable predictions(int snapshot) {
        try {
            return columns.read(files.get(snapshot), tolerance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #predictions}, with the truths of the first snapshot. */
    PredictionTable sameTruths(int snapshot, double[] y) {
        PredictionTable table = predictions(snapshot);
        requireSame(snapshot, Arrays.equals(table.targets(), y), "y");
        return table;
    }

    /** As {@link #predictions}, with the labels of the first snapshot. */
    PredictionTable sameLabels(int snapshot, List<String> classes, int[] labels) {
        PredictionTable table = predictions(snapshot);
        requireSame(snapshot, Arrays.equals(table.labels(classes), labels), "label");
        return table;
    }

    private void requireSame(int snapshot, boolean same, String column) {
        if (!same) {
            throw new TableException(
                    files.get(snapshot) + ": " + column + ": must be that of " + files.get(0));
        }
    }
}
