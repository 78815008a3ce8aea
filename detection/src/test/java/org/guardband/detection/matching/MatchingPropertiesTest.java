package org.guardband.detection.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.precision.CocoEvaluation;

/** What holds of a matching whatever the boxes. */
class MatchingPropertiesTest {

    private static final Catalogue CATALOGUE =
            new Catalogue(
                    ImageTable.ofOneSize(List.of("1", "2", "3"), 100, 100),
                    CategoryTable.of(List.of("c", "d")));

    private static double[] boxes(int n, SplittableRandom random) {
        // on a coarse grid, so that boxes coincide
        return IntStream.range(0, 4 * n)
                .mapToDouble(i -> i % 4 < 2 ? random.nextInt(6) * 10 : 10 + random.nextInt(4) * 20)
                .toArray();
    }

    private static GroundTruthBatch truth(int n, SplittableRandom random) {
        boolean[] crowd = new boolean[n];
        for (int i = 0; i < n; i++) {
            crowd[i] = random.nextInt(6) == 0;
        }
        return GroundTruthBatch.of(
                        CATALOGUE,
                        random.ints(n, 0, 3).toArray(),
                        random.ints(n, 0, 2).toArray(),
                        Boxes.of(BoxForm.SIZE, boxes(n, random)))
                .withCrowds(crowd);
    }

    /** With scores that are all different. */
    private static DetectionBatch found(int n, SplittableRandom random) {
        double[] score = new double[n];
        Arrays.setAll(score, i -> (i + random.nextDouble()) / n);
        return DetectionBatch.of(
                CATALOGUE,
                random.ints(n, 0, 3).toArray(),
                random.ints(n, 0, 2).toArray(),
                score,
                Boxes.of(BoxForm.SIZE, boxes(n, random)));
    }

    @Property(tries = 200)
    void objectsAreTakenOnceAndOverlapEnough(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 40) int n,
            @ForAll @IntRange(min = 0, max = 20) int m) {
        SplittableRandom random = new SplittableRandom(seed);
        GroundTruthBatch truth = truth(m, random);
        DetectionBatch found = found(n, random);
        Matches matches = CocoMatching.withDefaults().withMostDetections(5).match(found, truth);
        double[] thresholds = matches.thresholds();
        for (int a = 0; a < 4; a++) {
            for (int t = 0; t < thresholds.length; t++) {
                Set<Integer> taken = new HashSet<>();
                for (int i = 0; i < n; i++) {
                    int object = matches.object(t, a, i);
                    if (object < 0) {
                        continue;
                    }
                    assertThat(truth.image(object)).isEqualTo(found.image(i));
                    assertThat(truth.category(object)).isEqualTo(found.category(i));
                    assertThat(truth.isCrowd(object) || taken.add(object)).isTrue();
                    if (!truth.isCrowd(object)) {
                        assertThat(found.boxes().get(i).iou(truth.boxes().get(object)))
                                .isGreaterThanOrEqualTo(Math.min(thresholds[t], 1 - 1e-10));
                    }
                }
                Outcomes outcomes = matches.outcomes(t, a);
                int hits = 0;
                for (boolean hit : outcomes.hits()) {
                    hits += hit ? 1 : 0;
                }
                assertThat(hits).isLessThanOrEqualTo(outcomes.objects());
                assertThat(outcomes.size() + outcomes.ignoredRows().length).isLessThanOrEqualTo(n);
            }
        }
    }

    @Property(tries = 100)
    void theOrderOfDetectionsDoesNotMatter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GroundTruthBatch truth = truth(15, random);
        DetectionBatch found = found(40, random);
        int[] shuffled = IntStream.range(0, 40).map(i -> (i * 17 + 5) % 40).toArray();
        DetectionBatch turned = found.select(shuffled);
        Matches one = CocoMatching.withDefaults().match(found, truth);
        Matches other = CocoMatching.withDefaults().match(turned, truth);
        for (int i = 0; i < 40; i++) {
            assertThat(other.object(3, 0, i)).isEqualTo(one.object(3, 0, shuffled[i]));
            assertThat(other.counts(3, 2, i)).isEqualTo(one.counts(3, 2, shuffled[i]));
        }
        assertThat(CocoEvaluation.of(other).figures()).isEqualTo(CocoEvaluation.of(one).figures());
    }

    @Property(tries = 100)
    void theTruthItselfIsFoundWithoutFault(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GroundTruthBatch all = truth(30, random);
        // equal boxes of a category in an image are told apart by nothing
        Set<List<Object>> seen = new HashSet<>();
        int[] rows =
                IntStream.range(0, 30)
                        .filter(i -> !all.isCrowd(i))
                        .filter(
                                i ->
                                        seen.add(
                                                List.of(
                                                        all.image(i),
                                                        all.category(i),
                                                        all.boxes().get(i))))
                        .toArray();
        GroundTruthBatch truth = all.select(rows);
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        int[] image = IntStream.range(0, rows.length).map(truth::image).toArray();
        int[] category = IntStream.range(0, rows.length).map(truth::category).toArray();
        DetectionBatch found = DetectionBatch.of(CATALOGUE, image, category, ones, truth.boxes());
        double ap =
                CocoEvaluation.of(CocoMatching.withDefaults().match(found, truth)).figures().ap();
        assertThat(rows.length == 0 || ap > 1 - 1e-12).isTrue();
    }
}
