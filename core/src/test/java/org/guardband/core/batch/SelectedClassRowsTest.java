package org.guardband.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectedClassRowsTest {

    private static final List<String> LABELS = List.of("a", "b");

    @Test
    void rowsInTheOrderWantedAndInTheirPrecision() {
        assertThat(
                        CategoricalBatch.wrap(new double[] {0.1, 0.9, 0.4, 0.6}, LABELS, 1e-9)
                                .select(1, 0, 1))
                .isEqualTo(
                        CategoricalBatch.wrap(
                                new double[] {0.4, 0.6, 0.1, 0.9, 0.4, 0.6}, LABELS, 1e-9));
        assertThat(
                        CategoricalBatch.wrap(new float[] {0.1f, 0.9f, 0.4f, 0.6f}, LABELS, 1e-4)
                                .select(1))
                .isEqualTo(CategoricalBatch.wrap(new float[] {0.4f, 0.6f}, LABELS, 1e-4));
        assertThat(LogitBatch.wrap(new double[] {1, 2, 3, 4}, LABELS).select(1, 1))
                .isEqualTo(LogitBatch.wrap(new double[] {3, 4, 3, 4}, LABELS));
        assertThat(LogitBatch.wrap(new float[] {1, 2, 3, 4}, LABELS).select())
                .isEqualTo(LogitBatch.wrap(new float[0], LABELS));
    }

    /** Rows that were accepted with a tolerance of their own are not judged again. */
    @Test
    void toleranceIsThatOfTheBatch() {
        CategoricalBatch loose = CategoricalBatch.wrap(new double[] {0.4, 0.5}, LABELS, 0.2);
        assertThat(loose.select(0)).isEqualTo(loose);
    }

    @Test
    void rowsThatAreNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogitBatch.wrap(new double[] {1, 2}, LABELS).select(0, 1))
                .withMessageContaining("rows[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoricalBatch.of(new double[] {1, 0}, 2).select(-1))
                .withMessageContaining("rows[0]");
    }
}
