package org.guardband.examples.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.graph.GraphFiles;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.conformal.CorrectedSets;
import org.guardband.graph.conformal.DiffusedSets;
import org.guardband.graph.conformal.NeighbourWeights;
import org.guardband.graph.conformal.NeighbourhoodSets;
import org.guardband.graph.conformal.SimilarNodes;
import org.guardband.graph.conformal.SimilarityNavigatedSets;
import org.guardband.graph.conformal.SplitNodeSets;

/**
 * Compares conformal sets for nodes with and without the graph: coverage, size and singletons of
 * split APS, NAPS, DAPS, SNAPS and CF-GNN on Cora, Citeseer and a block model. Run it to write
 * {@code docs/results/naps.md}.
 */
public final class NodeSetsTable {

    private NodeSetsTable() {}

    /**
     * Writes the page.
     *
     * @param args folder of the graphs ({@code ../shared/data/graphs}), folder to write to ({@code
     *     docs/results}), number of draws (25), and of draws of what trains in each (5)
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path graphs = Path.of(args.length > 0 ? args[0] : "../shared/data/graphs");
        Path out = Path.of(args.length > 1 ? args[1] : "docs/results");
        int draws = args.length > 2 ? Integer.parseInt(args[2]) : 25;
        int trainedDraws = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        StringBuilder page = new StringBuilder(HEAD);
        Files.createDirectories(out);
        NodeSetsResults results = NodeSetsResults.in(out.resolve("naps.csv"));
        for (String name : List.of("cora", "citeseer")) {
            NodeData data = published(graphs.resolve(name));
            page.append(section(NodeTrial.of(name, data), draws, trainedDraws, results));
        }
        page.append(section(BlockTrial.exchangeable(1), draws, trainedDraws, results));
        page.append(section(BlockTrial.knownInOneRegion(1), draws, trainedDraws, results));
        page.append(TAIL);
        results.write();
        Files.writeString(out.resolve("naps.md"), page.toString());
        System.out.print(page);
    }

    private static NodeData published(Path folder) throws IOException {
        NodeData data = GraphFiles.readFolder(folder);
        NodeRoles roles =
                GraphFiles.readSplits(folder.resolve("gats_splits.csv.gz"), data.graph().size())
                        .roles(0, 0);
        return data.withFeatures(data.features().rowNormalized()).withRolesOfLabelled(roles);
    }

    /** The methods that are compared. */
    private static List<NodeSetsMethod> methods(NodeTrial trial, int draws, int trainedDraws) {
        List<NodeSetsMethod> all = new ArrayList<>();
        LongFunction<SplitNodeSets> split =
                seed -> SplitNodeSets.of(AdaptivePredictionSets.randomized(seed));
        boolean trained = trial.data().features().columns() > 0;
        all.add(new NodeSetsMethod("split APS", draws, split::apply));
        if (trained) {
            all.add(
                    new NodeSetsMethod(
                            "split APS, by class", draws, seed -> split.apply(seed).byClass()));
            all.add(
                    new NodeSetsMethod(
                            "split APS, by degree",
                            draws,
                            seed -> split.apply(seed).byDegree(2, 4)));
        }
        for (int hops : new int[] {2, 3}) {
            for (NeighbourWeights weights : NeighbourWeights.values()) {
                all.add(
                        new NodeSetsMethod(
                                "NAPS, "
                                        + hops
                                        + " hops, "
                                        + weights.name().toLowerCase(Locale.ROOT),
                                draws,
                                seed ->
                                        NeighbourhoodSets.randomized(seed)
                                                .withHops(hops)
                                                .withWeights(weights)));
            }
        }
        all.add(new NodeSetsMethod("DAPS, λ = ½", draws, DiffusedSets::randomized));
        if (trained) {
            SimilarNodes similar = SimilarNodes.byCosine(trial.data().features(), 20);
            all.add(
                    new NodeSetsMethod(
                            "SNAPS, ξ = μ = ⅓",
                            draws,
                            seed ->
                                    SimilarityNavigatedSets.of(
                                            AdaptivePredictionSets.randomized(seed), similar)));
            all.add(new NodeSetsMethod("CF-GNN", trainedDraws, CorrectedSets::randomized));
            all.add(
                    new NodeSetsMethod(
                            "split APS, the draws of CF-GNN", trainedDraws, split::apply));
        }
        return all;
    }

