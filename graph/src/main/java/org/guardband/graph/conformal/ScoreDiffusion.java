package org.guardband.graph.conformal;

import java.util.Objects;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.graph.Graph;
import org.jspecify.annotations.Nullable;

/**
 * Scores of a node mixed with the mean scores of its neighbours and of similar nodes.
 *
 * @param neighbours share of the neighbours' mean
 * @param alike share of the similar nodes' weighted mean
 * @param similar the similar nodes, null where they have no share
 * @param dropsMissing whether the share of a mean over nothing is lost, not given to the own score
 */
record ScoreDiffusion(
        double neighbours, double alike, @Nullable SimilarNodes similar, boolean dropsMissing) {

    ScoreDiffusion {
        if (!(neighbours >= 0 && alike >= 0 && neighbours + alike <= 1)) {
            throw new IllegalArgumentException(
                    "shares must be >= 0 and sum to <= 1, got " + neighbours + " and " + alike);
        }
    }

    void requireSize(Graph graph) {
        if (similar != null && similar.size() != graph.size()) {
            throw new IllegalArgumentException(
                    "batch must have the "
                            + similar.size()
                            + " nodes whose similarity is known, got "
                            + graph.size());
        }
    }

    /** The diffused scores of one node, from the scores of all. */
    void row(Graph graph, double[] scores, int classes, int node, double[] out) {
        int degree = graph.degree(node);
        boolean hasAlike = alike > 0 && Objects.requireNonNull(similar).node(node, 0) >= 0;
        double own = 1 - neighbours - alike;
        if (!dropsMissing) {
            own += (degree == 0 ? neighbours : 0) + (hasAlike ? 0 : alike);
        }
        for (int k = 0; k < classes; k++) {
            out[k] = own * scores[node * classes + k];
        }
        double share = neighbours / degree;
        for (int e = graph.first(node); e < graph.end(node); e++) {
            add(scores, graph.target(e) * classes, share, out, classes);
        }
        if (hasAlike) {
            addAlike(Objects.requireNonNull(similar), node, scores, out, classes);
        }
    }

    private void addAlike(
            SimilarNodes others, int node, double[] scores, double[] out, int classes) {
        for (int j = 0; j < others.most() && others.node(node, j) >= 0; j++) {
            double share = alike * others.weight(node, j);
            add(scores, others.node(node, j) * classes, share, out, classes);
        }
    }

    private static void add(double[] scores, int from, double share, double[] out, int classes) {
        for (int k = 0; k < classes; k++) {
            out[k] += share * scores[from + k];
        }
    }

    void describe(ModelDocument.Builder document) {
        document.put("neighbour-share", neighbours)
                .put("similar-share", alike)
                .put("drops-missing", dropsMissing);
        if (similar != null) {
            document.put("similar", similar.toDocument());
        }
    }

    static ScoreDiffusion read(ModelDocument document) {
        ScoreDiffusion read =
                new ScoreDiffusion(
                        document.number("neighbour-share"),
                        document.number("similar-share"),
                        document.has("similar")
                                ? SimilarNodes.read(document.child("similar"))
                                : null,
                        document.flag("drops-missing"));
        if (read.alike > 0 && read.similar == null) {
            throw new ModelFormatException("field \"similar\" is missing");
        }
        return read;
    }
}
