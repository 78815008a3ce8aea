package org.guardband.ensembles.propagation;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.RealDistribution;

/**
 * The total variation distance between a predicted distribution of one number and draws of the true
 * one, over bins of equal predicted probability.
 */
public final class TotalVariation {

    private TotalVariation() {}

    /**
     * ½ Σ over bins of |share of the draws − probability|. It is at most the distance of the two
     * distributions, which finer bins approach, plus sampling noise of about √(bins/(2π n)).
     *
     * @param predicted the predicted distribution, continuous
     * @param draws draws of the true one, at least one, finite
     * @param bins into how many bins of equal predicted probability the line is cut, ≥ 2
     * @return a number in [0, 1]
     * @throws IllegalArgumentException if there is no draw, one is not finite, or there are too few
     *     bins
     */
    public static double binned(RealDistribution predicted, double[] draws, int bins) {
        Arguments.atLeast("number of draws", draws.length, 1);
        Arguments.allFinite("draws", draws);
        Arguments.atLeast("bins", bins, 2);
        int[] counts = new int[bins];
        for (double draw : draws) {
            counts[Math.min(bins - 1, (int) (predicted.cdf(draw) * bins))]++;
        }
        return 0.5
                * Arrays.stream(counts)
                        .mapToDouble(c -> Math.abs((double) c / draws.length - 1.0 / bins))
                        .sum();
    }
}
