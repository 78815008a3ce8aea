package org.guardband.benchmarks.graph;

import java.util.Locale;
import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.NodeNetwork;

/** The classifiers whose predictions are calibrated. */
enum BaseModel {
    GCN,
    GAT;

    NodeNetwork network() {
        return switch (this) {
            case GCN -> Gcn.withDefaults();
            case GAT -> Gat.withDefaults();
        };
    }

    static BaseModel parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
