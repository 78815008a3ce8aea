package org.guardband.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NearestNeighbourGraph;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeSplits;
import org.guardband.graph.model.NodeTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table in small: three runs on optical digits that are joined to their nearest. */
class NodeCalibrationTableTest {

    private static final int NODES = 500;
    private static final NodeTraining SHORT = NodeTraining.withDefaults().withEpochs(60);

    @TempDir Path folder;

    private NodeDataSet digits() throws IOException {
        Path copy = folder.resolve("digits.csv.gz");
        try (InputStream in =
                Objects.requireNonNull(
                        NodeCalibrationTable.class.getResourceAsStream(
                                "/org/guardband/cli/data/digits.csv.gz"))) {
            Files.write(copy, in.readAllBytes());
        }
        Table table = Tables.read(copy, name -> true);
        List<String> pixels = table.names().stream().filter(n -> n.startsWith("px")).toList();
        double[] values = new double[NODES * pixels.size()];
        for (int j = 0; j < pixels.size(); j++) {
            double[] column = table.numbers(pixels.get(j));
            for (int v = 0; v < NODES; v++) {
                values[v * pixels.size() + j] = column[v];
            }
        }
        double[] label = table.numbers("label");
        int[] labels = Arrays.stream(label).limit(NODES).mapToInt(x -> (int) x).toArray();
        DenseFeatures features = DenseFeatures.of(values, pixels.size());
        NodeData data =
                NodeData.of(
                        NearestNeighbourGraph.withNeighbours(5).build(features.toTable()),
                        features.rowNormalized(),
                        labels);
        return new NodeDataSet("digits", data, NodeSplits.stratified(labels, 1, 3, 0.3, 0.85, 1));
    }

    private TableSize threeRuns(String out) {
        return TableSize.full(List.of(), folder.resolve(out))
                .withRuns(1, 3, 1)
                .withModels(BaseModel.GCN);
    }

