package org.guardband.benchmarks.detection;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.guardband.core.Coverage;
import org.guardband.core.set.Interval;
import org.guardband.detection.calibration.BoxLogistic;
import org.guardband.detection.calibration.BoxLogisticCalibration;
import org.guardband.detection.calibration.ScoreIsotonic;
import org.guardband.detection.calibration.ScoreOnly;
import org.guardband.detection.calibration.ScoreOnlyCalibration;
import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.error.ImageBootstrap;
import org.guardband.detection.error.LocalisationAwareEce;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.CocoEvaluation;
import org.guardband.detection.precision.CocoFigures;
import org.guardband.detection.report.DetectionReport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 5000 images with 36 000 objects and 500 000 detections of 80 categories, in memory; errors by
 * cells of 200 000 points in three dimensions.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
@State(Scope.Benchmark)
public class DetectionBenchmark {

    private static final int POINTS = 200_000;
    private static final DetectionCalibrationError CELLS =
            DetectionCalibrationError.equalWidth(8).withSampleThreshold(8);

    private EvaluationData data = GeneratedScenes.draw(1, 1, 1, 1, 1);
    private DetectionPoints points = DetectionPoints.of(new double[][] {{0}}, new boolean[1]);
    private double[] targets = {};
    private Outcomes outcomes =
            CocoMatching.at(0).match(data.detections(), data.truth()).outcomes(0);

    /** Draws scenes and points. */
    @Setup
    public void draw() {
        data = GeneratedScenes.draw(5000, 36_000, 500_000, 80, 1);
        outcomes = CocoMatching.at(0).match(data.detections(), data.truth()).outcomes(0);
        SplittableRandom random = new SplittableRandom(2);
        double[][] columns = new double[3][POINTS];
        boolean[] hit = new boolean[POINTS];
        targets = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            for (double[] column : columns) {
                column[i] = random.nextDouble();
            }
            hit[i] = random.nextDouble() < columns[0][i];
            targets[i] = hit[i] ? 1 : 0;
        }
        points = DetectionPoints.of(columns, hit);
    }

    /**
     * Matches at ten thresholds and four area ranges.
     *
     * @return the matches
     */
    @Benchmark
    public Matches match() {
        return CocoMatching.withDefaults().match(data.detections(), data.truth());
    }

    /**
     * Matches and computes COCO's twelve figures.
     *
     * @return the figures
     */
    @Benchmark
    public CocoFigures twelveFigures() {
        return CocoEvaluation.of(match()).figures();
    }

    /**
     * The twelve figures and all errors, of the whole and by category.
     *
     * @return the report
     */
    @Benchmark
    public DetectionReport fullEvaluation() {
        return DetectionReport.of(data.detections(), data.truth());
    }

    /**
     * A 95 % interval of LaECE by 100 bootstrap replicates.
     *
     * @return the interval
     */
    @Benchmark
    public Interval bootstrap() {
        return ImageBootstrap.withDefaults(1)
                .withReplicates(100)
                .interval(
                        new CategoryMean(LocalisationAwareEce.withDefaults()),
                        outcomes,
                        Coverage.of(0.95));
    }

    /**
     * D-ECE, D-ACE and D-MCE of 200 000 points over 8 × 8 × 8 cells.
     *
     * @return the errors
     */
    @Benchmark
    public DetectionErrors errorsByCells() {
        return CELLS.of(points);
    }

    /**
     * Fits isotonic regression to 200 000 scores.
     *
     * @return the map
     */
    @Benchmark
    public ScoreOnlyCalibration isotonic() {
        return ScoreOnly.of(ScoreIsotonic.withDefaults()).fit(points.scoreOnly(), targets);
    }

    /**
     * Fits the dependent logistic form to 200 000 points of score and centre.
     *
     * @return the map
     */
    @Benchmark
    public BoxLogisticCalibration dependentLogistic() {
        return BoxLogistic.dependent(List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y))
                .fit(points, targets);
    }
}
