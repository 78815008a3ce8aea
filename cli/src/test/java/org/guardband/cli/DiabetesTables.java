package org.guardband.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.special.Erf;

/** Tables of predictions of the diabetes data by ridge regression, for every family of methods. */
final class DiabetesTables {

    static final int[] TRAIN = rows(0, 150);
    static final int[] CAL = rows(150, 300);
    static final int[] TEST = rows(300, 442);

    private static final List<String> FEATURES = List.of("age", "bmi", "bp", "s5");
    private static final double SPREAD = 55;

    private final double[][] x;
    private final double[] y;

    private DiabetesTables(double[][] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    static DiabetesTables read() throws IOException {
        List<double[]> rows = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Objects.requireNonNull(
                                                DiabetesTables.class.getResourceAsStream(
                                                        "data/diabetes.csv.gz"))),
                                StandardCharsets.UTF_8))) {
            List<String> names = List.of(in.readLine().split(",", -1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",", -1);
                rows.add(
                        FEATURES.stream()
                                .mapToDouble(f -> Double.parseDouble(cells[names.indexOf(f)]))
                                .toArray());
                y.add(Double.parseDouble(cells[names.indexOf("y")]));
            }
        }
        return new DiabetesTables(
                rows.toArray(double[][]::new), y.stream().mapToDouble(v -> v).toArray());
    }

    static int[] rows(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** Coefficients of ridge regression on some rows, repeated or not; the constant comes first. */
    private double[] ridge(int[] rows) {
        int d = FEATURES.size() + 1;
        RealMatrix gram = new Array2DRowRealMatrix(d, d);
        double[] moments = new double[d];
        for (int i : rows) {
            for (int a = 0; a < d; a++) {
                moments[a] += at(i, a) * y[i];
                for (int b = 0; b < d; b++) {
                    gram.addToEntry(a, b, at(i, a) * at(i, b));
                }
            }
        }
        for (int a = 1; a < d; a++) {
            gram.addToEntry(a, a, 1e-3);
        }
        return new CholeskyDecomposition(gram)
                .getSolver()
                .solve(new ArrayRealVector(moments))
                .toArray();
    }

    private double at(int row, int column) {
        return column == 0 ? 1 : x[row][column - 1];
    }

    private double predict(double[] w, int row) {
        double sum = 0;
        for (int a = 0; a < w.length; a++) {
            sum += w[a] * at(row, a);
        }
        return sum;
    }

    private String[] means(double[] w, int[] rows) {
        return texts(rows, i -> predict(w, i));
    }

    /** A number of a row. */
    private interface OfRow {
        double at(int row);
    }

    private static String[] texts(int[] rows, OfRow value) {
        return Arrays.stream(rows)
                .mapToObj(i -> Double.toString(value.at(i)))
                .toArray(String[]::new);
    }

    private static String csv(Map<String, String[]> columns) {
        StringBuilder out = new StringBuilder(String.join(",", columns.keySet())).append('\n');
        int rows = columns.values().iterator().next().length;
        for (int i = 0; i < rows; i++) {
            StringJoiner line = new StringJoiner(",");
            for (String[] column : columns.values()) {
                line.add(column[i]);
            }
            out.append(line).append('\n');
        }
        return out.toString();
    }

    private void features(Map<String, String[]> into, int[] rows) {
        for (int k = 0; k < FEATURES.size(); k++) {
            int column = k;
            into.put("x:" + FEATURES.get(k), texts(rows, i -> x[i][column]));
        }
    }

    /** mean, sd, x:..., y. */
    String numbers(int[] rows) {
        double[] w = ridge(TRAIN);
        Map<String, String[]> columns = new LinkedHashMap<>();
        columns.put("mean", means(w, rows));
        columns.put("sd", texts(rows, i -> SPREAD + 5 * (i % 3)));
        features(columns, rows);
        columns.put("y", texts(rows, i -> y[i]));
        return csv(columns);
    }

    /** mean, fold, y of rows that are trained on, each predicted without its fold. */
    String folds(int[] rows, int folds) {
        String[] mean = new String[rows.length];
        String[] fold = new String[rows.length];
        for (int k = 0; k < folds; k++) {
            double[] w = ridgeWithout(rows, folds, k);
            for (int i = k; i < rows.length; i += folds) {
                mean[i] = Double.toString(predict(w, rows[i]));
                fold[i] = Integer.toString(k);
            }
        }
        Map<String, String[]> columns = new LinkedHashMap<>();
        columns.put("mean", mean);
        columns.put("fold", fold);
        columns.put("y", texts(rows, i -> y[i]));
        return csv(columns);
    }

    private double[] ridgeWithout(int[] rows, int folds, int fold) {
        IntPredicate kept = i -> i % folds != fold;
        return ridge(IntStream.range(0, rows.length).filter(kept).map(i -> rows[i]).toArray());
    }

    /** mean:0, mean:1, ... of test rows by the models of the folds, and y. */
    String byFold(int[] trained, int folds, int[] test) {
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (int k = 0; k < folds; k++) {
            columns.put("mean:" + k, means(ridgeWithout(trained, folds, k), test));
        }
        columns.put("y", texts(test, i -> y[i]));
        return csv(columns);
    }

    /** s:b by bagged models, bag:b for the trained rows, y. */
    String bagged(int[] trained, int members, int[] rows) {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, String[]> columns = new LinkedHashMap<>();
        Map<String, String[]> bags = new LinkedHashMap<>();
        for (int b = 0; b < members; b++) {
            int[] times = new int[trained.length];
            int[] bag = new int[trained.length];
            for (int i = 0; i < bag.length; i++) {
                int drawn = random.nextInt(trained.length);
                times[drawn]++;
                bag[i] = trained[drawn];
            }
            columns.put("s:" + b, means(ridge(bag), rows));
            bags.put(
                    "bag:" + b,
                    Arrays.stream(times).mapToObj(Integer::toString).toArray(String[]::new));
        }
        if (Arrays.equals(trained, rows)) {
            columns.putAll(bags);
        }
        columns.put("y", texts(rows, i -> y[i]));
        return csv(columns);
    }

    /** mean:a, mean:b, y:a, y:b for the progression and the blood pressure. */
    String targets(int[] rows) {
        double[] w = ridge(TRAIN);
        Map<String, String[]> columns = new LinkedHashMap<>();
        columns.put("mean:progress", means(w, rows));
        columns.put("mean:pressure", texts(rows, i -> x[i][1] / 2));
        columns.put("y:progress", texts(rows, i -> y[i]));
        columns.put("y:pressure", texts(rows, i -> x[i][2]));
        return csv(columns);
    }

    private double above(double[] w, int row, double cut) {
        return 0.5 * Erf.erfc((cut - predict(w, row)) / SPREAD / Math.sqrt(2));
    }

    /** p:low, p:mid, p:high, label. */
    String classes(int[] rows) {
        return csv(classColumns(rows));
    }

    /** The same with the features, x:age and so on. */
    String classesWithFeatures(int[] rows) {
        Map<String, String[]> columns = classColumns(rows);
        features(columns, rows);
        return csv(columns);
    }

    private Map<String, String[]> classColumns(int[] rows) {
        double[] w = ridge(TRAIN);
        Map<String, String[]> columns = new LinkedHashMap<>();
        columns.put("p:low", texts(rows, i -> 1 - above(w, i, 110)));
        columns.put("p:mid", texts(rows, i -> above(w, i, 110) - above(w, i, 190)));
        columns.put("p:high", texts(rows, i -> above(w, i, 190)));
        columns.put(
                "label",
                Arrays.stream(rows)
                        .mapToObj(i -> y[i] < 110 ? "low" : y[i] < 190 ? "mid" : "high")
                        .toArray(String[]::new));
        return columns;
    }

    /** p:some, p:much, p:extreme, and all that are true joined in label. */
    String labels(int[] rows) {
        double[] w = ridge(TRAIN);
        Map<String, String[]> columns = new LinkedHashMap<>();
        Map<String, Double> cuts = new LinkedHashMap<>();
        cuts.put("some", 90.0);
        cuts.put("much", 150.0);
        cuts.put("extreme", 220.0);
        cuts.forEach((name, cut) -> columns.put("p:" + name, texts(rows, i -> above(w, i, cut))));
        columns.put(
                "label",
                Arrays.stream(rows)
                        .mapToObj(
                                i ->
                                        String.join(
                                                "|",
                                                cuts.keySet().stream()
                                                        .filter(name -> y[i] > cuts.get(name))
                                                        .toList()))
                        .toArray(String[]::new));
        return csv(columns);
    }
}
