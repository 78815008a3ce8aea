package org.guardband.graph.model;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.internal.DropoutRates;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.graph.internal.NodeTape;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * A trained node classifier: immutable, safe to share between threads, saved to the bit. It
 * predicts for any graph whose nodes have the features that it was trained on; whether that is
 * sound for nodes that training has not seen is for the caller to judge.
 */
public final class NodeModel implements Persistent {
    private static final String METHOD = "node-model";
    private final NodeNetwork network;
    private final int columns;
    private final List<String> classNames;
    private final Weights weights;
    private final int epochs;

    NodeModel(
            NodeNetwork network,
            int columns,
            List<String> classNames,
            Weights weights,
            int epochs) {
        this.network = network;
        this.columns = columns;
        this.classNames = List.copyOf(classNames);
        this.weights = weights;
        this.epochs = epochs;
    }

    /**
     * What was trained.
     *
     * @return its options
     */
    public NodeNetwork network() {
        return network;
    }

    /**
     * How many epochs training took, those after the kept one included.
     *
     * @return ≥ 1
     */
    public int epochs() {
        return epochs;
    }

    /**
     * How many features a node has.
     *
     * @return the columns of the features that it was trained on
     */
    public int columns() {
        return columns;
    }

    /**
     * What it tells apart.
     *
     * @return the names of the K classes
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The trained numbers.
     *
     * @return by name, in single precision, widened
     */
    public Weights weights() {
        return weights;
    }

    /**
     * Predicts for all nodes of a graph.
     *
     * @param data graph, features and roles; labels are not looked at
     * @return logits, in single precision, beside the features
     * @throws IllegalArgumentException if the features have not as many columns as in training
     */
    public NodeBatch predict(NodeData data) {
        if (data.features().columns() != columns) {
            throw new IllegalArgumentException(
                    "features must have "
                            + columns
                            + " columns, as in training, got "
                            + data.features().columns());
        }
        Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
        Tape<FloatMatrix> tape = new Tape<>(kernels);
        Parameters<FloatMatrix> parameters = new Parameters<>(kernels);
        NodeInputs<FloatMatrix> inputs = new NodeInputs<>(kernels, data.graph(), data.features());
        NodeTape<FloatMatrix> written =
                new NodeTape<>(network, classNames.size(), inputs, tape, parameters, 0);
        Node<FloatMatrix> logits = written.logits(DropoutRates.NONE);
        parameters.restore(weights);
        tape.forward(new Pass.Evaluation());
        return NodeBatch.of(
                        data.graph(),
                        LogitBatch.wrap(logits.value().toArray(), classNames),
                        data.roles())
                .withFeatures(data.features());
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = ModelDocument.of(METHOD).put("dropout", network.dropout());
        if (network instanceof Gcn gcn) {
            document.put("network", "gcn").put("hidden", gcn.hidden());
            if (gcn.featureDropout() > 0) {
                document.put("feature-dropout", gcn.featureDropout());
            }
        } else if (network instanceof Gat gat) {
            document.put("network", "gat").put("hidden", gat.hidden()).put("heads", gat.heads());
            if (gat.dropping() == AttentionDropout.REFERENCE_COMPATIBLE) {
                document.put("dropping", "reference-compatible");
            }
        } else if (network instanceof GraphSage sage) {
            document.put("network", "graphsage").put("hidden", sage.hidden());
        }
        document.put("columns", columns).putTexts("classes", classNames).put("epochs", epochs);
        document.putTexts("parameters", weights.names());
        for (int i = 0; i < weights.names().size(); i++) {
            document.put(weights.names().get(i), weights.values(i));
        }
        return document.build();
    }

    /** Reads trained node classifiers. */
    public static final class Reader implements ModelReader {

        /** Made by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public NodeModel read(ModelDocument document) {
            int hidden = document.integer("hidden");
            double dropout = document.number("dropout");
            String kind = document.text("network");
            NodeNetwork network =
                    switch (kind) {
                        case "gcn" ->
                                new Gcn(
                                        hidden,
                                        dropout,
                                        document.has("feature-dropout")
                                                ? document.number("feature-dropout")
                                                : 0);
                        case "gat" ->
                                new Gat(
                                        document.integer("heads"),
                                        hidden,
                                        dropout,
                                        dropping(document));
                        case "graphsage" -> new GraphSage(hidden, dropout);
                        default ->
                                throw new IllegalArgumentException(
                                        "network must be gcn, gat or graphsage, got " + kind);
                    };
            List<String> names = document.texts("parameters");
            List<double[]> values = new ArrayList<>();
            for (String name : names) {
                values.add(document.numbers(name));
            }
            return new NodeModel(
                    network,
                    document.integer("columns"),
                    document.texts("classes"),
                    Weights.of(names, values),
                    document.integer("epochs"));
        }

        /** Documents of networks whose heads drop alike do not say so. */
        private static AttentionDropout dropping(ModelDocument document) {
            if (!document.has("dropping")) {
                return AttentionDropout.SHARED;
            }
            String text = document.text("dropping");
            if (!text.equals("reference-compatible")) {
                throw new IllegalArgumentException(
                        "dropping must be reference-compatible or absent, got " + text);
            }
            return AttentionDropout.REFERENCE_COMPATIBLE;
        }
    }
}
