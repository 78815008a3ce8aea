package org.guardband.benchmarks.graph;

import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.GraphSage;
import org.guardband.graph.model.NodeNetwork;
import org.guardband.graph.model.NodeTraining;

/** Classifiers that are trained on the public splits. */
enum PublicModel {
    GCN("GCN, 64 hidden units"),
    GCN_16("GCN, 16 hidden units"),
    GCN_200("GCN, 16 hidden units, at most 200 epochs"),
    GCN_FEATURES("GCN, 64 hidden units, half of the features dropped"),
    GCN_AUTHORS("GCN, 16 hidden units, the authors' settings"),
    GAT("GAT, 8 heads of 8"),
    GAT_06("GAT, 8 heads of 8, dropout 0.6, rate 0.005"),
    GAT_AUTHORS("GAT, 8 heads of 8, the authors' settings"),
    GRAPHSAGE("GraphSAGE, 64 hidden units");

    private final String title;

    PublicModel(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    NodeNetwork network() {
        return switch (this) {
            case GCN -> Gcn.withDefaults();
            case GCN_16, GCN_200 -> new Gcn(16, 0.5);
            case GCN_FEATURES -> new Gcn(64, 0.5, 0.5);
            case GCN_AUTHORS -> Gcn.asPublished();
            case GAT -> Gat.withDefaults();
            case GAT_06 -> new Gat(8, 8, 0.6);
            case GAT_AUTHORS -> Gat.asPublished();
            case GRAPHSAGE -> GraphSage.withDefaults();
        };
    }

    /** With the epochs, patience and rate of the authors' code where the title says so. */
    NodeTraining training() {
        return switch (this) {
            case GCN_200 -> new NodeTraining(0.01, 5e-4, 200, 10);
            case GAT_06 -> new NodeTraining(0.005, 5e-4, 2000, 100);
            case GCN_AUTHORS -> NodeTraining.ofGcnAuthors();
            case GAT_AUTHORS -> NodeTraining.ofGatAuthors();
            default -> NodeTraining.withDefaults();
        };
    }

    /** What the paper of the method states for a graph, in per cent. */
    String published(String data) {
        boolean cora = data.equals("cora");
        return switch (this) {
            case GCN, GCN_16, GCN_200, GCN_FEATURES, GCN_AUTHORS ->
                    cora ? "81.5" : data.equals("citeseer") ? "70.3" : "–";
            case GAT, GAT_06, GAT_AUTHORS ->
                    cora ? "83.0 ± 0.7" : data.equals("citeseer") ? "72.5 ± 0.7" : "–";
            case GRAPHSAGE -> "–";
        };
    }
}
