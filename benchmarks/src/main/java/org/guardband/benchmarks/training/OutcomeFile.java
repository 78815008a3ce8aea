package org.guardband.benchmarks.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Outcomes, a line each, so that a run that was stopped goes on where it was. */
final class OutcomeFile {

    private final Path file;
    private final List<String> columns;

    OutcomeFile(Path file, List<String> columns) {
        this.file = file;
        this.columns = List.copyOf(columns);
    }

    List<Outcome> read() throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(file, Outcome.header(columns) + "\n");
        }
        String text = Files.readString(file);
        // a last line without its end may have lost digits
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            Files.writeString(file, whole);
        }
        return whole.lines()
                .skip(1)
                .flatMap(line -> Outcome.parse(line, columns.size()).stream())
                .toList();
    }

    boolean has(String data, long seed, String method) throws IOException {
        return read().stream().anyMatch(o -> o.is(data, seed, method));
    }

    void append(Outcome outcome) throws IOException {
        Files.writeString(file, outcome.line() + "\n", StandardOpenOption.APPEND);
    }

    /** Means over seeds with their standard errors, in the order in which methods came. */
    String markdown(String data) throws IOException {
        List<Outcome> all = read().stream().filter(o -> o.data().equals(data)).toList();
        StringBuilder text = new StringBuilder("| method | members | parameters |");
        columns.forEach(c -> text.append(' ').append(c).append(" |"));
        text.append(" seeds |\n| --- | ---: | ---: |")
                .append(columns.stream().map(c -> " --- |").collect(Collectors.joining()))
                .append(" ---: |\n");
        for (String method : all.stream().map(Outcome::method).distinct().toList()) {
            List<Outcome> of = all.stream().filter(o -> o.method().equals(method)).toList();
            text.append("| ").append(method).append(" | ").append(of.get(0).members());
            text.append(String.format(Locale.ROOT, " | %,d |", of.get(0).parameters()));
            for (int c = 0; c < columns.size(); c++) {
                text.append(cell(of, c));
            }
            text.append(' ').append(of.size()).append(" |\n");
        }
        return text.toString();
    }

    private static String cell(List<Outcome> outcomes, int column) {
        double[] values = outcomes.stream().mapToDouble(o -> o.figures().get(column)).toArray();
        int n = values.length;
        double mean = 0;
        for (double v : values) {
            mean += v / n;
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        String digits = mean >= 10 ? "%.2f" : "%.3f";
        return n < 2
                ? String.format(Locale.ROOT, " " + digits + " |", mean)
                : String.format(
                        Locale.ROOT,
                        " " + digits + " (" + digits + ") |",
                        mean,
                        Math.sqrt(squares / (n - 1.0) / n));
    }
}
