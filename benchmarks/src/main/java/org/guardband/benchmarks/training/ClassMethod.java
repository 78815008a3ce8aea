package org.guardband.benchmarks.training;

/** The ways to train a classifier that are compared. */
enum ClassMethod {
    SINGLE("single"),
    DEEP_ENSEMBLE("deep ensemble"),
    SNAPSHOT("snapshot ensemble"),
    MC_DROPOUT("MC dropout"),
    BATCH_ENSEMBLE("BatchEnsemble"),
    SWAG("SWAG"),
    LAPLACE("last-layer Laplace"),
    EVIDENTIAL("evidential"),
    RESIDUAL("residual unbounded with densities"),
    DDU("DDU"),
    SNGP("SNGP");

    private final String title;

    ClassMethod(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
