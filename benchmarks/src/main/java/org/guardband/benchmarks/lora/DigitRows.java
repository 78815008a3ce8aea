package org.guardband.benchmarks.lora;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.guardband.ensembles.transformer.ImageInput;

/** Optical digits of 8 × 8 pixels, scaled to [−1, 1], as they ship with the command. */
final class DigitRows {

    static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final float HALF_RANGE = 8;

    private final float[] pixels;
    private final int[] digits;

    private DigitRows(float[] pixels, int... digits) {
        this.pixels = pixels;
        this.digits = digits;
    }

    static DigitRows read() throws IOException {
        String resource = "/org/guardband/cli/data/digits.csv.gz";
        List<String> lines;
        try (InputStream file =
                        Objects.requireNonNull(
                                DigitRows.class.getResourceAsStream(resource), resource);
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            lines = reader.lines().skip(1).toList();
        }
        float[] pixels = new float[lines.size() * PIXELS];
        int[] digits = new int[lines.size()];
        for (int i = 0; i < digits.length; i++) {
            String[] cells = lines.get(i).split(",", -1);
            for (int j = 0; j < PIXELS; j++) {
                pixels[i * PIXELS + j] = Float.parseFloat(cells[j]) / HALF_RANGE - 1;
            }
            digits[i] = Integer.parseInt(cells[PIXELS]);
        }
        return new DigitRows(pixels, digits);
    }

    /** The digits that are known to a model, in the order of its classes. */
    static List<Integer> known(int unknown) {
        return IntStream.range(0, 10).filter(d -> d != unknown).boxed().toList();
    }

    /** Rows of a split: images, and the class of each. */
    static final class Part {

        private final ImageInput images;
        private final int[] labels;

        private Part(ImageInput images, int... labels) {
            this.images = images;
            this.labels = labels;
        }

        ImageInput images() {
            return images;
        }

        int[] labels() {
            return labels.clone();
        }
    }

    /**
     * A random split.
     *
     * @param pretraining images for the base
     * @param training labelled rows
     * @param test rows of the same classes
     * @param unknown rows of the digit that no model has seen; their label is 0
     */
    record Split(Part pretraining, Part training, Part test, Part unknown) {}

    Split split(long seed, int unknown, int pretraining, int training) {
        List<Integer> inside = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        int[] order = IntStream.range(0, digits.length).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        for (int row : order) {
            (digits[row] == unknown ? outside : inside).add(row);
        }
        return new Split(
                part(inside.subList(0, pretraining), unknown),
                part(inside.subList(pretraining, pretraining + training), unknown),
                part(inside.subList(pretraining + training, inside.size()), unknown),
                part(outside, unknown));
    }

    private Part part(List<Integer> rows, int unknown) {
        float[] some = new float[rows.size() * PIXELS];
        int[] labels = new int[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(pixels, rows.get(i) * PIXELS, some, i * PIXELS, PIXELS);
            labels[i] = Math.max(0, known(unknown).indexOf(digits[rows.get(i)]));
        }
        return new Part(ImageInput.wrap(some, labels.length), labels);
    }

    @Override
    public String toString() {
        return digits.length + " digits, " + Arrays.stream(digits).distinct().count() + " kinds";
    }
}
