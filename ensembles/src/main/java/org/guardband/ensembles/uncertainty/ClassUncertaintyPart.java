package org.guardband.ensembles.uncertainty;

/** What {@link ClassUncertainty} measures of each row; entropies and divergences are in nats. */
public enum ClassUncertaintyPart {
    /** H(p̄), the entropy of the linear pool: all uncertainty. */
    TOTAL_ENTROPY("total entropy"),

    /** Σ w_m H(p_m): what the members agree to be uncertain. */
    ALEATORIC_ENTROPY("aleatoric entropy"),

    /** H(p̄) − Σ w_m H(p_m) = Σ w_m KL(p_m ‖ p̄), the mutual information of class and member. */
    MUTUAL_INFORMATION("mutual information"),

    /** Σ w_m KL(p̄ ‖ p_m); +∞ where a member excludes a class that another does not. */
    REVERSE_MUTUAL_INFORMATION("reverse mutual information"),

    /** Σ w_a w_b KL(p_a ‖ p_b), the sum of the two before. */
    EXPECTED_PAIRWISE_KL("expected pairwise KL"),

    /** Σ_k p̄_k (1 − p̄_k), the variance of the indicators of the classes under the pool. */
    TOTAL_VARIANCE("total variance"),

    /** Σ w_m Σ_k p_mk (1 − p_mk). */
    ALEATORIC_VARIANCE("aleatoric variance"),

    /** Σ_k Var_m p_mk, the difference of the two before. */
    EPISTEMIC_VARIANCE("epistemic variance"),

    /** One less the weight of the members whose most probable class is that of the pool. */
    VARIATION_RATIO("variation ratio"),

    /** The share of pairs of members that differ in their most probable class; 0 for one member. */
    DISAGREEMENT("disagreement");

    private final String title;

    ClassUncertaintyPart(String title) {
        this.title = title;
    }

    /**
     * A name for tables.
     *
     * @return for instance {@code mutual information}
     */
    public String title() {
        return title;
    }
}
