package org.guardband.graph.model;

import java.util.List;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Node;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * A trained {@link AnchoredGcn}: immutable, safe to share between threads, saved to the bit. Like a
 * {@link NodeModel} it predicts for any graph whose nodes have the features that it was trained on.
 * Of its anchors it keeps what the first layer makes of them, and not the features.
 */
public final class AnchoredNodeModel implements Persistent {
    private static final String METHOD = "anchored-node-model";
    private final AnchoredGcn network;
    private final FloatMatrix weight1;
    private final AnchoredLayers layers;
    private final List<String> classNames;
    private final int epochs;

    /** The matrices become the model's own. */
    AnchoredNodeModel(
            AnchoredGcn network,
            FloatMatrix weight1,
            AnchoredLayers layers,
            List<String> classNames,
            int epochs) {
        this.network = network;
        this.weight1 = weight1;
        this.layers = layers;
        this.classNames = List.copyOf(classNames);
        this.epochs = epochs;
    }

    /**
     * What was trained.
     *
     * @return its options
     */
    public AnchoredGcn network() {
        return network;
    }

    /**
     * How many anchors there are: as many as were asked for, or as there were training nodes.
     *
     * @return ≥ 1
     */
    public int anchors() {
        return layers.anchors().rows();
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
     * Predicts for all nodes of a graph, with every anchor in turn.
     *
     * @param data graph, features and roles; labels are not looked at
     * @return mean logits, in single precision, beside the features; and their spread
     * @throws IllegalArgumentException if the features have not as many columns as in training
     */
    public AnchoredPrediction predict(NodeData data) {
        if (data.features().columns() != weight1.rows()) {
            throw new IllegalArgumentException(
                    "features must have "
                            + weight1.rows()
                            + " columns, as in training, got "
                            + data.features().columns());
        }
        Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
        NodeInputs<FloatMatrix> inputs = new NodeInputs<>(kernels, data.graph(), data.features());
        Tape<FloatMatrix> tape = new Tape<>(kernels);
        Node<FloatMatrix> own = inputs.multiply(tape, 0, tape.constant(weight1));
        tape.forward(new Pass.Evaluation());
        AnchorMoments moments =
                new AnchorMoments(network.scale(), inputs.nodes(), classNames.size());
        AnchoredPass.all(kernels, inputs, network.hidden(), classNames.size())
                .run(own.value(), layers, moments::add);
        NodeBatch mean =
                NodeBatch.of(
                                data.graph(),
                                LogitBatch.wrap(moments.means(), classNames),
                                data.roles())
                        .withFeatures(data.features());
        return new AnchoredPrediction(mean, moments.spreads(), network.scale());
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("hidden", network.hidden())
                .put("dropout", network.dropout())
                .put("asked_anchors", network.anchors())
                .put("reference_compatible", network.scale() == AnchorScale.REFERENCE_COMPATIBLE)
                .put("columns", weight1.rows())
                .putTexts("classes", classNames)
                .put("epochs", epochs)
                .put("conv1.difference", numbers(weight1))
                .put("anchors", numbers(layers.anchors()))
                .put("conv1.bias", numbers(layers.bias1()))
                .put("conv2.weight", numbers(layers.weight2()))
                .put("conv2.bias", numbers(layers.bias2()))
                .build();
    }

    private static double[] numbers(FloatMatrix matrix) {
        float[] from = matrix.toArray();
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
        return to;
    }

    /** Reads trained anchored networks. */
    public static final class Reader implements ModelReader {

        /** Made by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public AnchoredNodeModel read(ModelDocument document) {
            AnchoredGcn network =
                    new AnchoredGcn(
                            document.integer("hidden"),
                            document.number("dropout"),
                            document.integer("asked_anchors"),
                            document.flag("reference_compatible")
                                    ? AnchorScale.REFERENCE_COMPATIBLE
                                    : AnchorScale.AGREEMENT);
            List<String> classes = document.texts("classes");
            int hidden = network.hidden();
            int anchors = document.numbers("anchors").length / hidden;
            return new AnchoredNodeModel(
                    network,
                    matrix(document, "conv1.difference", document.integer("columns"), hidden),
                    new AnchoredLayers(
                            matrix(document, "anchors", Math.max(1, anchors), hidden),
                            matrix(document, "conv1.bias", 1, hidden),
                            matrix(document, "conv2.weight", hidden, classes.size()),
                            matrix(document, "conv2.bias", 1, classes.size())),
                    classes,
                    document.integer("epochs"));
        }

        private static FloatMatrix matrix(
                ModelDocument document, String name, int rows, int columns) {
            double[] numbers = document.numbers(name);
            if (numbers.length != (long) rows * columns) {
                throw new IllegalArgumentException(
                        name
                                + " must hold "
                                + rows
                                + " * "
                                + columns
                                + " numbers, got "
                                + numbers.length);
            }
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            return FloatMatrix.wrap(rows, columns, floats);
        }
    }
}
