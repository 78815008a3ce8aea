package org.guardband.benchmarks.training;

/**
 * Sizes of the comparison of classifiers.
 *
 * @param training labelled rows
 * @param epochs of every training
 * @param members of ensembles of networks, and cycles of the snapshot ensemble
 * @param draws of dropout and of SWAG
 * @param width of the two hidden layers
 */
record ClassPlan(int training, int epochs, int members, int draws, int width) {

    static ClassPlan full() {
        return new ClassPlan(300, 60, 5, 30, 64);
    }

    static ClassPlan small() {
        return new ClassPlan(150, 20, 2, 3, 16);
    }
}
