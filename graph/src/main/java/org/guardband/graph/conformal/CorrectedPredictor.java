package org.guardband.graph.conformal;

import java.util.List;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.internal.TwoLayerGcn;

/** A fitted {@link CorrectedSets}. */
public final class CorrectedPredictor implements NodePredictor {

    private static final String METHOD = "cf-gnn";

    private final int hidden;
    private final double[] parameters;
    private final SplitNodePredictor split;

    CorrectedPredictor(int hidden, double[] parameters, SplitNodePredictor split) {
        this.hidden = hidden;
        this.parameters = parameters;
        this.split = split;
    }

    @Override
    public int calibrationSize() {
        return split.calibrationSize();
    }

    /**
     * The corrected probabilities that sets are made of.
     *
     * @param batch predictions for all nodes of the graph
     * @return one distribution per node
     * @throws IllegalArgumentException if the number of classes differs or the graph is directed
     */
    public CategoricalBatch corrected(NodeBatch batch) {
        int classes = batch.classes();
        if (TwoLayerGcn.parameters(classes, hidden, classes) != parameters.length) {
            throw new IllegalArgumentException(
                    "batch must have the classes of the calibration nodes, got " + classes);
        }
        return CorrectedSets.correct(batch, hidden, parameters);
    }

    @Override
    public NodeSets sets(NodeBatch batch, Coverage coverage) {
        return sets(batch, List.of(coverage)).get(0);
    }

    /**
     * Sets of several coverages, from one correction.
     *
     * @param batch predictions for all nodes of the graph
     * @param coverages the asked coverages
     * @return the sets of each coverage
     */
    @Override
    public List<NodeSets> sets(NodeBatch batch, List<Coverage> coverages) {
        return split.sets(batch.withProbabilities(corrected(batch)), coverages);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("hidden", hidden)
                .put("parameters", parameters)
                .put("split", split.toDocument())
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorrectedPredictor that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return split.hashCode();
    }

    @Override
    public String toString() {
        return "CorrectedPredictor[n=" + calibrationSize() + ", " + hidden + " hidden units]";
    }

    /** Reads {@code cf-gnn} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public CorrectedPredictor read(ModelDocument document) {
            if (ModelFiles.fromDocument(document.child("split"))
                    instanceof SplitNodePredictor split) {
                return new CorrectedPredictor(
                        Arguments.atLeast("hidden", document.integer("hidden"), 1),
                        Arguments.allFinite("parameters", document.numbers("parameters")),
                        split);
            }
            throw new ModelFormatException("field \"split\" must hold split node sets");
        }
    }
}
