package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.BoxSets;
import org.guardband.core.table.Column;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;
import org.guardband.core.table.Tables;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.conformal.BoxConformalizer;
import org.guardband.detection.conformal.BoxScale;
import org.guardband.detection.conformal.ConformalBoxes;
import org.guardband.detection.conformal.FoundObjects;
import org.guardband.detection.conformal.ImageBoxConformalizer;
import org.guardband.detection.conformal.ImageBoxes;
import org.guardband.detection.conformal.JointLabelledBoxConformalizer;
import org.guardband.detection.conformal.JointLabelledBoxes;
import org.guardband.detection.conformal.LabelledBoxSets;
import org.guardband.detection.conformal.LabelledBoxes;
import org.guardband.detection.conformal.LabelledPairs;
import org.guardband.detection.conformal.MissedLoss;
import org.guardband.detection.conformal.RecallControl;
import org.guardband.detection.error.LrpThresholds;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;

/**
 * Margins around detected boxes, sets of labels with them, and the threshold that keeps objects
 * from being missed.
 */
final class DetectionBoxMethods implements MethodFamily {

    private static final String INPUT = "COCO results, --truth COCO objects";
    private static final String BOXES = "a table with outer_x1 to outer_y2, inner_x1 to inner_y2";
    private static final String PAPER = "Andéol, Fel, de Grancey, Mossina 2023, arXiv 2304.06052";
    private static final String INFINITE = "outer box is infinite and inner box is empty";

    private static final Set<String> OF_BOXES =
            Set.of(DetectionOptions.TRUTH, "--overlap", "--bound", "--relative", "--coverage");

    private static final Set<String> OF_LABELLED_BOXES =
            Set.of(
                    DetectionOptions.TRUTH,
                    "--by-category",
                    "--overlap",
                    "--bound",
                    "--relative",
                    "--coverage");

    /** Categories with fewer pairs share a pool. */
    private static final int FEW = 50;

    /** The names in model files. */
    private static final String OF_SETS = "conformal-boxes";

    private static final String OF_LABELS = "joint-labelled-boxes";

