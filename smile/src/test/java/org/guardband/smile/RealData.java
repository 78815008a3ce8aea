package org.guardband.smile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import smile.data.DataFrame;
import smile.data.vector.DoubleVector;
import smile.data.vector.StringVector;

/** The data sets of the cli room, as Smile has them, their rows in an order drawn once. */
final class RealData {

    private static final Path FOLDER =
            Path.of("..", "cli", "src", "main", "resources", "org", "guardband", "cli", "data");

    private RealData() {}

    /** 442 patients: ten measurements and y. */
    static DataFrame diabetes() {
        Table table = read("diabetes");
        DataFrame frame = null;
        for (String name : table.names()) {
            DataFrame column = DataFrame.of(DoubleVector.of(name, table.numbers(name)));
            frame = frame == null ? column : frame.merge(column);
        }
        return frame.of(order(table.rows()));
    }

    /** The penguins without missing values: species and island nominal, four measurements. */
    static DataFrame penguins() {
        Table table = read("penguins");
        String[] measured = {"bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"};
        int[] whole =
                IntStream.range(0, table.rows())
                        .filter(i -> !text(table, measured[0], i).isEmpty())
                        .filter(i -> !text(table, measured[0], i).equals("NA"))
                        .toArray();
        DataFrame frame =
                DataFrame.of(
                        StringVector.of("species", texts(table, "species", whole)),
                        StringVector.of("island", texts(table, "island", whole)));
        for (String name : measured) {
            double[] values =
                    Arrays.stream(texts(table, name, whole))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
            frame = frame.merge(DoubleVector.of(name, values));
        }
        return frame.factorize("species", "island").of(order(whole.length));
    }

    /** Images of handwritten digits, 64 pixels each. */
    @SuppressWarnings("ArrayRecordComponent") // only carried, never compared
    record Digits(double[][] x, int[] digit) {
        Digits rows(int from, int to) {
            return new Digits(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(digit, from, to));
        }

        Digits rows(int[] rows) {
            return new Digits(
                    Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new),
                    Arrays.stream(rows).map(i -> digit[i]).toArray());
        }
    }

    static Digits digits() {
        Table table = read("digits");
        List<String> pixels = table.names().stream().filter(name -> !name.equals("label")).toList();
        double[][] columns =
                pixels.stream()
                        .map(name -> texts(table, name))
                        .map(
                                texts ->
                                        Arrays.stream(texts)
                                                .mapToDouble(Double::parseDouble)
                                                .toArray())
                        .toArray(double[][]::new);
        double[][] x = new double[table.rows()][columns.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                x[i][j] = columns[j][i];
            }
        }
        int[] digit = Arrays.stream(texts(table, "label")).mapToInt(Integer::parseInt).toArray();
        return new Digits(x, digit).rows(order(x.length));
    }

    static double[] numbers(DataFrame frame, String name) {
        return frame.column(name).toDoubleArray();
    }

    static int[] codes(DataFrame frame, String name) {
        return frame.column(name).toIntArray();
    }

    static DataFrame rows(DataFrame frame, int from, int to) {
        return frame.of(IntStream.range(from, to).toArray());
    }

    /** Some places of [0, n), drawn without replacement, in random order. */
    static int[] draw(int n, int count, long seed) {
        int[] places = IntStream.range(0, n).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i, n);
            int other = places[j];
            places[j] = places[i];
            places[i] = other;
        }
        return Arrays.copyOf(places, count);
    }

    private static int[] order(int n) {
        return draw(n, n, 20261126);
    }

    private static String text(Table table, String column, int row) {
        return table.texts(column).get(row);
    }

    private static String[] texts(Table table, String column) {
        return table.texts(column).toArray(String[]::new);
    }

    private static String[] texts(Table table, String column, int[] rows) {
        List<String> all = table.texts(column);
        return Arrays.stream(rows).mapToObj(all::get).toArray(String[]::new);
    }

    private static Table read(String name) {
        try {
            return Tables.read(FOLDER.resolve(name + ".csv.gz"), column -> name.equals("diabetes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
