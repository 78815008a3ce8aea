package org.guardband.ensembles.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.ALEATORIC_ENTROPY;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.ALEATORIC_VARIANCE;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.DISAGREEMENT;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.EPISTEMIC_VARIANCE;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.EXPECTED_PAIRWISE_KL;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.MUTUAL_INFORMATION;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.REVERSE_MUTUAL_INFORMATION;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.TOTAL_ENTROPY;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.TOTAL_VARIANCE;
import static org.guardband.ensembles.uncertainty.ClassUncertaintyPart.VARIATION_RATIO;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.guardband.classification.measure.LogLoss;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.score.Crps;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.SimulatedMembers;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.pool.MixturePool;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

    @Property(tries = 200)
    void theIdentitiesHoldAndNothingIsNegative(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 6) int classes,
            @ForAll @DoubleRange(min = 0, max = 3) double noise) {
        ClassMembers members =
                SimulatedMembers.of(4, classes, noise, seed, 0.1, 1, 2, 20).members();
        double[] w = {1, 2, 0.5, 4};
        ClassUncertainty u = ClassUncertainty.of(members, MemberWeights.of(w));
        for (int i = 0; i < 4; i++) {
            for (ClassUncertaintyPart part : ClassUncertaintyPart.values()) {
                assertThat(u.value(part, i)).as(part.title()).isGreaterThanOrEqualTo(0);
            }
            assertThat(u.value(TOTAL_ENTROPY, i))
                    .isCloseTo(
                            u.value(ALEATORIC_ENTROPY, i) + u.value(MUTUAL_INFORMATION, i),
                            within(1e-12));
            assertThat(u.value(TOTAL_ENTROPY, i)).isLessThanOrEqualTo(Math.log(classes) + 1e-12);
            assertThat(u.value(TOTAL_VARIANCE, i))
                    .isCloseTo(
                            u.value(ALEATORIC_VARIANCE, i) + u.value(EPISTEMIC_VARIANCE, i),
                            within(1e-12));
            double pairwise = pairwise(members, i, w);
            assertThat(u.value(EXPECTED_PAIRWISE_KL, i))
                    .isCloseTo(pairwise, within(1e-10 * (1 + pairwise)));
            assertThat(u.value(VARIATION_RATIO, i)).isLessThanOrEqualTo(1);
            assertThat(u.value(DISAGREEMENT, i)).isLessThanOrEqualTo(1);
        }
    }

    private static double pairwise(ClassMembers members, int row, double[] weights) {
        double total = 0;
        double sum = 0;
        for (double w : weights) {
            total += w;
        }
        for (int a = 0; a < weights.length; a++) {
            for (int b = 0; b < weights.length; b++) {
                for (int k = 0; k < members.classes(); k++) {
                    double p = members.member(a).probability(row, k);
                    double q = members.member(b).probability(row, k);
                    sum += weights[a] / total * weights[b] / total * p * Math.log(p / q);
                }
            }
        }
        return sum;
    }

    @Test
    void membersThatContradictOneAnother() {
        ClassMembers certain =
                ClassMembers.of(
                        CategoricalBatch.of(new double[] {1, 0}, 2),
                        CategoricalBatch.of(new double[] {0, 1}, 2));
        ClassUncertainty u = ClassUncertainty.of(certain);
        assertThat(u.value(TOTAL_ENTROPY, 0)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(u.value(ALEATORIC_ENTROPY, 0)).isZero();
        assertThat(u.value(MUTUAL_INFORMATION, 0)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(u.value(REVERSE_MUTUAL_INFORMATION, 0)).isInfinite();
        assertThat(u.value(EXPECTED_PAIRWISE_KL, 0)).isInfinite();
        assertThat(u.value(DISAGREEMENT, 0)).isEqualTo(1);
        assertThat(u.value(VARIATION_RATIO, 0)).isEqualTo(0.5);
        ClassUncertainty ignored = ClassUncertainty.of(certain, MemberWeights.of(1, 0));
        assertThat(ignored.value(TOTAL_ENTROPY, 0)).isZero();
        assertThat(ignored.value(REVERSE_MUTUAL_INFORMATION, 0)).isZero();
    }

    @Test
    void oneMemberHasNoEpistemicUncertainty() {
        ClassUncertainty u =
                ClassUncertainty.of(
                        ClassMembers.of(CategoricalBatch.of(new double[] {0.3, 0.7}, 2)));
        for (ClassUncertaintyPart part :
                new ClassUncertaintyPart[] {
                    MUTUAL_INFORMATION,
                    REVERSE_MUTUAL_INFORMATION,
                    EXPECTED_PAIRWISE_KL,
                    EPISTEMIC_VARIANCE,
                    VARIATION_RATIO,
                    DISAGREEMENT
                }) {
            assertThat(u.value(part, 0)).as(part.title()).isZero();
        }
        assertThat(u.mean(TOTAL_ENTROPY)).isEqualTo(u.column(TOTAL_ENTROPY)[0]);
    }

    /** A difference of entropies would give rounding noise of 1e-16 here. */
    @Test
    void membersThatNearlyAgreeHaveAMeaningfulMutualInformation() {
        double e = 1e-7;
        ClassUncertainty u =
                ClassUncertainty.of(
                        ClassMembers.of(
                                CategoricalBatch.of(new double[] {0.5 + e, 0.5 - e}, 2),
                                CategoricalBatch.of(new double[] {0.5 - e, 0.5 + e}, 2)));
        assertThat(u.value(MUTUAL_INFORMATION, 0)).isCloseTo(2 * e * e, within(0.2 * e * e));
    }

    @Property(tries = 100)
    void variancesOfNumbersAddUp(
            @ForAll @Size(3) List<@DoubleRange(min = -1e3, max = 1e3) Double> means,
            @ForAll @Size(3) List<@DoubleRange(min = 0.1, max = 10) Double> sds) {
        RealMembers members =
                RealMembers.of(
                        GaussianBatch.of(new double[] {means.get(0)}, new double[] {sds.get(0)}),
                        GaussianBatch.of(new double[] {means.get(1)}, new double[] {sds.get(1)}),
                        GaussianBatch.of(new double[] {means.get(2)}, new double[] {sds.get(2)}));
        MemberWeights weights = MemberWeights.of(1, 2, 3);
        RealUncertainty u = RealUncertainty.of(members, weights);
        double want = new MixturePool(weights).apply(members).get(0).variance();
        assertThat(u.value(RealUncertaintyPart.TOTAL_VARIANCE, 0))
                .isCloseTo(want, within(1e-9 * want));
        assertThat(u.value(RealUncertaintyPart.TOTAL_VARIANCE, 0))
                .isEqualTo(
                        u.value(RealUncertaintyPart.ALEATORIC_VARIANCE, 0)
                                + u.value(RealUncertaintyPart.EPISTEMIC_VARIANCE, 0));
        assertThat(u.value(RealUncertaintyPart.EXPECTED_PAIRWISE_KL, 0)).isNotNegative();
    }

    @Test
    void pairwiseKlOfGaussiansByHand() {
        RealMembers members =
                RealMembers.of(
                        GaussianBatch.of(new double[] {0}, new double[] {1}),
                        GaussianBatch.of(new double[] {2}, new double[] {4}));
        double there = Math.log(4) + (1 + 4) / 32.0 - 0.5;
        double back = -Math.log(4) + (16 + 4) / 2.0 - 0.5;
        assertThat(RealUncertainty.of(members).value(RealUncertaintyPart.EXPECTED_PAIRWISE_KL, 0))
                .isCloseTo((there + back) / 4, within(1e-14));
    }

    @Test
    void diversityByHand() {
        ClassMembers members =
                ClassMembers.of(
                        CategoricalBatch.of(
                                new double[] {0.9, 0.1, 0.9, 0.1, 0.2, 0.8, 0.6, 0.4}, 2),
                        CategoricalBatch.of(
                                new double[] {0.9, 0.1, 0.1, 0.9, 0.2, 0.8, 0.4, 0.6}, 2));
        double[] differ = Diversity.disagreements(members);
        assertThat(differ).containsExactly(0, 0.5, 0.5, 0);
        assertThat(Diversity.meanOfPairs(differ)).isEqualTo(0.5);
        int[] labels = {0, 0, 1, 1};
        // errors (0, 0, 0, 1) and (0, 1, 0, 0)
        assertThat(Diversity.errorCorrelations(members, labels)[1])
                .isCloseTo(-1 / 3.0, within(1e-15));
        RealMembers numbers =
                RealMembers.of(
                        GaussianBatch.of(new double[] {1, 2, 3}, new double[] {1, 1, 1}),
                        GaussianBatch.of(new double[] {2, 4, 6}, new double[] {1, 1, 1}));
        assertThat(Diversity.errorCorrelations(numbers, new double[3])[1])
                .isCloseTo(1, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Diversity.meanOfPairs(new double[3]))
                .withMessage("matrix must be square, got 3 numbers");
    }

    @Test
    void moreMembersLowerTheLoss() {
        SimulatedMembers data = SimulatedMembers.of(2000, 3, 1, 9, 1, 1, 1, 1, 1, 1);
        SizeCurve curve =
                SizeCurve.of(data.members(), data.labels(), new LinearPool(), new LogLoss(), 6, 1);
        assertThat(curve.points()).hasSize(6);
        for (int j = 1; j < 6; j++) {
            assertThat(curve.points().get(j).mean()).isLessThan(curve.points().get(j - 1).mean());
        }
        assertThat(curve.points().get(5).sd()).isZero();
        assertThat(curve)
                .isEqualTo(
                        SizeCurve.of(
                                data.members(),
                                data.labels(),
                                new LinearPool(),
                                new LogLoss(),
                                6,
                                1));
        RealMembers pair =
                RealMembers.of(
                        GaussianBatch.of(new double[] {-1}, new double[] {1}),
                        GaussianBatch.of(new double[] {1}, new double[] {1}));
        SizeCurve numbers =
                SizeCurve.of(pair, new double[] {0}, new MixturePool(), new Crps(), 3, 1);
        assertThat(numbers.points().get(1).mean()).isLessThan(numbers.points().get(0).mean());
    }
}
