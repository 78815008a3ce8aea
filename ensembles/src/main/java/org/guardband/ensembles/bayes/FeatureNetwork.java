package org.guardband.ensembles.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/** A trained residual network without its head. */
final class FeatureNetwork {

    private static final int BLOCK = 64;

    private final NetworkShape shape;

    /** The numbers of all parameters, one after the other. */
    private final double[] numbers;

    private FeatureNetwork(NetworkShape shape, double[] numbers) {
        this.shape = shape;
        this.numbers = numbers;
    }

    /** Takes the network's part out of trained parameters. */
    static FeatureNetwork of(NetworkShape shape, Parameters<DoubleMatrix> trained) {
        Parameters<DoubleMatrix> own = parameters(shape);
        Weights all = trained.weights();
        double[] numbers = new double[Math.toIntExact(own.count())];
        int at = 0;
        for (int p = 0; p < own.all().size(); p++) {
            double[] values = all.values(p);
            System.arraycopy(values, 0, numbers, at, values.length);
            at += values.length;
        }
        return new FeatureNetwork(shape, numbers);
    }

    private static Parameters<DoubleMatrix> parameters(NetworkShape shape) {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.best().doubles());
        shape.create(parameters, new SplittableRandom(0));
        return parameters;
    }

    int width() {
        return shape.width();
    }

    int inputs() {
        return shape.inputs();
    }

    int count() {
        return numbers.length;
    }

    /** Features of rows, n × width. */
    double[] features(double[] x) {
        int columns = shape.inputs();
        if (x.length % columns != 0) {
            throw new IllegalArgumentException(
                    "x must hold whole rows of " + columns + " numbers, got " + x.length);
        }
        Arguments.allFinite("x", x);
        int n = x.length / columns;
        Arithmetic<DoubleMatrix> kernels = Kernels.best().doubles();
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        DoubleMatrix input = kernels.zeros(BLOCK, columns);
        Node<DoubleMatrix> out =
                shape.create(parameters, new SplittableRandom(0)).apply(tape, tape.constant(input));
        parameters.restore(weights(parameters));
        double[] features = new double[Math.multiplyExact(n, shape.width())];
        for (int start = 0; start < n; start += BLOCK) {
            int rows = Math.min(BLOCK, n - start);
            for (int i = 0; i < rows * columns; i++) {
                input.set(i / columns, i % columns, x[start * columns + i]);
            }
            tape.forward(new Pass.Evaluation());
            for (int i = 0; i < rows * shape.width(); i++) {
                features[start * shape.width() + i] =
                        out.value().get(i / shape.width(), i % shape.width());
            }
        }
        return features;
    }

    private Weights weights(Parameters<DoubleMatrix> parameters) {
        List<String> names = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        int at = 0;
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            int size = p.value().rows() * p.value().columns();
            names.add(p.name());
            values.add(Arrays.copyOfRange(numbers, at, at + size));
            at += size;
        }
        return Weights.of(names, values);
    }

    ModelDocument toDocument() {
        return ModelDocument.of("feature-network")
                .put("shape", shape.toDocument())
                .put("weights", numbers)
                .build();
    }

    static FeatureNetwork of(ModelDocument document) {
        NetworkShape shape = NetworkShape.of(document.child("shape"));
        double[] numbers = Arguments.allFinite("weights", document.numbers("weights"));
        Arguments.sameLength(
                "weights",
                numbers.length,
                "the network's parameters",
                Math.toIntExact(parameters(shape).count()));
        return new FeatureNetwork(shape, numbers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureNetwork that
                && shape.equals(that.shape)
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(numbers);
    }
}
