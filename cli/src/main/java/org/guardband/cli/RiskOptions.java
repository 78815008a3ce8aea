package org.guardband.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of methods that keep a risk in bounds. */
final class RiskOptions {

    @Option(
            names = "--level",
            paramLabel = "A",
            description =
                    "The largest risk admitted (risk-control, risk-threshold, learn-then-test,"
                            + " selective); default 0.1.")
    double level = 0.1;

    @Option(
            names = "--delta",
            paramLabel = "D",
            description =
                    "How probable it may be that the risk is larger (risk-threshold,"
                            + " learn-then-test, selective); default 0.1.")
    double delta = 0.1;

    @Option(
            names = "--loss",
            paramLabel = "NAME[=A]",
            split = ",",
            description =
                    "What is lost in a row: missed (share of its labels outside the set, default),"
                            + " any-missed, or, for learn-then-test, wrong (share of the set that is no"
                            + " label of it); learn-then-test takes several, each with a level of its"
                            + " own: missed=0.1,wrong=0.3. Tables with columns loss:<t> hold the losses"
                            + " at threshold t and need none.")
    List<String> loss = List.of();
}
