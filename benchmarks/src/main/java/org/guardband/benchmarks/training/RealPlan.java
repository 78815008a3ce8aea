package org.guardband.benchmarks.training;

/**
 * Sizes of the comparison of regressions.
 *
 * @param epochs of every training
 * @param members of ensembles
 * @param draws of dropout
 * @param width of the hidden layer
 */
record RealPlan(int epochs, int members, int draws, int width) {

    static RealPlan full() {
        return new RealPlan(100, 5, 30, 50);
    }

    static RealPlan small() {
        return new RealPlan(2, 2, 2, 8);
    }
}
