package org.guardband.benchmarks.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guardband.graph.model.NodeTraining;

/**
 * The table of Hsu et al. 2022 (arXiv 2210.06391): node classifiers on citation graphs and their
 * calibrators, in every division, fold and initialisation. The results of a run are appended to
 * {@code node-calibration.csv} when it is done; a command that was stopped goes on where it was,
 * and {@code node-calibration.md} is made from all lines. With {@code --keep FOLDER} it also keeps
 * the base models and their logits, and does not train again what it finds there. Where it finds
 * logits alone, it trains again for a calibrator that asks for the model, and refuses a model that
 * predicts anything else.
 *
 * <pre>java --add-modules jdk.incubator.vector -cp benchmarks/target/fast/benchmarks.jar \
 *     org.guardband.benchmarks.graph.NodeCalibrationTable \
 *     ../shared/data/graphs/cora ../shared/data/graphs/citeseer
 * </pre>
 */
public final class NodeCalibrationTable {

    private final TableSize size;
    private final NodeTraining rules;
    private final ResultFile file;

    NodeCalibrationTable(TableSize size, NodeTraining rules) {
        this.size = size;
        this.rules = rules;
        this.file = new ResultFile(size.out().resolve("node-calibration.csv"));
    }

    /**
     * Runs what is missing, and writes and prints the page.
     *
     * @param args folders of graphs, and options
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        TableSize size;
        try {
            size = TableSize.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<NodeDataSet> sets = new ArrayList<>();
        for (Path folder : size.folders()) {
            sets.add(NodeDataSet.read(folder));
        }
        System.out.print(new NodeCalibrationTable(size, NodeTraining.withDefaults()).run(sets));
    }

    /** Runs what is missing and writes the page, which it returns. */
    String run(List<NodeDataSet> sets) throws IOException {
        List<NodeResult> before = file.read();
        file.write(before);
        Map<NodeRun, Set<NodeMethod>> done = new HashMap<>();
        for (NodeResult result : before) {
            done.computeIfAbsent(result.run(), run -> EnumSet.noneOf(NodeMethod.class))
                    .add(result.method());
        }
        List<Work> missing = new ArrayList<>();
        for (NodeDataSet set : sets) {
            for (NodeRun run : size.runs(set)) {
                Set<NodeMethod> methods = EnumSet.allOf(NodeMethod.class);
                methods.removeIf(method -> !method.belongsTo(run.model()));
                methods.removeAll(done.getOrDefault(run, Set.of()));
                if (!methods.isEmpty()) {
                    missing.add(new Work(set, run, methods));
                }
            }
        }
        RunProgress progress = new RunProgress(missing.size());
        missing.parallelStream()
                .forEach(
                        work -> {
                            file.append(
                                    work.run()
                                            .results(
                                                    work.set(),
                                                    rules,
                                                    size.kept(),
                                                    work.methods()));
                            progress.finished(work.run());
                        });
        List<NodeResult> all = file.read();
        file.write(all);
        String page = NodeCalibrationPage.of(all).markdown();
        Files.writeString(size.out().resolve("node-calibration.md"), page);
        return page;
    }

    private record Work(NodeDataSet set, NodeRun run, Set<NodeMethod> methods) {}
}
