package org.guardband.examples.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured in every draw, a line each, so that a stopped command goes on where it was. */
final class NodeSetsResults {

    private static final String SEPARATOR = ";";

    private final Optional<Path> file;
    private final Map<String, double[]> known = new ConcurrentSkipListMap<>();

    private NodeSetsResults(Optional<Path> file) {
        this.file = file;
    }

    /** Results that are kept nowhere. */
    static NodeSetsResults unkept() {
        return new NodeSetsResults(Optional.empty());
    }

    /** Results of a file, which may not be there yet; a torn last line is left out. */
    static NodeSetsResults in(Path file) throws IOException {
        NodeSetsResults results = new NodeSetsResults(Optional.of(file));
        if (Files.exists(file)) {
            String text = Files.readString(file);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).forEach(results::read);
        }
        results.write();
        return results;
    }

    private void read(String line) {
        List<String> cells = List.of(line.split(SEPARATOR, -1));
        known.put(
                String.join(SEPARATOR, cells.subList(0, 3)),
                cells.stream().skip(3).mapToDouble(Double::parseDouble).toArray());
    }

    /** All lines in order, whichever thread was the first. */
    void write() throws IOException {
        if (file.isPresent()) {
            Files.writeString(
                    file.get(),
                    Stream.concat(
                                    Stream.of(
                                            "data;method;draw;"
                                                    + String.join(
                                                            SEPARATOR, NodeSetsMethod.FIGURES)),
                                    known.entrySet().stream()
                                            .map(e -> line(e.getKey(), e.getValue())))
                            .collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private static String line(String key, double... values) {
        return Arrays.stream(values)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(SEPARATOR, key + SEPARATOR, ""));
    }

    /** What is known of a draw; else it is measured and kept. */
    double[] of(String data, String method, int draw, Supplier<double[]> measured) {
        String key = String.join(SEPARATOR, data, method, String.format("%03d", draw));
        double[] before = known.get(key);
        if (before != null) {
            return before;
        }
        double[] fresh = measured.get();
        known.put(key, fresh);
        append(line(key, fresh) + "\n");
        return fresh;
    }

    private synchronized void append(String line) {
        try {
            if (file.isPresent()) {
                Files.writeString(file.get(), line, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
