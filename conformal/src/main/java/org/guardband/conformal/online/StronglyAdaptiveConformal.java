package org.guardband.conformal.online;

import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;

/**
 * Strongly adaptive online conformal prediction (SAOCP): a new {@link ScaleFreeDescent} learner
 * starts at every step i from the threshold in use and lives for L(i) = g·max{2ᵐ : 2ᵐ divides i}
 * steps, so that some learner is as old as the present regime, whatever its age. The threshold is
 * θₜ = Σ pᵢθᵢ over the living, pᵢ ∝ πᵢ·max(wᵢ, 0) with πᵢ = 1/(i²(1 + ⌊log₂ i⌋)), and pᵢ ∝ πᵢ where
 * no weight is positive. The weights come from betting on the gain over the mixture, gᵢ = (ℓ(θₜ, s)
 * − ℓ(θᵢ, s))/D, not below zero while wᵢ ≤ 0:
 *
 * <pre>    wᵢ ← (Σgᵢ)(1 + Σwᵢgᵢ)/(age of i).</pre>
 *
 * <p>For scores in [0, D] and every stretch of m rows the pinball losses are together at most 15
 * D√(m(ln T + 1)) above those of the best fixed threshold for that stretch (a proposition of the
 * paper). About g(1 + log₂ t)/2 learners are alive, and a step costs as many.
 *
 * <p>Scores outside [0, D] would let a bet risk more than it owns, so that gᵢ is cut to [−1, 1].
 * The authors' code divides gᵢ by max(α, 1 − α) besides and lets learners live one step longer; the
 * paper is followed here.
 *
 * <p>Source: Bhatnagar, Wang, Xiong, Bai 2023, arXiv 2302.07869.
 *
 * @param coverage 1 − α
 * @param scale D &gt; 0, how large scores get: the largest of a calibration set, say
 * @param lifetime g ≥ 1; the paper takes 8
 */
public record StronglyAdaptiveConformal(Coverage coverage, double scale, int lifetime) {

    /**
     * Checks the options.
     *
     * @param coverage 1 − α
     * @param scale D
     * @param lifetime g
     * @throws IllegalArgumentException if an option is out of range
     */
    public StronglyAdaptiveConformal {
        Arguments.positive("scale", scale);
        Arguments.atLeast("lifetime", lifetime, 1);
    }

    /**
     * g = 8.
     *
     * @param coverage 1 − α
     * @param scale D &gt; 0, how large scores get
     * @return the method
     */
    public static StronglyAdaptiveConformal withDefaults(Coverage coverage, double scale) {
        return new StronglyAdaptiveConformal(coverage, scale, 8);
    }

    /**
     * The same with learners that live longer or shorter.
     *
     * @param multiple g ≥ 1
     * @return the method
     */
    public StronglyAdaptiveConformal withLifetime(int multiple) {
        return new StronglyAdaptiveConformal(coverage, scale, multiple);
    }

    /**
     * Starts a stream.
     *
     * @param threshold θ₁, finite; 0 where nothing is known
     * @return the stream
     * @throws IllegalArgumentException if {@code threshold} is not finite
     */
    public StronglyAdaptiveConformalStream start(double threshold) {
        LivingLearners learners = new LivingLearners(scale, lifetime);
        learners.add(1, Arguments.finite("threshold", threshold));
        return new StronglyAdaptiveConformalStream(new Tally(coverage), learners, threshold);
    }
}
