package org.guardband.benchmarks.graph;

import java.io.IOException;
import java.nio.file.Path;
import org.guardband.graph.GraphFiles;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeSplits;
import org.guardband.graph.calibration.TrainingRules;

/**
 * A graph and its divisions.
 *
 * @param name what the table calls it
 * @param data the graph, its features divided by the sum of their row
 * @param splits the divisions
 */
record NodeDataSet(String name, NodeData data, NodeSplits splits) {

    /** Reads a folder with {@code gats_splits.csv.gz}; its name is that of the data. */
    static NodeDataSet read(Path folder) throws IOException {
        NodeData data = GraphFiles.readFolder(folder);
        return new NodeDataSet(
                String.valueOf(folder.getFileName()),
                data.withFeatures(data.features().rowNormalized()),
                GraphFiles.readSplits(folder.resolve("gats_splits.csv.gz"), data.graph().size()));
    }

    /** The weight decay of GATS that the authors chose (arXiv 2210.06391, their scripts). */
    double gatsDecay(BaseModel model) {
        if (name.equals("cora") || name.equals("citeseer")) {
            return model == BaseModel.GCN ? 5e-3 : 1e-2;
        }
        return TrainingRules.withDefaults().weightDecay();
    }
}
