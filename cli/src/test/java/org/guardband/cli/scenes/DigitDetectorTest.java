package org.guardband.cli.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The detector finds digits, in places and with scores that make sense. */
class DigitDetectorTest {

    private static SceneComposer composer(int from, int to) throws Exception {
        Table table =
                Tables.read(Path.of("src/main/resources/org/guardband/cli/data/digits.csv.gz"));
        double[][] columns =
                table.names().stream()
                        .filter(name -> name.startsWith("px"))
                        .map(table::numbers)
                        .toArray(double[][]::new);
        double[][] images = new double[to - from][columns.length];
        for (int i = 0; i < images.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                images[i][j] = columns[j][from + i];
            }
        }
        int[] labels = table.texts("label").stream().mapToInt(Integer::parseInt).toArray();
        return new SceneComposer(images, Arrays.copyOfRange(labels, from, to));
    }

    private static SceneComposer forTest;
    private static DigitDetector detector;

    @BeforeAll
    static void train() throws Exception {
        forTest = composer(900, 1797);
        detector = DigitDetector.train(composer(0, 900).scenes(0, 60, 1), 1);
    }

    @Test
    void aSceneDependsOnItsNumberAndTheSeedAlone() {
        Scene alone = forTest.scenes(7, 1, 3).get(0);
        Scene among = forTest.scenes(0, 8, 3).get(7);
        assertThat(among.digits()).isEqualTo(alone.digits());
        for (int y = 0; y < Scene.HEIGHT; y++) {
            for (int x = 0; x < Scene.WIDTH; x++) {
                assertThat(among.ink(x, y)).isEqualTo(alone.ink(x, y)).isBetween(0.0, 1.0);
            }
        }
        assertThat(forTest.scenes(7, 1, 4).get(0).digits()).isNotEqualTo(alone.digits());
    }

    @Test
    void boxesOfDigitsLieInTheirCells() {
        for (Scene scene : forTest.scenes(0, 20, 5)) {
            assertThat(scene.digits()).hasSizeBetween(4, 7);
            for (Digit digit : scene.digits()) {
                Box box = digit.box();
                Box cell = digit.cell();
                assertThat(box.x1()).isGreaterThanOrEqualTo(Math.floor(cell.x1()));
                assertThat(box.y1()).isGreaterThanOrEqualTo(Math.floor(cell.y1()));
                assertThat(box.x2()).isLessThanOrEqualTo(Math.ceil(cell.x2()));
                assertThat(box.y2()).isLessThanOrEqualTo(Math.ceil(cell.y2()));
                assertThat(box.width()).isPositive();
                assertThat(box.height()).isPositive();
            }
        }
    }

    @Test
    void mostDigitsAreFound() {
        List<Scene> scenes = forTest.scenes(112, 24, 2);
        int digits = 0;
        int seen = 0;
        for (Scene scene : scenes) {
            List<Found> found = detector.detect(scene);
            digits += scene.digits().size();
            for (Digit digit : scene.digits()) {
                boolean hit =
                        found.stream()
                                .anyMatch(
                                        f ->
                                                f.label() == digit.label()
                                                        && f.box().overlap(digit.box()) >= 0.5);
                seen += hit ? 1 : 0;
            }
        }
        assertThat((double) seen / digits).isGreaterThan(0.6);
    }

    @Test
    void whatIsFoundIsInTheImageAndSortedByScore() {
        Scene scene = forTest.scenes(300, 1, 2).get(0);
        List<Found> found = detector.detect(scene);
        assertThat(found).isNotEmpty();
        double last = 1;
        for (Found one : found) {
            assertThat(one.score()).isBetween(0.0, last);
            last = one.score();
            assertThat(one.score()).isEqualTo(one.probabilities()[one.label()]);
            assertThat(Arrays.stream(one.probabilities()).sum()).isBetween(1 - 1e-12, 1 + 1e-12);
            assertThat(one.box().x1()).isBetween(0.0, one.box().x2());
            assertThat(one.box().y1()).isBetween(0.0, one.box().y2());
            assertThat(one.box().x2()).isLessThanOrEqualTo(Scene.WIDTH);
            assertThat(one.box().y2()).isLessThanOrEqualTo(Scene.HEIGHT);
            assertThat(one.standardDeviations()).hasSize(4);
            Arrays.stream(one.standardDeviations()).forEach(s -> assertThat(s).isPositive());
        }
    }

    @Test
    void overlapIsTheShareOfTheUnion() {
        Box box = new Box(0, 0, 2, 2);
        assertThat(box.overlap(new Box(1, 0, 3, 2))).isEqualTo(1.0 / 3);
        assertThat(box.overlap(new Box(2, 0, 3, 2))).isZero();
        assertThat(box.overlap(box)).isEqualTo(1);
        assertThat(new Box(1, 1, 1, 1).overlap(new Box(1, 1, 1, 1))).isZero();
    }

    @Test
    void imagesAndLabelsBelongTogether() {
        assertThatThrownBy(() -> new SceneComposer(new double[1][64], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images must be as many as labels, at least one, got 1 and 2");
    }
}
