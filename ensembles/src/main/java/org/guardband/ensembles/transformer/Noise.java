package org.guardband.ensembles.transformer;

import org.guardband.core.numeric.SeededUniforms;

/**
 * Where a pass drops activations, and which: a mask depends on the seed, the number of the
 * operation within the pass and the position, never on a thread.
 */
final class Noise {

    private final double hidden;
    private final double adapter;
    private final long seed;
    private int stream;

    private Noise(double hidden, double adapter, long seed) {
        this.hidden = hidden;
        this.adapter = adapter;
        this.seed = seed;
    }

    static Noise none() {
        return new Noise(0, 0, 0);
    }

    /**
     * Drops.
     *
     * @param hidden share of what leaves the attention and feed-forward parts
     * @param adapter share of what enters the low-rank updates
     */
    static Noise of(double hidden, double adapter, long seed) {
        return new Noise(hidden, adapter, seed);
    }

    double hidden() {
        return hidden;
    }

    double adapter() {
        return adapter;
    }

    /** A mask of zeros and 1/(1 − p) for the next operation. */
    float[] mask(int length, double p) {
        SeededUniforms uniforms = new SeededUniforms(seed, stream++);
        float kept = (float) (1 / (1 - p));
        float[] mask = new float[length];
        for (int i = 0; i < length; i++) {
            mask[i] = uniforms.at(i) < p ? 0 : kept;
        }
        return mask;
    }
}
