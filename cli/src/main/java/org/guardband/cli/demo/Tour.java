package org.guardband.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs all tasks and keeps what came out. */
final class Tour {

    private final int splits;
    private final List<TaskResult> results;
    private final List<Section> sections;

    private Tour(int splits, List<TaskResult> results, List<Section> sections) {
        this.splits = splits;
        this.results = results;
        this.sections = sections;
    }

    /**
     * Runs the tour.
     *
     * @param tasks classes and numbers
     * @param splits random splits per task
     * @param sections what comes after them
     * @param done called once per split and task, from any thread, and once per section
     */
    static Tour run(List<Task> tasks, int splits, List<Supplier<Section>> sections, Runnable done) {
        List<TaskResult> results = new ArrayList<>();
        for (Task task : tasks) {
            results.add(task.run(splits, done));
        }
        List<Section> made = new ArrayList<>();
        for (Supplier<Section> section : sections) {
            made.add(section.get());
            done.run();
        }
        return new Tour(splits, List.copyOf(results), List.copyOf(made));
    }

    List<TaskResult> results() {
        return results;
    }

    List<String> table() {
        return TourTable.lines(results);
    }

    List<Section> sections() {
        return sections;
    }

    List<String> calibrationTable() {
        return CalibrationTable.lines(results);
    }

    /** Writes the report and the files of predictions; the folder exists. */
    Path write(Path folder) throws IOException {
        for (TaskResult result : results) {
            for (PredictionFile file : result.files()) {
                file.write(folder);
            }
        }
        for (Section section : sections) {
            section.write(folder);
        }
        Path report = folder.resolve("report.html");
        TourReport.of(results, splits, sections, folder).write(report);
        return report;
    }

    /** Makes the folder before anything is computed, so that a wrong place is told at once. */
    static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path probe = Files.createTempFile(folder, ".guardband-", ".tmp");
        Files.delete(probe);
    }
}
