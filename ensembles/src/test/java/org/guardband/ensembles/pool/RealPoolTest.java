package org.guardband.ensembles.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.LocationScaleBatch;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.SampleBatch;
import org.guardband.core.batch.VectorBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.GaussianVector;
import org.guardband.core.prediction.Mixture;
import org.guardband.core.prediction.SampleVector;
import org.guardband.core.prediction.StudentT;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.VectorMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealPoolTest {

    private static final RealMembers PAIR =
            RealMembers.of(
                    GaussianBatch.of(new double[] {0, 5}, new double[] {1, 2}),
                    GaussianBatch.of(new double[] {4, 5}, new double[] {3, 2}));

    static Stream<RealPool> pools() {
        return Stream.of(
                new MixturePool(),
                new MixturePool(MemberWeights.of(1, 3)),
                new MomentMatchedPool(),
                QuantileAveraging.withDefaults(),
                QuantileAveraging.withDefaults()
                        .withLevels(0.1, 0.5, 0.9)
                        .withWeights(MemberWeights.of(2, 1)),
                new InverseVariancePool(),
                new CorrelatedErrorsPool(new double[] {1, 0.5, 0.5, 1}));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void isReadBackAndActsTheSame(RealPool pool) {
        RealPool read = (RealPool) ModelFiles.fromJson(ModelFiles.toJson(pool));
        assertThat(read).isEqualTo(pool).hasSameHashCodeAs(pool);
        assertThat(read.apply(PAIR)).isEqualTo(pool.apply(PAIR));
    }

    @Test
    void theMixtureIsThatOfTheCore() {
        RealBatch pooled = new MixturePool(MemberWeights.of(1, 3)).apply(PAIR);
        assertThat(pooled.get(0))
                .isEqualTo(
                        Mixture.of(
                                new double[] {1, 3},
                                List.of(new Gaussian(0, 1), new Gaussian(4, 3))));
    }

    @Test
    void momentsFollowTheLawOfTotalVariance() {
        GaussianBatch pooled = new MomentMatchedPool().apply(PAIR);
        assertThat(pooled.mean(0)).isEqualTo(2);
        assertThat(pooled.sd(0)).isCloseTo(Math.sqrt((1 + 9) / 2.0 + 4), within(1e-15));
        assertThat(pooled.sd(1)).isCloseTo(2, within(1e-15));
    }

    @Test
    void aLargeMeanCostsNoDigitsOfTheVariance() {
        RealMembers far =
                RealMembers.of(
                        GaussianBatch.of(new double[] {1e9}, new double[] {0.1}),
                        GaussianBatch.of(new double[] {1e9 + 1}, new double[] {0.1}));
        assertThat(new MomentMatchedPool().apply(far).sd(0))
                .isCloseTo(Math.sqrt(0.01 + 0.25), within(1e-12));
    }

    @Test
    void quantilesOfGaussiansAverageExactly() {
        GaussianBatch pooled =
                (GaussianBatch)
                        QuantileAveraging.withDefaults()
                                .withWeights(MemberWeights.of(1, 3))
                                .apply(PAIR);
        assertThat(pooled.mean(0)).isEqualTo(3);
        assertThat(pooled.sd(0)).isEqualTo(2.5);
    }

    @Test
    void quantilesOfOtherKindsAverageAtTheLevels() {
        RealMembers mixed =
                RealMembers.of(
                        GaussianBatch.of(new double[] {0, 1}, new double[] {1, 2}),
                        LocationScaleBatch.of(
                                new double[] {3, 4}, new double[] {1, 1}, new StudentT(0, 1, 4)),
                        SampleBatch.of(new double[] {1, 2, 3, 4, 5, 6}, 3));
        double[] levels = {0.05, 0.5, 0.9};
        QuantileBatch pooled =
                (QuantileBatch) QuantileAveraging.withDefaults().withLevels(levels).apply(mixed);
        for (int i = 0; i < 2; i++) {
            for (int l = 0; l < 3; l++) {
                double want = 0;
                for (RealBatch member : mixed.members()) {
                    want += member.get(i).quantile(levels[l]) / 3;
                }
                assertThat(pooled.value(i, l)).isCloseTo(want, within(1e-14));
            }
        }
    }

    @Test
    void inverseVariancesByHand() {
        GaussianBatch pooled = new InverseVariancePool().apply(PAIR);
        assertThat(pooled.mean(0)).isCloseTo(4 * (1 / 9.0) / (10 / 9.0), within(1e-15));
        assertThat(pooled.sd(0)).isCloseTo(Math.sqrt(0.9), within(1e-15));
        RealMembers tiny =
                RealMembers.of(
                        GaussianBatch.of(new double[] {1}, new double[] {1e-200}),
                        GaussianBatch.of(new double[] {2}, new double[] {1e-200}));
        GaussianBatch merged = new InverseVariancePool().apply(tiny);
        assertThat(merged.mean(0)).isEqualTo(1.5);
        assertThat(merged.sd(0)).isCloseTo(1e-200 / Math.sqrt(2), within(1e-214));
    }

    @Test
    void correlatedErrorsByHand() {
        double rho = 0.5;
        GaussianBatch pooled = new CorrelatedErrorsPool(new double[] {1, rho, rho, 1}).apply(PAIR);
        // S = (1, 1.5; 1.5, 9): S⁻¹1 ∝ (7.5, −0.5), determinant 6.75
        assertThat(pooled.mean(0)).isCloseTo(-0.5 * 4 / 7, within(1e-14));
        assertThat(pooled.sd(0)).isCloseTo(Math.sqrt(6.75 / 7), within(1e-14));
    }

    @Test
    void uncorrelatedErrorsAreInverseVariances() {
        GaussianBatch one = new CorrelatedErrorsPool(new double[] {1, 0, 0, 1}).apply(PAIR);
        GaussianBatch other = new InverseVariancePool().apply(PAIR);
        assertThat(one.mean(0)).isCloseTo(other.mean(0), within(1e-15));
        assertThat(one.sd(0)).isCloseTo(other.sd(0), within(1e-15));
    }

    /** Errors share a part: only the method that knows says how far the merged mean is off. */
    @Test
    void onlyTheCorrelatedMergeKnowsItsError() {
        int n = 20_000;
        SplittableRandom random = new SplittableRandom(7);
        double[] y = new double[n];
        double[][] mean = new double[3][n];
        double[] sd = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = random.nextDouble();
            double shared = Math.sqrt(0.5) * Gaussian.standardQuantile(random.nextDouble(1e-12, 1));
            sd[i] = 1;
            for (int m = 0; m < 3; m++) {
                double own = Gaussian.standardQuantile(random.nextDouble(1e-12, 1));
                mean[m][i] = y[i] + shared + Math.sqrt(0.5) * own;
            }
        }
        RealMembers members =
                RealMembers.of(
                        GaussianBatch.of(mean[0], sd),
                        GaussianBatch.of(mean[1], sd),
                        GaussianBatch.of(mean[2], sd));
        GaussianBatch merged = new CorrelatedErrors().calibrate(members, y).apply(members);
        double naive = new InverseVariancePool().apply(members).sd(0);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (merged.mean(i) - y[i]) * (merged.mean(i) - y[i]);
        }
        double actual = Math.sqrt(squares / n);
        // four standard errors of an estimated standard deviation
        assertThat(merged.sd(0)).isCloseTo(actual, within(4 * actual / Math.sqrt(2.0 * n)));
        assertThat(naive).isLessThan(0.75 * actual);
    }

    @Test
    void copiesOfOneMemberCanBeMerged() {
        RealBatch one = PAIR.member(0);
        RealMembers copies = RealMembers.of(one, one);
        GaussianBatch merged =
                new CorrelatedErrors().calibrate(copies, new double[] {1, 2}).apply(copies);
        assertThat(merged.mean(0)).isCloseTo(0, within(1e-12));
        assertThat(merged.sd(0)).isCloseTo(1, within(1e-3));
    }

    @Test
    void crossDomainMergeIsTheAuthorsForm() {
        RealMembers red =
                RealMembers.of(
                        GaussianBatch.of(new double[] {1}, new double[] {1}),
                        GaussianBatch.of(new double[] {3}, new double[] {2}));
        RealMembers green =
                RealMembers.of(
                        GaussianBatch.of(new double[] {0}, new double[] {0.5}),
                        GaussianBatch.of(new double[] {2}, new double[] {1}));
        CrossDomainMerge merged = CrossDomainMerge.of(List.of(red, green));
        double w = (1 + 4) / (1 + 4 + 0.25 + 1);
        assertThat(merged.channels().get(0).mean(0)).isCloseTo(w + 3 * (1 - w), within(1e-15));
        assertThat(merged.channels().get(0).sd(0))
                .isCloseTo(Math.sqrt(w * w + 4 * (1 - w) * (1 - w)), within(1e-15));
        assertThat(merged.channels().get(1).sd(0))
                .isCloseTo(Math.sqrt(0.25 * w * w + (1 - w) * (1 - w)), within(1e-15));
        assertThat(merged.epistemicVariance().get(0)).containsExactly(2);
        GaussianBatch one = CrossDomainMerge.of(List.of(red)).channels().get(0);
        GaussianBatch inverse = new InverseVariancePool().apply(red);
        assertThat(one.mean(0)).isCloseTo(inverse.mean(0), within(1e-15));
        assertThat(one.sd(0)).isCloseTo(inverse.sd(0), within(1e-15));
    }

    @Test
    void vectorsByHand() {
        VectorMembers members =
                VectorMembers.of(
                        List.of(
                                vector(new double[] {0, 0}, new double[] {1, 0.5, 0.5, 2}),
                                vector(new double[] {2, 4}, new double[] {3, 0, 0, 1})));
        GaussianVector matched =
                (GaussianVector) VectorPool.momentMatched(members, MemberWeights.uniform()).get(0);
        assertThat(matched.mean()).containsExactly(1, 2);
        assertThat(matched.covariance()).containsExactly(3, 2.25, 2.25, 5.5);
        GaussianVector precise = (GaussianVector) VectorPool.precisionWeighted(members).get(0);
        // Λ = (2, −.5; −.5, 1)/1.75 + diag(1/3, 1), pull = (2/3, 4)
        double a = 2 / 1.75 + 1 / 3.0;
        double b = -0.5 / 1.75;
        double d = 1 / 1.75 + 1;
        double det = a * d - b * b;
        assertThat(precise.covariance()[0]).isCloseTo(d / det, within(1e-14));
        assertThat(precise.mean()[1]).isCloseTo((-b * 2 / 3 + a * 4) / det, within(1e-14));
    }

    private static VectorBatch vector(double[] mean, double[] covariance) {
        return VectorBatch.of(List.of(GaussianVector.of(mean, covariance)), 2);
    }

    @Test
    void drawsOfVectorsArePutTogether() {
        VectorBatch one = VectorBatch.of(List.of(SampleVector.of(new double[] {0, 0, 2, 2}, 2)), 2);
        VectorBatch two = VectorBatch.of(List.of(SampleVector.of(new double[] {5, 7}, 2)), 2);
        SampleVector pooled =
                (SampleVector)
                        VectorPool.pooledDraws(
                                        VectorMembers.of(List.of(one, two)), MemberWeights.of(1, 3))
                                .get(0);
        assertThat(pooled.size()).isEqualTo(3);
        assertThat(pooled.weight(0)).isEqualTo(0.125);
        assertThat(pooled.weight(2)).isEqualTo(0.75);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                VectorPool.pooledDraws(
                                        VectorMembers.of(
                                                List.of(
                                                        vector(
                                                                new double[2],
                                                                new double[] {1, 0, 0, 1}))),
                                        MemberWeights.uniform()))
                .withMessage("members[0][0] must be a sample of vectors");
    }

    @Test
    void badInputIsNamed() {
        RealMembers constant =
                RealMembers.of(
                        SampleBatch.of(new double[] {1, 1}, 2), PAIR.member(0).select(new int[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InverseVariancePool().apply(constant))
                .withMessage("members[0].sd[0] must be > 0 and finite, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorrelatedErrorsPool(new double[] {1, 2, 2, 1}))
                .withMessage("correlation must be symmetric and positive definite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorrelatedErrorsPool(new double[] {1, 0}))
                .withMessage("correlation must hold M x M numbers, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorrelatedErrorsPool(new double[] {1}).apply(PAIR))
                .withMessage("members must be 1 as in the fit, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorrelatedErrors(0))
                .withMessage("shrinkage must be in (0, 1], got 0.0");
    }
}
