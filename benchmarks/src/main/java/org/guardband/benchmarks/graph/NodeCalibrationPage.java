package org.guardband.benchmarks.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.guardband.graph.calibration.NodeReport;

/** The page: a table for every graph and base model, and whether the order of the paper holds. */
final class NodeCalibrationPage {

    private static final int FULL = 75;

    private static final List<ToDoubleFunction<NodeReport>> COLUMNS =
            List.of(
                    NodeReport::calibrationError,
                    NodeReport::classWiseError,
                    NodeReport::kernelError,
                    NodeReport::logLoss,
                    NodeReport::brierScore,
                    NodeReport::accuracy);

    private static final String HEAD =
            """
            # Calibration of node classifiers

            Computed by one command, from the root of the project:

            ```
            ./mvnw -q -Pfast -Dmaven.test.skip=true -pl benchmarks -am package &&
            java --add-modules jdk.incubator.vector -cp benchmarks/target/fast/benchmarks.jar \\
                org.guardband.benchmarks.graph.NodeCalibrationTable \\
                ../shared/data/graphs/cora ../shared/data/graphs/citeseer
            ```

            A command that was stopped goes on where it was; `--splits 1 --folds 1 --inits 1` and `--models gcn` shorten it, `--keep FOLDER` keeps trained models and their logits for calibrators that join later. Every single value is in [`node-calibration.csv`](node-calibration.csv); with the kernels of one kind (here those on vectors) the figures do not depend on the number of threads.

            **Protocol** (Hsu, Shen, Tomani, Cremers 2022, arXiv 2210.06391). Their published divisions: in each, 15 % of the nodes in three folds, of which one stops training and calibrates and two train, and test nodes that nothing else sees. In full that is 5 divisions × 3 folds × 5 initialisations, 75 runs a table; each says how many it has. Base models: GCN with 64 hidden units, GAT with 8 heads of 8, Adam with rate 0.01, L2 0.0005. GATS: 8 heads, weight decay 0.005 for GCN and 0.01 for GAT. CaGCN: weight decay 0.005. GETS: one temperature a node, sees the features too, its authors' settings for Cora. DCGC: its authors' settings, and temperature scaling on what it predicts; it learns on the training nodes and stops by the fold that calibrates. VS trains its bias, TS and ETS are solved exactly, spline (7 knots) acts on each class against the rest, order-invariant and Dirichlet have the defaults of this project and not a search over them. Mean ± standard deviation over the runs; ECE has 15 bins of equal width. G-ΔUQ (Trivedi et al. 2024, arXiv 2401.03350) calibrates nothing: it is a GCN of its own that is trained with anchored node features, by the same rules and from the same seeds, and is shown with ten anchors and the logits that their spread has shrunk; so its accuracy is its own, it stands in the tables of GCN alone, and the sentence on the order leaves it out. G-ΔUQ + TS scales these logits by one temperature.

            """;

    private final Map<String, List<NodeResult>> cells;

    private NodeCalibrationPage(Map<String, List<NodeResult>> cells) {
        this.cells = cells;
    }

    static NodeCalibrationPage of(List<NodeResult> results) {
        return new NodeCalibrationPage(
                results.stream()
                        .sorted(NodeResult.ORDER)
                        .collect(
                                Collectors.groupingBy(
                                        r -> r.run().data() + ", " + r.run().model(),
                                        LinkedHashMap::new,
                                        Collectors.toList())));
    }

