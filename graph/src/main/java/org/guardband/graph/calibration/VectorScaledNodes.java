package org.guardband.graph.calibration;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;

/** A fitted {@link ReferenceCompatibleVectorScaling}. It may change the most probable class. */
public final class VectorScaledNodes implements NodeCalibration {

    private static final String METHOD = "reference-vector-scaling";

    private final double[] weights;

    private VectorScaledNodes(double[] weights) {
        this.weights = weights;
    }

    static VectorScaledNodes of(double[] weights) {
        return new VectorScaledNodes(Arguments.allFinite("weights", weights));
    }

    /**
     * The factors of the logits.
     *
     * @return a copy, one per class
     */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public CategoricalBatch apply(NodeBatch batch) {
        ClassCount.require(batch, weights.length);
        LogitBatch z = batch.logits();
        double[] scaled = new double[Math.multiplyExact(z.size(), weights.length)];
        for (int i = 0; i < scaled.length; i++) {
            int k = i % weights.length;
            scaled[i] = weights[k] * z.logit(i / weights.length, k);
        }
        return CategoricalBatch.fromLogits(scaled, z.labels());
    }

    @Override
    public boolean preservesAccuracy() {
        return false;
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD).put("weights", weights).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorScaledNodes that && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "VectorScaledNodes" + Arrays.toString(weights);
    }

    /** Reads {@code reference-vector-scaling} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public VectorScaledNodes read(ModelDocument document) {
            return of(document.numbers("weights"));
        }
    }
}
