package org.guardband.cli.scenes;

import java.util.List;

/** An image in grey with the digits that are in it. */
public final class Scene {

    /** Width in pixels. */
    public static final int WIDTH = 96;

    /** Height in pixels. */
    public static final int HEIGHT = 64;

    private final int number;
    private final double[] pixels;
    private final List<Digit> digits;

    Scene(int number, double[] pixels, List<Digit> digits) {
        this.number = number;
        this.pixels = pixels;
        this.digits = List.copyOf(digits);
    }

    /**
     * The scene's number, its id among others.
     *
     * @return a number ≥ 0
     */
    public int number() {
        return number;
    }

    /**
     * The digits that were drawn.
     *
     * @return at least one
     */
    public List<Digit> digits() {
        return digits;
    }

    /**
     * One pixel.
     *
     * @param x column in [0, {@link #WIDTH})
     * @param y row in [0, {@link #HEIGHT}), downwards
     * @return ink in [0, 1]
     */
    public double ink(int x, int y) {
        return pixels[y * WIDTH + x];
    }

    /** Ink between pixel centres; the border goes on outside. */
    double ink(double x, double y) {
        double cx = Math.max(0, Math.min(WIDTH - 1.0, x - 0.5));
        double cy = Math.max(0, Math.min(HEIGHT - 1.0, y - 0.5));
        int left = Math.min(WIDTH - 2, (int) cx);
        int top = Math.min(HEIGHT - 2, (int) cy);
        double fx = cx - left;
        double fy = cy - top;
        int at = top * WIDTH + left;
        return (1 - fy) * ((1 - fx) * pixels[at] + fx * pixels[at + 1])
                + fy * ((1 - fx) * pixels[at + WIDTH] + fx * pixels[at + WIDTH + 1]);
    }
}
