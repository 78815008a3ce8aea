package org.guardband.ensembles.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Initialization;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkWeightsTest {

    /** One member is right where |x| is below 1, the other elsewhere: no affine gate tells that. */
    private static final class Rings {

        private final ClassMembers members;
        private final double[] x;
        private final int[] labels;

        Rings(ClassMembers members, double[] x, int[] labels) {
            this.members = members;
            this.x = x;
            this.labels = labels;
        }

        static Rings of(int rows, double arbitrary, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] x = new double[rows];
            double[] inner = new double[2 * rows];
            double[] outer = new double[2 * rows];
            int[] labels = new int[rows];
            for (int i = 0; i < rows; i++) {
                boolean in = random.nextBoolean();
                x[i] = (in ? random.nextDouble(0, 0.8) : random.nextDouble(1.2, 2.5));
                x[i] *= random.nextBoolean() ? 1 : -1;
                double truth = random.nextDouble(0.05, 0.95);
                double other = random.nextDouble(0.05, 0.95);
                inner[2 * i] = in ? truth : other;
                inner[2 * i + 1] = 1 - inner[2 * i];
                outer[2 * i] = in ? other : truth;
                outer[2 * i + 1] = 1 - outer[2 * i];
                double p = random.nextDouble() < arbitrary ? 0.5 : truth;
                labels[i] = random.nextDouble() < p ? 0 : 1;
            }
            return new Rings(
                    ClassMembers.of(CategoricalBatch.of(inner, 2), CategoricalBatch.of(outer, 2)),
                    x,
                    labels);
        }
    }

    private static NetworkWeights quick() {
        return NetworkWeights.withDefaults().withHidden(16, 16).withEpochs(60, 20).withBatch(32);
    }

    @ParameterizedTest
    @EnumSource(GateScore.class)
    void learnsWhatNoAffineGateCan(GateScore score) {
        Rings data = Rings.of(1200, 0, 1);
        GatedPool learned = quick().withScore(score).fit(data.members, data.x, data.labels);
        double[] w = learned.weights(new double[] {0.3, -0.3, 2, -2}, 4);
        assertThat(w[0]).isGreaterThan(0.7);
        assertThat(w[2]).isGreaterThan(0.7);
        assertThat(w[4]).isLessThan(0.3);
        assertThat(w[6]).isLessThan(0.3);
        for (int i = 0; i < 4; i++) {
            assertThat(w[2 * i] + w[2 * i + 1]).isCloseTo(1, within(1e-15));
        }
        double[] affine =
                new InstanceWeights()
                        .fit(data.members, data.x, data.labels)
                        .weights(new double[] {0.3, -0.3, 2, -2}, 4);
        assertThat(affine[0] - affine[4] + affine[2] - affine[6]).isLessThan(0.6);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndTheyComeBackFromAFile() {
        Rings data = Rings.of(80, 0, 2);
        NetworkWeights learner = quick().withEpochs(3, 3);
        GatedPool learned = learner.fit(data.members, data.x, data.labels);
        assertThat(learner.fit(data.members, data.x, data.labels)).isEqualTo(learned);
        assertThat(learner.withSeed(1).fit(data.members, data.x, data.labels))
                .isNotEqualTo(learned);
        GatedPool read = (GatedPool) ModelFiles.fromJson(ModelFiles.toJson(learned));
        assertThat(read).isEqualTo(learned).hasSameHashCodeAs(learned);
        assertThat(read.weights(data.x, 80)).isEqualTo(learned.weights(data.x, 80));
    }

    /** Features enter as they are, whatever their scale. */
    @Test
    void scaleAndPlaceOfTheFeaturesDoNotMatter() {
        Rings data = Rings.of(80, 0, 3);
        double[] far = data.x.clone();
        for (int i = 0; i < far.length; i++) {
            far[i] = 1000 * far[i] - 500;
        }
        NetworkWeights learner = quick().withEpochs(3, 3);
        double[] near = learner.fit(data.members, data.x, data.labels).weights(data.x, 80);
        double[] other = learner.fit(data.members, far, data.labels).weights(far, 80);
        for (int i = 0; i < near.length; i++) {
            assertThat(other[i]).isCloseTo(near[i], within(1e-9));
        }
    }

    /** Without features the weights are those of the whole set. */
    @Test
    void noFeaturesGiveOneWeightForAll() {
        Rings data = Rings.of(60, 0, 4);
        GatedPool learned = quick().fit(data.members, new double[0], data.labels);
        double[] w = learned.weights(new double[0], 60);
        assertThat(w[118]).isEqualTo(w[0]);
        assertThat(learned.apply(data.members, new double[0]).probability(7, 0))
                .isCloseTo(
                        new LinearPool(MemberWeights.of(w[0], w[1]))
                                .apply(data.members)
                                .probability(7, 0),
                        within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(GateScore.class)
    void theGradientIsThatOfDifferences(GateScore score) {
        Rings data = Rings.of(5, 0, 5);
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        Parameter<DoubleMatrix> z =
                parameters.add("z", 5, 2, Initialization.normal(1), new SplittableRandom(1));
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        Node<DoubleMatrix> loss =
                PooledScore.on(
                        tape,
                        data.members,
                        data.labels,
                        score,
                        tape.parameter(z),
                        new int[] {4, 2, 0, 1, 3});
        tape.forward(new Pass.Evaluation());
        tape.backward(loss);
        for (int i = 0; i < 5; i++) {
            for (int m = 0; m < 2; m++) {
                double at = z.value().get(i, m);
                double analytic = z.gradient().get(i, m);
                z.value().set(i, m, at + 1e-6);
                tape.forward(new Pass.Evaluation());
                double up = loss.value().get(0, 0);
                z.value().set(i, m, at - 1e-6);
                tape.forward(new Pass.Evaluation());
                double down = loss.value().get(0, 0);
                z.value().set(i, m, at);
                // central differences of step 1e-6 keep about nine digits
                assertThat(analytic).isCloseTo((up - down) / 2e-6, within(1e-8));
            }
        }
    }

    /** Half of the rows teach and the other half judge: level and power of the whole procedure. */
    @Test
    void theTestWithLearningKeepsItsLevelAndHasPower() {
        int repeats = 20;
        int errors = 0;
        int found = 0;
        for (int r = 0; r < repeats; r++) {
            NetworkWeights learner = quick().withEpochs(30, 10).withSeed(r);
            InstanceSetTest test = new InstanceSetTest(new InstanceSetTest(0).statistic(), 19, r);
            Rings calibrated = Rings.of(400, 0, 100 + r);
            errors += refuses(test, learner, calibrated) ? 1 : 0;
            found += refuses(test, learner, Rings.of(400, 0.9, 200 + r)) ? 1 : 0;
        }
        assertThat(errors)
                .isLessThanOrEqualTo(
                        BinomialDistribution.of(repeats, 0.1).inverseCumulativeProbability(0.999));
        assertThat(found).isGreaterThan(repeats / 2);
    }

    private static boolean refuses(InstanceSetTest test, InstanceLearner learner, Rings data) {
        return test.test(learner, data.members, data.x, data.labels).refuses(0.1);
    }

    @Test
    void badInputIsNamed() {
        Rings few = Rings.of(3, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().fit(few.members, few.x, few.labels))
                .withMessage("rows to learn from must be >= 4, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new InstanceSetTest(0).test(quick(), few.members, few.x, few.labels))
                .withMessage("rows must be >= 8, got 3");
        Rings rows = Rings.of(8, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().fit(rows.members, new double[9], rows.labels))
                .withMessage("x must hold whole rows for 8 rows, got 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().withHidden(3, 0))
                .withMessage("hidden[1] must be >= 1, got 0");
        double[] x = rows.x.clone();
        x[2] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().fit(rows.members, x, rows.labels))
                .withMessage("x[2] must be finite, got NaN");
    }
}
