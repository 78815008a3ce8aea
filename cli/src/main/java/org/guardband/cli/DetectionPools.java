package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guardband.core.table.TableException;
import org.guardband.detection.Catalogue;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.format.CocoFiles;
import org.guardband.ensembles.detection.DetectionMembers;
import org.guardband.ensembles.detection.FusedDetections;
import org.guardband.ensembles.detection.MemberSuppression;
import org.guardband.ensembles.detection.WeightedBoxesFusion;
import picocli.CommandLine.Option;

/** Options of {@code aggregate} for detections, and what it does with them. */
final class DetectionPools {

    private static final String FUSION = "fusion";
    private static final String SUPPRESSION = "suppression";

    @Option(
            names = DetectionOptions.TRUTH,
            paramLabel = "IMAGES.json",
            description =
                    "Images and categories of detections in the form of COCO; objects in it are not"
                            + " looked at. The members are then COCO's result files, and OUT is one"
                            + " too.")
    Optional<Path> truth = Optional.empty();

    @Option(
            names = "--overlap",
            paramLabel = "X",
            description =
                    "Boxes that overlap by more are of one object, intersection over union"
                            + " (detections); default 0.55 for fusion and 0.5 for suppression.")
    Optional<Double> overlap = Optional.empty();

    @Option(
            names = "--least-spread",
            paramLabel = "PIXELS",
            description =
                    "What stands in bbox_sd for a smaller spread, as of a box that one member alone"
                            + " has found (detections); default 1.")
    double leastSpread = 1;

    /** Whether the members are detections; told by the files' names, which must agree. */
    boolean areMeant(List<Path> members, Path output) {
        boolean first = DetectionEvaluation.isDetections(members.get(0));
        for (Path member : members) {
            if (DetectionEvaluation.isDetections(member) != first) {
                throw new TableException(
                        member
                                + ": must be "
                                + (first ? "detections (.json) as " : "a table as ")
                                + members.get(0)
                                + " is");
            }
        }
        if (!first && (truth.isPresent() || overlap.isPresent())) {
            throw new TableException(
                    members.get(0)
                            + ": --truth and --overlap are for detections (.json), this is a"
                            + " table");
        }
        if (first && !DetectionEvaluation.isDetections(output)) {
            throw new TableException(output + ": detections are written to a .json file");
        }
        return first;
    }

    void pool(List<Path> files, PoolChoice choice, Path output, Notes notes) throws IOException {
        if (files.size() < 2) {
            throw new IllegalArgumentException(
                    "an ensemble has two members or more, got " + files.size());
        }
        if (!(leastSpread > 0 && leastSpread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--least-spread must be > 0, got " + leastSpread);
        }
        if (overlap.isPresent() && !(overlap.get() >= 0 && overlap.get() <= 1)) {
            throw new IllegalArgumentException("--overlap must be in [0, 1], got " + overlap.get());
        }
        Catalogue catalogue =
                CocoFiles.readTruth(DetectionOptions.required(truth, files.get(0))).catalogue();
        List<DetectionBatch> members = new ArrayList<>();
        boolean own = false;
        for (Path file : files) {
            DetectionBatch member = CocoFiles.readDetections(file, catalogue);
            own |= member.sd().isPresent() || member.labels().isPresent();
            members.add(member);
        }
        if (own) {
            notes.add(
                    "deviations and class probabilities of the members' own detections are left"
                            + " out; bbox_sd of the result is how far their boxes are apart");
        }
        CocoFiles.writeDetections(
                output,
                fused(new DetectionMembers(members), choice).withSpreadOfSizes(leastSpread));
    }

    private FusedDetections fused(DetectionMembers members, PoolChoice choice) {
        String name = choice.pool().isEmpty() ? FUSION : choice.pool();
        return switch (name) {
            case FUSION ->
                    new WeightedBoxesFusion(
                                    overlap.orElse(new WeightedBoxesFusion().threshold()),
                                    choice.given(members.size()))
                            .apply(members);
            case SUPPRESSION -> {
                if (!choice.weights().isEmpty()) {
                    throw new IllegalArgumentException(
                            "--weights has no meaning for the pool " + name);
                }
                yield new MemberSuppression(overlap.orElse(new MemberSuppression().threshold()))
                        .apply(members);
            }
            default ->
                    throw new IllegalArgumentException(
                            "--pool: unknown name "
                                    + name
                                    + "; known are fusion and suppression for detections");
        };
    }
}
