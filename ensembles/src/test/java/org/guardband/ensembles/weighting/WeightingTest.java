package org.guardband.ensembles.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.guardband.classification.measure.BrierScore;
import org.guardband.classification.measure.CalibrationErrors;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.classification.measure.LogLoss;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.score.LogScore;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.SimulatedMembers;
import org.guardband.ensembles.pool.ClassPool;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.pool.LogLinearPool;
import org.guardband.ensembles.pool.MixturePool;
import org.junit.jupiter.api.Test;

class WeightingTest {

    private static final SimulatedMembers DATA = SimulatedMembers.of(2000, 3, 0.7, 3, 1, 3, 0.3);

    private static void assertNoGridPointIsBetter(
            ClassWeighting weighting, Function<MemberWeights, ClassPool> pool, ClassMeasure loss) {
        MemberWeights found = weighting.weights(DATA.members(), DATA.labels());
        double best = loss.value(pool.apply(found).apply(DATA.members()), DATA.labels());
        for (int a = 0; a <= 10; a++) {
            for (int b = 0; a + b <= 10; b++) {
                MemberWeights other = MemberWeights.of(a, b, 10 - a - b);
                assertThat(loss.value(pool.apply(other).apply(DATA.members()), DATA.labels()))
                        .isGreaterThanOrEqualTo(best - 1e-11);
            }
        }
    }

    @Test
    void likelihoodWeightsAreTheMinimum() {
        assertNoGridPointIsBetter(new LikelihoodWeights(), LinearPool::new, new LogLoss());
    }

    @Test
    void brierWeightsAreTheMinimum() {
        assertNoGridPointIsBetter(new BrierWeights(), LinearPool::new, new BrierScore());
    }

    @Test
    void logLinearWeightsAreTheMinimum() {
        assertNoGridPointIsBetter(new LogLinearWeights(), LogLinearPool::new, new LogLoss());
    }

    /**
     * At the maximum of a mixture's likelihood, mean p_m/p̄ is 1 where w > 0 and at most 1 else.
     */
    @Test
    void likelihoodWeightsAreAFixedPointOfExpectationMaximisation() {
        SimulatedMembers many = SimulatedMembers.of(3000, 4, 1, 5, 1, 2, 1, 0.5, 4, 1, 1, 8);
        MemberWeights weights = new LikelihoodWeights().weights(many.members(), many.labels());
        double[] w = weights.forMembers(8);
        CategoricalBatch pooled = new LinearPool(weights).apply(many.members());
        for (int m = 0; m < 8; m++) {
            double gain = 0;
            for (int i = 0; i < 3000; i++) {
                int y = many.labels()[i];
                gain +=
                        many.members().member(m).probability(i, y)
                                / pooled.probability(i, y)
                                / 3000;
            }
            if (w[m] > 1e-9) {
                assertThat(gain).isCloseTo(1, within(1e-7));
            } else {
                assertThat(gain).isLessThanOrEqualTo(1 + 1e-7);
            }
        }
    }

    @Test
    void theWeightsOfAKnownMixtureAreFound() {
        int n = 100_000;
        SplittableRandom random = new SplittableRandom(11);
        double[] y = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        double[] sd = new double[n];
        for (int i = 0; i < n; i++) {
            double z = Gaussian.standardQuantile(random.nextDouble(1e-12, 1));
            y[i] = random.nextDouble() < 0.3 ? z : 3 + z;
            high[i] = 3;
            sd[i] = 1;
        }
        RealMembers members = RealMembers.of(GaussianBatch.of(low, sd), GaussianBatch.of(high, sd));
        double[] w = new DensityWeights().weights(members, y).forMembers(2);
        assertThat(w[0]).isCloseTo(0.3, within(0.01));
        double best = new LogScore().mean(new MixturePool(MemberWeights.of(w)).apply(members), y);
        for (double other : new double[] {w[0] - 0.001, w[0] + 0.001}) {
            MixturePool pool = new MixturePool(MemberWeights.of(other, 1 - other));
            assertThat(new LogScore().mean(pool.apply(members), y)).isGreaterThan(best);
        }
    }

    @Test
    void squaredErrorWeightsByHand() {
        RealMembers members =
                RealMembers.of(
                        GaussianBatch.of(new double[] {1, 0}, new double[] {1, 1}),
                        GaussianBatch.of(new double[] {0, 2}, new double[] {1, 1}));
        // errors (1, 0) and (0, 2): w² + 4(1 − w)² is least at w = 0.8
        double[] w = new SquaredErrorWeights().weights(members, new double[] {0, 0}).forMembers(2);
        assertThat(w[0]).isCloseTo(0.8, within(1e-11));
    }

