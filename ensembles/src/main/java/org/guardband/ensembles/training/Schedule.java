package org.guardband.ensembles.training;

import org.guardband.core.numeric.Arguments;

/** The learning rate of each step, as a share of the highest. */
public sealed interface Schedule {

    /**
     * The share of a step.
     *
     * @param step number of the step, from 0
     * @param steps number of steps in all
     * @return in [0, 1]
     */
    double share(long step, long steps);

    /**
     * A linear rise over the first steps, {@code step / warmUp}, so that the very first has rate 0,
     * then half a cosine down to zero at the last. The reference implementation of LoRA-Ensemble
     * has this one.
     *
     * @param warmUp number of rising steps, ≥ 0
     */
    record WarmUpCosine(int warmUp) implements Schedule {

        /**
         * Checks the number.
         *
         * @param warmUp number of rising steps
         * @throws IllegalArgumentException if it is negative
         */
        public WarmUpCosine {
            Arguments.atLeast("warmUp", warmUp, 0);
        }

        @Override
        public double share(long step, long steps) {
            if (step < warmUp) {
                return step / (double) warmUp;
            }
            double done = (step - warmUp) / (double) Math.max(1, steps - warmUp);
            return Math.max(0, 0.5 * (1 + Math.cos(Math.PI * done)));
        }
    }

    /**
     * Half a cosine from the highest rate to zero, again and again, at whose ends snapshots are
     * taken (Huang et al. 2017, arXiv 1704.00109).
     *
     * @param cycles number of cycles, ≥ 1
     */
    record CyclicCosine(int cycles) implements Schedule {

        /**
         * Checks the number.
         *
         * @param cycles number of cycles
         * @throws IllegalArgumentException if it is less than 1
         */
        public CyclicCosine {
            Arguments.atLeast("cycles", cycles, 1);
        }

        @Override
        public double share(long step, long steps) {
            long length = Math.max(1, (steps + cycles - 1) / cycles);
            return 0.5 * (1 + Math.cos(Math.PI * (step % length) / length));
        }
    }
}
