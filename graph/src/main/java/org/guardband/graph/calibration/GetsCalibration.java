package org.guardband.graph.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * A fitted {@link Gets}. Where it was fitted with features it asks for as many columns of them in
 * every batch; a degree that the fitted graph did not have is read as the nearest that it had.
 */
public final class GetsCalibration implements NodeCalibration {

    private static final String METHOD = "gets";

    private final GetsShape shape;
    private final Weights weights;

    GetsCalibration(GetsShape shape, Weights weights) {
        this.shape = shape;
        this.weights = weights;
    }

    /** Networks are of single precision, in which larger logits are infinite. */
    static void requireSingle(LogitBatch logits) {
        double[] row = new double[logits.classes()];
        for (int v = 0; v < logits.size(); v++) {
            logits.copyRow(v, row);
            for (int k = 0; k < row.length; k++) {
                if (!(Math.abs(row[k]) <= Float.MAX_VALUE)) {
                    throw new IllegalArgumentException(
                            "logits["
                                    + v
                                    + "]["
                                    + k
                                    + "] must be finite in single precision, got "
                                    + row[k]);
                }
            }
        }
    }

    /**
     * What the logits of every node are multiplied by: the inverse of its temperature.
     *
     * @param batch predictions of the same model, with features if there were any at the fit
     * @return N numbers &gt; 0; in the reference-compatible form N × K, row-major
     * @throws IllegalArgumentException if the number of classes or of features differs, the graph
     *     is directed or a logit is too large for single precision
     */
    public double[] factors(NodeBatch batch) {
        ClassCount.require(batch, shape.classes());
        if (batch.features().columns() != shape.columns()) {
            throw new IllegalArgumentException(
                    "batch must have features of "
                            + shape.columns()
                            + " columns, as when the method was fitted, got "
                            + batch.features().columns());
        }
        requireSingle(batch.logits());
        Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
        Tape<FloatMatrix> tape = new Tape<>(kernels);
        Parameters<FloatMatrix> parameters = new Parameters<>(kernels);
        Node<FloatMatrix> said =
                new GetsNetwork<>(shape, batch, tape, parameters, 0).evaluation().factors();
        parameters.restore(weights);
        tape.forward(new Pass.Evaluation());
        double[] factors = new double[said.rows() * said.columns()];
        for (int i = 0; i < factors.length; i++) {
            double factor = said.value().get(i / said.columns(), i % said.columns());
            if (!(factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "factor["
                                + i
                                + "] must be finite, got "
                                + factor
                                + "; the logits are too large");
            }
            factors[i] = Math.max(Double.MIN_NORMAL, factor);
        }
        return factors;
    }

    @Override
    public CategoricalBatch apply(NodeBatch batch) {
        double[] factors = factors(batch);
        if (shape.factors() == 1) {
            return ScaledNodes.softmax(batch, v -> factors[v]);
        }
        LogitBatch z = batch.logits();
        int classes = z.classes();
        double[] scaled = new double[factors.length];
        double[] row = new double[classes];
        for (int v = 0; v < z.size(); v++) {
            z.copyRow(v, row);
            for (int k = 0; k < classes; k++) {
                scaled[v * classes + k] = row[k] * factors[v * classes + k];
            }
        }
        return LogitBatch.wrap(scaled, z.labels()).softmax();
    }

    @Override
    public boolean preservesAccuracy() {
        return shape.factors() == 1;
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document =
                ModelDocument.of(METHOD)
                        .put("classes", shape.classes())
                        .put("factors", shape.factors())
                        .put("columns", shape.columns())
                        .put("hidden", shape.hidden())
                        .put("feature-width", shape.featureWidth())
                        .put("degree-width", shape.degreeWidth())
                        .put("experts", shape.chosen())
                        .put(
                                "degrees",
                                shape.degrees().stream().mapToInt(Integer::intValue).toArray())
                        .putTexts("parameters", weights.names());
        for (int i = 0; i < weights.names().size(); i++) {
            document.put(weights.names().get(i), weights.values(i));
        }
        return document.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GetsCalibration that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return toDocument().hashCode();
    }

    @Override
    public String toString() {
        return "GetsCalibration["
                + shape.classes()
                + " classes, "
                + shape.columns()
                + " features, "
                + shape.chosen()
                + " experts a node]";
    }

    /** Reads {@code gets} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public GetsCalibration read(ModelDocument document) {
            List<String> names = document.texts("parameters");
            List<double[]> values = new ArrayList<>();
            for (String name : names) {
                values.add(Arguments.allFinite(name, document.numbers(name)));
            }
            return new GetsCalibration(
                    new GetsShape(
                            document.integer("classes"),
                            document.integer("factors"),
                            document.integer("columns"),
                            document.integer("hidden"),
                            document.integer("feature-width"),
                            document.integer("degree-width"),
                            document.integer("experts"),
                            Arrays.stream(document.integers("degrees")).boxed().toList()),
                    Weights.of(names, values));
        }
    }
}
