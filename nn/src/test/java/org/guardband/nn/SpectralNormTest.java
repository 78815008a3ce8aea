package org.guardband.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;

class SpectralNormTest {
    private static final Arithmetic<DoubleMatrix> DOUBLES = Kernels.scalar().doubles();

    private static DoubleMatrix random(int rows, int columns, double sd, long seed) {
        DoubleMatrix matrix = DOUBLES.zeros(rows, columns);
        Initialization.normal(sd).fill(matrix, new SplittableRandom(seed));
        return matrix;
    }

    @Test
    void gradients() {
        SpectralNorm low = new SpectralNorm(0.5, 100);
        Gradients.check(new int[][] {{4, 3}}, (t, p) -> low.apply(t, p.get(0)));
        Gradients.check(new int[][] {{3, 5}}, (t, p) -> low.apply(t, p.get(0)));
        SpectralNorm high = new SpectralNorm(50, 1);
        Gradients.check(new int[][] {{4, 3}}, (t, p) -> high.apply(t, p.get(0)));
    }

    @Test
    void gradientsOfAResidualNetwork() {
        SpectralNorm norm = new SpectralNorm(0.6, 100);
        Gradients.check(
                new int[][] {{3, 4}, {4, 4}},
                (t, p) -> {
                    Node<DoubleMatrix> h =
                            Products.multiply(
                                    t, t.constant(random(5, 3, 1, 4)), norm.apply(t, p.get(0)));
                    Node<DoubleMatrix> g =
                            Pointwise.activate(
                                    t,
                                    Activation.TANH,
                                    Products.multiply(t, h, norm.apply(t, p.get(1))));
                    return Pointwise.combine(t, 1, h, 1, g);
                });
    }

    @Test
    void gradientsOfCrossEntropyWithTargets() {
        DoubleMatrix targets = DOUBLES.zeros(3, 4);
        targets.set(0, 1, 1);
        targets.set(1, 0, 0.25);
        targets.set(1, 3, 0.75);
        targets.set(2, 2, 1);
        Gradients.check(
                new int[][] {{3, 4}},
                (t, p) ->
                        Losses.crossEntropy(
                                t, Pointwise.logSoftmax(t, p.get(0)), t.constant(targets)));
    }

    @Test
    void oneHotTargetsAreLabels() {
        Tape<DoubleMatrix> tape = new Tape<>(DOUBLES);
        Node<DoubleMatrix> logs = Pointwise.logSoftmax(tape, tape.constant(random(2, 3, 1, 5)));
        DoubleMatrix targets = DOUBLES.zeros(2, 3);
        targets.set(0, 2, 1);
        targets.set(1, 0, 1);
        Node<DoubleMatrix> one = Losses.crossEntropy(tape, logs, tape.constant(targets));
        Node<DoubleMatrix> other =
                Losses.crossEntropy(tape, logs, new int[] {0, 1}, new int[] {2, 0});
        tape.forward(new Pass.Evaluation());
        assertThat(one.value().get(0, 0)).isCloseTo(other.value().get(0, 0), within(1e-15));
    }

    @Test
    void theSingularValueIsThatOfAKnownMatrix() {
        // a rotation of diag(3, 1), and a rectangle of rank one
        double c = Math.cos(0.4);
        double s = Math.sin(0.4);
        DoubleMatrix turned = DOUBLES.zeros(2, 2);
        turned.set(0, 0, 3 * c);
        turned.set(0, 1, 3 * s);
        turned.set(1, 0, -s);
        turned.set(1, 1, c);
        assertThat(SpectralNorm.largestSingularValue(turned)).isCloseTo(3, within(1e-12));
        DoubleMatrix flat = DOUBLES.zeros(2, 3);
        for (int j = 0; j < 3; j++) {
            flat.set(0, j, 2);
            flat.set(1, j, 4);
        }
        assertThat(SpectralNorm.largestSingularValue(flat)).isCloseTo(Math.sqrt(60), within(1e-12));
        assertThat(SpectralNorm.largestSingularValue(DOUBLES.zeros(3, 2))).isZero();
    }

