package org.guardband.conformal.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.ExactBounds;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;

class RankCalibrationTest {

    private static final int CLASSES = 20;
    private static final Coverage NINE_TENTHS = Coverage.of(0.9);

    /** Frequent and rare classes, of a model that is unsure about half of them. */
    private static final class Sample {
        private final CategoricalBatch batch;
        private final int[] labels;

        Sample(int rows, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] p = new double[rows * CLASSES];
            labels = new int[rows];
            for (int i = 0; i < rows; i++) {
                labels[i] = (int) (CLASSES * Math.pow(random.nextDouble(), 1.7));
                double sum = 0;
                for (int k = 0; k < CLASSES; k++) {
                    double z = 1.5 * Math.tan(2.6 * (random.nextDouble() - 0.5));
                    double own = k == labels[i] ? (k % 2 == 0 ? 4.5 : 2.5) : 0;
                    double next = k == labels[i] + 1 ? 2 : 0;
                    p[i * CLASSES + k] = Math.exp(Math.max(-9, Math.min(9, z + own + next)));
                    sum += p[i * CLASSES + k];
                }
                for (int k = 0; k < CLASSES; k++) {
                    p[i * CLASSES + k] /= sum;
                }
            }
            batch = CategoricalBatch.of(p, CLASSES);
        }
    }

    private static double meanSize(LabelSets sets) {
        return IntStream.range(0, sets.size()).map(sets::cardinality).average().orElseThrow();
    }

    private static double plain(ClassScore score, Sample held, Sample test) {
        return meanSize(
                ClassConformalizer.of(score)
                        .conformalizeByClass(held.batch, held.labels)
                        .sets(test.batch, NINE_TENTHS));
    }

    private static double tuned(RankCalibration method, Sample held, Sample test) {
        return meanSize(method.conformalize(held.batch, held.labels).sets(test.batch, NINE_TENTHS));
    }

    private static double published(ClassScore score, Sample held, Sample test) {
        return meanSize(
                PublishedRankCalibration.fit(score, held.batch, held.labels, NINE_TENTHS)
                        .sets(test.batch));
    }

    /**
     * What limits do to sets of an imbalanced, heavy-tailed sample of 20 classes: the published
     * rule helps deterministic APS, as in the paper, and hurts LAC, whose scores know the ranks
     * already. Limits on rows of their own must leave room: the smallest ones put many classes into
     * every set.
     */
    @Test
    void limitsHelpSomeScoresAndHurtOthers() {
        Sample held = new Sample(8000, 1);
        Sample test = new Sample(3000, 2);
        ClassScore lac = LeastAmbiguous.withDefaults();
        ClassScore aps = AdaptivePredictionSets.deterministic();
        assertThat(published(aps, held, test)).isLessThan(plain(aps, held, test));
        assertThat(published(lac, held, test)).isGreaterThan(plain(lac, held, test));
        RankCalibration forSize = RankCalibration.of(aps, NINE_TENTHS);
        assertThat(tuned(forSize, held, test)).isLessThan(1.05 * plain(aps, held, test));
        assertThat(tuned(forSize.withSmallestRanks(), held, test))
                .isGreaterThan(1.3 * plain(aps, held, test));
    }

    /** Every row of the tuning sample may itself be what is covered: no limit is a candidate. */
    @Test
    void tuningNeverEnlargesTheSetsItSees() {
        Sample sample = new Sample(2000, 5);
        for (ClassScore score :
                new ClassScore[] {
                    LeastAmbiguous.withDefaults(), AdaptivePredictionSets.deterministic()
                }) {
            RankTruncated truncated =
                    RankTuning.of(score, NINE_TENTHS).forSize(sample.batch, sample.labels);
            assertThat(plain(truncated, sample, sample))
                    .isLessThanOrEqualTo(plain(score, sample, sample));
        }
    }

    /** The smallest k by counting, as the paper defines it. */
    @Test
    void smallestRanksMeetTheDefinition() {
        Sample sample = new Sample(1500, 6);
        for (Coverage coverage : new Coverage[] {NINE_TENTHS, Coverage.of(0.7)}) {
            int[] limits =
                    RankTuning.of(LeastAmbiguous.withDefaults(), coverage)
                            .smallestRanks(sample.batch, sample.labels)
                            .limits();
            double[] ranks = RankTuning.ranks(sample.batch, sample.labels);
            for (int y = 0; y < CLASSES; y++) {
                int k = 1;
                while (error(ranks, sample.labels, y, k) >= coverage.error()) {
                    k++;
                }
                assertThat(limits[y]).isEqualTo(k);
            }
        }
    }

    private static double error(double[] ranks, int[] labels, int y, int k) {
        int beyond = 0;
        int all = 0;
        for (int i = 0; i < labels.length; i++) {
            all += labels[i] == y ? 1 : 0;
            beyond += labels[i] == y && ranks[i] > k ? 1 : 0;
        }
        return (double) beyond / all;
    }

    /** Ten rows of class 0, one of them in rank 3: k = 1 leaves 2/10, k = 2 leaves 1/10. */
    @Test
    void publishedRuleByHand() {
        double[] p = new double[3 * 10];
        for (int i = 0; i < 10; i++) {
            double own = i == 9 ? 0.1 : i == 8 ? 0.35 : 0.5 + 0.05 * i;
            double second = i == 9 ? 0.6 : i == 8 ? 0.4 : 0.99 * (1 - own);
            p[3 * i] = own;
            p[3 * i + 1] = second;
            p[3 * i + 2] = 1 - own - second;
        }
        CategoricalBatch batch = CategoricalBatch.of(p, 3);
        PublishedRankCalibration fitted =
                PublishedRankCalibration.fit(
                        LeastAmbiguous.withDefaults(), batch, new int[10], Coverage.of(0.7));
        // errors 0.2, 0.1, 0 of k = 1, 2, 3; 0.3 − 0.2 = 0.1, and rank ⌈11·0.9⌉ = 10 of 10
        assertThat(fitted.limits()).containsExactly(1, 3, 3);
        assertThat(fitted.thresholds())
                .containsExactly(1 - 0.1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        LabelSets sets = fitted.sets(batch);
        assertThat(sets.contains(8, 0)).isFalse();
        assertThat(sets.contains(0, 0)).isTrue();
        assertThat(sets.contains(8, 1)).isTrue();
        assertThat(ModelFiles.fromJson(ModelFiles.toJson(fitted))).isEqualTo(fitted);
    }

    /** One row of the rarest class in every draw; tuning and calibration are drawn anew. */
    @Test
    void coversWithinAClass() {
        int draws = 1500;
        int[] covered = new int[2];
        int[][] hits =
                IntStream.range(0, draws)
                        .parallel()
                        .mapToObj(RankCalibrationTest::draw)
                        .toArray(int[][]::new);
        for (int[] hit : hits) {
            covered[0] += hit[0];
            covered[1] += hit[1];
        }
        ExactBounds.assertCoversAtLeast("for size", covered[0], draws, 0.9);
        ExactBounds.assertCoversAtLeast("smallest", covered[1], draws, 0.9);
    }

    private static int[] draw(int d) {
        Sample held = new Sample(300, 100 + 2L * d);
        Sample test = new Sample(1, 101 + 2L * d);
        RankCalibration method =
                RankCalibration.of(AdaptivePredictionSets.deterministic(), NINE_TENTHS)
                        .withSeed(d)
                        .withTuningShare(0.4);
        int label = test.labels[0];
        return new int[] {
            method.conformalize(held.batch, held.labels)
                            .sets(test.batch, NINE_TENTHS)
                            .contains(0, label)
                    ? 1
                    : 0,
            method.withSmallestRanks()
                            .conformalize(held.batch, held.labels)
                            .sets(test.batch, NINE_TENTHS)
                            .contains(0, label)
                    ? 1
                    : 0
        };
    }

    @Test
    void comesBackFromItsFile() {
        Sample held = new Sample(400, 3);
        ConformalClassifier fitted =
                RankCalibration.of(AdaptivePredictionSets.randomized(5), NINE_TENTHS)
                        .conformalize(held.batch, held.labels);
        assertThat(ModelFiles.fromJson(ModelFiles.toJson(fitted))).isEqualTo(fitted);
        assertThat(fitted.score()).isInstanceOf(RankTruncated.class);
    }

    @Test
    void refusesWhatItCannotUse() {
        ClassScore score = LeastAmbiguous.withDefaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankTruncated.of(score, 1, 0))
                .withMessage("limits[1] must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankTruncated.of(score))
                .withMessage("number of limits must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankCalibration.of(score, NINE_TENTHS).withTuningShare(1))
                .withMessage("share must be in (0, 1), got 1.0");
        CategoricalBatch two = CategoricalBatch.of(new double[] {0.5, 0.5}, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ClassConformalizer.of(RankTruncated.of(score, 1, 1, 1))
                                        .conformalize(two, new int[] {0}))
                .withMessage("limits must have the length of the classes (2), got 3");
        assertThat(
                        RankCalibration.of(score, NINE_TENTHS)
                                .conformalize(two, new int[] {0})
                                .sets(two, NINE_TENTHS)
                                .cardinality(0))
                .isEqualTo(2);
    }
}
