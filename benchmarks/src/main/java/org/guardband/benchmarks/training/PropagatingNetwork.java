package org.guardband.benchmarks.training;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Initialization;
import org.guardband.nn.Linear;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/**
 * One hidden layer of ReLUs whose predicted variance is that of inputs with independent errors of
 * variance s², carried through the network by its slopes: s²‖J‖², J = ∂f/∂x (stable distribution
 * propagation of a Gaussian, exact for this architecture on the piece where x lies).
 */
final class PropagatingNetwork {

    /** Where the propagated variance comes in. */
    enum Kind {
        /** Trained by squared error; s from a tenth of the training rows that was held out. */
        AFTERWARDS,
        /** Trained by the likelihood of the propagated variance, s with the weights. */
        TRAINED,
        /** The same with a variance of its own that the network predicts, added. */
        WITH_HEAD
    }

    private static final double LEAST = 1e-4;
    private static final double FIRST_SPREAD = 0.1;

    private final Kind kind;
    private final Parameters<DoubleMatrix> parameters;
    private final Linear<DoubleMatrix> hidden;
    private final Linear<DoubleMatrix> mean;
    private final Linear<DoubleMatrix> variance;
    private final Parameter<DoubleMatrix> spread;

    private PropagatingNetwork(
            Kind kind,
            Parameters<DoubleMatrix> parameters,
            Linear<DoubleMatrix> hidden,
            Linear<DoubleMatrix> mean,
            Linear<DoubleMatrix> variance,
            Parameter<DoubleMatrix> spread) {
        this.kind = kind;
        this.parameters = parameters;
        this.hidden = hidden;
        this.mean = mean;
        this.variance = variance;
        this.spread = spread;
    }

    static PropagatingNetwork create(Kind kind, int columns, int width, long seed) {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        SplittableRandom random = new SplittableRandom(seed);
        Initialization start = Initialization.glorotUniform(1);
        return new PropagatingNetwork(
                kind,
                parameters,
                Linear.create(parameters, "hidden", columns, width, start, random),
                Linear.create(parameters, "mean", width, 1, start, random),
                Linear.create(parameters, "variance", width, 1, start, random),
                parameters.add("spread", 1, 1, Initialization.constant(FIRST_SPREAD), random));
    }

    private record Output(Node<DoubleMatrix> mean, Node<DoubleMatrix> variance) {}

    private static Node<DoubleMatrix> filled(
            Tape<DoubleMatrix> tape, int rows, int columns, double value) {
        DoubleMatrix matrix = tape.kernels().zeros(rows, columns);
        matrix.fill(value);
        return tape.constant(matrix);
    }

    private Output apply(Tape<DoubleMatrix> tape, Node<DoubleMatrix> x) {
        Node<DoubleMatrix> z = hidden.apply(tape, x);
        Node<DoubleMatrix> h = Pointwise.activate(tape, Activation.RELU, z);
        Node<DoubleMatrix> ones = filled(tape, x.rows(), 1, 1);
        Node<DoubleMatrix> outer =
                Products.multiplyTransposed(tape, ones, tape.parameter(mean.weight()));
        Node<DoubleMatrix> slopes =
                Products.multiplyTransposed(
                        tape,
                        Pointwise.product(tape, open(tape, z), outer),
                        tape.parameter(hidden.weight()));
        Node<DoubleMatrix> squares =
                Products.multiply(
                        tape,
                        Pointwise.product(tape, slopes, slopes),
                        filled(tape, x.columns(), 1, 1));
        Node<DoubleMatrix> s = tape.parameter(spread);
        Node<DoubleMatrix> carried =
                Products.multiply(tape, squares, Pointwise.product(tape, s, s));
        Node<DoubleMatrix> v = Pointwise.combine(tape, 1, carried, LEAST, ones);
        if (kind == Kind.WITH_HEAD) {
            Node<DoubleMatrix> own =
                    Pointwise.activate(tape, Activation.SOFTPLUS, variance.apply(tape, h));
            v = Pointwise.combine(tape, 1, v, 1, own);
        }
        return new Output(mean.apply(tape, h), v);
    }

