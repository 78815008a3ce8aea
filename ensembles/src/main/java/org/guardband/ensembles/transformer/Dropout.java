package org.guardband.ensembles.transformer;

/**
 * What is dropped in a pass, others for each member and operation; what is kept is scaled up by
 * 1/(1 − p). Which numbers are dropped depends on the seed, the operation and the position alone.
 *
 * @param hidden p of what leaves the attention and the feed-forward part of each layer, in [0, 1)
 * @param adapter p of what enters the low-rank updates, in [0, 1)
 * @param seed the seed
 */
public record Dropout(double hidden, double adapter, long seed) {

    /**
     * Checks the shares.
     *
     * @param hidden p of what leaves the parts of each layer
     * @param adapter p of what enters the low-rank updates
     * @param seed the seed
     * @throws IllegalArgumentException if a share is outside [0, 1)
     */
    public Dropout {
        requireShare("hidden", hidden);
        requireShare("adapter", adapter);
    }

    private static void requireShare(String name, double p) {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), got " + p);
        }
    }

    /**
     * Nothing is dropped.
     *
     * @return no dropout
     */
    public static Dropout none() {
        return new Dropout(0, 0, 0);
    }

    Noise noise(long pass) {
        return hidden == 0 && adapter == 0
                ? Noise.none()
                : Noise.of(hidden, adapter, seed + 0x9E3779B97F4A7C15L * (pass + 1));
    }
}
