package org.guardband.benchmarks.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guardband.graph.calibration.NodeReport;

/**
 * What a calibrator came to in a run.
 *
 * @param run the run
 * @param method the calibrator
 * @param report measures on the test nodes
 */
record NodeResult(NodeRun run, NodeMethod method, NodeReport report) {

    static final String HEADER =
            "data,model,split,fold,initialisation,method,"
                    + "ece,class_wise_ece,kde_ece,nll,brier,accuracy";

    static final Comparator<NodeResult> ORDER =
            Comparator.comparing(NodeResult::run, NodeRun.ORDER).thenComparing(NodeResult::method);

    private static final int KEYS = 6;
    private static final int COLUMNS = 12;

    /** A line of the file; numbers come back to the bit. */
    String line() {
        String numbers =
                List.of(
                                report.calibrationError(),
                                report.classWiseError(),
                                report.kernelError(),
                                report.logLoss(),
                                report.brierScore(),
                                report.accuracy())
                        .stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
        return String.join(
                ",",
                run.data(),
                run.model().name().toLowerCase(Locale.ROOT),
                Integer.toString(run.split()),
                Integer.toString(run.fold()),
                Integer.toString(run.initialisation()),
                method.title(),
                numbers);
    }

    /** Reads a line; nothing if it broke off because the command was stopped. */
    static Optional<NodeResult> parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            return Optional.empty();
        }
        NodeMethod method =
                Arrays.stream(NodeMethod.values())
                        .filter(m -> m.title().equals(cells[KEYS - 1]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no method: " + line));
        double[] numbers =
                Arrays.stream(cells).skip(KEYS).mapToDouble(Double::parseDouble).toArray();
        return Optional.of(
                new NodeResult(
                        new NodeRun(
                                cells[0],
                                BaseModel.parse(cells[1]),
                                Integer.parseInt(cells[2]),
                                Integer.parseInt(cells[3]),
                                Integer.parseInt(cells[4])),
                        method,
                        new NodeReport(
                                numbers[0],
                                numbers[1],
                                numbers[2],
                                numbers[3],
                                numbers[4],
                                numbers[5])));
    }
}
