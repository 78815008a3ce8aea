package org.guardband.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.StochasticBlockModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAccuracyTableTest {

    @TempDir Path folder;

    private static NodeData blocks() {
        StochasticBlockModel model = StochasticBlockModel.planted(2, 60, 0.2, 0.01);
        int[] labels = model.labels();
        double[] features = new SplittableRandom(1).doubles(120).toArray();
        NodeRole[] roles = new NodeRole[120];
        for (int v = 0; v < 120; v++) {
            features[v] += labels[v];
            roles[v] =
                    v % 4 == 0 ? NodeRole.TRAIN : v % 4 == 1 ? NodeRole.VALIDATION : NodeRole.TEST;
        }
        return NodeData.of(
                model.generate(2),
                DenseFeatures.of(features, 1),
                labels,
                List.of("a", "b"),
                NodeRoles.of(roles));
    }

    @Test
    void aStoppedCommandGoesOnAndComesToTheSameLines() throws IOException {
        Path file = folder.resolve("node-accuracy.csv");
        new NodeAccuracyTable(folder, 2).run("blocks", blocks(), PublicModel.GCN_200);
        String whole = Files.readString(file);
        List<NodeAccuracy> results =
                Arrays.stream(whole.split("\n")).skip(1).map(NodeAccuracy::parse).toList();
        assertThat(results).hasSize(2);
        assertThat(results).allMatch(r -> r.accuracy() > 0.8 && r.epochs() <= 200);
        // the last line is torn, as when the command was stopped while it wrote
        Files.writeString(file, whole.substring(0, whole.length() - 4));
        NodeAccuracyTable again = new NodeAccuracyTable(folder, 2);
        again.run("blocks", blocks(), PublicModel.GCN_200);
        assertThat(Files.readString(file)).isEqualTo(whole);
        assertThat(again.page())
                .contains("\n## blocks\n")
                .contains("| GCN, 16 hidden units, at most 200 epochs | ");
    }
}
