package org.guardband.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;

/** Compares what a tape says of gradients with differences of its own values. */
final class Gradients {
    private static final double STEP = 1e-5;

    private Gradients() {}

    /** An expression over parameters of the given shapes, checked on every implementation. */
    static void check(
            int[][] shapes,
            BiFunction<Tape<DoubleMatrix>, List<Node<DoubleMatrix>>, Node<DoubleMatrix>>
                    expression) {
        for (Kernels kernels : Kernels.all()) {
            check(kernels.doubles(), shapes, new Pass.Training(3), expression);
            check(kernels.doubles(), shapes, new Pass.Evaluation(), expression);
        }
    }

    private static void check(
            Arithmetic<DoubleMatrix> kernels,
            int[][] shapes,
            Pass pass,
            BiFunction<Tape<DoubleMatrix>, List<Node<DoubleMatrix>>, Node<DoubleMatrix>>
                    expression) {
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        SplittableRandom random = new SplittableRandom(17);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        List<Node<DoubleMatrix>> nodes = new ArrayList<>();
        for (int[] shape : shapes) {
            Parameter<DoubleMatrix> p =
                    parameters.add(
                            "p" + nodes.size(),
                            shape[0],
                            shape[1],
                            Initialization.normal(0.7),
                            random);
            nodes.add(tape.parameter(p));
        }
        Node<DoubleMatrix> loss = weighted(tape, expression.apply(tape, nodes));
        tape.forward(pass);
        tape.backward(loss);
        // a second pass must not add to the first
        tape.forward(pass);
        tape.backward(loss);
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            DoubleMatrix slopes = DoubleMatrix.zeros(p.value().rows(), p.value().columns());
            slopes.copyFrom(p.gradient());
            for (int i = 0; i < p.value().rows(); i++) {
                for (int j = 0; j < p.value().columns(); j++) {
                    double at = p.value().get(i, j);
                    p.value().set(i, j, at + STEP);
                    tape.forward(pass);
                    double up = loss.value().get(0, 0);
                    p.value().set(i, j, at - STEP);
                    tape.forward(pass);
                    double down = loss.value().get(0, 0);
                    p.value().set(i, j, at);
                    double slope = (up - down) / (2 * STEP);
                    // differences are good to STEP² and to rounding over STEP
                    assertThat(slopes.get(i, j))
                            .as("%s (%d, %d)", p.name(), i, j)
                            .isCloseTo(slope, within(2e-8 * Math.max(1, Math.abs(slope))));
                }
            }
        }
    }

    /** Σ c x with fixed uneven c, so that no error cancels. */
    static Node<DoubleMatrix> weighted(Tape<DoubleMatrix> tape, Node<DoubleMatrix> x) {
        return tape.record(
                1,
                1,
                List.of(x),
                new Operation<>() {
                    @Override
                    public void forward(DoubleMatrix result, Pass pass) {
                        double sum = 0;
                        for (int i = 0; i < x.rows(); i++) {
                            for (int j = 0; j < x.columns(); j++) {
                                sum += c(i, j) * x.value().get(i, j);
                            }
                        }
                        result.set(0, 0, sum);
                    }

                    @Override
                    public void backward(DoubleMatrix result, DoubleMatrix gradient, Pass pass) {
                        for (int i = 0; i < x.rows(); i++) {
                            for (int j = 0; j < x.columns(); j++) {
                                double g = x.gradient().get(i, j);
                                x.gradient().set(i, j, g + gradient.get(0, 0) * c(i, j));
                            }
                        }
                    }
                });
    }

    private static double c(int i, int j) {
        return Math.sin(1 + 3 * i + 7 * j);
    }
}
