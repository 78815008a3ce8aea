package org.guardband.examples;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guardband.cli.scenes.DigitDetector;
import org.guardband.cli.scenes.SceneBatches;
import org.guardband.cli.scenes.SceneComposer;
import org.guardband.core.Coverage;
import org.guardband.core.set.BoxSets;
import org.guardband.core.table.Table;
import org.guardband.detection.Box;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.calibration.BoxLogistic;
import org.guardband.detection.calibration.PooledCalibrator;
import org.guardband.detection.conformal.BoxBound;
import org.guardband.detection.conformal.BoxConformalizer;
import org.guardband.detection.conformal.ImageBoxes;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;

/**
 * A detector whose scores mean what they say and whose boxes have margins. A sliding-window
 * detector of handwritten digits is surer of itself than it should be, and the more so in the
 * corners; its scores are calibrated by score and place, and each box gets a margin within which
 * the digit lies with probability 0.9.
 */
public final class CalibrateDetector {

    private static final int TRAIN = 900;
    private static final int HELD_OUT = 1350;

    private CalibrateDetector() {}

    /**
     * Prints calibration errors and coverage.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /**
     * What the example finds.
     *
     * @param before D-ECE of the detector's scores on fresh scenes
     * @param after the same once they are calibrated
     * @param covered how many digits lie within their margin
     * @param found how many digits were found
     */
    record Result(double before, double after, int covered, int found) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "D-ECE of the scores   before %.3f, after %.3f%n"
                            + "digits in their box   asked 0.90, got %.3f of %d%n",
                    before,
                    after,
                    (double) covered / found,
                    found);
        }
    }

    static Result run() throws IOException {
        DigitDetector detector = DigitDetector.train(digits(0, TRAIN).scenes(0, 70, 1), 1);
        EvaluationData heldOut =
                SceneBatches.detect(detector, digits(TRAIN, HELD_OUT).scenes(100, 100, 1));
        EvaluationData test =
                SceneBatches.detect(detector, digits(HELD_OUT, 1797).scenes(200, 100, 1));

        PooledCalibrator calibrator =
                PooledCalibrator.of(
                        BoxLogistic.dependent(
                                List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y)));
        DetectionBatch calibrated =
                calibrator
                        .calibrate(heldOut.detections(), heldOut.truth())
                        .apply(test.detections());

        ImageBoxes learn = ImageBoxes.of(outcomes(heldOut), heldOut.truth().boxes());
        ImageBoxes judge = ImageBoxes.of(outcomes(test), test.truth().boxes());
        BoxSets sets =
                BoxConformalizer.maxScore(BoxBound.OUTER)
                        .conformalize(learn.predicted(), learn.truths())
                        .sets(judge.predicted(), Coverage.of(0.90));
        int covered = 0;
        for (int i = 0; i < sets.size(); i++) {
            Box digit = judge.truths().get(i);
            if (sets.contains(i, digit.x(), digit.y(), digit.right(), digit.bottom())) {
                covered++;
            }
        }
        return new Result(
                error(outcomes(test)),
                error(outcomes(new EvaluationData(calibrated, test.truth()))),
                covered,
                sets.size());
    }

    /** A detection is right if it overlaps a digit of its kind by half or more. */
    private static Outcomes outcomes(EvaluationData data) {
        return CocoMatching.at(0.5).match(data.detections(), data.truth()).outcomes(0);
    }

    private static double error(Outcomes outcomes) {
        return DetectionCalibrationError.equalWidth(10)
                .measure(DetectionErrors.Kind.EXPECTED, List.of())
                .of(outcomes);
    }

    private static SceneComposer digits(int from, int to) throws IOException {
        Table table = ShippedData.read("digits");
        double[][] pixels =
                table.names().stream()
                        .filter(name -> name.startsWith("px"))
                        .map(table::numbers)
                        .toArray(double[][]::new);
        double[][] images = new double[to - from][pixels.length];
        for (int i = 0; i < images.length; i++) {
            for (int j = 0; j < pixels.length; j++) {
                images[i][j] = pixels[j][from + i];
            }
        }
        int[] labels = table.texts("label").stream().mapToInt(Integer::parseInt).toArray();
        return new SceneComposer(images, Arrays.copyOfRange(labels, from, to));
    }
}
