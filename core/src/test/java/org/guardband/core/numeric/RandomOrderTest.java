package org.guardband.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomOrderTest {

    @Test
    void isAPermutationAndTheSameForTheSameSeed() {
        int[] order = RandomOrder.of(1000, new SplittableRandom(3));
        assertThat(order)
                .containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray())
                .isEqualTo(RandomOrder.of(1000, new SplittableRandom(3)))
                .isNotEqualTo(RandomOrder.of(1000, new SplittableRandom(4)));
        int[] shuffled = IntStream.range(0, 1000).toArray();
        RandomOrder.shuffle(shuffled, new SplittableRandom(3));
        assertThat(shuffled).isEqualTo(order);
    }

    @Test
    void hasEveryOrderEquallyOften() {
        SplittableRandom random = new SplittableRandom(5);
        int[] counts = new int[27];
        int draws = 60_000;
        for (int d = 0; d < draws; d++) {
            int[] order = RandomOrder.of(3, random);
            counts[9 * order[0] + 3 * order[1] + order[2]]++;
        }
        // six standard deviations of a binomial with a sixth of the draws
        double slack = 6 * Math.sqrt(draws * 5 / 36.0);
        assertThat(Arrays.stream(counts).filter(c -> c > 0).boxed().toList())
                .hasSize(6)
                .allSatisfy(c -> assertThat(Math.abs(c - draws / 6.0)).isLessThan(slack));
    }

    @Test
    void takesNoneAndOne() {
        assertThat(RandomOrder.of(0, new SplittableRandom(1))).isEmpty();
        assertThat(RandomOrder.of(1, new SplittableRandom(1))).containsExactly(0);
        assertThatThrownBy(() -> RandomOrder.of(-1, new SplittableRandom(1)))
                .hasMessageContaining("rows must be >= 0, got -1");
    }
}
