package org.guardband.graph.calibration;

import java.util.Objects;
import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.graph.NodeBatch;

/**
 * A fitted {@link Gats}: a temperature for every node of any graph with the same number of classes.
 * The nodes with role TRAIN are those that distances are counted from; a graph without any is one
 * whose nodes are all far from them.
 */
public final class GatsCalibration implements NodeCalibration {

    private static final String METHOD = "gats";

    private final GatsParameters parameters;
    private final boolean bounded;

    GatsCalibration(GatsParameters parameters, boolean bounded) {
        this.parameters = Objects.requireNonNull(parameters, "parameters");
        this.bounded = bounded;
    }

    /**
     * The method with given parameters, for instance those of another implementation.
     *
     * @param parameters the parameters
     * @return the calibration
     */
    public static GatsCalibration of(GatsParameters parameters) {
        return new GatsCalibration(
                parameters,
                parameters.bias() >= Gats.LEAST
                        && parameters.trainScale() >= Gats.LEAST
                        && parameters.neighbourScale() >= Gats.LEAST);
    }

    /**
     * The parameters.
     *
     * @return what was learnt
     */
    public GatsParameters parameters() {
        return parameters;
    }

    /**
     * The temperature of every node.
     *
     * @param batch predictions of the same model
     * @return N numbers &gt; 0
     * @throws IllegalArgumentException if the number of classes differs, the graph is directed or,
     *     for a fit without bounds, a temperature is not positive
     */
    public double[] temperatures(NodeBatch batch) {
        ClassCount.require(batch, parameters.classes());
        int[] all = IntStream.range(0, batch.size()).toArray();
        GatsPass pass = new GatsPass(GatsInput.of(batch, all), parameters.heads(), new int[0]);
        double[] temperatures = pass.temperatures(parameters.flat());
        for (int v = 0; v < temperatures.length; v++) {
            if (!(temperatures[v] > 0 && temperatures[v] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "temperature["
                                + v
                                + "] must be > 0 and finite, got "
                                + temperatures[v]
                                + "; without referenceCompatible it always is");
            }
        }
        return temperatures;
    }

    @Override
    public CategoricalBatch apply(NodeBatch batch) {
        double[] temperatures = temperatures(batch);
        return ScaledNodes.softmax(batch, v -> 1 / temperatures[v]);
    }

    @Override
    public boolean preservesAccuracy() {
        return true;
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("heads", parameters.heads())
                .put("weights", parameters.weights())
                .put("confidence-weight", parameters.confidenceWeight())
                .put("bias", parameters.bias())
                .put("train-scale", parameters.trainScale())
                .put("neighbour-scale", parameters.neighbourScale())
                .put("bounded", bounded)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GatsCalibration that
                && bounded == that.bounded
                && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    @Override
    public String toString() {
        return "GatsCalibration[" + parameters + "]";
    }

    /** Reads {@code gats} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public GatsCalibration read(ModelDocument document) {
            return new GatsCalibration(
                    GatsParameters.of(
                            document.integer("heads"),
                            document.numbers("weights"),
                            document.number("confidence-weight"),
                            document.number("bias"),
                            document.number("train-scale"),
                            document.number("neighbour-scale")),
                    document.flag("bounded"));
        }
    }
}
