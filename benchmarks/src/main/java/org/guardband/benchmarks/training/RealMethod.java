package org.guardband.benchmarks.training;

/** The ways to train a regression that are compared. */
enum RealMethod {
    GAUSSIAN("Gaussian NLL"),
    BETA("β-NLL"),
    DEEP_ENSEMBLE("deep ensemble"),
    DEEP_ENSEMBLE_BETA("deep ensemble of β-NLL"),
    MC_DROPOUT("MC dropout"),
    EVIDENTIAL("evidential"),
    PROPAGATION("propagation after training"),
    PROPAGATION_TRAINED("propagation in training"),
    PROPAGATION_HEAD("propagation and variance head");

    private final String title;

    RealMethod(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
