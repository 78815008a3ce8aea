package org.guardband.benchmarks.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results, a line each. Those of a run are appended at once, so that a stopped command goes on. */
final class ResultFile {

    private final Path file;

    ResultFile(Path file) {
        this.file = file;
    }

    /** What is there, a torn last line left out. */
    List<NodeResult> read() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        // a last line without its end may have lost digits
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<NodeResult> results = new ArrayList<>();
        whole.lines().skip(1).forEach(line -> NodeResult.parse(line).ifPresent(results::add));
        return results;
    }

    /** Writes all in order, whichever thread was the first. */
    void write(List<NodeResult> results) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                fresh,
                Stream.concat(
                                Stream.of(NodeResult.HEADER),
                                results.stream().sorted(NodeResult.ORDER).map(NodeResult::line))
                        .collect(Collectors.joining("\n", "", "\n")));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Adds the results of a run. */
    synchronized void append(List<NodeResult> results) {
        String lines =
                results.stream().map(NodeResult::line).collect(Collectors.joining("\n", "", "\n"));
        try {
            Files.writeString(file, lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
