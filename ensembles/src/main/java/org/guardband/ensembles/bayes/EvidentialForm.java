package org.guardband.ensembles.bayes;

/**
 * What an evidential classifier is fitted by; α are the parameters of its Dirichlet, S their sum.
 */
public enum EvidentialForm {
    /** ln S − ln α_y: the log of the mean probability, type II maximum likelihood. */
    LOG,

    /** ψ(S) − ψ(α_y): the mean of −ln p_y. */
    DIGAMMA,

    /** Σ_k (1{k = y} − α_k/S)² + α_k(S − α_k)/(S²(S + 1)): the mean Brier score. */
    SQUARED
}
