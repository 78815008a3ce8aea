package org.guardband.graph.model;

/** The check of a rate that all networks share. */
final class DropoutRate {
    private DropoutRate() {}

    static void check(String name, double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), got " + rate);
        }
    }
}
