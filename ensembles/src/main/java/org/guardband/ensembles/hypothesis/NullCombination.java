package org.guardband.ensembles.hypothesis;

/** From which combinations of the members the null distribution of a set test is drawn. */
public enum NullCombination {
    /** Each resample from a λ of its own, uniform on the simplex: the paper's rule. */
    UNIFORM_ON_SIMPLEX,

    /**
     * All resamples from the λ of the observed minimum, the best guess at the calibrated one: to be
     * taken where the members' noise differs so much that the law of the statistic depends on λ.
     */
    AT_THE_MINIMUM,

    /**
     * All resamples from the λ of the observed minimum, and each with the minimum over λ for its
     * own labels as its statistic: what is done to the data is done to the resamples, so that the
     * test is not conservative. It costs a search for each resample; for cheap statistics.
     */
    MINIMISED_AGAIN
}
