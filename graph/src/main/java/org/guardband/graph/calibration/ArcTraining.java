package org.guardband.graph.calibration;

import java.util.SplittableRandom;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/**
 * The perceptron that weighs arcs, as {@link Dcgc} trains it.
 *
 * @param <M> the precision
 */
final class ArcTraining<M extends Matrix<M>> {

    private final Tape<M> tape;
    private final Adjacency arcs;
    private final Parameter<M> target;
    private final Parameter<M> source;
    private final Parameter<M> scale;
    private final Parameter<M> shift;
    private final Parameter<M> out;
    private final Parameter<M> offset;
    private final ArcWeigher.Units<M> units;

    /**
     * Makes the parameters.
     *
     * @param logits N × K, row-major
     * @param hidden units
     */
    ArcTraining(
            Tape<M> tape,
            Parameters<M> parameters,
            Adjacency arcs,
            double[] logits,
            int hidden,
            long seed) {
        this.tape = tape;
        this.arcs = arcs;
        int nodes = arcs.rows().rows();
        int classes = logits.length / nodes;
        SplittableRandom random = new SplittableRandom(seed);
        // uniform within ±1/√inputs: both halves are inputs of one layer of 2K
        Initialization first = within(1 / Math.sqrt(2.0 * classes));
        Initialization second = within(1 / Math.sqrt(hidden));
        Initialization one = Initialization.constant(1);
        target = parameters.add("target", classes, hidden, first, random);
        source = parameters.add("source", classes, hidden, first, random);
        scale = parameters.add("scale", 1, hidden, one, random);
        shift = parameters.add("shift", 1, hidden, Initialization.constant(0), random);
        out = parameters.add("out", 1, hidden, second, random);
        // weights begin near 1, the graph as it is
        offset = parameters.add("offset", 1, 1, one, random);
        Arithmetic<M> kernels = tape.kernels();
        M matrix = kernels.zeros(nodes, classes);
        for (int p = 0; p < logits.length; p++) {
            matrix.set(p / classes, p % classes, logits[p]);
        }
        Node<M> z = tape.constant(matrix);
        units =
                new ArcWeigher.Units<>(
                        Products.multiply(tape, z, tape.parameter(target)),
                        Products.multiply(tape, z, tape.parameter(source)),
                        tape.parameter(scale),
                        tape.parameter(shift),
                        tape.parameter(out),
                        tape.parameter(offset));
    }

    private static Initialization within(double bound) {
        return (matrix, random) -> {
            for (int i = 0; i < matrix.rows(); i++) {
                for (int j = 0; j < matrix.columns(); j++) {
                    matrix.set(i, j, bound * (2 * random.nextDouble() - 1));
                }
            }
        };
    }

    /** The weights of all arcs. */
    Node<M> weights(double dropout) {
        return ArcWeigher.write(tape, arcs, units, dropout);
    }

    /** What is trained now, after a forward pass with it. */
    ArcPerceptron folded() {
        double[][] moments = ArcWeigher.moments(arcs, units);
        int hidden = scale.value().columns();
        double[] factor = new double[hidden];
        double[] bias = new double[hidden];
        for (int h = 0; h < hidden; h++) {
            factor[h] = scale.value().get(0, h) * moments[1][h];
            bias[h] = shift.value().get(0, h) - moments[0][h] * factor[h];
        }
        double[] last = new double[hidden];
        for (int h = 0; h < hidden; h++) {
            last[h] = out.value().get(0, h);
        }
        return new ArcPerceptron(
                target.value().rows(),
                scaled(target.value(), factor),
                scaled(source.value(), factor),
                bias,
                last,
                offset.value().get(0, 0));
    }

    private static <M extends Matrix<M>> double[] scaled(M matrix, double[] factor) {
        double[] scaled = new double[matrix.rows() * factor.length];
        for (int p = 0; p < scaled.length; p++) {
            int h = p % factor.length;
            scaled[p] = matrix.get(p / factor.length, h) * factor[h];
        }
        return scaled;
    }
}
