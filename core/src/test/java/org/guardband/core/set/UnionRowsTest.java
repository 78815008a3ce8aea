package org.guardband.core.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnionRowsTest {

    @Test
    void joinsAsListsAreJoined() {
        SplittableRandom random = new SplittableRandom(3);
        List<List<Interval>> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            List<Interval> pieces = new ArrayList<>();
            for (int k = random.nextInt(9); k > 0; k--) {
                double from = random.nextInt(20);
                pieces.add(new Interval(from, from + random.nextInt(-1, 4)));
            }
            pieces.sort((a, b) -> Double.compare(a.lower(), b.lower()));
            rows.add(pieces);
        }
        IntervalUnions expected = IntervalUnions.joined(rows);
        for (int block : new int[] {1, 7, 1000}) {
            IntervalUnions unions =
                    UnionRows.of(
                            rows.size(),
                            block,
                            () ->
                                    (row, out) -> {
                                        assertThat(out.isEmpty()).isTrue();
                                        rows.get(row).forEach(p -> out.add(p.lower(), p.upper()));
                                    });
            assertThat(unions).isEqualTo(expected);
        }
        assertThat(UnionRows.of(0, 4, () -> (row, out) -> out.add(0, 1)).size()).isZero();
    }

    @Test
    void wrongEndsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnionRows.of(1, 1, () -> (row, out) -> out.add(Double.NaN, 1)))
                .withMessageContaining("from");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                UnionRows.of(
                                        1,
                                        1,
                                        () ->
                                                (row, out) -> {
                                                    out.add(0, 1);
                                                    out.add(3, 4);
                                                    out.add(-1, 5);
                                                }))
                .withMessageContaining("lower[1] must be > upper[0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnionRows.of(1, 0, () -> (row, out) -> {}))
                .withMessageContaining("block");
    }
}
