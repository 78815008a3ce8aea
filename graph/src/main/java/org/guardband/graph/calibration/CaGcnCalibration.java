package org.guardband.graph.calibration;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.internal.TwoLayerGcn;

/** A fitted {@link CaGcn}. Never changes the most probable class. */
public final class CaGcnCalibration implements NodeCalibration {

    private static final String METHOD = "cagcn";

    private final int classes;
    private final int hidden;
    private final double[] parameters;

    private CaGcnCalibration(int classes, int hidden, double[] parameters) {
        this.classes = classes;
        this.hidden = hidden;
        this.parameters = parameters;
    }

    static CaGcnCalibration of(int classes, int hidden, double[] parameters) {
        Arguments.atLeast("classes", classes, 1);
        Arguments.atLeast("hidden", hidden, 1);
        Arguments.sameLength(
                "parameters",
                parameters.length,
                "the network",
                TwoLayerGcn.parameters(classes, hidden, 1));
        return new CaGcnCalibration(classes, hidden, Arguments.allFinite("parameters", parameters));
    }

    /**
     * The factor of every node's logits, the inverse of its temperature.
     *
     * @param batch predictions of the same model
     * @return N numbers &gt; 0
     * @throws IllegalArgumentException if the number of classes differs or the graph is directed
     */
    public double[] factors(NodeBatch batch) {
        ClassCount.require(batch, classes);
        double[] factors = CaGcn.network(batch, hidden).forward(parameters).outputs().clone();
        for (int v = 0; v < factors.length; v++) {
            factors[v] = Math.max(Double.MIN_NORMAL, CaGcn.softplus(factors[v]));
        }
        return factors;
    }

    @Override
    public CategoricalBatch apply(NodeBatch batch) {
        double[] factors = factors(batch);
        return ScaledNodes.softmax(batch, v -> factors[v]);
    }

    @Override
    public boolean preservesAccuracy() {
        return true;
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("classes", classes)
                .put("hidden", hidden)
                .put("parameters", parameters)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaGcnCalibration that
                && classes == that.classes
                && hidden == that.hidden
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return "CaGcnCalibration[" + classes + " classes, " + hidden + " hidden units]";
    }

    /** Reads {@code cagcn} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public CaGcnCalibration read(ModelDocument document) {
            return of(
                    document.integer("classes"),
                    document.integer("hidden"),
                    document.numbers("parameters"));
        }
    }
}
