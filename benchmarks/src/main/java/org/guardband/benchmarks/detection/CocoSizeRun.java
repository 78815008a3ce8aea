package org.guardband.benchmarks.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.report.DetectionReport;

/**
 * Writes 5000 images with 36 000 objects and 500 000 detections of 80 categories as COCO files,
 * reads them back and evaluates them, each step with its time: {@code java -Xmx2g -cp
 * benchmarks/target/fast/benchmarks.jar org.guardband.benchmarks.detection.CocoSizeRun FOLDER}.
 */
public final class CocoSizeRun {

    private CocoSizeRun() {}

    /**
     * Runs it.
     *
     * @param arguments the folder for the two files
     * @throws Exception if a file cannot be written or read
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("one argument: the folder for the files");
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path truthFile = folder.resolve("truth.json");
        Path foundFile = folder.resolve("detections.json");
        if (Files.notExists(truthFile) || Files.notExists(foundFile)) {
            timed("write", () -> write(truthFile, foundFile));
        }
        GroundTruthBatch truth = timed("read truth", () -> CocoFiles.readTruth(truthFile));
        DetectionBatch found =
                timed(
                        "read detections",
                        () -> CocoFiles.readDetections(foundFile, truth.catalogue()));
        timed("evaluate, cold", () -> DetectionReport.of(found, truth));
        DetectionReport report = timed("evaluate again", () -> DetectionReport.of(found, truth));
        report.metrics().forEach((name, value) -> System.out.printf("%-28s %.6f%n", name, value));
    }

    private static EvaluationData write(Path truthFile, Path foundFile) throws IOException {
        EvaluationData data = GeneratedScenes.draw(5000, 36_000, 500_000, 80, 1);
        CocoFiles.writeTruth(truthFile, data.truth());
        CocoFiles.writeDetections(foundFile, data.detections());
        return data;
    }

    private static <T> T timed(String what, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        System.out.printf("%-28s %.3f s%n", what, (System.nanoTime() - start) / 1e9);
        return result;
    }
}
