package org.guardband.ensembles.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.guardband.classification.measure.BrierScore;
import org.guardband.classification.measure.LogLoss;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.SimulatedMembers;
import org.junit.jupiter.api.Test;

class ClassPoolTest {

    private static final double TIGHT = 1e-15;

    private static ClassMembers rows(double[]... rows) {
        return ClassMembers.of(
                java.util.Arrays.stream(rows)
                        .map(row -> CategoricalBatch.of(row, row.length))
                        .toList());
    }

    private static void assertRow(CategoricalBatch batch, double... want) {
        for (int k = 0; k < want.length; k++) {
            assertThat(batch.probability(0, k)).as("class " + k).isCloseTo(want[k], within(TIGHT));
        }
    }

    @Test
    void poolsByHand() {
        ClassMembers three =
                rows(
                        new double[] {0.5, 0.25, 0.25},
                        new double[] {0.125, 0.75, 0.125},
                        new double[] {0.5, 0.375, 0.125});
        assertRow(new LinearPool().apply(three), 1.125 / 3, 1.375 / 3, 0.5 / 3);
        assertRow(new LinearPool(MemberWeights.of(2, 1, 1)).apply(three), 0.40625, 0.40625, 0.1875);
        double a = Math.cbrt(0.5 * 0.125 * 0.5);
        double b = Math.cbrt(0.25 * 0.75 * 0.375);
        double c = Math.cbrt(0.25 * 0.125 * 0.125);
        double sum = a + b + c;
        assertRow(new LogLinearPool().apply(three), a / sum, b / sum, c / sum);
        assertRow(new MajorityVote().apply(three), 2.0 / 3, 1.0 / 3, 0);
        assertRow(TrimmedPool.median().apply(three), 0.5, 0.375, 0.125);
        assertRow(new TrimmedPool(0.2).apply(three), 1.125 / 3, 1.375 / 3, 0.5 / 3);
    }

    @Test
    void tiedVotesAreSplit() {
        ClassMembers tied = rows(new double[] {0.4, 0.4, 0.2}, new double[] {0.1, 0.2, 0.7});
        assertRow(new MajorityVote().apply(tied), 0.25, 0.25, 0.5);
    }

    @Test
    void theMedianOfCertainMembersFallsBackToTheMean() {
        ClassMembers certain =
                rows(new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1});
        assertRow(TrimmedPool.median().apply(certain), 1.0 / 3, 1.0 / 3, 1.0 / 3);
    }

    @Test
    void oneMemberThatHasGoneAstrayDoesNotMoveTheMedian() {
        double[] usual = {0.7, 0.2, 0.1};
        ClassMembers five = rows(usual, usual, usual, usual, new double[] {0, 0, 1});
        assertRow(TrimmedPool.median().apply(five), usual);
    }

    @Test
    void theSoftmaxOfMeanLogitsIsTheLogLinearPool() {
        List<String> names = List.of("a", "b", "c");
        LogitBatch one = LogitBatch.of(new double[] {1, 2, -3, 0, 4, 1}, names);
        LogitBatch two = LogitBatch.of(new double[] {0, -1, 5, 2, 2, 1}, names);
        MemberWeights weights = MemberWeights.of(1, 3);
        CategoricalBatch mean = MeanLogits.of(List.of(one, two), weights).softmax();
        CategoricalBatch pool =
                new LogLinearPool(weights).apply(ClassMembers.ofLogits(List.of(one, two)));
        for (int i = 0; i < 2; i++) {
            for (int k = 0; k < 3; k++) {
                assertThat(pool.probability(i, k)).isCloseTo(mean.probability(i, k), within(1e-14));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                MeanLogits.of(
                                        List.of(one, LogitBatch.of(new double[3], names)), weights))
                .withMessage("members[1] must have the length of members[0] (2), got 1");
    }

    @Test
    void singlePrecisionMembersArePooledInDouble() {
        ClassMembers floats =
                ClassMembers.of(
                        CategoricalBatch.of(new float[] {0.1f, 0.9f}, 2),
                        CategoricalBatch.of(new float[] {0.3f, 0.7f}, 2));
        assertThat(new LinearPool().apply(floats).probability(0, 0))
                .isCloseTo((0.1f + (double) 0.3f) / 2, within(TIGHT));
    }

    @Property(tries = 50)
    void equalMembersPoolToThemselves(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int m) {
        CategoricalBatch one = SimulatedMembers.of(5, 3, 0, seed, 2).members().member(0);
        ClassMembers same = ClassMembers.of(java.util.Collections.nCopies(m, one));
        for (ClassPool pool :
                List.of(new LinearPool(), new LogLinearPool(), TrimmedPool.median())) {
            CategoricalBatch pooled = pool.apply(same);
            for (int i = 0; i < 5; i++) {
                for (int k = 0; k < 3; k++) {
                    assertThat(pooled.probability(i, k))
                            .isCloseTo(one.probability(i, k), within(1e-14));
                }
            }
        }
    }

    @Property(tries = 50)
    void theOrderOfMembersDoesNotMatter(@ForAll long seed) {
        ClassMembers members = SimulatedMembers.of(5, 3, 1, seed, 1, 2, 3, 4).members();
        ClassMembers turned = members.select(2, 0, 3, 1);
        for (ClassPool pool :
                List.of(
                        new LinearPool(),
                        new LogLinearPool(),
                        new MajorityVote(),
                        TrimmedPool.median())) {
            for (int i = 0; i < 5; i++) {
                for (int k = 0; k < 3; k++) {
                    assertThat(pool.apply(turned).probability(i, k))
                            .isCloseTo(pool.apply(members).probability(i, k), within(1e-14));
                }
            }
        }
    }

    /** Both scores are convex in the probabilities. */
    @Property(tries = 50)
    void theLinearPoolIsNoWorseThanItsMembersOnAverage(@ForAll long seed) {
        SimulatedMembers data = SimulatedMembers.of(20, 3, 1, seed, 1, 3, 0.3);
        double log = 0;
        double brier = 0;
        for (CategoricalBatch member : data.members().members()) {
            log += new LogLoss().value(member, data.labels()) / 3;
            brier += new BrierScore().value(member, data.labels()) / 3;
        }
        CategoricalBatch pooled = new LinearPool().apply(data.members());
        assertThat(new LogLoss().value(pooled, data.labels())).isLessThanOrEqualTo(log + 1e-12);
        assertThat(new BrierScore().value(pooled, data.labels()))
                .isLessThanOrEqualTo(brier + 1e-12);
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrimmedPool(0.6))
                .withMessage("share must be in [0, 0.5], got 0.6");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new LinearPool(MemberWeights.of(1, 1))
                                        .apply(rows(new double[] {0.5, 0.5})))
                .withMessage("members must be as many as weights (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StackedPool(2, 2, new double[3]))
                .withMessage("coefficients must hold 10 numbers, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new StackedPool(2, 2, new double[10])
                                        .apply(rows(new double[] {0.5, 0.5})))
                .withMessage("members and classes must be 2 and 2 as in the fit, got 1 and 2");
        ModelDocument hostile = ModelDocument.of("trimmed-pool").put("share", 7.0).build();
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> ModelFiles.fromDocument(hostile));
    }
}