    /** One where a unit is open, a constant to the gradient. */
    private static Node<DoubleMatrix> open(Tape<DoubleMatrix> tape, Node<DoubleMatrix> z) {
        return tape.record(
                z.rows(),
                z.columns(),
                List.of(),
                new Operation<>() {
                    @Override
                    public void forward(DoubleMatrix result, Pass pass) {
                        for (int i = 0; i < z.rows(); i++) {
                            for (int j = 0; j < z.columns(); j++) {
                                result.set(i, j, z.value().get(i, j) > 0 ? 1 : 0);
                            }
                        }
                    }

                    @Override
                    public void backward(DoubleMatrix result, DoubleMatrix gradient, Pass pass) {
                        // slopes of a ReLU have no slope
                    }
                });
    }

    void train(Fit fit, int epochs, long seed) {
        Fit used = fit;
        int held = kind == Kind.AFTERWARDS ? fit.rows() / 10 : 0;
        if (held > 0) {
            int kept = fit.rows() - held;
            used =
                    new Fit(
                            Arrays.copyOf(fit.x(), kept * fit.columns()),
                            fit.columns(),
                            Arrays.copyOf(fit.y(), kept),
                            1,
                            fit.batch(),
                            1);
        }
        used.run(
                new Tape<>(parameters.kernels()),
                (tape, x, y) -> {
                    Output out = apply(tape, x);
                    return kind == Kind.AFTERWARDS
                            ? Losses.halfSquaredError(tape, out.mean(), y)
                            : Losses.gaussian(tape, out.mean(), out.variance(), y, 0);
                },
                RealTrainings.clipped(parameters),
                Fit.Course.plain(epochs),
                seed);
        if (held > 0) {
            int kept = fit.rows() - held;
            setSpread(
                    Arrays.copyOfRange(fit.x(), kept * fit.columns(), fit.x().length),
                    Arrays.copyOfRange(fit.y(), kept, fit.rows()));
        }
    }

    /** The s of the largest likelihood on a grid of factors of 1.1. */
    private void setSpread(double[] x, double[] y) {
        double best = Double.POSITIVE_INFINITY;
        double kept = FIRST_SPREAD;
        for (double s = 1e-3; s < 10; s *= 1.1) {
            spread.value().set(0, 0, s);
            double[] moments = predict(x);
            double loss = 0;
            for (int i = 0; i < y.length; i++) {
                double v = moments[2 * i + 1];
                double away = y[i] - moments[2 * i];
                loss += away * away / v + Math.log(v);
            }
            if (loss < best) {
                best = loss;
                kept = s;
            }
        }
        spread.value().set(0, 0, kept);
    }

    /** Mean and variance of each row, in standardised units. */
    double[] predict(double[] x) {
        int columns = hidden.weight().value().rows();
        Tape<DoubleMatrix> tape = new Tape<>(parameters.kernels());
        Output out = apply(tape, tape.constant(RealTrainings.matrix(x, columns)));
        tape.forward(new Pass.Evaluation());
        double[] moments = new double[2 * out.mean().rows()];
        for (int i = 0; i < out.mean().rows(); i++) {
            moments[2 * i] = out.mean().value().get(i, 0);
            moments[2 * i + 1] = out.variance().value().get(i, 0);
        }
        return moments;
    }

    long parameters() {
        long unused = hidden.weight().value().columns() + 1L;
        return parameters.count() - (kind == Kind.WITH_HEAD ? 0 : unused);
    }

    /** The layers, for a check against the room's own propagation. */
    List<Linear<DoubleMatrix>> layers() {
        return List.of(hidden, mean);
    }

    double spread() {
        return Math.abs(spread.value().get(0, 0));
    }
}
