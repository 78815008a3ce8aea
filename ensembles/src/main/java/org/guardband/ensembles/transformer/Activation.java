package org.guardband.ensembles.transformer;

import org.guardband.kernels.FloatMatrix;
import org.jspecify.annotations.Nullable;

/**
 * What flows through a network: for each copy a matrix with a row per token. Members share one copy
 * until something tells them apart.
 */
final class Activation {

    final float[] data;
    final int copies;
    final int rows;
    final int width;

    /** Whether a trainable weight lies before it. */
    final boolean tracked;

    private final @Nullable Activation origin;

    /** Derivatives ask for it from several threads, and all must get the same array. */
    private volatile float @Nullable [] gradient;

    private Activation(
            float[] data,
            int copies,
            int rows,
            int width,
            boolean tracked,
            @Nullable Activation origin) {
        this.data = data;
        this.copies = copies;
        this.rows = rows;
        this.width = width;
        this.tracked = tracked;
        this.origin = origin;
    }

    static Activation zeros(int copies, int rows, int width, boolean tracked) {
        int size = Math.multiplyExact(Math.multiplyExact(copies, rows), width);
        return wrap(new float[size], copies, rows, width, tracked);
    }

    static Activation wrap(float[] data, int copies, int rows, int width, boolean tracked) {
        return new Activation(data, copies, rows, width, tracked, null);
    }

    /** The rows of one copy as those of several: each gets its own share of them. */
    Activation dealtOut(int shares) {
        return new Activation(data, shares, rows / shares, width, tracked, this);
    }

    /** All copies below each other. */
    FloatMatrix matrix() {
        return FloatMatrix.wrap(copies * rows, width, data);
    }

    /** The copy of a member. */
    FloatMatrix of(int member) {
        return slice(data, member);
    }

    /** Where the copy of a member begins. */
    int start(int member) {
        return (copies == 1 ? 0 : member) * rows * width;
    }

    private FloatMatrix slice(float[] array, int member) {
        return FloatMatrix.wrap(array, start(member), rows, width, width, 1);
    }

    /** The gradient with respect to the data, zero at first. */
    float[] gradient() {
        if (origin != null) {
            return origin.gradient();
        }
        float[] present = gradient;
        return present == null ? firstGradient() : present;
    }

    private synchronized float[] firstGradient() {
        float[] present = gradient;
        if (present == null) {
            present = new float[data.length];
            gradient = present;
        }
        return present;
    }

    FloatMatrix gradientMatrix() {
        return FloatMatrix.wrap(copies * rows, width, gradient());
    }

    FloatMatrix gradientOf(int member) {
        return slice(gradient(), member);
    }
}