    String markdown() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append(order()).append("\n");
        cells.forEach(
                (cell, results) -> {
                    long runs = runs(results);
                    text.append("\n## ").append(cell).append("\n\n");
                    text.append(runs).append(runs == 1 ? " run.\n\n" : " runs.\n\n");
                    text.append("| method | ECE, % | class-wise ECE, % | KDE-ECE, % | NLL ")
                            .append("| Brier | accuracy, % |\n| --- | --- | --- | --- | --- ")
                            .append("| --- | --- |\n");
                    for (NodeMethod method : NodeMethod.values()) {
                        List<NodeReport> of = reports(results, method);
                        if (!of.isEmpty()) {
                            text.append(row(title(method, of.size(), runs), of));
                        }
                    }
                });
        return text.toString();
    }

    private static List<NodeReport> reports(List<NodeResult> results, NodeMethod method) {
        return results.stream().filter(r -> r.method() == method).map(NodeResult::report).toList();
    }

    /** A calibrator that joined later may have fewer runs than its table. */
    private static String title(NodeMethod method, int of, long runs) {
        return of == runs ? method.title() : method.title() + " (" + of + " of these runs)";
    }

    private static String row(String title, List<NodeReport> of) {
        return COLUMNS.stream()
                .map(
                        column ->
                                column == COLUMNS.get(3) || column == COLUMNS.get(4)
                                        ? figure(of, column, 1, 4)
                                        : figure(of, column, 100, 2))
                .collect(Collectors.joining(" | ", "| " + title + " | ", " |\n"));
    }

    private static String figure(
            List<NodeReport> of, ToDoubleFunction<NodeReport> column, int unit, int digits) {
        double mean = mean(of, column);
        String format = "%." + digits + "f";
        if (of.size() < 2) {
            return String.format(Locale.ROOT, format, unit * mean);
        }
        double squares = of.stream().mapToDouble(column).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(
                Locale.ROOT,
                format + " ± " + format,
                unit * mean,
                unit * Math.sqrt(squares / (of.size() - 1)));
    }

    private static double mean(List<NodeReport> of, ToDoubleFunction<NodeReport> column) {
        return of.stream().mapToDouble(column).average().orElseThrow();
    }

    /** Says by mean ECE where uncalibrated is worst and where GATS is best. */
    String order() {
        List<String> worst = new ArrayList<>();
        List<String> best = new ArrayList<>();
        List<String> exceptions = new ArrayList<>();
        cells.forEach(
                (cell, results) -> {
                    Map<NodeMethod, Double> errors = errors(results);
                    if (errors.isEmpty()) {
                        return;
                    }
                    NodeMethod most = extreme(errors, Comparator.reverseOrder());
                    NodeMethod least = extreme(errors, Comparator.naturalOrder());
                    if (most == NodeMethod.UNCALIBRATED) {
                        worst.add(cell);
                    } else {
                        exceptions.add(told(cell, "worst", most, errors));
                    }
                    if (least == NodeMethod.GATS) {
                        best.add(cell);
                    } else {
                        exceptions.add(told(cell, "best", least, errors));
                    }
                });
        return "**The order of the paper.**"
                + preliminary()
                + " By mean ECE, uncalibrated is worst of all in "
                + list(worst)
                + ", and GATS is best of all in "
                + list(best)
                + "."
                + (exceptions.isEmpty()
                        ? ""
                        : " Elsewhere: " + String.join("; ", exceptions) + ".");
    }

    private String preliminary() {
        long fewest = cells.values().stream().mapToLong(NodeCalibrationPage::runs).min().orElse(0);
        return fewest < FULL
                ? " So far from " + fewest + " of " + FULL + " runs a table, and to be read so."
                : "";
    }

    private static long runs(List<NodeResult> results) {
        return results.stream().map(NodeResult::run).distinct().count();
    }

    private static String told(
            String cell, String place, NodeMethod method, Map<NodeMethod, Double> errors) {
        NodeMethod expected = place.equals("best") ? NodeMethod.GATS : NodeMethod.UNCALIBRATED;
        return String.format(
                Locale.ROOT,
                "%s: %s is %s with %.2f %% (%s %.2f %%)",
                cell,
                method.title(),
                place,
                100 * errors.getOrDefault(method, Double.NaN),
                expected.title(),
                100 * errors.getOrDefault(expected, Double.NaN));
    }

    /** Of the calibrators that have all runs of their table, for others were not on the same. */
    private static Map<NodeMethod, Double> errors(List<NodeResult> results) {
        long runs = runs(results);
        Map<NodeMethod, Double> errors = new LinkedHashMap<>();
        for (NodeMethod method : NodeMethod.values()) {
            List<NodeReport> of = reports(results, method);
            if (of.size() == runs && method.calibratesBase()) {
                errors.put(method, mean(of, NodeReport::calibrationError));
            }
        }
        return errors;
    }

    private static NodeMethod extreme(Map<NodeMethod, Double> errors, Comparator<Double> order) {
        return errors.entrySet().stream()
                .min(Map.Entry.comparingByValue(order))
                .orElseThrow()
                .getKey();
    }

    private String list(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.size() == cells.size() ? "every table" : String.join("; ", names);
    }
}