    static String section(NodeTrial trial, int draws, int trainedDraws, NodeSetsResults results) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%n## %s%n%n%s%n%n", trial.title(), trial.about()));
        text.append("| method | draws | coverage | its spread | size | singletons | worst class")
                .append(" | around the worst 5 % | fell back | loss at most |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (NodeSetsMethod method : methods(trial, draws, trainedDraws)) {
            text.append(method.row(trial, results));
        }
        return text.toString();
    }

    private static final String HEAD =
            """
            # Conformal sets for nodes, with and without the graph

            Computed by one command, from the root of the project:

            ```
            ./mvnw -q -Pfast -Dmaven.test.skip=true -pl examples -am package &&
            java --add-modules jdk.incubator.vector -cp 'examples/target/fast/*:cli/target/fast/lib/*' \\
                org.guardband.examples.results.NodeSetsTable ../shared/data/graphs docs/results 25 5
            ```

            The arguments are the folder of the graphs, the folder to write to, the number of draws and the number of draws of CF-GNN. Every draw is kept in [`naps.csv`](naps.csv); a command that was stopped goes on where it was, and one with more draws makes those that are missing (remove the file when a method has changed). With the kernels of one kind (here those on vectors) the figures do not depend on the number of threads.

            **Who does what.** Of the nodes of the first published split of the GATS protocol two folds train the base model, a GCN of 64 hidden units (Adam, rate 0.01, L2 0.0005), and the third fold stops it; both are left out of everything below. All other nodes with a label calibrate or test, each by the toss of a coin, anew in every draw; so the two are exchangeable given the graph and the model. The model is trained once: what is shown is over draws of nodes, not over trainings. CF-GNN trains in every draw, 5000 steps, on a random half of the nodes that calibrate, and its sets are calibrated on the other half only, since the labels of the first have shaped the scores. That takes so long that it has fewer draws; split APS on the same draws stands below it.

            **What is shown.** Coverage 0.9, randomised APS scores throughout. All figures are means over the draws ± their standard error; *its spread* is the standard deviation of coverage from draw to draw. *Worst class*: the coverage of the class that is covered least, in each draw. *Around the worst 5 %*: the share of covered test nodes within two hops, at the 5 % quantile over test nodes with ten or more test nodes around; both are below 0.9 by chance alone for being the least of many. *Fell back*: the share of test nodes with fewer than 50 calibration nodes within reach, which get the threshold of split APS. *Loss at most*: the bound Σ w̃·TV on what NAPS loses of its coverage, a mean over test nodes that did not fall back, **if** swapping the test node with one at distance d changed the law of the scores by 0.02·d in total variation; that number is assumed and not estimated, and the bound grows in proportion to it. Within two hops hyperbolic and geometric weights are the same, 1 and ½. By degree: 0 to 2, 3 to 4, 5 and more.
            """;

    private static final String TAIL =
            """

            ## What it shows

            - With calibration nodes drawn at random every method covers, within the error of the draws; split APS, DAPS, SNAPS and CF-GNN must.
            - **NAPS** is split APS for nine test nodes in ten of Cora and nearly all of Citeseer, which have not 50 calibration nodes within two hops. Within three hops that is so for six and nine in ten; with weights that fall with the distance it then covers a little more than asked on Cora, with larger sets, for the weight of the test node itself counts against it in small pools, and raises coverage around the worst twentieth of the nodes a little there. It does not make sets smaller by more than a hundredth on either graph. Its paper (Clarkson 2023, arXiv 2211.14555) states tighter and better calibrated sets than those of plain APS: that direction is **not** found here with nodes that are drawn at random. Its setting is another one, inductive, where test nodes are not exchangeable with the others and plain APS need not cover. The block models show that case.
            - **DAPS and SNAPS** make sets smaller, by about a quarter on Cora and an eighth to a sixth on Citeseer, with more singletons. They pay in the worst class, most on Citeseer, and on Cora around the worst twentieth of the nodes too.
            - **CF-GNN** makes sets a tenth smaller than split APS on the same draws of Cora, less than DAPS and SNAPS do, and a tenth **larger** on Citeseer, where it covers the worst class better; the few draws tell both from chance. Its settings are the published defaults, not sought for each graph. It is of use only where labels of many nodes are known, for half of them go into training.
            - **By class** is the one way here to cover the worst class of Citeseer, where split APS covers it only six times in ten; it costs 7 % in size. By degree changes next to nothing.
            - In the block model split APS and DAPS cover on average, too often in the easy block and too seldom in the hard one. NAPS gives each block its own threshold without being told of blocks. Where labels are known mostly in one region, split APS and DAPS lose 20 points of coverage, and NAPS holds it.
            """;
}
