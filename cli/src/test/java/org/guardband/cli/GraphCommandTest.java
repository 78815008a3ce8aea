package org.guardband.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of a graph, from the command line. */
class GraphCommandTest {

    private static final int NODES = 120;
    private static final int CLASSES = 3;

    @TempDir Path folder;
    private Path nodes;
    private Path edges;
    private Path model;
    private Path out;

    /** Three classes whose nodes are joined among themselves, and logits that exaggerate. */
    @BeforeEach
    void files() throws IOException {
        SplittableRandom rng = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("node,role,z:a,z:b,z:c,label"));
        String[] roles = {"train", "cal", "test", "cal", "test", "test"};
        for (int v = 0; v < NODES; v++) {
            StringBuilder line = new StringBuilder(v + "," + roles[v % roles.length]);
            int truth = v % CLASSES;
            for (int k = 0; k < CLASSES; k++) {
                line.append(",").append(4 * ((k == truth ? 1 : 0) + rng.nextGaussian()));
            }
            String role = roles[v % roles.length];
            lines.add(line + "," + (role.equals("test") ? "" : "abc".charAt(truth)));
        }
        nodes = Files.write(folder.resolve("nodes.csv"), lines);
        List<String> pairs = new ArrayList<>(List.of("src,dst"));
        for (int e = 0; e < 4 * NODES; e++) {
            int v = rng.nextInt(NODES);
            int w = (v + CLASSES * rng.nextInt(1, NODES / CLASSES)) % NODES;
            pairs.add(v + "," + w);
        }
        edges = Files.write(folder.resolve("edges.csv"), pairs);
        model = folder.resolve("model.json");
        out = folder.resolve("out.csv");
    }

    private void run(Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.status()).as(run.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gats",
                "cagcn",
                "gets",
                "graph-temperature",
                "graph-vector",
                "graph-ets",
                "graph-spline",
                "graph-order-invariant",
                "graph-histogram",
                "graph-dirichlet",
                "graph-isotonic"
            })
    void calibratorsGiveEveryNodeADistribution(String method) throws IOException {
        run("fit", method, nodes, "--edges", edges, "-o", model);
        run("apply", model, nodes, "--edges", edges, "-o", out);
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(NODES + 1);
        assertThat(lines.get(0)).startsWith("node,role,label").endsWith("p:a,p:b,p:c");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                sum += Double.parseDouble(cells[cells.length - CLASSES + k]);
            }
            assertThat(sum).isBetween(1 - 1e-9, 1 + 1e-9);
        }
    }

    private Path features() throws IOException {
        List<String> lines = new ArrayList<>(List.of("node,features"));
        for (int v = 0; v < NODES; v++) {
            lines.add(v + "," + v % CLASSES + " " + (CLASSES + v % 7) + ":0.5");
        }
        return Files.write(folder.resolve("features.csv"), lines);
    }

    /** The features are in the model, which keeps the similar nodes. */
    @Test
    void similarNodesAreFoundByTheirFeatures() throws IOException {
        run("fit", "snaps", nodes, "--edges", edges, "--features", features(), "-o", model);
        run("apply", model, nodes, "--edges", edges, "--coverage", "0.8", "-o", out);
        assertThat(Files.readAllLines(out).get(0)).endsWith("set");
        CommandRun without = CommandRun.of("fit", "snaps", nodes, "--edges", edges, "-o", model);
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err()).contains("give --features FEATURES.csv").hasLineCount(1);
    }

    @Test
    void splitSetsByClassAndByDegree() throws IOException {
        run("fit", "graph-aps", nodes, "--edges", edges, "--class-conditional", "-o", model);
        assertThat(Files.readString(model)).containsPattern("\"by-class\"\\s*:\\s*true");
        run("fit", "graph-aps", nodes, "--edges", edges, "--by-degree", "4,8", "-o", model);
        assertThat(Files.readString(model))
                .containsPattern("\"largest-degrees\"\\s*:\\s*\\[\\s*4,\\s*8");
        run("apply", model, nodes, "--edges", edges, "--coverage", "0.8", "-o", out);
        CommandRun both =
                CommandRun.of(
                        "fit",
                        "graph-aps",
                        nodes,
                        "--edges",
                        edges,
                        "--by-degree",
                        "4,8",
                        "--class-conditional",
                        "-o",
                        model);
        assertThat(both.status()).isEqualTo(2);
        assertThat(both.err()).contains("--class-conditional and --by-degree exclude");
    }

    @Test
    void featuresHelpAndAreAskedForAgain() throws IOException {
        Path features = features();
        run("fit", "gets", nodes, "--edges", edges, "--features", features, "-o", model);
        run("apply", model, nodes, "--edges", edges, "--features", features, "-o", out);
        assertThat(Files.readAllLines(out)).hasSize(NODES + 1);
        CommandRun without = CommandRun.of("apply", model, nodes, "--edges", edges, "-o", out);
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err())
                .contains("batch must have features of 10 columns")
                .hasLineCount(1);
        CommandRun unused =
                CommandRun.of(
                        "fit",
                        "gats",
                        nodes,
                        "--edges",
                        edges,
                        "--features",
                        features,
                        "-o",
                        model);
        assertThat(unused.status()).isEqualTo(2);
        assertThat(unused.err()).contains("--features");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph-aps", "naps", "daps", "cf-gnn"})
    void everyTestNodeGetsASetAndNoOther(String method) throws IOException {
        run("fit", method, nodes, "--edges", edges, "-o", model);
        run("apply", model, nodes, "--edges", edges, "--coverage", "0.5,0.999", "-o", out);
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).startsWith("node,role,label,set@0.5,set@0.999");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            // with 40 calibration nodes a coverage of 0.999 needs all labels
            assertThat(cells[4]).isEqualTo(cells[1].equals("test") ? "a|b|c" : "");
        }
    }

    @Test
    void neighboursAreCountedAndThoseWithFewAreTold() throws IOException {
        run("fit", "naps", nodes, "--edges", edges, "--least-neighbours", 30, "-o", model);
        CommandRun applied = CommandRun.of("apply", model, nodes, "--edges", edges, "-o", out);
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).endsWith("set,neighbours");
        int few = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells[4].isEmpty()).isEqualTo(!cells[1].equals("test"));
            few += cells[1].equals("test") && Integer.parseInt(cells[4]) < 30 ? 1 : 0;
        }
        assertThat(few).isPositive();
        assertThat(applied.err())
                .contains(few + " of 60 nodes with role test have too few calibration nodes");
    }

    @Test
    void edgesMayHaveOtherNames() throws IOException {
        Files.writeString(
                edges, Files.readString(edges).replace("src,dst", "source,target"), UTF_8);
        String names = "src=source,dst=target";
        run("fit", "daps", nodes, "--edges", edges, "--columns", names, "-o", model);
        run("apply", model, nodes, "--edges", edges, "--columns", names, "-o", out);
        assertThat(Files.readAllLines(out)).hasSize(NODES + 1);
    }

    /** An empty label is no label; it is not the truth "no class at all", which any set covers. */
    @Test
    void nodesWithoutLabelsAreNotJudged() throws IOException {
        run("fit", "graph-aps", nodes, "--edges", edges, "-o", model);
        run("apply", model, nodes, "--edges", edges, "-o", out);
        CommandRun none = CommandRun.of("evaluate", out);
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).startsWith(out + ":4: label: is empty, as for all nodes");
        String known = Files.readString(out).replaceFirst("\n2,test,,", "\n2,test,c,");
        Files.writeString(out, known.replaceFirst("\n4,test,,", "\n4,test,b,"));
        CommandRun two = CommandRun.of("evaluate", out, "--json");
        assertThat(two.status()).isZero();
        assertThat(two.err())
                .contains("evaluated are the 2 nodes with role test and a label; 58 have none");
        assertThat(two.out()).contains("\"rows\" : 2");
        Files.writeString(out, known.replace(",test,", ",val,"));
        CommandRun test = CommandRun.of("evaluate", out);
        assertThat(test.err()).isEqualToIgnoringNewLines(out + ":1: role: no node has role test");
        Files.writeString(out, known.replace("label", "truth"));
        assertThat(CommandRun.of("evaluate", out).err())
                .startsWith(out + ":1: column label is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "gats, cal, ':1: role: no node has role cal, which the method learns from'",
        "naps, cal, ':1: role: no node has role cal, which the method learns from'",
        "cagcn, train, ':1: role: no node has role train, which the method learns from'",
    })
    void aMissingRoleIsTold(String method, String role, String told) throws IOException {
        Files.writeString(
                nodes, Files.readString(nodes).replace("," + role + ",", ",unused,"), UTF_8);
        CommandRun run = CommandRun.of("fit", method, nodes, "--edges", edges, "-o", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualToIgnoringNewLines(nodes + told);
    }

    @Test
    void aGraphWithoutTheCalibrationNodesIsRefused() throws IOException {
        run("fit", "naps", nodes, "--edges", edges, "-o", model);
        List<String> some = Files.readAllLines(nodes).subList(0, 51);
        Path part = Files.write(folder.resolve("part.csv"), some);
        Files.writeString(edges, "src,dst\n0,1\n");
        CommandRun run = CommandRun.of("apply", model, part, "--edges", edges, "-o", out);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        part + ":1: batch must have calibration node 51, got 50 nodes");
    }

    private String withAllLabels() throws IOException {
        String text = Files.readString(nodes);
        StringBuilder known = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String node = line.substring(0, Math.max(0, line.indexOf(',')));
            known.append(line);
            if (line.endsWith(",")) {
                known.append("abc".charAt(Integer.parseInt(node) % CLASSES));
            }
            known.append("\n");
        }
        return known.toString().stripTrailing() + "\n";
    }

    @Test
    void onlyTestNodesAreJudged() throws IOException {
        Files.writeString(nodes, withAllLabels());
        run("fit", "naps", nodes, "--edges", edges, "-o", model);
        run("apply", model, nodes, "--edges", edges, "-o", out);
        CommandRun evaluated = CommandRun.of("evaluate", out, "--json");
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.err()).contains("60 nodes with role test");
        assertThat(evaluated.out()).contains("\"rows\" : 60");
    }

    @Test
    void coverageAroundNodesIsMeasured() throws IOException {
        Files.writeString(nodes, withAllLabels());
        run("fit", "graph-aps", nodes, "--edges", edges, "-o", model);
        run("apply", model, nodes, "--edges", edges, "-o", out);
        CommandRun measured =
                CommandRun.of("evaluate", out, "--conditional", "--edges", edges, "--json");
        assertThat(measured.status()).as(measured.err()).isZero();
        assertThat(measured.out())
                .containsPattern("\"coverage-around-worst-nodes\" : [01]\\.?\\d*");
        CommandRun alone = CommandRun.of("evaluate", out, "--edges", edges);
        assertThat(alone.status()).isEqualTo(2);
        assertThat(alone.err()).contains("give --conditional too").hasLineCount(1);
        Path plain = Files.writeString(folder.resolve("plain.csv"), "set,label\na|b,a\n");
        CommandRun noNodes = CommandRun.of("evaluate", plain, "--conditional", "--edges", edges);
        assertThat(noNodes.err()).startsWith(plain + ":1: column node is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "'\n5,cal', '\n6,cal', 'node: must be 5'",
        "'\n5,test', '\n5,examine', 'role: must be train, val, cal, test or unused, got examine'",
    })
    void aWrongNodeIsTold(String right, String wrong, String told) throws IOException {
        String text = Files.readString(nodes);
        Files.writeString(
                nodes,
                text.contains(right)
                        ? text.replace(right, wrong)
                        : text.replace(right.replace("cal", "test"), wrong));
        CommandRun run = CommandRun.of("fit", "gats", nodes, "--edges", edges, "-o", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith(nodes + ":7: " + told);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(model).doesNotExist();
    }

    @Test
    void anEdgeToAMissingNodeIsTold() throws IOException {
        Files.writeString(edges, "src,dst\n0,1\n3,400\n");
        CommandRun run = CommandRun.of("fit", "naps", nodes, "--edges", edges, "-o", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(edges + ":3: dst: must be a node in [0, 120), got 400");
    }

    @Test
    void edgesAreAskedFor() {
        CommandRun run = CommandRun.of("fit", "naps", nodes, "-o", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        nodes + ":1: nodes need their edges; give --edges EDGES.csv");
    }

    @Test
    void calibrationNodesNeedALabel() throws IOException {
        String text = Files.readString(nodes);
        Files.writeString(nodes, text.replaceFirst("(\n1,cal,[^\n]*),[abc]", "$1,"));
        CommandRun run =
                CommandRun.of("fit", "graph-temperature", nodes, "--edges", edges, "-o", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        nodes + ":3: label: is empty, must be known for a node with role cal");
        Files.writeString(nodes, text.replaceFirst("(\n1,cal,[^\n]*),[abc]", "$1,d"));
        CommandRun unknown =
                CommandRun.of("fit", "graph-temperature", nodes, "--edges", edges, "-o", model);
        assertThat(unknown.err())
                .isEqualToIgnoringNewLines(nodes + ":3: label: unknown label \"d\"");
    }
}
