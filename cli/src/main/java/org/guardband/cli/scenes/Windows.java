package org.guardband.cli.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The squares of a scene that a detector looks at, and what it sees in them. */
final class Windows {

    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int DIRECTIONS = 8;

    /** How many numbers tell what a window looks like. */
    static final int FEATURES = PIXELS + PIXELS / 4 * DIRECTIONS;

    private static final int[] SIZES = {9, 12, 16};
    private static final double LEAST_INK = 0.085;

    private Windows() {}

    /** Squares in three sizes, a quarter of their size apart, that are not all but empty. */
    static List<Box> of(Scene scene) {
        List<Box> windows = new ArrayList<>();
        for (int size : SIZES) {
            int step = size / 4;
            for (int y = 0; y + size <= Scene.HEIGHT; y += step) {
                for (int x = 0; x + size <= Scene.WIDTH; x += step) {
                    Box window = new Box(x, y, x + size, y + size);
                    if (ink(scene, window) >= LEAST_INK) {
                        windows.add(window);
                    }
                }
            }
        }
        return windows;
    }

    private static double ink(Scene scene, Box window) {
        double sum = 0;
        for (int y = (int) window.y1(); y < window.y2(); y++) {
            for (int x = (int) window.x1(); x < window.x2(); x++) {
                sum += scene.ink(x, y);
            }
        }
        return sum / (window.width() * window.height());
    }

    /**
     * What a window looks like: 8 × 8 means of ink, and for each 2 × 2 of them how much ink rises
     * in eight directions; all as shares of the darkest, so that pale digits look like dark ones.
     */
    static double[] features(Scene scene, Box window) {
        double[] patch = patch(scene, window);
        double[] features = Arrays.copyOf(patch, FEATURES);
        for (int v = 0; v < SIDE; v++) {
            for (int u = 0; u < SIDE; u++) {
                double dx = at(patch, u + 1, v) - at(patch, u - 1, v);
                double dy = at(patch, u, v + 1) - at(patch, u, v - 1);
                double turn = (Math.atan2(dy, dx) / (2 * Math.PI) + 1) * DIRECTIONS;
                int direction = (int) turn % DIRECTIONS;
                double share = turn - Math.floor(turn);
                double rise = Math.hypot(dx, dy);
                int cell = PIXELS + (v / 2 * (SIDE / 2) + u / 2) * DIRECTIONS;
                features[cell + direction] += (1 - share) * rise;
                features[cell + (direction + 1) % DIRECTIONS] += share * rise;
            }
        }
        return features;
    }

    private static double at(double[] patch, int u, int v) {
        return patch[
                Math.max(0, Math.min(SIDE - 1, v)) * SIDE + Math.max(0, Math.min(SIDE - 1, u))];
    }

    private static double[] patch(Scene scene, Box window) {
        double[] patch = new double[SIDE * SIDE];
        double cell = window.width() / SIDE;
        double darkest = 1e-9;
        for (int v = 0; v < SIDE; v++) {
            for (int u = 0; u < SIDE; u++) {
                double x = window.x1() + u * cell;
                double y = window.y1() + v * cell;
                double mean =
                        (scene.ink(x + cell / 4, y + cell / 4)
                                        + scene.ink(x + 3 * cell / 4, y + cell / 4)
                                        + scene.ink(x + cell / 4, y + 3 * cell / 4)
                                        + scene.ink(x + 3 * cell / 4, y + 3 * cell / 4))
                                / 4;
                patch[v * SIDE + u] = mean;
                darkest = Math.max(darkest, mean);
            }
        }
        for (int i = 0; i < patch.length; i++) {
            patch[i] /= darkest;
        }
        return patch;
    }
}