    @Test
    void runsOnceGoesOnAndDoesNotDependOnThreads() throws Exception {
        NodeDataSet digits = digits();
        NodeCalibrationTable table = new NodeCalibrationTable(threeRuns("a"), SHORT);
        String page = table.run(List.of(digits));
        Path file = folder.resolve("a").resolve("node-calibration.csv");
        String csv = Files.readString(file);
        List<NodeResult> results = new ResultFile(file).read();
        assertThat(results).hasSize(3 * NodeMethod.values().length);
        for (NodeResult result : results) {
            assertThat(NodeResult.parse(result.line())).contains(result);
            assertThat(result.report().accuracy()).isBetween(0.6, 1.0);
        }
        assertThat(page)
                .contains("## digits, GCN", "3 runs.", "By mean ECE, uncalibrated is")
                .isEqualTo(Files.readString(folder.resolve("a").resolve("node-calibration.md")));
        assertThat(page.lines().filter(l -> l.startsWith("| GATS | "))).hasSize(1);
        assertThat(page.lines().filter(l -> l.startsWith("| G-ΔUQ | "))).hasSize(1);
        accuracyStays(results);

        // stopped in the middle of a line, and gone on with by one thread
        Files.writeString(file, csv.substring(0, csv.length() - 1 - csv.length() / 5));
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertThat(one.submit(() -> table.run(List.of(digits))).get()).isEqualTo(page);
        } finally {
            one.shutdown();
        }
        assertThat(file).content().isEqualTo(csv);
    }

    @Test
    void keepsWhatItTrainedAndDoesNotTrainItAgain() throws IOException {
        NodeDataSet digits = digits();
        TableSize size = threeRuns("b").withRuns(1, 1, 1).withKept(folder.resolve("kept"));
        String page = new NodeCalibrationTable(size, SHORT).run(List.of(digits));
        Files.delete(folder.resolve("b").resolve("node-calibration.csv"));
        // would predict something else if it trained
        NodeTraining other = NodeTraining.withDefaults().withEpochs(1);
        assertThat(new NodeCalibrationTable(size, other).run(List.of(digits))).isEqualTo(page);

        assertThat(folder.resolve("kept").resolve("digits-GCN-0-0-0-anchored.f32")).exists();

        // logits alone: the model is trained again, if by the same rules
        Files.delete(folder.resolve("kept").resolve("digits-GCN-0-0-0.json.gz"));
        Path csv = folder.resolve("b").resolve("node-calibration.csv");
        List<String> lines = Files.readAllLines(csv);
        Files.write(csv, lines.stream().filter(line -> !line.contains(",DCGC,")).toList());
        assertThat(Files.readAllLines(csv)).hasSize(lines.size() - 1);
        assertThatThrownBy(() -> new NodeCalibrationTable(size, other).run(List.of(digits)))
                .hasMessageContaining(
                        "the model of digits-GCN-0-0-0 must predict the kept logits, and does not");
        assertThat(folder.resolve("kept").resolve("digits-GCN-0-0-0.json.gz")).doesNotExist();
        assertThat(new NodeCalibrationTable(size, SHORT).run(List.of(digits))).isEqualTo(page);

        Path file = folder.resolve("kept").resolve("digits-GCN-0-0-0.f32");
        Files.write(file, new byte[4]);
        Files.delete(folder.resolve("b").resolve("node-calibration.csv"));
        assertThatThrownBy(() -> new NodeCalibrationTable(size, other).run(List.of(digits)))
                .hasMessageContaining("must hold 5000 floats, got 4 bytes");
    }

    private static void accuracyStays(List<NodeResult> results) {
        for (NodeMethod method :
                List.of(NodeMethod.TEMPERATURE, NodeMethod.CAGCN, NodeMethod.GATS)) {
            assertThat(accuracies(results, method))
                    .as(method.title())
                    .isEqualTo(accuracies(results, NodeMethod.UNCALIBRATED));
        }
        // networks of their own
        assertThat(accuracies(results, NodeMethod.G_DELTA_UQ_TEMPERATURE))
                .isEqualTo(accuracies(results, NodeMethod.G_DELTA_UQ))
                .isNotEqualTo(accuracies(results, NodeMethod.UNCALIBRATED));
    }

    private static List<Double> accuracies(List<NodeResult> results, NodeMethod method) {
        return results.stream()
                .filter(r -> r.method() == method)
                .map(r -> r.report().accuracy())
                .toList();
    }

    @Test
    void methodsThatJoinLaterRunAlone() throws IOException {
        NodeDataSet digits = digits();
        TableSize size = threeRuns("c").withRuns(1, 1, 1).withKept(folder.resolve("joined"));
        String page = new NodeCalibrationTable(size, SHORT).run(List.of(digits));
        Path file = folder.resolve("c").resolve("node-calibration.csv");
        String csv = Files.readString(file);
        Files.writeString(
                file,
                csv.lines().filter(l -> !l.contains("G-ΔUQ")).collect(Collectors.joining("\n"))
                        + "\n");
        // the base model would complain if it were asked for
        Files.write(folder.resolve("joined").resolve("digits-GCN-0-0-0.f32"), new byte[4]);
        assertThat(new NodeCalibrationTable(size, SHORT).run(List.of(digits))).isEqualTo(page);
        assertThat(file).content().isEqualTo(csv);
    }

    @Test
    void networksOfTheirOwnStandBesideTheGcnAlone() {
        assertThat(NodeMethod.values())
                .allSatisfy(m -> assertThat(m.belongsTo(BaseModel.GCN)).isTrue())
                .allSatisfy(
                        m ->
                                assertThat(m.belongsTo(BaseModel.GAT))
                                        .as(m.title())
                                        .isEqualTo(!m.title().startsWith("G-ΔUQ")));
    }

    @Test
    void optionsShortenAndAreChecked() {
        TableSize size =
                TableSize.parse("cora", "--splits", "1", "--inits", "2", "--models", "gat");
        assertThat(size.splits()).isEqualTo(1);
        assertThat(size.folds()).isEqualTo(3);
        assertThat(size.initialisations()).isEqualTo(2);
        assertThat(size.models()).containsExactly(BaseModel.GAT);
        assertThat(size.folders()).containsExactly(Path.of("cora"));
        assertThatThrownBy(() -> TableSize.parse("cora", "--splits", "0"))
                .hasMessageContaining("splits must be >= 1, got 0");
        assertThatThrownBy(() -> TableSize.parse("cora", "--quick", "yes"))
                .hasMessageContaining("unknown option --quick");
        assertThatThrownBy(() -> TableSize.parse()).hasMessageContaining("usage");
    }
}
