package org.guardband.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.guardband.cli.terminal.FileFailure;
import org.guardband.cli.terminal.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code guardband demo}: the whole tour on real data. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Trains Tribuo models on three real data sets, and on two of them also a network that is"
                    + " stopped early, a detector, a graph network and an ensemble; calibrates and"
                    + " conformalizes what they predict, prints tables and writes DIR/report.html."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int BAD_INPUT = 2;

    /** Tribuo tells of every epoch; kept here, for loggers are otherwise forgotten. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "guardband-report",
            description = "Folder for the report and the predictions (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("guardband-report");

    @Option(
            names = "--splits",
            paramLabel = "N",
            defaultValue = "30",
            description = "Random splits to average over (default: ${DEFAULT-VALUE}).")
    int splits = 30;

    /** Made by picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (splits < 1) {
            throw new ParameterException(command, "--splits must be >= 1, got " + splits);
        }
        PrintWriter out = command.getOut();
        try {
            Tour.prepare(folder);
            TRIBUO.setLevel(Level.WARNING);
            List<Task> tasks = Tasks.all();
            Tour tour;
            List<Supplier<Section>> sections = Tasks.sections();
            try (Progress progress = Progress.ofSteps(tasks.size() * splits + sections.size())) {
                tour = Tour.run(tasks, splits, sections, progress::step);
            }
            Path report = tour.write(folder);
            print(out, tour, report);
            return 0;
        } catch (IOException e) {
            command.getErr().println(reason(e));
            return BAD_INPUT;
        }
    }

    private void print(PrintWriter out, Tour tour, Path report) {
        tour.table().forEach(out::println);
        out.println();
        tour.calibrationTable().forEach(out::println);
        out.println();
        for (Section section : tour.sections()) {
            section.lines().forEach(out::println);
            out.println();
        }
        out.println(TourText.interval(splits));
        out.println(TourText.PROMISE);
        out.println(TourText.FAILURE);
        out.println();
        out.println("Report with pictures: " + report);
        out.println();
        out.println("To go on:");
        TourReport.nextCommands(tour.sections(), folder).forEach(line -> out.println("  " + line));
        out.flush();
    }

    /** The file and what is wrong with it, in one line. */
    private String reason(IOException e) {
        if (e instanceof FileSystemException failure) {
            String file = failure.getFile() == null ? folder.toString() : failure.getFile();
            return file + ": " + FileFailure.of(failure);
        }
        return folder + ": " + e.getMessage();
    }
}
