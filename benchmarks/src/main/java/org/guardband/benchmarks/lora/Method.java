package org.guardband.benchmarks.lora;

/** The methods that are compared. */
enum Method {
    SINGLE("single"),
    SINGLE_LORA("single, LoRA"),
    MC_DROPOUT("MC dropout"),
    SNAPSHOT("snapshot ensemble"),
    BATCH_ENSEMBLE("BatchEnsemble"),
    EXPLICIT_SMALL("explicit ensemble, small"),
    EXPLICIT_LARGE("explicit ensemble, large"),
    LORA_SMALL("LoRA-Ensemble, small"),
    LORA_LARGE("LoRA-Ensemble, large");

    private final String title;

    Method(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
