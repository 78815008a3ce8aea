package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;
import smile.classification.ClassLabels;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.measure.NominalScale;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.vector.IntVector;

class SmileLabelsTest {

    private static final int[] GAPS = {7, -1, 7, 10, -1};

    @Test
    void classesStandInTheOrderOfTheirLabels() {
        SmileLabels labels = SmileLabels.of(GAPS);
        assertThat(labels.labels()).containsExactly(-1, 7, 10);
        assertThat(labels.names()).containsExactly("-1", "7", "10");
        assertThat(labels.indices(GAPS)).containsExactly(1, 0, 1, 2, 0);
        assertThat(labels.label(2)).isEqualTo(10);
    }

    @Test
    void agreesWithSmilesOwnNumbering() {
        ClassLabels smile = ClassLabels.fit(GAPS);
        SmileLabels labels = SmileLabels.of(smile);
        assertThat(labels).isEqualTo(SmileLabels.of(GAPS));
        assertThat(labels.indices(GAPS)).isEqualTo(smile.y);
    }

    @Test
    void aNominalColumnNamesItsClassesAlsoThoseThatNeverOccur() {
        NominalScale scale = new NominalScale("ash", "beech", "oak");
        IntVector column =
                IntVector.of(
                        new StructField("tree", DataTypes.IntegerType, scale), new int[] {2, 0, 2});
        SmileLabels labels = SmileLabels.of(Formula.lhs("tree"), DataFrame.of(column));
        assertThat(labels.names()).containsExactly("ash", "beech", "oak");
        assertThat(labels.labels()).containsExactly(0, 1, 2);
    }

    @Test
    void aColumnOfIntegersIsNamedByThem() {
        DataFrame frame = DataFrame.of(IntVector.of("y", GAPS));
        assertThat(SmileLabels.of(Formula.lhs("y"), frame)).isEqualTo(SmileLabels.of(GAPS));
    }

    @Test
    void setsGoBackToLabels() {
        SmileLabels labels = SmileLabels.of(GAPS);
        LabelSets sets = LabelSets.of(new int[][] {{0, 2}, {}}, labels.names());
        assertThat(labels.labels(sets, 0)).containsExactly(-1, 10);
        assertThat(labels.labels(sets, 1)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.withNames(List.of("a", "b", "c")).labels(sets, 0))
                .withMessage("sets must be over the classes [a, b, c], got [-1, 7, 10]");
    }

    @Test
    void refusesWhatIsNoTask() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileLabels.of(4, 4, 4))
                .withMessage("labels must hold at least 2 classes, got [4]");
        assertThatIllegalArgumentException()
                .isThrownBy(SmileLabels::of)
                .withMessage("labels must hold at least 2 classes, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileLabels.of(GAPS).indices(new int[] {7, 8}))
                .withMessage("labels[1] must be one of [-1, 7, 10], got 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileLabels.of(GAPS).withNames(List.of("a", "a", "b")))
                .withMessage("names must be distinct, got [a, a, b]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileLabels.of(GAPS).label(3))
                .withMessage("index must be in [0, 3), got 3");
        DataFrame one = DataFrame.of(IntVector.of("y", new int[] {3, 3}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileLabels.of(Formula.lhs("y"), one))
                .withMessageStartingWith("training must have the response of")
                .withMessageContaining("Only one class");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileLabels.of(Formula.lhs("z"), one))
                .withMessageStartingWith("training must have the response of");
    }
}
