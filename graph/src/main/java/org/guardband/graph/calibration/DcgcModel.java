package org.guardband.graph.calibration;

import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.model.NodeModel;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Node;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * A trained node classifier that weighs the edges of its graph, from {@link Dcgc}: immutable, safe
 * to share between threads, saved to the bit with its classifier. What it predicts is not yet
 * calibrated; any {@link NodeCalibrator} can be fitted on it.
 */
public final class DcgcModel implements Persistent {

    private static final String METHOD = "dcgc";

    private final NodeModel base;
    private final double alpha;
    private final double beta;
    private final ArcPerceptron perceptron;

    DcgcModel(NodeModel base, double alpha, double beta, ArcPerceptron perceptron) {
        this.base = base;
        this.alpha = alpha;
        this.beta = beta;
        this.perceptron = perceptron;
    }

    /** The logits of the classifier on the plain graph, row after row. */
    static double[] logits(NodeModel model, NodeData data) {
        if (data.classes() != model.classNames().size()) {
            throw new IllegalArgumentException(
                    "data must have the "
                            + model.classNames().size()
                            + " classes of the model, got "
                            + data.classes());
        }
        LogitBatch batch = model.predict(data).logits();
        GetsCalibration.requireSingle(batch);
        double[] logits = new double[batch.size() * batch.classes()];
        double[] row = new double[batch.classes()];
        for (int v = 0; v < batch.size(); v++) {
            batch.copyRow(v, row);
            System.arraycopy(row, 0, logits, v * row.length, row.length);
        }
        return logits;
    }

    /**
     * The classifier without weights of edges.
     *
     * @return as it was trained
     */
    public NodeModel base() {
        return base;
    }

    /**
     * The weights of all arcs, both modules multiplied. A node gathers over the arcs out of it:
     * that from i to j says how much i hears of j.
     *
     * @param data a graph with features such as the classifier was trained on
     * @return a weight ≥ 0 for each arc of the graph, in its order; 1 for a self loop
     * @throws IllegalArgumentException if features or classes are not those of the model, or the
     *     graph is directed
     */
    public double[] edgeWeights(NodeData data) {
        double[] plain = pass(data).weights;
        Graph graph = data.graph();
        double[] weights = new double[graph.arcs()];
        int next = 0;
        for (int i = 0; i < graph.size(); i++) {
            for (int e = graph.first(i); e < graph.end(i); e++) {
                weights[e] = graph.target(e) == i ? 1 : plain[next++];
            }
        }
        return weights;
    }

    /**
     * Predicts for all nodes, the edges weighted.
     *
     * @param data a graph with features such as the classifier was trained on; labels are not
     *     looked at
     * @return logits, in single precision, beside the features
     * @throws IllegalArgumentException if features or classes are not those of the model, or the
     *     graph is directed
     */
    public NodeBatch predict(NodeData data) {
        FloatMatrix logits = pass(data).logits();
        return NodeBatch.of(
                        data.graph(),
                        LogitBatch.wrap(logits.toArray(), base.classNames()),
                        data.roles())
                .withFeatures(data.features());
    }

    /** The network on one graph, with the final weights of its arcs. */
    private static final class Weighted {
        private final Tape<FloatMatrix> tape;
        private final Node<FloatMatrix> given;
        private final Node<FloatMatrix> logits;
        private final double[] weights;

        Weighted(WeightedNetwork<FloatMatrix> network, double[] weights) {
            Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
            this.tape = new Tape<>(kernels);
            this.given = tape.constant(kernels.zeros(weights.length, 1));
            this.logits = network.logits(tape, given);
            this.weights = weights;
        }

        FloatMatrix logits() {
            for (int e = 0; e < weights.length; e++) {
                given.value().set(e, 0, weights[e]);
            }
            tape.forward(new Pass.Evaluation());
            return logits.value();
        }
    }

    private Weighted pass(NodeData data) {
        double[] z = logits(base, data);
        WeightedNetwork<FloatMatrix> network =
                new WeightedNetwork<>(Kernels.best().floats(), base, data);
        CsrPattern arcs = network.arcs().rows();
        Weighted weighted = new Weighted(network, perceptron.weights(arcs, z));
        FloatMatrix refined = weighted.logits();
        double[] q = new double[z.length];
        int classes = refined.columns();
        double[] row = new double[classes];
        for (int i = 0; i < refined.rows(); i++) {
            for (int k = 0; k < classes; k++) {
                row[k] = refined.get(i, k);
            }
            softmax(1, row);
            softmax(beta, row);
            System.arraycopy(row, 0, q, i * classes, classes);
        }
        for (int i = 0; i < arcs.rows(); i++) {
            for (int e = arcs.rowStart(i); e < arcs.rowStart(i + 1); e++) {
                weighted.weights[e] /= distance(q, classes, i, arcs.column(e)) + alpha;
            }
        }
        return weighted;
    }

    private static void softmax(double factor, double[] row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : row) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (int k = 0; k < row.length; k++) {
            row[k] = Math.exp(factor * (row[k] - largest));
            sum += row[k];
        }
        for (int k = 0; k < row.length; k++) {
            row[k] /= sum;
        }
    }

    private static double distance(double[] q, int classes, int i, int j) {
        double squares = 0;
        for (int k = 0; k < classes; k++) {
            double d = q[i * classes + k] - q[j * classes + k];
            squares += d * d;
        }
        return Math.sqrt(squares);
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document =
                ModelDocument.of(METHOD)
                        .put("alpha", alpha)
                        .put("beta", beta)
                        .put("base", base.toDocument());
        perceptron.put(document);
        return document.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DcgcModel that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return toDocument().hashCode();
    }

    @Override
    public String toString() {
        return "DcgcModel[" + base.network() + ", " + perceptron + "]";
    }

    /** Reads {@code dcgc} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public DcgcModel read(ModelDocument document) {
            ModelDocument inner = document.child("base");
            if (!(ModelFiles.fromDocument(inner) instanceof NodeModel base)) {
                throw new IllegalArgumentException(
                        "base must be a node classifier, got " + inner.method());
            }
            return new DcgcModel(
                    base,
                    Arguments.positive("alpha", document.number("alpha")),
                    Arguments.nonNegative("beta", document.number("beta")),
                    ArcPerceptron.read(document, base.classNames().size()));
        }
    }
}
