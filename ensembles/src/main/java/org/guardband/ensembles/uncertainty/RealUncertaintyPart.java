package org.guardband.ensembles.uncertainty;

/** What {@link RealUncertainty} measures of each row. */
public enum RealUncertaintyPart {
    /** The variance of the mixture, in squared units of the target. */
    TOTAL_VARIANCE("total variance"),

    /** Σ w_m σ_m²: the noise that the members report. */
    ALEATORIC_VARIANCE("aleatoric variance"),

    /** Σ w_m (μ_m − μ*)²: what they differ by. */
    EPISTEMIC_VARIANCE("epistemic variance"),

    /**
     * Σ w_a w_b KL(N_a ‖ N_b) of the Gaussians with the members' moments, in nats: ln(σ_b/σ_a) +
     * (σ_a² + (μ_a − μ_b)²)/(2σ_b²) − ½ for a pair.
     */
    EXPECTED_PAIRWISE_KL("expected pairwise KL");

    private final String title;

    RealUncertaintyPart(String title) {
        this.title = title;
    }

    /**
     * A name for tables.
     *
     * @return for instance {@code epistemic variance}
     */
    public String title() {
        return title;
    }
}