    private static final String OF_THRESHOLDS = "detection-thresholds";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                boxes(
                        "boxes-bonferroni",
                        "P(box of a found object in set) >= coverage",
                        (pairs, options) ->
                                BoxConformalizer.bonferroni(options.bound)
                                        .withScale(scale(options))
                                        .conformalize(pairs.predicted(), pairs.truths())),
                boxes(
                        "boxes-max-score",
                        "P(box of a found object in set) >= coverage",
                        (pairs, options) ->
                                BoxConformalizer.maxScore(options.bound)
                                        .withScale(scale(options))
                                        .conformalize(pairs.predicted(), pairs.truths())),
                boxes(
                        "boxes-by-image",
                        "P(all boxes of an image's found objects in sets) >= coverage",
                        (pairs, options) ->
                                new ImageBoxConformalizer(options.bound, scale(options))
                                        .conformalize(pairs)),
                new MethodEntry(
                        "boxes-with-labels",
                        DetectionScoreMethods.MODULE,
                        INPUT + "; detections with probabilities",
                        "set, and " + BOXES,
                        "P(label of a found object in set and its box too) >= coverage",
                        "Timans et al. 2024, arXiv 2403.07263, and 2025, arXiv 2311.10900",
                        OF_LABELLED_BOXES,
                        new MethodEntry.OfFiles(
                                DetectionBoxMethods::fitLabelled,
                                DetectionBoxMethods::applyLabelled)),
                new MethodEntry(
                        "detection-recall",
                        DetectionScoreMethods.MODULE,
                        INPUT,
                        "the detections above a threshold",
                        "mean share of an image's objects that is found >= coverage",
                        PAPER,
                        Set.of(DetectionOptions.TRUTH, "--overlap", "--coverage"),
                        new MethodEntry.OfFiles(
                                DetectionBoxMethods::fitRecall,
                                DetectionBoxMethods::applyThreshold)));
    }

    @Override
    public Optional<MethodEntry> forModel(String model) {
        return switch (model) {
            case OF_SETS -> Optional.of(methods().get(0));
            case OF_LABELS -> Optional.of(methods().get(3));
            case OF_THRESHOLDS -> Optional.of(methods().get(4));
            default -> Optional.empty();
        };
    }

    @FunctionalInterface
    private interface Fit {
        ConformalBoxes fit(ImageBoxes pairs, DetectionOptions options);
    }

    private static BoxScale scale(DetectionOptions options) {
        return options.relative ? BoxScale.BOX_SIZE : BoxScale.PIXELS;
    }

    private static MethodEntry boxes(String name, String guarantee, Fit fit) {
        return new MethodEntry(
                name,
                DetectionScoreMethods.MODULE,
                INPUT,
                BOXES,
                guarantee,
                PAPER,
                OF_BOXES,
                new MethodEntry.OfFiles(
                        (file, options, notes) -> {
                            DetectionOptions.Held held = options.detection.read(file);
                            ImageBoxes pairs =
                                    ImageBoxes.of(
                                            outcomes(held, options.detection),
                                            held.truth().boxes());
                            if (pairs.predicted().size() == 0) {
                                throw nothingFound(file, options.detection);
                            }
                            return fit.fit(pairs, options.detection);
                        },
                        DetectionBoxMethods::applyBoxes));
    }

    private static Outcomes outcomes(DetectionOptions.Held held, DetectionOptions options) {
        return CocoMatching.at(options.overlap).match(held.found(), held.truth()).outcomes(0);
    }

    private static Persistent fitLabelled(Path file, FitOptions options, Notes notes)
            throws IOException {
        DetectionOptions.Held held = options.detection.read(file);
        if (held.found().labels().isEmpty()) {
            throw withoutProbabilities(file);
        }
        LabelledPairs pairs =
                LabelledPairs.of(held.found(), held.truth(), options.detection.overlap);
        if (pairs.size() == 0) {
            throw nothingFound(file, options.detection);
        }
        JointLabelledBoxConformalizer method =
                new JointLabelledBoxConformalizer(
                        LeastAmbiguous.withDefaults(),
                        BoxConformalizer.maxScore(options.detection.bound)
                                .withScale(scale(options.detection)));
        return options.detection.byCategory
                ? method.conformalizeByLabel(pairs, FEW)
                : method.conformalize(pairs);
    }

    private static TableException withoutProbabilities(Path file) {
        return new TableException(
                file + ": detections must have \"probabilities\", one number per category");
    }

    private static TableException nothingFound(Path file, DetectionOptions options) {
        return new TableException(
                file + ": no detection has an object that it overlaps by " + options.overlap);
    }

    private static void applyLabelled(
            Persistent model, Path file, Path output, ApplyOptions options, Notes notes)
            throws IOException {
        Tables.requireWritable(output);
        DetectionBatch found = options.catalogue.read(file);
        CategoricalBatch labels = found.labels().orElseThrow(() -> withoutProbabilities(file));
        JointLabelledBoxes joint = (JointLabelledBoxes) model;
        CalibrationSizes.note(joint.calibrationSize(), options.coverages(), INFINITE, notes);
        List<String> ids = found.catalogue().categories().ids();
        List<Column> columns = new ArrayList<>(columns(found));
        for (Coverage coverage : options.coverages()) {
            LabelledBoxSets sets = joint.sets(new LabelledBoxes(labels, found.boxes()), coverage);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                names.add(
                        IntStream.of(sets.labels().indices(i))
                                .mapToObj(ids::get)
                                .collect(Collectors.joining("|")));
            }
            columns.add(Column.of("set" + options.end(coverage), names));
            addBoxes(columns, sets.boxes(), options.end(coverage));
        }
        Tables.write(output, Table.of(columns));
    }

    private static void addBoxes(List<Column> columns, BoxSets sets, String end) {
        addSides(columns, "outer", end, sets.size(), sets::outer);
        addSides(columns, "inner", end, sets.size(), sets::inner);
    }

    private static Persistent fitRecall(Path file, FitOptions options, Notes notes)
            throws IOException {
        DetectionOptions.Held held = options.detection.read(file);
        Matches matches =
                CocoMatching.at(options.detection.overlap).match(held.found(), held.truth());
        GroundTruthBatch truth = held.truth();
        int n = truth.size();
        boolean[] counts = new boolean[n];
        int[] image = new int[n];
        for (int j = 0; j < n; j++) {
            counts[j] = matches.countsObject(0, j);
            image[j] = truth.image(j);
        }
        Coverage asked = options.coverage();
        OptionalDouble threshold =
                RecallControl.atLevel(asked.error(), MissedLoss.SHARE_OF_IMAGE)
                        .threshold(FoundObjects.of(matches.outcomes(0), n, counts, image));
        return LrpThresholds.fixed(
                threshold.orElseThrow(
                        () ->
                                new TableException(
                                        file
                                                + ": no threshold finds a share of "
                                                + asked
                                                + " of the objects: too many have no detection at"
                                                + " all, or there are too few images")),
                truth.catalogue().categories().size());
    }

    private static void applyThreshold(
            Persistent model, Path file, Path output, ApplyOptions options, Notes notes)
            throws IOException {
        CocoFiles.writeDetections(
                output, ((LrpThresholds) model).apply(options.catalogue.read(file)));
    }

    private static void applyBoxes(
            Persistent model, Path file, Path output, ApplyOptions options, Notes notes)
            throws IOException {
        Tables.requireWritable(output);
        DetectionBatch found = options.catalogue.read(file);
        ConformalBoxes boxes = (ConformalBoxes) model;
        CalibrationSizes.note(boxes.calibrationSize(), options.coverages(), INFINITE, notes);
        List<Column> columns = new ArrayList<>(columns(found));
        for (Coverage coverage : options.coverages()) {
            BoxSets sets = boxes.sets(found.boxes(), coverage);
            addBoxes(columns, sets, options.end(coverage));
        }
        Tables.write(output, Table.of(columns));
    }

    private static List<Column> columns(DetectionBatch found) {
        List<String> images = new ArrayList<>();
        List<String> categories = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            images.add(found.catalogue().images().ids().get(found.image(i)));
            categories.add(found.catalogue().categories().ids().get(found.category(i)));
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("image_id", images));
        columns.add(Column.of("category_id", categories));
        columns.add(Column.of("score", found.scores()));
        Boxes corners = found.boxes().to(BoxForm.CORNERS);
        for (int side = 0; side < Boxes.COORDINATES; side++) {
            double[] at = new double[found.size()];
            for (int i = 0; i < at.length; i++) {
                at[i] = corners.coordinate(i, side);
            }
            columns.add(Column.of(BoxForm.CORNERS.coordinate(side), at));
        }
        return columns;
    }

    /** The four sides of a row's box. */
    @FunctionalInterface
    private interface Sides {
        double[] of(int row);
    }

    private static void addSides(
            List<Column> columns, String kind, String end, int rows, Sides sides) {
        double[][] at = new double[Boxes.COORDINATES][rows];
        for (int i = 0; i < rows; i++) {
            double[] box = sides.of(i);
            for (int side = 0; side < box.length; side++) {
                at[side][i] = box[side];
            }
        }
        for (int side = 0; side < at.length; side++) {
            columns.add(Column.of(kind + "_" + BoxForm.CORNERS.coordinate(side) + end, at[side]));
        }
    }
}
