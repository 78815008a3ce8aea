package org.guardband.detection.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.Samples;
import org.junit.jupiter.api.Test;

class CocoMatchingTest {

    private static final Catalogue CATALOGUE =
            new Catalogue(
                    ImageTable.withoutSizes(List.of("a", "b")),
                    CategoryTable.of(List.of("c", "d")));

    private static GroundTruthBatch truth(double... boxes) {
        int n = boxes.length / 4;
        return GroundTruthBatch.of(
                CATALOGUE, new int[n], new int[n], Boxes.of(BoxForm.SIZE, boxes));
    }

    private static DetectionBatch found(double[] scores, double... boxes) {
        int n = scores.length;
        return DetectionBatch.of(
                CATALOGUE, new int[n], new int[n], scores, Boxes.of(BoxForm.SIZE, boxes));
    }

    @Test
    void anObjectIsTakenOnceByTheHigherScore() {
        Matches matches =
                CocoMatching.at(0.5)
                        .match(
                                found(new double[] {0.3, 0.9}, 0, 0, 10, 10, 0, 0, 10, 8),
                                truth(0, 0, 10, 10));
        assertThat(matches.object(0, 0, 1)).isZero();
        assertThat(matches.object(0, 0, 0)).isEqualTo(-1);
        assertThat(matches.counts(0, 0, 0)).isTrue();
        assertThat(matches.isHit(0, 0, 0)).isFalse();
        Outcomes outcomes = matches.outcomes(0);
        assertThat(outcomes.rows()).containsExactly(1, 0);
        assertThat(outcomes.ious()).containsExactly(0.8, 0);
        assertThat(outcomes.objectsByCategory()).containsExactly(1, 0);
    }

