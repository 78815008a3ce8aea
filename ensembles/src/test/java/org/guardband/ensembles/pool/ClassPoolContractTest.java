package org.guardband.ensembles.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.guardband.classification.calibration.TemperatureCalibration;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.SimulatedMembers;
import org.guardband.ensembles.calibration.CalibrateThenPooling;
import org.guardband.ensembles.calibration.PoolThenCalibration;
import org.guardband.ensembles.weighting.LogisticStacking;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pool of classes has to do. */
class ClassPoolContractTest {

    private static final SimulatedMembers DATA = SimulatedMembers.of(3000, 4, 0.5, 1, 1, 2, 0.5);

    static Stream<ClassPool> pools() {
        TemperatureCalibration half = new TemperatureCalibration(2);
        return Stream.of(
                new LinearPool(),
                new LinearPool(MemberWeights.of(1, 2, 4)),
                new LogLinearPool(),
                new LogLinearPool(MemberWeights.of(1, 0, 4)),
                new MajorityVote(),
                new MajorityVote(MemberWeights.of(3, 2, 2)),
                new TrimmedPool(0.34),
                TrimmedPool.median(),
                new PoolThenCalibration(new LinearPool(), half),
                new CalibrateThenPooling(java.util.List.of(half, half, half), new LogLinearPool()),
                new LogisticStacking().calibrate(DATA.members(), DATA.labels()));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void givesDistributionsWithTheMembersClasses(ClassPool pool) {
        CategoricalBatch pooled = pool.apply(DATA.members());
        assertThat(pooled.size()).isEqualTo(3000);
        assertThat(pooled.labels()).isEqualTo(DATA.members().labels());
        for (int i = 0; i < pooled.size(); i++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                assertThat(pooled.probability(i, k)).isBetween(0.0, 1 + 1e-15);
                sum += pooled.probability(i, k);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("pools")
    void isReadBackAndActsTheSame(ClassPool pool) {
        ClassPool read = (ClassPool) ModelFiles.fromJson(ModelFiles.toJson(pool));
        assertThat(read).isEqualTo(pool).hasSameHashCodeAs(pool);
        assertThat(read.apply(DATA.members())).isEqualTo(pool.apply(DATA.members()));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void theNumberOfThreadsDoesNotMatter(ClassPool pool) throws Exception {
        ForkJoinPool single = new ForkJoinPool(1);
        try {
            assertThat(single.submit(() -> pool.apply(DATA.members())).get())
                    .isEqualTo(pool.apply(DATA.members()));
        } finally {
            single.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("pools")
    void takesNoRow(ClassPool pool) {
        CategoricalBatch none = CategoricalBatch.wrap(new double[0], DATA.members().labels(), 1e-9);
        assertThat(pool.apply(ClassMembers.of(none, none, none)).size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("pools")
    void membersThatExcludeOneAnotherHaveAPool(ClassPool pool) {
        ClassMembers certain =
                ClassMembers.of(
                        CategoricalBatch.wrap(
                                new double[] {1, 0, 0, 0}, DATA.members().labels(), 0),
                        CategoricalBatch.wrap(
                                new double[] {0, 1, 0, 0}, DATA.members().labels(), 0),
                        CategoricalBatch.wrap(
                                new double[] {0, 0, 1, 0}, DATA.members().labels(), 0));
        CategoricalBatch pooled = pool.apply(certain);
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += pooled.probability(0, k);
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }
}
