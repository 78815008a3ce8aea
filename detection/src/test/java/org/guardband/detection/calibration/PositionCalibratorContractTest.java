package org.guardband.detection.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.classification.calibration.BayesianBinning;
import org.guardband.classification.calibration.NearIsotonicEnsemble;
import org.guardband.core.model.ModelFiles;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every map of score and box has to do. */
class PositionCalibratorContractTest {

    private static final List<DetectionFeature> CENTRE =
            List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y);

    static Stream<PositionCalibrator<?>> monotone() {
        return Stream.of(
                ScoreOnly.of(ScoreTemperature.withDefaults()),
                ScoreOnly.of(ScorePlatt.withDefaults()),
                ScoreOnly.of(ScoreBeta.withDefaults()),
                ScoreOnly.of(ScoreIsotonic.withDefaults()),
                ScoreOnly.of(ScoreLinear.withDefaults()),
                BoxLogistic.independent(CENTRE),
                BoxBeta.independent(CENTRE));
    }

    static Stream<PositionCalibrator<?>> any() {
        return Stream.of(
                GridHistogram.equalWidth(List.of(), 10),
                GridHistogram.equalMass(List.of(), 10),
                GridHistogram.equalWidth(CENTRE, 6, 3, 3).withSampleThreshold(8),
                GridHistogram.equalMass(CENTRE, 5),
                BoxLogistic.dependent(CENTRE),
                BoxBetaDependent.of(CENTRE));
    }

    static Stream<PositionCalibrator<?>> precisionOnly() {
        return Stream.of(
                ScoreOnly.of(BayesianBinning.withDefaults()),
                ScoreOnly.of(NearIsotonicEnsemble.withDefaults()));
    }

    static Stream<PositionCalibrator<?>> soft() {
        return Stream.concat(monotone(), any());
    }

    static Stream<PositionCalibrator<?>> methods() {
        return Stream.concat(soft(), precisionOnly());
    }

    private static DetectionPoints points(int n, int features, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[features + 1][n];
        for (int i = 0; i < n; i++) {
            for (double[] column : columns) {
                column[i] = random.nextDouble();
            }
        }
        return DetectionPoints.of(columns, new boolean[n]);
    }

    /** Hits with a chance of the square of the score. */
    private static double[] hits(DetectionPoints points, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] hits = new double[points.size()];
        for (int i = 0; i < hits.length; i++) {
            double s = points.value(i, 0);
            hits[i] = random.nextDouble() < s * s ? 1 : 0;
        }
        return hits;
    }

    private static double[] point(DetectionPoints points, int row) {
        return IntStream.range(0, points.dimensions())
                .mapToDouble(j -> points.value(row, j))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void comesCloserToTheTruth(PositionCalibrator<?> method) {
        int d = method.features().size();
        DetectionPoints points = points(8000, d, 1);
        PositionCalibration map = method.fit(points, hits(points, 2));
        DetectionPoints test = points(2000, d, 3);
        double before = 0;
        double after = 0;
        for (int i = 0; i < test.size(); i++) {
            double s = test.value(i, 0);
            before += crossEntropy(s * s, s) / test.size();
            after += crossEntropy(s * s, map.apply(point(test, i))) / test.size();
        }
        assertThat(after).isLessThan(before);
    }

    /** Of a forecast that is kept off 0 and 1, since a cell of a histogram may say 0. */
    private static double crossEntropy(double chance, double forecast) {
        double p = Math.min(Math.max(forecast, 1e-2), 1 - 1e-2);
        return -chance * Math.log(p) - (1 - chance) * Math.log1p(-p);
    }

    @ParameterizedTest
    @MethodSource("monotone")
    void keepsTheOrderOfScoresAtOnePlace(PositionCalibrator<?> method) {
        DetectionPoints points = points(500, method.features().size(), 4);
        for (double[] targets : List.of(hits(points, 5), against(points))) {
            PositionCalibration map = method.fit(points, targets);
            double last = 0;
            for (int s = 0; s <= 100; s++) {
                double[] point = new double[method.features().size() + 1];
                Arrays.fill(point, 0.3);
                point[0] = s / 100.0;
                double value = map.apply(point);
                assertThat(value).isBetween(last, 1.0);
                last = value;
            }
        }
    }

    /** Targets that fall with the score. */
    private static double[] against(DetectionPoints points) {
        return IntStream.range(0, points.size()).mapToDouble(i -> 1 - points.value(i, 0)).toArray();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void staysInTheUnitIntervalAtItsEdges(PositionCalibrator<?> method) {
        DetectionPoints points = points(300, method.features().size(), 6);
        PositionCalibration map = method.fit(points, hits(points, 7));
        for (double score : new double[] {0, -0.0, Double.MIN_VALUE, 0.5, 1 - 0x1p-53, 1}) {
            for (double place : new double[] {-1, 0, 0.5, 1, 2}) {
                double[] point = new double[method.features().size() + 1];
                Arrays.fill(point, place);
                point[0] = score;
                assertThat(map.apply(point)).isBetween(0.0, 1.0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void degenerateInputIsFitted(PositionCalibrator<?> method) {
        int d = method.features().size();
        for (double score : new double[] {0, 0.3, 1}) {
            for (double target : new double[] {0, 1}) {
                for (int n : new int[] {1, 7}) {
                    double[][] columns = new double[d + 1][n];
                    for (double[] column : columns) {
                        Arrays.fill(column, score);
                    }
                    double[] targets = new double[n];
                    Arrays.fill(targets, target);
                    PositionCalibration map =
                            method.fit(DetectionPoints.of(columns, new boolean[n]), targets);
                    double[] point = new double[d + 1];
                    Arrays.fill(point, score);
                    assertThat(map.apply(point)).isBetween(0.0, 1.0);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void isSavedExactly(PositionCalibrator<?> method) {
        DetectionPoints points = points(300, method.features().size(), 8);
        PositionCalibration map = method.fit(points, hits(points, 9));
        PositionCalibration read =
                (PositionCalibration) ModelFiles.fromJson(ModelFiles.toJson(map));
        assertThat(read.features()).isEqualTo(method.features());
        assertThat(read.toDocument()).isEqualTo(map.toDocument());
        for (int i = 0; i < points.size(); i++) {
            assertThat(read.apply(point(points, i))).isEqualTo(map.apply(point(points, i)));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void oneThreadAndManyAgree(PositionCalibrator<?> method) {
        DetectionPoints points = points(10_000, method.features().size(), 10);
        double[] targets = hits(points, 11);
        ForkJoinPool one = new ForkJoinPool(1);
        PositionCalibration single = one.submit(() -> method.fit(points, targets)).join();
        one.shutdown();
        assertThat(method.fit(points, targets).toDocument()).isEqualTo(single.toDocument());
    }

    @ParameterizedTest
    @MethodSource("soft")
    void fitsTargetsBetweenZeroAndOne(PositionCalibrator<?> method) {
        DetectionPoints points = points(4000, method.features().size(), 12);
        double[] targets =
                IntStream.range(0, points.size())
                        .mapToDouble(i -> 0.1 + 0.6 * points.value(i, 0))
                        .toArray();
        PositionCalibration map = method.fit(points, targets);
        double after = 0;
        double before = 0;
        for (int i = 0; i < points.size(); i++) {
            after += Math.abs(map.apply(point(points, i)) - targets[i]);
            before += Math.abs(points.value(i, 0) - targets[i]);
        }
        assertThat(after).isLessThan(before);
    }

    @ParameterizedTest
    @MethodSource("precisionOnly")
    void othersSayThatTheyCannot(PositionCalibrator<?> method) {
        DetectionPoints points = points(2, 0, 1);
        assertThatThrownBy(() -> method.fit(points, new double[] {1, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("targets[1] must be 0 or 1 for ")
                .hasMessageEndingWith(", which fits precision only, got 0.5");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void badInputIsNamed(PositionCalibrator<?> method) {
        int d = method.features().size();
        DetectionPoints points = points(3, d, 1);
        assertThatThrownBy(() -> method.fit(points(0, d, 1), new double[0]))
                .hasMessage("held-out detections must be >= 1, got 0");
        assertThatThrownBy(() -> method.fit(points, new double[2]))
                .hasMessage("targets must have the length of the detections (3), got 2");
        assertThatThrownBy(() -> method.fit(points, new double[] {0, 2, 1}))
                .hasMessage("targets[1] must be in [0, 1], got 2.0");
        assertThatThrownBy(() -> method.fit(points, new double[] {0, Double.NaN, 1}))
                .hasMessage("targets[1] must be in [0, 1], got NaN");
        PositionCalibration map = method.fit(points, new double[] {0, 1, 1});
        assertThatThrownBy(() -> map.apply(new double[d + 2]))
                .hasMessage(
                        "point must have the length of score and features ("
                                + (d + 1)
                                + "), got "
                                + (d + 2));
        double[] outside = new double[d + 1];
        outside[0] = 1.5;
        assertThatThrownBy(() -> map.apply(outside)).hasMessage("score must be in [0, 1], got 1.5");
    }

    @ParameterizedTest
    @MethodSource("any")
    void theOrderOfRowsDoesNotMatter(PositionCalibrator<?> method) {
        DetectionPoints points = points(200, method.features().size(), 13);
        double[] targets = hits(points, 14);
        int[] reversed = IntStream.range(0, 200).map(i -> 199 - i).toArray();
        double[] turned = Arrays.stream(reversed).mapToDouble(i -> targets[i]).toArray();
        PositionCalibration one = method.fit(points, targets);
        PositionCalibration other = method.fit(points.select(reversed), turned);
        for (int i = 0; i < 200; i++) {
            // the ratio of densities has nearly flat valleys, in which the minimiser stops early
            double close = method instanceof BoxBetaDependent ? 1e-2 : 1e-6;
            assertThat(other.apply(point(points, i)))
                    .isCloseTo(one.apply(point(points, i)), within(close));
        }
    }
}