    @Property(tries = 40)
    void predictionsKeepTheBoundAndForgetTheTraining(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll @DoubleRange(min = 0.1, max = 3) double bound) {
        DoubleMatrix weight = random(rows, columns, 1, seed);
        Tape<DoubleMatrix> tape = new Tape<>(DOUBLES);
        Node<DoubleMatrix> out = new SpectralNorm(bound, 1).apply(tape, tape.constant(weight));
        tape.forward(new Pass.Evaluation());
        DoubleMatrix before = DOUBLES.zeros(rows, columns);
        before.copyFrom(out.value());
        double sigma = SpectralNorm.largestSingularValue(weight);
        // 300 iterations leave something where singular values are close
        assertThat(SpectralNorm.largestSingularValue(before))
                .isCloseTo(Math.min(bound, sigma), within(1e-4 * bound));
        tape.forward(new Pass.Training(1));
        tape.forward(new Pass.Training(2));
        tape.forward(new Pass.Evaluation());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                assertThat(out.value().get(i, j)).isEqualTo(before.get(i, j));
            }
        }
    }

    @Property(tries = 30)
    void distancesStayWithinTheirBounds(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int blocks,
            @ForAll @DoubleRange(min = 0.2, max = 0.95) double c) {
        Parameters<DoubleMatrix> parameters = new Parameters<>(DOUBLES);
        SplittableRandom random = new SplittableRandom(seed);
        Activation g = seed % 2 == 0 ? Activation.RELU : Activation.TANH;
        SpectralResidual<DoubleMatrix> network =
                SpectralResidual.create(
                        parameters,
                        "net",
                        5,
                        8,
                        blocks,
                        g,
                        0.3,
                        new SpectralNorm(c, 1),
                        Initialization.normal(2),
                        random);
        DoubleMatrix x = random(6, 5, 1, seed + 1);
        Tape<DoubleMatrix> tape = new Tape<>(DOUBLES);
        Node<DoubleMatrix> out = network.apply(tape, tape.constant(x));
        DoubleMatrix weight = parameters.all().get(0).value();
        double factor = Math.min(1, c / SpectralNorm.largestSingularValue(weight));
        tape.forward(new Pass.Evaluation());
        for (int a = 1; a < 6; a++) {
            double inside = 0;
            for (int k = 0; k < 8; k++) {
                double h = 0;
                for (int j = 0; j < 5; j++) {
                    h += factor * weight.get(j, k) * (x.get(a, j) - x.get(0, j));
                }
                inside += h * h;
            }
            double start = Math.sqrt(inside);
            double end = distance(out.value(), a);
            assertThat(start).isLessThanOrEqualTo(c * distance(x, a) * (1 + 1e-4));
            assertThat(end)
                    .isBetween(
                            Math.pow(1 - c, blocks) * start * (1 - 1e-3),
                            Math.pow(1 + c, blocks) * start * (1 + 1e-3));
        }
    }

    private static double distance(DoubleMatrix rows, int a) {
        double sum = 0;
        for (int j = 0; j < rows.columns(); j++) {
            sum += Math.pow(rows.get(a, j) - rows.get(0, j), 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void trainingFollowsAWeightThatGrows() {
        Parameters<FloatMatrix> parameters = new Parameters<>(Kernels.best().floats());
        SplittableRandom random = new SplittableRandom(3);
        Linear<FloatMatrix> layer =
                Linear.create(parameters, "a", 20, 10, Initialization.normal(0.3), random);
        Tape<FloatMatrix> tape = new Tape<>(parameters.kernels());
        Node<FloatMatrix> out =
                SpectralNorm.withDefaults().apply(tape, tape.parameter(layer.weight()));
        for (int step = 0; step < 50; step++) {
            tape.forward(new Pass.Training(step));
            FloatMatrix w = layer.weight().value();
            for (int i = 0; i < 20; i++) {
                for (int j = 0; j < 10; j++) {
                    w.set(i, j, w.get(i, j) + 0.01 * random.nextGaussian());
                }
            }
        }
        tape.forward(new Pass.Training(50));
        // one iteration a step; the estimate is from below
        assertThat(SpectralNorm.largestSingularValue(out.value())).isBetween(0.949, 0.96);
    }

    @Test
    void whatIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpectralNorm(0, 1))
                .withMessage("coefficient must be > 0 and finite, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpectralNorm.withDefaults().withIterations(0))
                .withMessage("iterations must be >= 1, got 0");
        Tape<DoubleMatrix> tape = new Tape<>(DOUBLES);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Losses.crossEntropy(
                                        tape,
                                        tape.constant(DOUBLES.zeros(2, 3)),
                                        tape.constant(DOUBLES.zeros(2, 2))))
                .withMessageContaining("b must have the shape of a (2 x 3), got 2 x 2");
    }
}
