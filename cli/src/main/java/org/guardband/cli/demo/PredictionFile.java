package org.guardband.cli.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.file.AtomicFile;

/**
 * Predictions and truths as a table that {@code guardband fit} and {@code apply} read.
 *
 * @param name its file name
 * @param lines a header and one line per row
 */
record PredictionFile(String name, List<List<String>> lines) {

    /** Copies the lines. */
    PredictionFile {
        lines = List.copyOf(lines);
    }

    static PredictionFile of(String name, ClassRows rows) {
        return of(name, rows.batch(), rows.truths());
    }

    static PredictionFile of(String name, CategoricalBatch batch, int[] truths) {
        List<String> labels = batch.labels();
        List<String> header = new ArrayList<>(labels.stream().map(label -> "p:" + label).toList());
        header.add("label");
        List<List<String>> lines = new ArrayList<>(List.of(header));
        for (int i = 0; i < truths.length; i++) {
            List<String> line = new ArrayList<>();
            for (int k = 0; k < labels.size(); k++) {
                line.add(Double.toString(batch.probability(i, k)));
            }
            line.add(labels.get(truths[i]));
            lines.add(line);
        }
        return new PredictionFile(name, lines);
    }

    static PredictionFile ofGaussians(String name, NumberRows rows) {
        List<List<String>> lines = new ArrayList<>(List.of(List.of("mean", "sd", "y", "group")));
        for (int i = 0; i < rows.size(); i++) {
            lines.add(
                    List.of(
                            Double.toString(rows.gaussians().mean(i)),
                            Double.toString(rows.gaussians().sd(i)),
                            Double.toString(rows.truths()[i]),
                            rows.groups().get(i)));
        }
        return new PredictionFile(name, lines);
    }

    static PredictionFile ofQuantiles(String name, NumberRows rows) {
        List<String> header =
                new ArrayList<>(NumberRows.LEVELS.stream().map(level -> "q:" + level).toList());
        header.add("y");
        List<List<String>> lines = new ArrayList<>(List.of(header));
        for (int i = 0; i < rows.size(); i++) {
            List<String> line = new ArrayList<>();
            for (int q = 0; q < NumberRows.LEVELS.size(); q++) {
                line.add(Double.toString(rows.quantiles().value(i, q)));
            }
            line.add(Double.toString(rows.truths()[i]));
            lines.add(line);
        }
        return new PredictionFile(name, lines);
    }

    void write(Path folder) throws IOException {
        AtomicFile.write(
                folder.resolve(name),
                out -> {
                    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
                    lines.forEach(csv::writeRecord);
                    csv.flush();
                });
    }
}
