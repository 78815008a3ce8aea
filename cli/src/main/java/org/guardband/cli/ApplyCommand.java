package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.guardband.cli.terminal.Progress;
import org.guardband.core.file.AtomicFile;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.ImagePredictions;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Tables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guardband apply}: predictions to recalibrated predictions, intervals or sets. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Applies a fitted model: sets as the column set (labels joined by |), intervals as"
                        + " lower and upper, recalibrated predictions as mean, sd and q:<level>,"
                        + " recalibrated classes as p:<label>. Truths, group, weight and all columns of"
                        + " other names are passed through.")
final class ApplyCommand implements Callable<Integer> {

    /** Options that any method has. */
    static final Set<String> COMMON =
            Set.of(
                    "--output",
                    "--coverage",
                    "--levels",
                    "--keep-predictions",
                    "--ignore-label",
                    "--tolerance",
                    ColumnsOption.NAME,
                    "--help",
                    "--version");

    @Spec @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.json", description = "What guardband fit wrote.")
    Path modelFile = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "TEST.csv",
            description =
                    "Predictions of the same model; for ces a folder with a table for each of the"
                            + " same snapshots.")
    Path table = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.csv",
            description = "The table to write: .csv, .csv.gz or .npz.")
    Path output = Path.of("");

    @Mixin ApplyOptions options = new ApplyOptions();

    @Option(names = "--ignore-label", paramLabel = "N", description = Wording.IGNORE_LABEL)
    Optional<Integer> ignoreLabel = Optional.empty();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        options.check();
        AtomicFile.requireWritable(output);
        options.update.check();
        Notes notes = new Notes(command.commandLine().getErr(), modelFile.toString());
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Reading " + modelFile.getFileName());
            ModelDocument document = ModelFiles.readDocument(modelFile);
            MethodEntry method = method(document);
            OptionCheck.of(command, COMMON, method);
            Persistent model = model(document);
            progress.phase("Reading " + table.getFileName());
            if (method.handling() instanceof MethodEntry.OfFiles files) {
                if (!Files.isDirectory(table)) {
                    options.columns.requireNone(table);
                }
                files.apply().apply(model, table, output, options, notes);
            } else {
                applyToTable(
                        ((MethodEntry.OfTable) method.handling()).apply(), model, notes, progress);
            }
        }
        return 0;
    }

    private void applyToTable(
            MethodEntry.Apply method, Persistent model, Notes notes, Progress progress)
            throws IOException {
        Wording.requireTable(table);
        Tables.requireWritable(output);
        if (ImagePredictions.isImages(table)) {
            options.columns.requireNone(table);
            Images.apply(model, table, options.tolerance, Wording.ignored(ignoreLabel), output);
            return;
        }
        PredictionTable rows = options.columns.read(table, options.tolerance);
        progress.phase("Applying " + modelFile.getFileName());
        List<Column> added = method.apply(model, rows, options, notes);
        progress.phase("Writing " + output.getFileName());
        Tables.write(output, options.result(rows, added));
        options.update.write();
    }

    private MethodEntry method(ModelDocument document) {
        return MethodRegistry.forModel(document)
                .orElseThrow(
                        () ->
                                new ModelFormatException(
                                        modelFile
                                                + ": "
                                                + MethodRegistry.unknown(
                                                        MethodRegistry.modelName(document))));
    }

    private Persistent model(ModelDocument document) {
        try {
            return ModelFiles.fromDocument(document);
        } catch (ModelFormatException e) {
            throw new ModelFormatException(modelFile + ": " + e.getMessage(), e);
        }
    }
}
