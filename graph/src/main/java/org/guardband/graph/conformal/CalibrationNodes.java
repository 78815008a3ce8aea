package org.guardband.graph.conformal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.RowUniforms;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;

/** The nodes that carry a guarantee, their labels, and the score that these enter with. */
final class CalibrationNodes {

    private final int[] nodes;
    private final int[] labels;
    private final List<String> names;
    private final ClassScore score;

    private CalibrationNodes(int[] nodes, int[] labels, List<String> names, ClassScore score) {
        this.nodes = nodes;
        this.labels = labels;
        this.names = names;
        this.score = Objects.requireNonNull(score, "score");
    }

    static CalibrationNodes of(NodeBatch batch, int[] labels, ClassScore score) {
        int[] nodes = batch.roles().nodes(NodeRole.CALIBRATION);
        return new CalibrationNodes(
                nodes, batch.requireLabels(labels, nodes), batch.labels(), score);
    }

    int size() {
        return nodes.length;
    }

    int node(int i) {
        return nodes[i];
    }

    int label(int i) {
        return labels[i];
    }

    ClassScore score() {
        return score;
    }

    /**
     * The batch has to have these nodes and classes, and must not ask for sets of these nodes: a
     * threshold that has seen a node's own label says nothing of nodes whose label is unknown.
     */
    void require(NodeBatch batch) {
        if (!batch.labels().equals(names)) {
            throw new IllegalArgumentException(
                    "batch must have the classes of the calibration nodes, "
                            + names
                            + ", got "
                            + batch.labels());
        }
        for (int v : nodes) {
            if (v >= batch.size()) {
                throw new IllegalArgumentException(
                        "batch must have calibration node "
                                + v
                                + ", got "
                                + batch.size()
                                + " nodes");
            }
            if (batch.roles().get(v) == NodeRole.TEST) {
                throw new IllegalArgumentException(
                        "roles["
                                + v
                                + "] must not be TEST, for the label of the node has calibrated"
                                + " the sets");
            }
        }
    }

    /** The score of every calibration node's label. */
    double[] scores(CategoricalBatch probabilities) {
        RowUniforms uniforms = new RowUniforms(score, RowUniforms.CALIBRATION);
        double[] scores = new double[nodes.length];
        double[] row = new double[names.size()];
        for (int i = 0; i < nodes.length; i++) {
            probabilities.copyRow(nodes[i], row);
            scores[i] = score.calibrationScore(row, labels[i], uniforms.at(nodes[i], row));
        }
        return scores;
    }

    void describe(ModelDocument.Builder document) {
        ModelDocument.Builder inner = ModelDocument.of(score.method());
        score.describe(inner);
        document.put("nodes", nodes)
                .put("node-labels", labels)
                .putTexts("labels", names)
                .put("score", inner.build());
    }

    static CalibrationNodes read(ModelDocument document) {
        int[] nodes = document.integers("nodes");
        int[] labels = document.integers("node-labels");
        List<String> names = document.texts("labels");
        if (names.isEmpty()) {
            throw new ModelFormatException("field \"labels\" must name a class");
        }
        Arguments.sameLength("node-labels", labels.length, "nodes", nodes.length);
        Arguments.allIndices("node-labels", labels, names.size());
        Arguments.allIndices("nodes", nodes, Integer.MAX_VALUE);
        return new CalibrationNodes(
                nodes, labels, names, ScoreDocument.read(document.child("score"), names));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalibrationNodes that
                && Arrays.equals(nodes, that.nodes)
                && Arrays.equals(labels, that.labels)
                && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(nodes) + Arrays.hashCode(labels);
    }
}
