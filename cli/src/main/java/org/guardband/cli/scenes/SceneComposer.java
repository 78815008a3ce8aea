package org.guardband.cli.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Lays out digits in scenes as a cheap camera would see them: in sizes from 9 to 18 pixels, paler
 * towards the corners (vignetting), with sensor noise, and among scraps of other digits that are no
 * digits. What is hard for a detector so depends on where in the image it looks.
 */
public final class SceneComposer {

    private static final int SIDE = 8;
    private static final double INK = 16;
    private static final int MOST_TRIES = 60;
    private static final double NOISE = 0.07;
    private static final double CORNER_LOSS = 0.68;

    private final double[][] images;
    private final int[] labels;

    /**
     * A composer over these digits.
     *
     * @param images 8 × 8 pixels each, row by row, ink from 0 to 16
     * @param labels which digit each is
     * @throws IllegalArgumentException if there is none, or lengths differ
     */
    public SceneComposer(double[][] images, int[] labels) {
        if (images.length == 0 || images.length != labels.length) {
            throw new IllegalArgumentException(
                    "images must be as many as labels, at least one, got "
                            + images.length
                            + " and "
                            + labels.length);
        }
        this.images = images.clone();
        this.labels = labels.clone();
    }

    /**
     * Composes scenes.
     *
     * @param first number of the first scene
     * @param count how many
     * @param seed seed; a scene depends on it and on its own number alone
     * @return the scenes
     */
    public List<Scene> scenes(int first, int count, long seed) {
        return IntStream.range(first, first + count).mapToObj(n -> scene(n, seed)).toList();
    }

    private Scene scene(int number, long seed) {
        SplittableRandom rng = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (number + 1)));
        rng.nextLong();
        double[] pixels = new double[Scene.WIDTH * Scene.HEIGHT];
        List<Digit> digits = new ArrayList<>();
        List<Box> taken = new ArrayList<>();
        int wanted = 4 + rng.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            int glyph = rng.nextInt(images.length);
            Box cell = place(taken, 9 + 9 * rng.nextDouble(), 0.02, rng);
            taken.add(cell);
            digits.add(new Digit(labels[glyph], draw(pixels, images[glyph], cell, 0, SIDE), cell));
        }
        int scraps = 2 + rng.nextInt(3);
        for (int i = 0; i < scraps; i++) {
            double[] image = images[rng.nextInt(images.length)];
            int from = rng.nextInt(2) * SIDE / 2;
            Box cell = place(taken, 8 + 8 * rng.nextDouble(), 0.1, rng);
            draw(pixels, image, cell, from, from + SIDE / 2);
        }
        expose(pixels, rng);
        return new Scene(number, pixels, digits);
    }

    /** A square that hardly touches what is taken; after many tries any will do. */
    private static Box place(
            List<Box> taken, double size, double mostOverlap, SplittableRandom rng) {
        Box cell = new Box(0, 0, size, size);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            double x = rng.nextDouble() * (Scene.WIDTH - size);
            double y = rng.nextDouble() * (Scene.HEIGHT - size);
            Box at = new Box(x, y, x + size, y + size);
            cell = at;
            if (taken.stream().allMatch(other -> other.overlap(at) <= mostOverlap)) {
                break;
            }
        }
        return cell;
    }

    /** Draws rows [from, to) of an image; returns the bounding box of what has ink enough. */
    private static Box draw(double[] pixels, double[] image, Box cell, int from, int to) {
        double scale = SIDE / cell.width();
        double x1 = Double.POSITIVE_INFINITY;
        double y1 = Double.POSITIVE_INFINITY;
        double x2 = Double.NEGATIVE_INFINITY;
        double y2 = Double.NEGATIVE_INFINITY;
        for (int y = (int) cell.y1(); y < Math.min(Scene.HEIGHT, Math.ceil(cell.y2())); y++) {
            for (int x = (int) cell.x1(); x < Math.min(Scene.WIDTH, Math.ceil(cell.x2())); x++) {
                double u = (x + 0.5 - cell.x1()) * scale;
                double v = (y + 0.5 - cell.y1()) * scale;
                double ink = v < from || v >= to ? 0 : sample(image, u, v) / INK;
                int at = y * Scene.WIDTH + x;
                pixels[at] = Math.max(pixels[at], ink);
                if (ink > 0.25) {
                    x1 = Math.min(x1, x);
                    y1 = Math.min(y1, y);
                    x2 = Math.max(x2, x + 1);
                    y2 = Math.max(y2, y + 1);
                }
            }
        }
        return x2 > x1 ? new Box(x1, y1, x2, y2) : cell;
    }

    private static double sample(double[] image, double u, double v) {
        double cu = Math.max(0, Math.min(SIDE - 1.0, u - 0.5));
        double cv = Math.max(0, Math.min(SIDE - 1.0, v - 0.5));
        int left = Math.min(SIDE - 2, (int) cu);
        int top = Math.min(SIDE - 2, (int) cv);
        double fu = cu - left;
        double fv = cv - top;
        int at = top * SIDE + left;
        return (1 - fv) * ((1 - fu) * image[at] + fu * image[at + 1])
                + fv * ((1 - fu) * image[at + SIDE] + fu * image[at + SIDE + 1]);
    }

    private static void expose(double[] pixels, SplittableRandom rng) {
        double half = Math.hypot(Scene.WIDTH, Scene.HEIGHT) / 2;
        for (int y = 0; y < Scene.HEIGHT; y++) {
            for (int x = 0; x < Scene.WIDTH; x++) {
                double r = Math.hypot(x + 0.5 - Scene.WIDTH / 2.0, y + 0.5 - Scene.HEIGHT / 2.0);
                double light = 1 - CORNER_LOSS * (r / half) * (r / half);
                int at = y * Scene.WIDTH + x;
                double seen = light * pixels[at] + NOISE * rng.nextGaussian();
                pixels[at] = Math.max(0, Math.min(1, seen));
            }
        }
    }
}
