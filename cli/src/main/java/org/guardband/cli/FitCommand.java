package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.guardband.cli.terminal.Progress;
import org.guardband.core.file.AtomicFile;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.ImagePredictions;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guardband fit}: held-out predictions and truths to a model file. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Fits a calibrator or conformal predictor on held-out predictions and their truths."
                        + " One model file serves any coverage.")
final class FitCommand implements Callable<Integer> {

    /** Options that any method may have. */
    static final Set<String> COMMON =
            Set.of(
                    "--output",
                    "--tolerance",
                    ColumnsOption.NAME,
                    "--ignore-label",
                    "--pixels",
                    "--help",
                    "--version");

    @Spec @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "METHOD",
            description =
                    "What to fit; guardband methods lists them, guardband fit METHOD --help tells"
                            + " the options of one.")
    String methodName = "";

    @Parameters(
            index = "1",
            paramLabel = "CAL.csv",
            description =
                    "Predictions of rows that the model was not trained on, with truths; for ces a"
                            + " folder with such a table for each snapshot, in order of name.")
    Path table = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "MODEL.json",
            description = "The model file to write.")
    Path output = Path.of("");

    @Mixin FitOptions options = new FitOptions();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        MethodEntry method =
                MethodRegistry.find(methodName)
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                command.commandLine(),
                                                MethodRegistry.unknown(methodName)));
        OptionCheck.of(command, COMMON, method);
        AtomicFile.requireWritable(output);
        Notes notes = new Notes(command.commandLine().getErr(), table.toString());
        if (method.handling() instanceof MethodEntry.OfFiles && !Files.isDirectory(table)) {
            options.columns.requireNone(table);
        }
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Reading " + table.getFileName());
            Persistent fitted =
                    method.handling() instanceof MethodEntry.OfTable tables
                            ? fit(method, tables, notes, progress)
                            : ((MethodEntry.OfFiles) method.handling())
                                    .fit()
                                    .fit(table, options, notes);
            progress.phase("Writing " + output.getFileName());
            ModelFiles.write(output, fitted);
        }
        return 0;
    }

    private Persistent fit(
            MethodEntry method, MethodEntry.OfTable tables, Notes notes, Progress progress)
            throws IOException {
        PredictionTable heldOut = heldOut(method, notes);
        progress.phase("Fitting " + method.name());
        return tables.fit().fit(heldOut, options, notes);
    }

    private PredictionTable heldOut(MethodEntry method, Notes notes) throws IOException {
        Wording.requireTable(table);
        if (ImagePredictions.isImages(table)) {
            options.columns.requireNone(table);
            if (!method.module().equals(ClassCalibrationMethods.MODULE)) {
                throw new TableException(
                        table
                                + ": holds images, for which there are "
                                + String.join(
                                        ", ",
                                        new ClassCalibrationMethods()
                                                .methods().stream()
                                                        .map(MethodEntry::name)
                                                        .toList()));
            }
            return Images.sample(
                    table,
                    options.tolerance,
                    Wording.ignored(options.ignoreLabel),
                    options.mostPixels,
                    notes);
        }
        PredictionTable heldOut = options.columns.read(table, options.tolerance);
        if (heldOut.rows() == 0) {
            throw new TableException(table + ": has no rows to fit on");
        }
        return heldOut;
    }
}
