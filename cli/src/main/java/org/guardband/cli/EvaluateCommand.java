package org.guardband.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guardband.cli.report.EvaluationReport;
import org.guardband.cli.terminal.Progress;
import org.guardband.core.file.AtomicFile;
import org.guardband.core.table.ImagePredictions;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;
import org.guardband.graph.Graph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guardband evaluate}: measures and pictures of predictions with truths. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures the kinds of prediction found in the table, which holds the truths too."
                        + " Coverage comes with its exact 95 %% interval (Clopper-Pearson).")
final class EvaluateCommand implements Callable<Integer> {

    @Spec @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PRED.csv", description = "Predictions with truths.")
    Path table = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "REPORT.html",
            description = "Also write a report with pictures.")
    Optional<Path> output = Optional.empty();

    @Option(
            names = "--all-measures",
            description =
                    "Also every calibration measure of the Benchmark Study on Calibration"
                            + " (classes): binned errors for 5 to 500 bins and others.")
    boolean allMeasures;

    @Option(
            names = "--conditional",
            description =
                    "Also whether sets cover everywhere: by size, by class, by group (column"
                            + " group), in the worst slab of the features (columns x:<name>), by"
                            + " dependence on the size, by out-of-fold probabilities of being"
                            + " covered (column covered-probability), and around nodes (--edges).")
    boolean conditional;

    @Option(
            names = EdgesOption.NAME,
            paramLabel = "EDGES.csv",
            description =
                    "With --conditional and a table of nodes: also the share of covered nodes within"
                            + " two hops, at the worst twentieth of the nodes with ten or more"
                            + " judged nodes around.")
    Optional<Path> edges = Optional.empty();

    @Option(names = "--json", description = "Print JSON in place of a table.")
    boolean json;

    @Option(
            names = "--coverage",
            paramLabel = "C",
            split = ",",
            arity = "1",
            description =
                    "Coverages of the central intervals of distributions (default"
                            + " 0.5,0.8,0.9,0.95), and the asked coverage of columns set, lower and"
                            + " upper without @.")
    double[] coverages = {};

    @Option(
            names = "--truth",
            paramLabel = "TRUTH.json",
            description =
                    "Objects, images and categories in the form of COCO; PRED.json is then a list"
                            + " of detections in the form of COCO's results.")
    Optional<Path> truth = Optional.empty();

    @Mixin ColumnsOption columns = new ColumnsOption();

    @Option(names = "--ignore-label", paramLabel = "N", description = Wording.IGNORE_LABEL)
    Optional<Integer> ignoreLabel = Optional.empty();

    @Option(names = "--tolerance", paramLabel = "X", description = Wording.TOLERANCE)
    double tolerance = PredictionTable.DEFAULT_TOLERANCE;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Notes notes = new Notes(spec.commandLine().getErr(), table.toString());
        if (output.isPresent()) {
            AtomicFile.requireWritable(output.get());
        }
        if (truth.isPresent()) {
            columns.requireNone(table);
            detections(truth.get(), out);
            return 0;
        }
        if (DetectionEvaluation.isDetections(table)) {
            throw new TableException(
                    table + ": detections are evaluated against objects; give --truth TRUTH.json");
        }
        if (ImagePredictions.isImages(table)) {
            columns.requireNone(table);
            images(out);
            return 0;
        }
        Evaluator evaluator;
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Reading " + table.getFileName());
            PredictionTable all = columns.read(table, tolerance);
            Optional<Graph> graph = graph(all);
            PredictionTable rows = NodeTable.testNodes(all, tolerance, notes);
            if (rows.rows() == 0) {
                throw new TableException(table + ": has no rows to evaluate");
            }
            progress.phase("Measuring");
            double[] shares =
                    coverages.length == 0 ? new double[] {0.5, 0.8, 0.9, 0.95} : coverages;
            evaluator =
                    new Evaluator(
                            String.valueOf(table.getFileName()),
                            rows,
                            ApplyOptions.coverages(shares),
                            allMeasures,
                            conditional,
                            graph,
                            notes);
            evaluator.evaluate();
            if (evaluator.evaluations().isEmpty()) {
                throw new TableException(
                        table
                                + ": holds nothing to evaluate; columns are "
                                + String.join(", ", rows.table().names()));
            }
            if (output.isPresent()) {
                progress.phase("Drawing " + output.get().getFileName());
                evaluator.report().write(output.get());
            }
        }
        print(evaluator.evaluations(), out);
        return 0;
    }

    private Optional<Graph> graph(PredictionTable rows) throws IOException {
        if (edges.isEmpty()) {
            return Optional.empty();
        }
        if (!conditional) {
            throw new IllegalArgumentException(
                    EdgesOption.NAME + " is for coverage around nodes; give --conditional too");
        }
        return Optional.of(NodeTable.graph(rows, edges.get(), columns.renames()));
    }

    private void detections(Path objects, PrintWriter out) throws IOException {
        Evaluation evaluation;
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Measuring " + table.getFileName());
            DetectionEvaluation detections = DetectionEvaluation.of(table, objects);
            evaluation = new Evaluation("detections", detections.measures());
            if (output.isPresent()) {
                progress.phase("Drawing " + output.get().getFileName());
                detections
                        .report(String.valueOf(table.getFileName()), evaluation)
                        .write(output.get());
            }
        }
        print(List.of(evaluation), out);
    }

    private void images(PrintWriter out) throws IOException {
        Evaluation evaluation;
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Measuring " + table.getFileName());
            ImageEvaluation images =
                    ImageEvaluation.of(table, tolerance, Wording.ignored(ignoreLabel));
            evaluation = new Evaluation("pixels", images.measures());
            if (output.isPresent()) {
                EvaluationReport.images(
                                String.valueOf(table.getFileName()),
                                images.counted(),
                                images.reliability(),
                                evaluation.texts())
                        .write(output.get());
            }
        }
        print(List.of(evaluation), out);
    }

    private void print(List<Evaluation> evaluations, PrintWriter out) throws IOException {
        if (json) {
            out.println(json(evaluations));
        } else {
            for (Evaluation evaluation : evaluations) {
                List<List<String>> cells = new ArrayList<>();
                cells.add(List.of(evaluation.kind(), "value"));
                evaluation.texts().forEach(m -> cells.add(List.of(m.label(), m.value())));
                TextTable.lines(cells).forEach(out::println);
                out.println();
            }
        }
        out.flush();
    }

    /** Numbers with all their digits; what is not finite is null, as JSON has it. */
    private String json(List<Evaluation> evaluations) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.useDefaultPrettyPrinter();
            out.writeStartObject();
            out.writeStringField("file", table.toString());
            for (Evaluation evaluation : evaluations) {
                out.writeObjectFieldStart(evaluation.kind());
                for (Map.Entry<String, Double> measure : evaluation.measures().entrySet()) {
                    out.writeFieldName(measure.getKey());
                    double value = measure.getValue();
                    if (!Double.isFinite(value)) {
                        out.writeNull();
                    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                        out.writeNumber((long) value);
                    } else {
                        out.writeNumber(value);
                    }
                }
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        return text.toString();
    }
}
