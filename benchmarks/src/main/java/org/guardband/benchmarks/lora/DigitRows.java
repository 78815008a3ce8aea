package org.guardband.benchmarks.lora;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.guardband.ensembles.training.TrainingListener;
import org.guardband.ensembles.training.TrainingRun;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.Linear;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.Reconstruction;
import org.guardband.ensembles.transformer.VisionTransformer;
import org.guardband.ensembles.transformer.VitConfig;
import org.guardband.ensembles.transformer.Weight;
import org.guardband.kernels.Kernels;

/**
 * Optical digits of 8 × 8 pixels, scaled to [−1, 1], as they ship with the command. The base gives
 * masked patches back.
 */
final class DigitRows implements Task {

    private static final int SIDE = 8;
    private static final int PATCH = 2;
    private static final int PIXELS = SIDE * SIDE;
    private static final float HALF_RANGE = 8;
    private static final double MASKED = 0.5;

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

    @Override
    public Split split(long seed, Plan plan) {
        List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return Split.of(seed, digits, names, plan.pretraining(), plan.training(), this::images);
    }

    private ImageInput images(List<Integer> rows) {
        float[] some = new float[rows.size() * PIXELS];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(pixels, rows.get(i) * PIXELS, some, i * PIXELS, PIXELS);
        }
        return ImageInput.wrap(some, rows.size());
    }

    @Override
    public Network pretrained(Split split, Plan plan, long seed, Kernels kernels) {
        VisionTransformer base =
                VisionTransformer.of(
                        new VitConfig(plan.shape(), SIDE, SIDE, 1, PATCH, PATCH, split.labels()),
                        new RandomWeights(seed));
        Linear decoder =
                new RandomWeights(seed)
                        .linear("decoder", base.config().patchSize(), plan.shape().width());
        List<Weight> trained = new ArrayList<>(base.weights());
        trained.removeAll(List.of(base.head().weight(), base.head().bias()));
        trained.addAll(List.of(decoder.weight(), decoder.bias()));
        TrainingRun.of(
                        new Reconstruction(
                                base,
                                decoder,
                                (ImageInput) split.pretraining().input(),
                                MASKED,
                                seed,
                                kernels),
                        trained,
                        plan.pretrainingOptions(seed),
                        kernels)
                .run(TrainingListener.silent());
        return base;
    }
}
