package org.guardband.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.table.ColumnRenames;
import org.guardband.core.table.TableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphFilesTest {

    @TempDir Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aFolderIsOneGraph() throws IOException {
        write("edges.csv", "src,dst\n0,1\n2,1\n");
        write("nodes.csv", "node,label,role\n2,red,test\n0,blue,train\n1,,cal\n3,red,-\n");
        write("features.csv", "node,features\n3,0 4:2.5\n1,1\n0,\n");
        NodeData data = GraphFiles.readFolder(folder);
        assertThat(data.graph()).isEqualTo(Graph.of(4, new int[] {0, 2}, new int[] {1, 1}));
        assertThat(data.classNames()).containsExactly("blue", "red");
        assertThat(data.labels()).containsExactly(0, -1, 1, 1);
        assertThat(data.roles())
                .isEqualTo(
                        NodeRoles.of(
                                NodeRole.TRAIN,
                                NodeRole.CALIBRATION,
                                NodeRole.TEST,
                                NodeRole.UNUSED));
        assertThat(data.features().columns()).isEqualTo(5);
        double[] row = new double[5];
        data.features().copyRow(3, row);
        assertThat(row).containsExactly(1, 0, 0, 0, 2.5);
        data.features().rowNormalized().copyRow(3, row);
        assertThat(row).containsExactly(1 / 3.5, 0, 0, 0, 2.5 / 3.5);
        NodeData part = data.induced(3, 1, 2);
        assertThat(part.graph()).isEqualTo(Graph.of(3, new int[] {1}, new int[] {2}));
        assertThat(part.labels()).containsExactly(1, -1, 1);
        part.features().copyRow(0, row);
        assertThat(row).containsExactly(1, 0, 0, 0, 2.5);
    }

    @Test
    void numberedLabelsKeepTheirNumbers() throws IOException {
        write("edges.csv", "src,dst\n");
        write("nodes.csv", "node,label\n0,3\n1,\n2,0\n");
        NodeData data = GraphFiles.readFolder(folder);
        assertThat(data.classes()).isEqualTo(4);
        assertThat(data.labels()).containsExactly(3, -1, 0);
        assertThat(data.features().columns()).isZero();
    }

    @Test
    void wrongTablesAreRefusedByFileAndLine() throws IOException {
        Path edges = write("edges.csv", "src,dst\n0,1\n0,7\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readEdges(edges, 3, EdgeRules.withDefaults()))
                .withMessage(edges + ":3: dst: must be a node in [0, 3), got 7");
        Path half = write("half.csv", "src,dst\n0.5,1\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readEdges(half, 3, EdgeRules.withDefaults()))
                .withMessage(half + ":2: src: must be a node in [0, 3), got 0.5");
        Path nodes = write("nodes.csv", "node,label,role\n0,1,train\n0,1,train\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.read(edges, nodes, EdgeRules.withDefaults()))
                .withMessage(nodes + ":3: node: node 0 is there twice");
        Path roles = write("roles.csv", "node,label,role\n0,1,train\n1,1,boss\n");
        Path none = write("none.csv", "src,dst\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.read(none, roles, EdgeRules.withDefaults()))
                .withMessage(
                        roles + ":3: role: role must be train, val, cal, test or unused, got boss");
        Path features = write("features.csv", "node,features\n0,3 2\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readFeatures(features, 1))
                .withMessage(features + ":2: features: must ascend, got 2 after 3");
        Path words = write("words.csv", "node,features\n0,3:x\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readFeatures(words, 1))
                .withMessage(words + ":2: features: must be COLUMN or COLUMN:VALUE, got 3:x");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readFolder(folder.resolve("nowhere")))
                .withMessageEndingWith("must hold edges.csv.gz or edges.csv");
    }

    @Test
    void valuesAreToldAsTheyStandInTheFile() throws IOException {
        Path far = write("far.csv", "src,dst\n0,99999999999999999999\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readEdges(far, 3, EdgeRules.withDefaults()))
                .withMessage(far + ":2: dst: must be a node in [0, 3), got 100000000000000000000");
        Path twice = write("twice.csv", "src,dst\n0,1\n1,0\n");
        EdgeRules strict = EdgeRules.withDefaults().withDuplicates(DuplicateEdges.REFUSE);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readEdges(twice, 3, strict))
                .withMessageStartingWith(twice + ": edge 0-1 must be listed once, got it again");
        Path wide = write("wide.csv", "node,features\n0,2147483647\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.readFeatures(wide, 1))
                .withMessage(
                        wide
                                + ":2: features: must be a column in [0, 2147483647) with a finite"
                                + " value, got 2147483647");
    }

    @Test
    void aNegativeNumberAmongLabelsIsNoClassOfThatName() throws IOException {
        Path edges = write("edges.csv", "src,dst\n");
        Path minus = write("minus.csv", "node,label\n0,3\n1,-1\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.read(edges, minus, EdgeRules.withDefaults()))
                .withMessage(
                        minus
                                + ":3: label: must be a class in [0, 1000000), or empty where"
                                + " unknown, got -1");
        Path far = write("many.csv", "node,label\n0,1000000\n");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> GraphFiles.read(edges, far, EdgeRules.withDefaults()))
                .withMessageEndingWith("got 1000000");
    }

    @Test
    void otherNamesOfColumnsAreReadToo() throws IOException {
        Path edges = write("edges.csv", "from,to\n0,1\n");
        ColumnRenames names = ColumnRenames.of(List.of("src=from", "dst=to", "features=words"));
        assertThat(GraphFiles.readEdges(edges, 2, EdgeRules.withDefaults(), names))
                .isEqualTo(Graph.of(2, new int[] {0}, new int[] {1}));
        Path features = write("features.csv", "node,words\n1,0 2:0.5\n");
        assertThat(GraphFiles.readFeatures(features, 2, names).entries()).isEqualTo(2);
    }

    @Test
    void blanksAroundARoleAreNoPartOfIt() {
        assertThat(NodeRole.parse(" Train ")).isEqualTo(NodeRole.TRAIN);
    }

    @Test
    void labelsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeData.of(Graph.empty(1), NodeFeatures.none(1), new int[] {-2}))
                .withMessage("labels[0] must be in [0, 1), or -1 where unknown, got -2");
    }

    @Test
    void coraIsRead() {
        NodeData cora = PublishedGraphs.read("cora");
        assertThat(cora.graph()).hasToString("Graph[2708 nodes, 5278 edges]");
        assertThat(cora.features().columns()).isEqualTo(1433);
        assertThat(cora.classes()).isEqualTo(7);
        assertThat(cora.roles().nodes(NodeRole.TRAIN)).hasSize(140);
        NodeSplits splits = PublishedGraphs.splits("cora", 2708);
        assertThat(splits.splits()).isEqualTo(5);
        NodeRoles roles = splits.roles(0, 0);
        assertThat(roles.nodes(NodeRole.TRAIN)).hasSize(268);
        assertThat(roles.nodes(NodeRole.CALIBRATION)).hasSize(134);
        assertThat(roles.nodes(NodeRole.TEST)).hasSize(1957);
        NodeRoles own = NodeSplits.stratified(cora.labels(), 1, 3, 0.15, 0.85, 1).roles(0, 1);
        assertThat(own.nodes(NodeRole.TRAIN)).hasSize(268);
        assertThat(own.nodes(NodeRole.TEST).length).isBetween(1950, 1960);
    }

    @Test
    void citeseerHasNodesWithoutLabelAndIsolatedOnes() {
        NodeData citeseer = PublishedGraphs.read("citeseer");
        assertThat(citeseer.graph()).hasToString("Graph[3327 nodes, 4552 edges]");
        assertThat(citeseer.classes()).isEqualTo(6);
        NodeRoles published = PublishedGraphs.splits("citeseer", 3327).roles(0, 0);
        NodeRoles labelled = citeseer.withRolesOfLabelled(published).roles();
        assertThat(labelled.nodes(NodeRole.UNUSED).length)
                .isGreaterThan(published.nodes(NodeRole.UNUSED).length);
        for (int v = 0; v < 3327; v++) {
            assertThat(labelled.get(v))
                    .isEqualTo(citeseer.label(v) < 0 ? NodeRole.UNUSED : published.get(v));
        }
        assertThat(Arrays.stream(citeseer.labels()).filter(y -> y < 0)).hasSize(15);
        assertThat(Arrays.stream(citeseer.graph().degrees()).filter(d -> d == 0)).hasSize(48);
    }
}
