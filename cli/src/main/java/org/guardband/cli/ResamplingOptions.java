package org.guardband.cli;

import picocli.CommandLine.Option;

/** Options of methods for resampled models. */
final class ResamplingOptions {

    @Option(
            names = "--median",
            description = "Aggregate members by their median (jackknife-after-bootstrap).")
    boolean median;

    @Option(
            names = "--minmax",
            description =
                    "The strict form: at least the coverage in place of 2 coverage - 1, and wider"
                            + " (jackknife-after-bootstrap).")
    boolean minmax;
}
