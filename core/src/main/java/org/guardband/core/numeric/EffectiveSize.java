package org.guardband.core.numeric;

import java.util.Arrays;

/** Kish's effective number of weighted rows, (Σ wᵢ)²/Σ wᵢ². */
public final class EffectiveSize {

    private EffectiveSize() {}

    /**
     * About how many rows of equal weight tell as much.
     *
     * @param weights n weights, finite and ≥ 0; divided by the largest, so that no square overflows
     * @return a number from 1 to n; 0 where all weights are zero or there is none
     */
    public static double of(double[] weights) {
        double largest = Arrays.stream(weights).max().orElse(0);
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            double share = weight / largest;
            sum += share;
            squares += share * share;
        }
        return sum * sum / squares;
    }
}