    @Test
    void copiesOfAMemberAndOneMemberHaveWeights() {
        ClassMembers copies = DATA.members().select(0, 0, 0);
        for (ClassWeighting weighting :
                new ClassWeighting[] {
                    new LikelihoodWeights(),
                    new BrierWeights(),
                    new LogLinearWeights(),
                    new GreedySelection()
                }) {
            double[] w = weighting.weights(copies, DATA.labels()).forMembers(3);
            assertThat(w[0] + w[1] + w[2]).isCloseTo(1, within(1e-12));
            ClassMembers one = DATA.members().select(1);
            assertThat(weighting.weights(one, DATA.labels()).forMembers(1)).containsExactly(1);
        }
    }

    @Test
    void rowsThatEveryMemberExcludesSayNothing() {
        ClassMembers members =
                ClassMembers.of(
                        CategoricalBatch.of(new double[] {1, 0, 0.2, 0.8, 0.9, 0.1}, 2),
                        CategoricalBatch.of(new double[] {1, 0, 0.7, 0.3, 0.1, 0.9}, 2));
        double[] all = new LikelihoodWeights().weights(members, new int[] {1, 1, 0}).forMembers(2);
        assertThat(all[0]).isEqualTo(1);
    }

    @Test
    void greedySelectionComesNearTheOptimumAndTakesAnyMeasure() {
        LogLoss loss = new LogLoss();
        MemberWeights greedy = new GreedySelection().weights(DATA.members(), DATA.labels());
        MemberWeights best = new LikelihoodWeights().weights(DATA.members(), DATA.labels());
        assertThat(loss.value(new LinearPool(greedy).apply(DATA.members()), DATA.labels()))
                .isCloseTo(
                        loss.value(new LinearPool(best).apply(DATA.members()), DATA.labels()),
                        within(1e-4));
        ClassMeasure error = CalibrationErrors.expected(15);
        MemberWeights calibrated =
                new GreedySelection(error, 20).weights(DATA.members(), DATA.labels());
        double least = Double.POSITIVE_INFINITY;
        for (CategoricalBatch member : DATA.members().members()) {
            least = Math.min(least, error.value(member, DATA.labels()));
        }
        assertThat(error.value(new LinearPool(calibrated).apply(DATA.members()), DATA.labels()))
                .isLessThanOrEqualTo(least);
    }

    @Test
    void stackingLearnsHowSharpToBe() {
        SimulatedMembers fit = SimulatedMembers.of(4000, 3, 0.5, 21, 3, 3);
        SimulatedMembers test = SimulatedMembers.of(4000, 3, 0.5, 22, 3, 3);
        LogLoss loss = new LogLoss();
        double plain = loss.value(new LogLinearPool().apply(test.members()), test.labels());
        double stacked =
                loss.value(
                        new LogisticStacking()
                                .calibrate(fit.members(), fit.labels())
                                .apply(test.members()),
                        test.labels());
        assertThat(stacked).isLessThan(0.8 * plain);
    }

    @Test
    void stackingWithALargePenaltyIsTheLogLinearPoolUpToOffsets() {
        SimulatedMembers data = SimulatedMembers.of(300, 2, 0.5, 23, 1, 1);
        double[] w =
                new LogisticStacking(1e9).calibrate(data.members(), data.labels()).coefficients();
        assertThat(w[0]).isCloseTo(0.5, within(1e-6));
        assertThat(w[1]).isCloseTo(0, within(1e-6));
        assertThat(w[2]).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void theQuadraticOverTheSimplexIsExact() {
        // ½ wᵀw − cᵀw: the projection of c onto the simplex
        double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        double[] start = {1 / 3.0, 1 / 3.0, 1 / 3.0};
        assertThat(SimplexQuadratic.minimum(identity, new double[] {-0.9, -0.5, 0.4}, start))
                .containsExactly(new double[] {0.7, 0.3, 0}, within(1e-11));
        assertThat(SimplexQuadratic.minimum(identity, new double[] {0, 0, -5}, start))
                .containsExactly(new double[] {0, 0, 1}, within(1e-12));
        double[] corner = {1, 0, 0};
        assertThat(SimplexQuadratic.minimum(identity, new double[] {0, 0, -0.4}, corner))
                .containsExactly(new double[] {0.2, 0.2, 0.6}, within(1e-11));
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LikelihoodWeights().weights(DATA.members(), new int[3]))
                .withMessage("labels must have the length of the batch (2000), got 3");
        ClassMembers none = ClassMembers.of(CategoricalBatch.of(new double[0], 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrierWeights().weights(none, new int[0]))
                .withMessage("held-out rows must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GreedySelection(new LogLoss(), 0))
                .withMessage("steps must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogisticStacking(0))
                .withMessage("penalty must be > 0 and finite, got 0.0");
    }
}
