package org.guardband.ensembles.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.ClassMembers;
import org.junit.jupiter.api.Test;

class ConfidenceBandSetTestTest {

    /** Constant predictions of one half give terms of ±½ that are known by hand. */
    private static ClassMembers halves(int rows) {
        double[] p = new double[2 * rows];
        Arrays.fill(p, 0.5);
        return ClassMembers.of(CategoricalBatch.of(p, 2));
    }

    @Test
    void byHand() {
        // pairs (0,0), (0,0), (0,0), (0,1): terms ½, ½, ½, −½, mean ¼, deviation √(3/16)
        int[] labels = {0, 0, 0, 0, 0, 0, 0, 1};
        double t = 2 * 0.25 / Math.sqrt(3 / 16.0);
        SetTestResult one =
                ConfidenceBandSetTest.withDefaults().withComparisons(1).test(halves(8), labels);
        assertThat(one.test().statistic()).isCloseTo(t, within(1e-12));
        // 2 (1 − Φ(1.1547005383792515)) is 0.2482130789
        assertThat(one.test().pValue()).isCloseTo(0.2482130789, within(1e-9));
        SetTestResult many = ConfidenceBandSetTest.withDefaults().test(halves(8), labels);
        assertThat(many.test().pValue())
                .isCloseTo(1 - Math.pow(1 - one.test().pValue(), 1000), within(1e-12));
    }

    @Test
    void farBelowZeroOnlyTheReferenceRefuses() {
        int[] labels = new int[80];
        for (int i = 1; i < 79; i += 2) {
            labels[i] = 1;
        }
        ConfidenceBandSetTest test = ConfidenceBandSetTest.withDefaults();
        SetTestResult ours = test.test(halves(80), labels);
        assertThat(ours.test().statistic()).isLessThan(-10);
        assertThat(ours.test().pValue()).isEqualTo(1);
        assertThat(
                        test.withRule(BandRule.REFERENCE_COMPATIBLE_EITHER_SIDE)
                                .test(halves(80), labels)
                                .refuses(1e-6))
                .isTrue();
    }

    @Test
    void aNormalQuantileSufficesForTheLevel() {
        int repeats = 60;
        int pointwise = 0;
        int found = 0;
        ConfidenceBandSetTest test = ConfidenceBandSetTest.withDefaults().withComparisons(1);
        for (int r = 0; r < repeats; r++) {
            SimulatedSets calibrated = SimulatedSets.of(300, 3, 3, 0.5, 0, 500 + r);
            pointwise += test.test(calibrated.members(), calibrated.labels()).refuses(0.1) ? 1 : 0;
            found += test.test(tooSure(300), arbitrary(300, r)).refuses(0.1) ? 1 : 0;
        }
        assertThat(pointwise)
                .isLessThanOrEqualTo(
                        BinomialDistribution.of(repeats, 0.1).inverseCumulativeProbability(0.999));
        assertThat(found).isGreaterThan(repeats / 2);
    }

    /** Two members that say 0.8 and 0.9. */
    private static ClassMembers tooSure(int rows) {
        double[] p = new double[2 * rows];
        double[] q = new double[2 * rows];
        for (int i = 0; i < rows; i++) {
            p[2 * i] = 0.8;
            p[2 * i + 1] = 0.2;
            q[2 * i] = 0.9;
            q[2 * i + 1] = 0.1;
        }
        return ClassMembers.of(CategoricalBatch.of(p, 2), CategoricalBatch.of(q, 2));
    }

    private static int[] arbitrary(int rows, long seed) {
        return new SplittableRandom(seed).ints(rows, 0, 2).toArray();
    }

    @Test
    void certainMembersThatAreRightHaveNoBandAtAll() {
        SplittableRandom random = new SplittableRandom(1);
        double[] p = new double[40];
        int[] labels = new int[20];
        for (int i = 0; i < 20; i++) {
            labels[i] = random.nextInt(2);
            p[2 * i + labels[i]] = 1;
        }
        SetTestResult result =
                ConfidenceBandSetTest.withDefaults()
                        .test(ClassMembers.of(CategoricalBatch.of(p, 2)), labels);
        assertThat(result.test().statistic()).isZero();
        assertThat(result.test().pValue()).isEqualTo(1);
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceBandSetTest.withDefaults().withComparisons(0))
                .withMessage("comparisons must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ConfidenceBandSetTest.withDefaults()
                                        .test(halves(2), new int[] {0, 1}))
                .withMessage("rows must be >= 4, got 2");
    }
}
