package org.guardband.examples.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.StochasticBlockModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSetsTableTest {

    @Test
    void splitSetsLoseTheirCoverageWhereLabelsAreKnownInOneRegionAndNeighbourhoodsKeepIt() {
        Map<String, Double> coverage = coverage(BlockTrial.knownInOneRegion(1));
        assertThat(coverage.get("split APS")).isLessThan(0.86);
        assertThat(coverage.get("NAPS, 2 hops, geometric")).isBetween(0.88, 0.93);
        assertThat(coverage.get("NAPS, 3 hops, geometric")).isBetween(0.87, 0.93);
        // nothing was trained, so nothing can be corrected, and classes mean nothing
        assertThat(coverage.keySet())
                .containsExactly(
                        "split APS",
                        "NAPS, 2 hops, uniform",
                        "NAPS, 2 hops, hyperbolic",
                        "NAPS, 2 hops, geometric",
                        "NAPS, 3 hops, uniform",
                        "NAPS, 3 hops, hyperbolic",
                        "NAPS, 3 hops, geometric",
                        "DAPS, λ = ½");
    }

    private static Map<String, Double> coverage(NodeTrial trial) {
        Map<String, Double> coverage = new LinkedHashMap<>();
        NodeSetsTable.section(trial, 4, 1, NodeSetsResults.unkept())
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> Arrays.asList(line.split(" *\\| *", -1)))
                .forEach(
                        cells ->
                                coverage.put(
                                        cells.get(1),
                                        Double.parseDouble(cells.get(3).split(" ", -1)[0])));
        return coverage;
    }

    @Test
    void withCalibrationNodesAtRandomEverySplitMethodCovers() {
        Map<String, Double> coverage = coverage(BlockTrial.exchangeable(1));
        assertThat(coverage.get("split APS")).isBetween(0.88, 0.92);
        assertThat(coverage.get("DAPS, λ = ½")).isBetween(0.88, 0.92);
    }

    @Test
    void aStoppedCommandGoesOnWhereItWas(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("naps.csv");
        NodeSetsResults first = NodeSetsResults.in(file);
        double[] values = {0.1, Double.NaN, 2};
        assertThat(first.of("Cora", "DAPS", 0, () -> values)).isEqualTo(values);
        Files.writeString(file, "Cora;DAPS;001;0.", StandardOpenOption.APPEND);
        NodeSetsResults again = NodeSetsResults.in(file);
        assertThat(again.of("Cora", "DAPS", 0, () -> new double[3])).isEqualTo(values);
        assertThat(again.of("Cora", "DAPS", 1, () -> new double[3])).isEqualTo(new double[3]);
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void nodesThatTheModelHasUsedNeitherCalibrateNorTest() {
        StochasticBlockModel model = StochasticBlockModel.planted(2, 100, 0.1, 0.01);
        int[] labels = model.labels();
        double[] features = new SplittableRandom(1).doubles(400).toArray();
        NodeRole[] roles = new NodeRole[200];
        List<NodeRole> all =
                List.of(NodeRole.TRAIN, NodeRole.CALIBRATION, NodeRole.TEST, NodeRole.UNUSED);
        Arrays.setAll(roles, v -> all.get(v % all.size()));
        labels[2] = NodeData.UNLABELLED;
        NodeData data =
                NodeData.of(
                        model.generate(1),
                        DenseFeatures.of(features, 2),
                        labels,
                        List.of("a", "b"),
                        NodeRoles.of(roles));
        NodeTrial trial = NodeTrial.of("blocks", data);
        NodeBatch drawn = trial.draw(new SplittableRandom(2));
        int[] used =
                IntStream.range(0, 200)
                        .filter(v -> drawn.roles().get(v) != NodeRole.UNUSED)
                        .toArray();
        assertThat(used).containsExactly(IntStream.range(3, 200).filter(v -> v % 4 >= 2).toArray());
        assertThat(trial.about()).contains("50 nodes train the GCN and 50 stop it");
    }
}
