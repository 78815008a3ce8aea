package org.guardband.benchmarks.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One method with one seed on one set of rows: a line of a result file.
 *
 * @param data the name of the rows
 * @param seed the seed
 * @param method the method
 * @param members number of members
 * @param parameters numbers that have to be kept for prediction
 * @param figures what is measured, in the order of the file's columns
 */
record Outcome(
        String data, long seed, String method, int members, long parameters, List<Double> figures) {

    private static final int FIXED = 5;

    static String header(List<String> columns) {
        return "data,seed,method,members,parameters," + String.join(",", columns);
    }

    String line() {
        return data
                + ","
                + seed
                + ","
                + method
                + ","
                + members
                + ","
                + parameters
                + ","
                + figures.stream()
                        .map(v -> String.format(Locale.ROOT, "%.5f", v))
                        .collect(Collectors.joining(","));
    }

    /** Nothing where a line was cut off. */
    static Optional<Outcome> parse(String line, int columns) {
        String[] cells = line.split(",", -1);
        if (cells.length != FIXED + columns) {
            return Optional.empty();
        }
        return Optional.of(
                new Outcome(
                        cells[0],
                        Long.parseLong(cells[1]),
                        cells[2],
                        Integer.parseInt(cells[3]),
                        Long.parseLong(cells[4]),
                        Arrays.stream(cells, FIXED, cells.length).map(Double::valueOf).toList()));
    }

    boolean is(String otherData, long otherSeed, String otherMethod) {
        return data.equals(otherData) && seed == otherSeed && method.equals(otherMethod);
    }
}
