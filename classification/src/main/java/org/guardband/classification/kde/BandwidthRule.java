package org.guardband.classification.kde;

import java.util.function.DoubleUnaryOperator;
import org.guardband.core.numeric.Arguments;

/** How the bandwidth of a kernel is found from the leave-one-out likelihood of the scores. */
@FunctionalInterface
public interface BandwidthRule {

    /**
     * Chooses a bandwidth.
     *
     * @param logLikelihood the leave-one-out log-likelihood Σ ln f̂ᵢ of a bandwidth, for instance
     *     {@link BetaKernelRegression#logLikelihood}
     * @param rows the number n of scores
     * @return h &gt; 0
     */
    double choose(DoubleUnaryOperator logLikelihood, int rows);

    /**
     * Chooses a bandwidth for scores.
     *
     * @param scores the scores
     * @return h &gt; 0
     */
    default double choose(BetaKernelRegression scores) {
        return choose(scores::logLikelihood, scores.size());
    }

    /**
     * Chooses a bandwidth for probability vectors.
     *
     * @param scores the vectors
     * @return h &gt; 0
     */
    default double choose(DirichletKernelRegression scores) {
        return choose(scores::logLikelihood, scores.size());
    }

    /**
     * The same bandwidth for all.
     *
     * @param bandwidth h &gt; 0
     * @return the rule
     * @throws IllegalArgumentException if it is not positive
     */
    static BandwidthRule fixed(double bandwidth) {
        Arguments.positive("bandwidth", bandwidth);
        return (logLikelihood, rows) -> bandwidth;
    }
}
