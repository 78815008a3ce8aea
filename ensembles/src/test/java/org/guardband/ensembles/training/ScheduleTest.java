package org.guardband.ensembles.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void warmUpAndCosine() {
        Schedule schedule = new Schedule.WarmUpCosine(500);
        assertThat(schedule.share(0, 1500)).isZero();
        assertThat(schedule.share(250, 1500)).isEqualTo(0.5);
        assertThat(schedule.share(500, 1500)).isEqualTo(1);
        assertThat(schedule.share(1000, 1500)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.share(1500, 1500)).isZero();
        assertThat(new Schedule.WarmUpCosine(0).share(0, 10)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.WarmUpCosine(-1))
                .withMessage("warmUp must be >= 0, got -1");
    }

    @Test
    void cycles() {
        Schedule schedule = new Schedule.CyclicCosine(4);
        for (int cycle = 0; cycle < 4; cycle++) {
            assertThat(schedule.share(25L * cycle, 100)).isEqualTo(1);
            assertThat(schedule.share(25L * cycle + 24, 100)).isLessThan(0.005);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.CyclicCosine(0))
                .withMessage("cycles must be >= 1, got 0");
    }
}
