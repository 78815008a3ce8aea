package org.guardband.ensembles.bayes;

import org.guardband.core.numeric.Arguments;

/**
 * The learning rate of snapshot ensembles: half a cosine from 1 to 0, begun anew in each of M
 * cycles. At step t of T, counted from 0, the factor is ½(cos(π (t mod ⌈T/M⌉)/⌈T/M⌉) + 1). At the
 * end of each cycle the network is a member.
 *
 * <p>Source: Huang, Li, Pleiss, Liu, Hopcroft, Weinberger 2017, arXiv 1704.00109.
 *
 * @param steps T ≥ 1
 * @param cycles M in [1, T]
 */
public record CyclicCosine(int steps, int cycles) {

    /**
     * Checks the numbers.
     *
     * @param steps T ≥ 1
     * @param cycles M in [1, T]
     * @throws IllegalArgumentException if a number is out of range
     */
    public CyclicCosine {
        Arguments.atLeast("steps", steps, 1);
        Arguments.atLeast("cycles", cycles, 1);
        if (cycles > steps) {
            throw new IllegalArgumentException(
                    "cycles must be <= steps (" + steps + "), got " + cycles);
        }
    }

    private int length() {
        return (steps + cycles - 1) / cycles;
    }

    /**
     * The factor on the learning rate.
     *
     * @param step from 0
     * @return in (0, 1]
     */
    public double factor(int step) {
        return 0.5 * (Math.cos(Math.PI * (step % length()) / length()) + 1);
    }

    /**
     * Whether a member is complete after a step.
     *
     * @param step from 0
     * @return whether it is the last of a cycle
     */
    public boolean endsCycle(int step) {
        return (step + 1) % length() == 0 || step == steps - 1;
    }
}
