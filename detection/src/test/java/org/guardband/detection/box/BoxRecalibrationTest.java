package org.guardband.detection.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.VectorBatch;
import org.guardband.core.calibration.Calibrator;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.prediction.GaussianVector;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.regression.metrics.EqualWidthBins;
import org.guardband.regression.recalibration.BinnedVarianceScaling;
import org.guardband.regression.recalibration.Crude;
import org.guardband.regression.recalibration.IsotonicRecalibration;
import org.guardband.regression.recalibration.QuantileRecalibration;
import org.guardband.regression.recalibration.RealCalibration;
import org.guardband.regression.recalibration.StdScaling;
import org.guardband.regression.recalibration.StudentTRecalibration;
import org.guardband.regression.recalibration.VarianceIsotonic;
import org.junit.jupiter.api.Test;

class BoxRecalibrationTest {

    private static final Coverage NINETY = Coverage.of(0.9);

    /** Boxes whose spreads are half of what they should be, a third for large ones. */
    private record Drawn(UncertainBoxes boxes, Boxes truths) {

        static Drawn of(int n, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] mean = new double[4][n];
            double[][] sd = new double[4][n];
            double[] truths = new double[4 * n];
            for (int i = 0; i < n; i++) {
                boolean large = i % 3 == 0;
                double size = large ? 200 : i % 3 == 1 ? 60 : 20;
                double[] box = {300, 300, size, size};
                for (int c = 0; c < 4; c++) {
                    mean[c][i] = box[c] + random.nextDouble();
                    sd[c][i] = size * (0.005 + 0.01 * random.nextDouble()) * (c + 1) / 4;
                    double stretch = large ? 3 : 2;
                    truths[4 * i + c] = mean[c][i] + stretch * sd[c][i] * random.nextGaussian();
                }
            }
            List<RealBatch> batches = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                batches.add(GaussianBatch.wrap(mean[c], sd[c]));
            }
            return new Drawn(
                    new UncertainBoxes(BoxForm.SIZE, batches), Boxes.wrap(BoxForm.SIZE, truths));
        }
    }

    private static List<Calibrator<RealBatch, double[], ? extends RealCalibration<?>>> methods() {
        return List.of(
                StdScaling.withDefaults(),
                Crude.withDefaults(),
                IsotonicRecalibration.withDefaults(),
                QuantileRecalibration.withDefaults(),
                VarianceIsotonic.withDefaults(),
                BinnedVarianceScaling.withDefaults(),
                StudentTRecalibration.withDefaults());
    }

    @Test
    void everyMethodCorrectsEveryCoordinateAndIsSaved() {
        Drawn held = Drawn.of(3000, 1);
        Drawn fresh = Drawn.of(3000, 2);
        BoxUncertaintyReport before = BoxUncertaintyReport.of(fresh.boxes, fresh.truths, NINETY);
        for (Calibrator<RealBatch, double[], ? extends RealCalibration<?>> method : methods()) {
            BoxCalibration fitted = new BoxRecalibration(method).calibrate(held.boxes, held.truths);
            assertThat(ModelFiles.fromDocument(fitted.toDocument())).isEqualTo(fitted);
            UncertainBoxes after = fitted.apply(fresh.boxes);
            for (int c = 0; c < 4; c++) {
                double error =
                        new QuantileCalibrationError(NINETY)
                                .marginal(
                                        after.coordinates().get(c),
                                        fresh.boxes.truth(fresh.truths, c));
                assertThat(error)
                        .as("%s %d", method, c)
                        .isLessThan(0.2 * before.coordinates().get(c).marginalQce());
            }
        }
    }

    @Test
    void groupsHaveFitsOfTheirOwn() {
        Drawn held = Drawn.of(6000, 3);
        Drawn fresh = Drawn.of(6000, 4);
        BoxRecalibration method = new BoxRecalibration(StdScaling.withDefaults());
        GroupedBoxCalibration bySize =
                method.calibrateByGroup(held.boxes, held.boxes.sizeGroups(), held.truths, 50);
        assertThat(bySize.members().get(0).groups())
                .containsExactlyInAnyOrder("small", "medium", "large");
        assertThat(ModelFiles.fromDocument(bySize.toDocument())).isEqualTo(bySize);
        UncertainBoxes after = bySize.apply(GroupedBoxes.bySize(fresh.boxes));
        double[] sd = new double[6000];
        double[] asked = new double[6000];
        after.coordinates().get(2).standardDeviations(sd);
        fresh.boxes.coordinates().get(2).standardDeviations(asked);
        assertThat(sd[0] / asked[0]).isCloseTo(3, within(0.2));
        assertThat(sd[1] / asked[1]).isCloseTo(2, within(0.2));
        BoxCalibration all = method.calibrate(held.boxes, held.truths);
        double grouped = report(after, fresh).coordinates().get(1).conditionalQce();
        double pooled = report(all.apply(fresh.boxes), fresh).coordinates().get(1).conditionalQce();
        assertThat(grouped).isLessThan(pooled);
    }

    private static BoxUncertaintyReport report(UncertainBoxes boxes, Drawn drawn) {
        return BoxUncertaintyReport.of(boxes, drawn.truths, NINETY);
    }

    @Test
    void reportsHoldTheMeasuresOfEachCoordinate() {
        Drawn drawn = Drawn.of(500, 5);
        BoxUncertaintyReport report =
                BoxUncertaintyReport.referenceCompatible(drawn.boxes, drawn.truths, NINETY);
        assertThat(report.coordinates())
                .extracting(CoordinateMeasures::coordinate)
                .containsExactly("x", "y", "width", "height");
        for (CoordinateMeasures one : report.coordinates()) {
            assertThat(one.picp()).isBetween(0.4, 0.8);
            assertThat(one.marginalQce()).isCloseTo(0.9 - one.picp(), within(1e-12));
            assertThat(one.conditionalQce()).isGreaterThanOrEqualTo(one.marginalQce() - 1e-12);
            assertThat(one.ence()).isGreaterThan(0.5);
            assertThat(report.jointPicp()).isLessThan(one.picp());
        }
    }

    @Test
    void conditionalErrorIsByHand() {
        GaussianBatch batch =
                GaussianBatch.of(new double[] {0, 0, 0, 0}, new double[] {1, 1, 3, 3});
        double[] y = {0, 5, 0, 1};
        QuantileCalibrationError half = new QuantileCalibrationError(Coverage.of(0.5));
        // Inside: 0 yes, 5 no; 0 yes, 1 of spread 3 yes (0.674 × 3).
        assertThat(half.marginal(batch, y)).isCloseTo(0.25, within(1e-15));
        assertThat(half.conditional(batch, y, new EqualWidthBins(2)))
                .isCloseTo(0.25, within(1e-15));
    }

    @Test
    void vectorsGiveTheirMarginals() {
        VectorBatch vectors =
                VectorBatch.of(
                        List.of(
                                GaussianVector.of(
                                        new double[] {10, 20, 40, 60},
                                        new double[] {
                                            1, 0.5, 0, 0, 0.5, 4, 0, 0, 0, 0, 9, 0, 0, 0, 0, 16
                                        })),
                        4);
        UncertainBoxes boxes = UncertainBoxes.of(BoxForm.CORNERS, vectors);
        assertThat(boxes.coordinates().get(3).get(0).standardDeviation())
                .isCloseTo(4, within(1e-12));
        assertThat(boxes.sizeGroups()).isEqualTo(GroupColumn.of(List.of("medium")));
        assertThat(boxes.select(new int[] {0, 0}).size()).isEqualTo(2);
    }

    @Test
    void badInputIsNamed() {
        Drawn drawn = Drawn.of(5, 1);
        assertThatThrownBy(
                        () ->
                                new UncertainBoxes(
                                        BoxForm.SIZE, drawn.boxes.coordinates().subList(0, 3)))
                .hasMessage("coordinates must have the length of a box (4), got 3");
        BoxRecalibration method = new BoxRecalibration(StdScaling.withDefaults());
        assertThatThrownBy(() -> method.calibrate(drawn.boxes, Boxes.of(BoxForm.SIZE)))
                .hasMessage("truths must have the length of the boxes (5), got 0");
        BoxCalibration fitted = method.calibrate(drawn.boxes, drawn.truths);
        UncertainBoxes corners = new UncertainBoxes(BoxForm.CORNERS, drawn.boxes.coordinates());
        assertThatThrownBy(() -> fitted.apply(corners))
                .hasMessage("boxes must have the form of the held-out ones (SIZE), got CORNERS");
        UncertainBoxes none = drawn.boxes.select(new int[0]);
        assertThatThrownBy(() -> method.calibrate(none, Boxes.of(BoxForm.SIZE)))
                .hasMessageStartingWith("x: ");
    }
}