    @Test
    void ofEqualOverlapsTheLaterObjectIsTaken() {
        Matches matches =
                CocoMatching.at(0.5)
                        .match(
                                found(new double[] {0.9}, 0, 0, 10, 10),
                                truth(0, 0, 10, 10, 0, 0, 10, 10));
        assertThat(matches.object(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void aCrowdIsTakenByManyAndOnlyIfNothingElseCanBe() {
        GroundTruthBatch truth =
                truth(0, 0, 100, 100, 0, 0, 10, 10).withCrowds(new boolean[] {true, false});
        Matches matches =
                CocoMatching.at(0.5)
                        .match(
                                found(
                                        new double[] {0.9, 0.8, 0.7},
                                        0,
                                        0,
                                        10,
                                        9,
                                        50,
                                        50,
                                        10,
                                        10,
                                        50,
                                        50,
                                        8,
                                        8),
                                truth);
        assertThat(matches.object(0, 0, 0)).isEqualTo(1);
        assertThat(matches.object(0, 0, 1)).isZero();
        assertThat(matches.object(0, 0, 2)).isZero();
        assertThat(matches.counts(0, 0, 1)).isFalse();
        assertThat(matches.outcomes(0).size()).isEqualTo(1);
        assertThat(matches.outcomes(0).objects()).isEqualTo(1);
    }

    @Test
    void sizesOutsideTheRangeAreIgnored() {
        Matches matches =
                CocoMatching.withDefaults()
                        .match(
                                found(new double[] {0.9, 0.8}, 0, 0, 10, 10, 200, 200, 10, 10),
                                truth(0, 0, 10, 10).withAreas(new double[] {5000}));
        assertThat(matches.isHit(0, 0, 0)).isTrue();
        assertThat(matches.counts(0, 1, 0)).isFalse();
        assertThat(matches.isHit(0, 2, 0)).isTrue();
        assertThat(matches.counts(0, 1, 1)).isTrue();
        assertThat(matches.counts(0, 3, 1)).isFalse();
        assertThat(AreaRange.SMALL.contains(1024) && AreaRange.MEDIUM.contains(1024)).isTrue();
    }

    @Test
    void marksToIgnoreCountWhereAskedFor() {
        GroundTruthBatch truth = truth(0, 0, 10, 10).withIgnored(new boolean[] {true});
        DetectionBatch found = found(new double[] {0.9}, 0, 0, 10, 10);
        assertThat(CocoMatching.at(0.5).match(found, truth).isHit(0, 0, 0)).isTrue();
        assertThat(CocoMatching.at(0.5).withIgnoreMarks().match(found, truth).counts(0, 0, 0))
                .isFalse();
    }

    @Test
    void faultsOfTheReferenceAreFollowedByNameOnly() {
        DetectionBatch found = found(new double[] {0.9, 0.8}, 0, 0, 10, 10, 500, 500, 1, 1);
        GroundTruthBatch truth = truth(0, 0, 10, 10, 50, 50, 10, 10).withIds(new long[] {0, 1});
        Matches ours = CocoMatching.at(0).match(found, truth);
        assertThat(ours.isHit(0, 0, 0)).isTrue();
        assertThat(ours.isHit(0, 0, 1)).isFalse();
        Matches theirs = CocoMatching.at(0).referenceCompatible().match(found, truth);
        assertThat(theirs.isHit(0, 0, 0)).isFalse();
        assertThat(theirs.counts(0, 0, 0)).isTrue();
        assertThat(theirs.object(0, 0, 1)).isEqualTo(1);
        assertThat(theirs.outcomes(0).ious()).containsExactly(0, 0);
    }

    @Test
    void onlySoManyTakePart() {
        Matches matches =
                CocoMatching.at(0.5)
                        .withMostDetections(1)
                        .match(
                                found(new double[] {0.3, 0.9}, 0, 0, 10, 10, 70, 70, 5, 5),
                                truth(0, 0, 10, 10));
        assertThat(matches.counts(0, 0, 0)).isFalse();
        assertThat(matches.outcomes(0).rows()).containsExactly(1);
    }

    @Test
    void nothingFoundAndNothingThere() {
        DetectionBatch none = found(new double[0]);
        assertThat(CocoMatching.withDefaults().match(none, truth()).outcomes(0).size()).isZero();
        assertThat(CocoMatching.at(0.5).match(none, truth(0, 0, 1, 1)).outcomes(0).objects())
                .isEqualTo(1);
        Outcomes alarms =
                CocoMatching.at(0.5)
                        .match(found(new double[] {1}, 0, 0, 1, 1), truth())
                        .outcomes(0);
        assertThat(alarms.isHit(0)).isFalse();
    }

    @Test
    void oneThreadAndManyAgree() {
        GroundTruthBatch truth = Samples.truth();
        DetectionBatch found = Samples.found(truth.catalogue());
        Matches many = CocoMatching.withDefaults().match(found, truth);
        ForkJoinPool one = new ForkJoinPool(1);
        Matches single = one.submit(() -> CocoMatching.withDefaults().match(found, truth)).join();
        one.shutdown();
        for (int a = 0; a < 4; a++) {
            for (int t = 0; t < 10; t++) {
                assertThat(many.table(t, a)).isEqualTo(single.table(t, a));
            }
        }
    }

    @Test
    void netcalsMatchingIsNotOneToOne() {
        GroundTruthBatch truth = truth(0, 0, 10, 10, 0, 0, 10, 10);
        Outcomes outcomes =
                NearestMatching.at(0.5)
                        .match(
                                found(
                                        new double[] {0.9, 0.8, 0.7},
                                        0,
                                        0,
                                        10,
                                        10,
                                        0,
                                        0,
                                        10,
                                        9,
                                        40,
                                        40,
                                        1,
                                        1),
                                truth);
        assertThat(outcomes.hits()).containsExactly(true, true, false);
        assertThat(outcomes.object(1)).isZero();
        assertThat(outcomes.iou(1)).isCloseTo(0.9, within(1e-15));
        assertThat(outcomes.objects()).isEqualTo(2);
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> CocoMatching.at(1.5))
                .hasMessage("thresholds[0] must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> CocoMatching.withDefaults().withMostDetections(0))
                .hasMessage("most must be >= 1, got 0");
        assertThatThrownBy(() -> CocoMatching.withDefaults().withThresholds())
                .hasMessage("thresholds must be >= 1, got 0");
        assertThatThrownBy(() -> new AreaRange("x", 2, 1))
                .hasMessage("most must be >= least (2.0), got 1.0");
        assertThatThrownBy(() -> CocoMatching.at(0.5).match(Samples.found(), truth()))
                .hasMessage(
                        "detections and truth must have one catalogue of images and categories");
    }
}
