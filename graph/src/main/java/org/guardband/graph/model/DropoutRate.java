package org.guardband.graph.model;

/** The check of a rate that all networks share. */
final class DropoutRate {
    private DropoutRate() {}

    static void check(double dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
        }
    }
}
