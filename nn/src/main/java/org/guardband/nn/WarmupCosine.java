package org.guardband.nn;

/**
 * A learning rate that rises linearly from 0 and then falls along half a cosine to 0: at step s the
 * factor is s / warmup, then ½ (1 + cos(π (s − warmup) / (total − warmup))).
 *
 * @param warmup steps of the rise, ≥ 0
 * @param total steps in all, &gt; warmup
 */
public record WarmupCosine(int warmup, int total) {

    /**
     * Checks the numbers of steps.
     *
     * @param warmup at least 0
     * @param total more than warmup
     */
    public WarmupCosine {
        Checks.atLeast("warmup", warmup, 0);
        Checks.atLeast("total", total, warmup + 1);
    }

    /**
     * The factor on the learning rate.
     *
     * @param step from 0
     * @return in [0, 1]; 0 from {@code total} on
     */
    public double factor(int step) {
        if (step < warmup) {
            return (double) step / warmup;
        }
        double progress = Math.min(1, (step - warmup) / (double) (total - warmup));
        return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
}
