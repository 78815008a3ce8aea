package org.guardband.ensembles.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.guardband.classification.hypothesis.HosmerLemeshowTest;
import org.guardband.classification.measure.CalibrationErrors;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.classification.measure.KernelEstimator;
import org.guardband.classification.measure.SquaredKernelError;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.pool.LinearPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierSetTestTest {

    private static final double LEVEL = 0.1;
    private static final int REPEATS = 60;

    static Stream<ClassMeasure> statistics() {
        return Stream.of(
                new SquaredKernelError(KernelEstimator.UNBIASED_QUADRATIC),
                new SquaredKernelError(KernelEstimator.UNBIASED_LINEAR),
                new SquaredKernelError(KernelEstimator.BIASED),
                CalibrationErrors.expected(5),
                CalibrationErrors.classWise(5),
                new MultinomialHosmerLemeshow(5));
    }

    private static int refusals(ClassMeasure statistic, NullCombination combination, double shift) {
        return refusals(statistic, combination, shift, REPEATS);
    }

    private static int refusals(
            ClassMeasure statistic, NullCombination combination, double shift, int repeats) {
        int count = 0;
        for (int r = 0; r < repeats; r++) {
            SimulatedSets data = SimulatedSets.of(60, 3, 3, 0.5, shift, 1000 + r);
            SetTestResult result =
                    ClassifierSetTest.withDefaults()
                            .withStatistic(statistic)
                            .withCombination(combination)
                            .withResamples(19)
                            .withSeed(r)
                            .test(data.members(), data.labels());
            count += result.refuses(LEVEL) ? 1 : 0;
        }
        return count;
    }

    /** The most refusals that a test of level 0.1 shows with probability 0.999. */
    private static int most() {
        return BinomialDistribution.of(REPEATS, LEVEL).inverseCumulativeProbability(0.999);
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void keepsItsLevelAndHasPower(ClassMeasure statistic) {
        assertThat(refusals(statistic, NullCombination.UNIFORM_ON_SIMPLEX, 0))
                .isLessThanOrEqualTo(most());
        if (statistic instanceof SquaredKernelError kernel
                && kernel.estimator() == KernelEstimator.UNBIASED_LINEAR) {
            return; // forty pairs: hardly any power
        }
        assertThat(refusals(statistic, NullCombination.UNIFORM_ON_SIMPLEX, 0.6))
                .as("refusals of labels that are often arbitrary")
                .isGreaterThan(REPEATS / 2);
    }

    @Test
    void resamplesFromTheMinimumKeepTheLevelToo() {
        ClassMeasure statistic = new SquaredKernelError(KernelEstimator.UNBIASED_QUADRATIC);
        assertThat(refusals(statistic, NullCombination.AT_THE_MINIMUM, 0))
                .isLessThanOrEqualTo(most());
        assertThat(refusals(statistic, NullCombination.AT_THE_MINIMUM, 0.6))
                .isGreaterThan(REPEATS / 2);
    }

    @Test
    void minimaOfTheResamplesKeepTheLevelAndHaveMorePower() {
        ClassMeasure statistic = new MultinomialHosmerLemeshow(3);
        int repeats = 25;
        int most = BinomialDistribution.of(repeats, LEVEL).inverseCumulativeProbability(0.999);
        assertThat(refusals(statistic, NullCombination.MINIMISED_AGAIN, 0, repeats))
                .isLessThanOrEqualTo(most);
        assertThat(refusals(statistic, NullCombination.MINIMISED_AGAIN, 0.1, repeats))
                .isGreaterThan(
                        refusals(statistic, NullCombination.UNIFORM_ON_SIMPLEX, 0.1, repeats));
    }

    @Test
    void theMinimumIsAMinimum() {
        SimulatedSets data = SimulatedSets.of(200, 3, 3, 0.5, 0.3, 5);
        ClassMeasure statistic = new SquaredKernelError(KernelEstimator.BIASED);
        SetTestResult result =
                ClassifierSetTest.withDefaults()
                        .withStatistic(statistic)
                        .withResamples(1)
                        .test(data.members(), data.labels());
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a <= 20; a++) {
            for (int b = 0; a + b <= 20; b++) {
                MemberWeights w = MemberWeights.of(a, b, 20 - a - b);
                least =
                        Math.min(
                                least,
                                statistic.value(
                                        new LinearPool(w).apply(data.members()), data.labels()));
            }
        }
        assertThat(result.test().statistic()).isLessThanOrEqualTo(least * 1.01);
        assertThat(
                        statistic.value(
                                new LinearPool(result.weights()).apply(data.members()),
                                data.labels()))
                .isEqualTo(result.test().statistic());
    }

    @Test
    void theResultIsAFunctionOfTheSeedOnly() throws Exception {
        SimulatedSets data = SimulatedSets.of(100, 3, 3, 0.5, 0, 6);
        ClassifierSetTest test = ClassifierSetTest.withDefaults().withSeed(3);
        SetTestResult here = test.test(data.members(), data.labels());
        ForkJoinPool single = new ForkJoinPool(1);
        try {
            assertThat(single.submit(() -> test.test(data.members(), data.labels())).get())
                    .isEqualTo(here);
        } finally {
            single.shutdown();
        }
    }

    @Test
    void oneMemberIsAConsistencyTest() {
        SimulatedSets data = SimulatedSets.of(100, 1, 3, 0.5, 0, 7);
        SetTestResult result = ClassifierSetTest.withDefaults().test(data.members(), data.labels());
        assertThat(result.weights().forMembers(1)).containsExactly(1);
        assertThat(result.test().pValue()).isBetween(1 / 101.0, 1.0);
    }

    /** Labels far from every member give a minimum of the signed statistic below zero by chance. */
    @Test
    void theReferenceRefusesForAStatisticFarBelowZero() {
        ClassMeasure far =
                new ClassMeasure() {
                    @Override
                    public String name() {
                        return "negative";
                    }

                    @Override
                    public double value(CategoricalBatch predictions, int[] labels) {
                        int hits = 0;
                        for (int label : labels) {
                            hits += label == 0 ? 1 : 0;
                        }
                        return hits == labels.length ? -1 : 0.1;
                    }
                };
        double[] p = new double[40];
        java.util.Arrays.fill(p, 0.5);
        ClassMembers members =
                ClassMembers.of(CategoricalBatch.of(p, 2), CategoricalBatch.of(p, 2));
        int[] labels = new int[20];
        assertThat(
                        new ReferenceCompatibleSetTest(far, 1, 50, 1)
                                .test(members, labels, 0.05)
                                .refuses())
                .isTrue();
        assertThat(
                        ClassifierSetTest.withDefaults()
                                .withStatistic(far)
                                .test(members, labels)
                                .refuses(0.05))
                .isFalse();
    }

    @Test
    void theReferenceFindsMiscalibrationToo() {
        SimulatedSets data = SimulatedSets.of(150, 3, 3, 0.5, 0.8, 8);
        ReferenceCompatibleSetTest test =
                new ReferenceCompatibleSetTest(
                        new ReferenceCompatibleKernelError(
                                ReferenceCompatibleKernelError.Pairs.ALL),
                        1,
                        50,
                        1);
        assertThat(test.test(data.members(), data.labels(), 0.05).refuses()).isTrue();
    }

    @Test
    void referenceKernelByHand() {
        CategoricalBatch batch =
                CategoricalBatch.of(new double[] {0.75, 0.25, 0.25, 0.75, 0.5, 0.5}, 2);
        int[] labels = {0, 0, 1};
        // residuals (.25, −.25), (.75, −.75), (−.5, .5)
        double first = Math.exp(-0.25 / 2) * 2 * 0.25 * 0.75;
        double second = -Math.exp(-0.0625 / 2) * 2 * 0.25 * 0.5;
        double third = -Math.exp(-0.0625 / 2) * 2 * 0.75 * 0.5;
        assertThat(
                        new ReferenceCompatibleKernelError(
                                        ReferenceCompatibleKernelError.Pairs.CONSECUTIVE)
                                .value(batch, labels))
                .isCloseTo(first, within(1e-15));
        assertThat(
                        new ReferenceCompatibleKernelError(ReferenceCompatibleKernelError.Pairs.ALL)
                                .value(batch, labels))
                .isCloseTo((first + second + third) / 3, within(1e-15));
    }

    @Test
    void hosmerLemeshowOfTwoClassesIsTheBinaryOne() {
        SplittableRandom random = new SplittableRandom(4);
        double[] p = new double[200];
        int[] labels = new int[100];
        for (int i = 0; i < 100; i++) {
            p[2 * i] = random.nextDouble(0.05, 0.95);
            p[2 * i + 1] = 1 - p[2 * i];
            labels[i] = random.nextDouble() < p[2 * i] ? 0 : 1;
        }
        CategoricalBatch batch = CategoricalBatch.of(p, 2);
        double[] one = new double[100];
        boolean[] happened = new boolean[100];
        for (int i = 0; i < 100; i++) {
            one[i] = p[2 * i];
            happened[i] = labels[i] == 0;
        }
        double want =
                new HosmerLemeshowTest(5, 0)
                        .test(
                                org.guardband.classification.measure.BinaryForecasts.of(
                                        one, happened))
                        .statistic();
        MultinomialHosmerLemeshow statistic = new MultinomialHosmerLemeshow(5);
        assertThat(statistic.value(batch, labels)).isCloseTo(want, within(1e-9));
        assertThat(statistic.test(batch, labels).pValue()).isBetween(0.0, 1.0);
    }

    @Test
    void theBandwidthIsTheMedianDistance() {
        CategoricalBatch batch =
                CategoricalBatch.of(new double[] {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1}, 2);
        assertThat(KernelBandwidth.median(ClassMembers.of(batch), 1)).isEqualTo(1);
        CategoricalBatch same = CategoricalBatch.of(new double[] {1, 0, 1, 0}, 2);
        assertThat(KernelBandwidth.median(ClassMembers.of(same), 1)).isEqualTo(1e-3);
    }

    @Test
    void gammaVariablesAreGamma() {
        for (double shape : new double[] {0.2, 1, 3.5}) {
            SplittableRandom random = new SplittableRandom(9);
            int n = 20_000;
            int below = 0;
            double median = GammaDistribution.of(shape, 1).inverseCumulativeProbability(0.3);
            for (int i = 0; i < n; i++) {
                below += GammaDraw.log(shape, random) <= Math.log(median) ? 1 : 0;
            }
            BinomialDistribution count = BinomialDistribution.of(n, 0.3);
            assertThat(below)
                    .isBetween(
                            count.inverseCumulativeProbability(1e-4),
                            count.inverseCumulativeProbability(1 - 1e-4));
        }
    }

    /** Each member is right on its own side of zero: no one λ is calibrated, a λ(x) is. */
    @Test
    void weightsByRowPassWhereOneWeightForAllDoesNot() {
        Sides fit = Sides.of(3000, 1);
        Sides test = Sides.of(400, 2);
        assertThat(ClassifierSetTest.withDefaults().test(test.members, test.labels).refuses(0.05))
                .isTrue();
        GatedPool learned = new InstanceWeights().fit(fit.members, fit.x, fit.labels);
        assertThat(new InstanceSetTest(1).test(learned, test.members, test.x, test.labels).pValue())
                .isGreaterThan(0.05);
        GatedPool read = (GatedPool) ModelFiles.fromJson(ModelFiles.toJson(learned));
        assertThat(read).isEqualTo(learned);
        assertThat(read.apply(test.members, test.x)).isEqualTo(learned.apply(test.members, test.x));
    }

    private static final class Sides {

        private final ClassMembers members;
        private final double[] x;
        private final int[] labels;

        Sides(ClassMembers members, double[] x, int[] labels) {
            this.members = members;
            this.x = x;
            this.labels = labels;
        }

        static Sides of(int rows, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] x = new double[rows];
            double[] left = new double[2 * rows];
            double[] right = new double[2 * rows];
            int[] labels = new int[rows];
            for (int i = 0; i < rows; i++) {
                x[i] = random.nextBoolean() ? random.nextDouble(2, 4) : random.nextDouble(-4, -2);
                double truth = random.nextDouble(0.5, 0.95);
                double wrong = 1 - truth;
                left[2 * i] = x[i] < 0 ? truth : wrong;
                left[2 * i + 1] = 1 - left[2 * i];
                right[2 * i] = x[i] < 0 ? wrong : truth;
                right[2 * i + 1] = 1 - right[2 * i];
                labels[i] = random.nextDouble() < truth ? 0 : 1;
            }
            return new Sides(
                    ClassMembers.of(CategoricalBatch.of(left, 2), CategoricalBatch.of(right, 2)),
                    x,
                    labels);
        }
    }

    @Test
    void badInputIsNamed() {
        ClassMembers one = ClassMembers.of(CategoricalBatch.of(new double[] {0.5, 0.5}, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassifierSetTest.withDefaults().test(one, new int[] {2}))
                .withMessage("labels[0] must be in [0, 2), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassifierSetTest.withDefaults().withResamples(0))
                .withMessage("resamples must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassifierSetTest.withDefaults().test(one, new int[] {0}))
                .withMessage("rows of the batch must be >= 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultinomialHosmerLemeshow(1))
                .withMessage("groups must be >= 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new InstanceWeights().fit(one, new double[] {Double.NaN}, new int[1]))
                .withMessage("x[0] must be finite, got NaN");
        GatedPool pool = new InstanceWeights().fit(one, new double[] {1}, new int[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.apply(one, new double[3]))
                .withMessage("x must have the length of rows times features (1), got 3");
    }
}
