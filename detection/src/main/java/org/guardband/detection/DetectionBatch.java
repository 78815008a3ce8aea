package org.guardband.detection;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.PredictionBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Categorical;
import org.guardband.core.prediction.GaussianVector;
import org.guardband.core.prediction.SampleVector;
import org.guardband.core.prediction.Structured;
import org.guardband.core.prediction.VectorDistribution;

/**
 * The output of a detector in columns: image, category, score and box of n detections, and where
 * the detector gives them a standard deviation of each box coordinate and a distribution over the
 * categories. {@link #get} gives a row as a prediction with named parts, see {@link Detection}.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class DetectionBatch implements PredictionBatch<Structured> {

    private final Catalogue catalogue;
    private final int[] image;
    private final int[] category;
    private final double[] score;
    private final Boxes boxes;
    private final Optional<double[]> sd;
    private final Optional<CategoricalBatch> labels;

    private DetectionBatch(
            Catalogue catalogue,
            int[] image,
            int[] category,
            double[] score,
            Boxes boxes,
            Optional<double[]> sd,
            Optional<CategoricalBatch> labels) {
        this.catalogue = catalogue;
        this.image = image;
        this.category = category;
        this.score = score;
        this.boxes = boxes;
        this.sd = sd;
        this.labels = labels;
    }

    /**
     * Copies columns.
     *
     * @param catalogue the images and categories
     * @param image the position of each detection's image in the catalogue
     * @param category the position of its category
     * @param score its confidence, in [0, 1]
     * @param boxes its box
     * @return the batch
     * @throws IllegalArgumentException if lengths differ, a position is out of range or a score is
     *     outside [0, 1]
     */
    public static DetectionBatch of(
            Catalogue catalogue, int[] image, int[] category, double[] score, Boxes boxes) {
        return wrap(catalogue, image.clone(), category.clone(), score.clone(), boxes);
    }

    /**
     * Uses arrays without a copy; the caller does not write to them afterwards.
     *
     * @param catalogue the images and categories
     * @param image the position of each detection's image in the catalogue
     * @param category the position of its category
     * @param score its confidence, in [0, 1]
     * @param boxes its box
     * @return the batch
     * @throws IllegalArgumentException if lengths differ, a position is out of range or a score is
     *     outside [0, 1]
     */
    public static DetectionBatch wrap(
            Catalogue catalogue, int[] image, int[] category, double[] score, Boxes boxes) {
        Objects.requireNonNull(catalogue, "catalogue");
        catalogue.check(image, category, boxes);
        checkScores(score, image.length);
        return new DetectionBatch(
                catalogue, image, category, score, boxes, Optional.empty(), Optional.empty());
    }

    private static void checkScores(double[] score, int rows) {
        Arguments.sameLength("score", score.length, "the detections", rows);
        for (int i = 0; i < rows; i++) {
            if (!(score[i] >= 0 && score[i] <= 1)) {
                Arguments.probability("score[" + i + "]", score[i]);
            }
        }
    }

    /**
     * The same detections with other scores, for instance calibrated ones.
     *
     * @param scores one number in [0, 1] per detection; copied
     * @return the batch with these scores
     * @throws IllegalArgumentException if their number differs or one is outside [0, 1]
     */
    public DetectionBatch withScores(double[] scores) {
        checkScores(scores, size());
        return new DetectionBatch(catalogue, image, category, scores.clone(), boxes, sd, labels);
    }

    /**
     * The same detections with other boxes; standard deviations are dropped.
     *
     * @param other one box per detection
     * @return the batch with these boxes
     * @throws IllegalArgumentException if their number differs
     */
    public DetectionBatch withBoxes(Boxes other) {
        Arguments.sameLength("boxes", other.size(), "the detections", size());
        return new DetectionBatch(
                catalogue, image, category, score, other, Optional.empty(), labels);
    }

    /**
     * The same detections with uncertain boxes.
     *
     * @param deviations n × 4 standard deviations &gt; 0, row-major, of the coordinates in the form
     *     of the boxes; copied
     * @return the batch with these standard deviations
     * @throws IllegalArgumentException if their number differs or one is not finite and positive
     */
    public DetectionBatch withSd(double[] deviations) {
        Arguments.sameLength("sd", deviations.length, "the boxes", Boxes.COORDINATES * size());
        Arguments.allPositive("sd", deviations);
        return new DetectionBatch(
                catalogue, image, category, score, boxes, Optional.of(deviations.clone()), labels);
    }

    /**
     * The same detections with a distribution over the categories.
     *
     * @param probabilities one row per detection, one class per category of the catalogue
     * @return the batch with these distributions
     * @throws IllegalArgumentException if rows or classes differ
     */
    public DetectionBatch withLabels(CategoricalBatch probabilities) {
        Arguments.sameLength("labels", probabilities.size(), "the detections", size());
        int k = catalogue.categories().size();
        if (probabilities.classes() != k) {
            throw new IllegalArgumentException(
                    "labels must have the "
                            + k
                            + " categories of the catalogue as classes, got "
                            + probabilities.classes());
        }
        return new DetectionBatch(
                catalogue, image, category, score, boxes, sd, Optional.of(probabilities));
    }

    /**
     * Some of the detections.
     *
     * @param rows row indices in [0, n), in the order that is wanted
     * @return as many detections
     * @throws IllegalArgumentException if an index is out of range
     */
    public DetectionBatch select(int[] rows) {
        Arguments.allIndices("rows", rows, size());
        return new DetectionBatch(
                catalogue,
                Columns.select(image, rows),
                Columns.select(category, rows),
                Columns.select(score, rows),
                boxes.select(rows),
                sd.map(numbers -> Boxes.rowsOf(numbers, rows)),
                labels.map(batch -> batch.select(rows)));
    }

    @Override
    public int size() {
        return image.length;
    }

    /**
     * The images and categories.
     *
     * @return the catalogue
     */
    public Catalogue catalogue() {
        return catalogue;
    }

    /**
     * The image of a detection, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @return the image's position in the catalogue
     */
    public int image(int row) {
        return image[row];
    }

    /**
     * The category of a detection, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @return the category's position in the catalogue
     */
    public int category(int row) {
        return category[row];
    }

    /**
     * The score of a detection, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @return its confidence, in [0, 1]
     */
    public double score(int row) {
        return score[row];
    }

    /**
     * A copy of the scores.
     *
     * @return one per detection
     */
    public double[] scores() {
        return score.clone();
    }

    /**
     * The boxes.
     *
     * @return one per detection
     */
    public Boxes boxes() {
        return boxes;
    }

    /**
     * The standard deviations of the box coordinates.
     *
     * @return a copy, n × 4 numbers &gt; 0, row-major, in the form of the boxes; empty where the
     *     detector gives none
     */
    public Optional<double[]> sd() {
        return sd.map(double[]::clone);
    }

    /**
     * The distributions over the categories.
     *
     * @return one per detection; empty where the detector gives none
     */
    public Optional<CategoricalBatch> labels() {
        return labels;
    }

    /**
     * One coordinate of all boxes as Gaussian predictions.
     *
     * @param coordinate 0 to 3, in the order of the boxes' form
     * @return one prediction per detection
     * @throws IllegalArgumentException if {@code coordinate} is out of range or the batch has no
     *     standard deviations
     */
    public GaussianBatch coordinate(int coordinate) {
        Arguments.index("coordinate", coordinate, Boxes.COORDINATES);
        double[] deviations =
                sd.orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "detections must have standard deviations of their boxes"));
        double[] means = new double[size()];
        double[] sds = new double[size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = boxes.coordinate(i, coordinate);
            sds[i] = deviations[i * Boxes.COORDINATES + coordinate];
        }
        return GaussianBatch.wrap(means, sds);
    }

    @Override
    public Structured get(int row) {
        Arguments.index("row", row, size());
        return Detection.parts(label(row), score[row], box(row));
    }

    private Categorical label(int row) {
        return labels.map(batch -> batch.get(row))
                .orElseGet(
                        () -> {
                            double[] one = new double[catalogue.categories().size()];
                            one[category[row]] = 1;
                            return Categorical.of(one);
                        });
    }

    private VectorDistribution box(int row) {
        int d = Boxes.COORDINATES;
        double[] mean = new double[d];
        double[] covariance = new double[d * d];
        for (int c = 0; c < d; c++) {
            mean[c] = boxes.coordinate(row, c);
            if (sd.isPresent()) {
                double deviation = sd.get()[row * d + c];
                covariance[c * (d + 1)] = deviation * deviation;
            }
        }
        return sd.isPresent() ? GaussianVector.of(mean, covariance) : SampleVector.of(mean, d);
    }

    /**
     * One detection, for reading.
     *
     * @param row row index in [0, n)
     * @return the detection
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public Detection detection(int row) {
        return new Detection(
                catalogue.images().ids().get(image[Arguments.index("row", row, size())]),
                catalogue.categories().ids().get(category[row]),
                score[row],
                boxes.get(row),
                get(row));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DetectionBatch that
                && catalogue.equals(that.catalogue)
                && Arrays.equals(image, that.image)
                && Arrays.equals(category, that.category)
                && Arrays.equals(score, that.score)
                && boxes.equals(that.boxes)
                && Arrays.equals(sd.orElse(new double[0]), that.sd.orElse(new double[0]))
                && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(score) + boxes.hashCode();
    }

    @Override
    public String toString() {
        return "DetectionBatch[" + size() + " detections, " + catalogue.images() + "]";
    }
}
