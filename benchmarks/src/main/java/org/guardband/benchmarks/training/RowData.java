package org.guardband.benchmarks.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;

/**
 * Rows of numbers with one target each: optical digits as the command ships them, or a set of the
 * UCI repository (origins and licences in NOTICE).
 */
final class RowData {

    private final double[] x;
    private final double[] y;
    private final int columns;

    private RowData(double[] x, double[] y, int columns) {
        this.x = x;
        this.y = y;
        this.columns = columns;
    }

    static RowData digits() throws IOException {
        return read("/org/guardband/cli/data/digits.csv.gz");
    }

    static RowData uci(String name) throws IOException {
        String folder = name.equals("concrete") ? "earlystopping" : "training";
        return read("/org/guardband/benchmarks/" + folder + "/" + name + ".csv.gz");
    }

    private static RowData read(String resource) throws IOException {
        Path file = Files.createTempFile("rows", ".csv.gz");
        try (InputStream in =
                Objects.requireNonNull(RowData.class.getResourceAsStream(resource), resource)) {
            Files.write(file, in.readAllBytes());
            Table table = Tables.read(file, column -> true);
            int columns = table.names().size() - 1;
            double[] y = table.numbers(table.names().get(columns));
            double[] x = new double[y.length * columns];
            for (int j = 0; j < columns; j++) {
                double[] column = table.numbers(table.names().get(j));
                for (int i = 0; i < y.length; i++) {
                    x[i * columns + j] = column[i];
                }
            }
            return new RowData(x, y, columns);
        } finally {
            Files.delete(file);
        }
    }

    int size() {
        return y.length;
    }

    int columns() {
        return columns;
    }

    double y(int row) {
        return y[row];
    }

    /** All rows in a random order. */
    int[] shuffled(long seed) {
        return RandomOrder.of(y.length, new SplittableRandom(seed));
    }

    /** Features of some rows, one after the other, moved and scaled. */
    double[] features(int[] rows, double shift, double scale) {
        double[] some = new double[rows.length * columns];
        for (int at = 0; at < some.length; at++) {
            some[at] = (x[rows[at / columns] * columns + at % columns] - shift) / scale;
        }
        return some;
    }

    double[] targets(int... rows) {
        double[] some = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = y[rows[i]];
        }
        return some;
    }
}
