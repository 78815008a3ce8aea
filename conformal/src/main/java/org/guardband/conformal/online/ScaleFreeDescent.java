package org.guardband.conformal.online;

import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;

/**
 * Scale-free online gradient descent (SF-OGD) on the threshold itself:
 *
 * <pre>    θₜ₊₁ = θₜ − (D/√3) gₜ/√(g₁² + … + gₜ²),  gₜ = α − errₜ,</pre>
 *
 * gₜ being the slope of the pinball loss ℓ(θ, s) = max((1 − α)(s − θ), α(θ − s)) at θₜ. No scores
 * are kept; a step is a few operations.
 *
 * <p>For every T and θ the losses of the thresholds exceed those of θ by at most (B²/(2D/√3) +
 * D/√3)·√Σg² with B the largest |θₜ − θ|, of the order D√T, whatever the scores; with scores in [0,
 * D] the share of misses tends to α as well (a theorem of the paper). With a D far too small the
 * thresholds cannot follow; far too large, they swing.
 *
 * <p>The authors' code keeps thresholds at or above zero. Here they may fall below, as scores of
 * other signs ask (CQR), which on scores ≥ 0 is an empty set that pays for itself.
 *
 * <p>Source: Bhatnagar, Wang, Xiong, Bai 2023, arXiv 2302.07869; Orabona, Pál 2018, arXiv
 * 1601.01974.
 *
 * @param coverage 1 − α
 * @param scale D &gt; 0, how large scores get: the largest of a calibration set, say
 */
public record ScaleFreeDescent(Coverage coverage, double scale) {

    /**
     * Checks the options.
     *
     * @param coverage 1 − α
     * @param scale D
     * @throws IllegalArgumentException if {@code scale} is not positive and finite
     */
    public ScaleFreeDescent {
        Arguments.positive("scale", scale);
    }

    /**
     * Starts a stream.
     *
     * @param threshold θ₁, finite; 0 where nothing is known
     * @return the stream
     * @throws IllegalArgumentException if {@code threshold} is not finite
     */
    public ScaleFreeDescentStream start(double threshold) {
        return new ScaleFreeDescentStream(new Tally(coverage), scale, threshold, 0);
    }
}
