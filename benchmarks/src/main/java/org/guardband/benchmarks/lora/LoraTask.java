package org.guardband.benchmarks.lora;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.ensembles.lora.LoraOptions;
import org.guardband.ensembles.lora.LoraTraining;
import org.guardband.ensembles.training.TrainingOptions;
import org.guardband.ensembles.transformer.EncoderShape;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.VisionTransformer;
import org.guardband.ensembles.transformer.VitConfig;
import org.guardband.kernels.Kernels;

/**
 * What the step of a LoRA ensemble is timed on: a vision transformer of generated weights on
 * generated images, of the width of ViT-Tiny and a third of its layers, and members of rank 8 at
 * queries, keys, values and outputs.
 */
public final class LoraTask {

    /** Members. */
    public static final int MEMBERS = 4;

    /** Images a step, which every member sees. */
    public static final int BATCH = 8;

    /** Layers. */
    public static final int LAYERS = 4;

    /** Numbers a token. */
    public static final int WIDTH = 192;

    /** Heads. */
    public static final int HEADS = 3;

    /** Numbers between the maps of a feed-forward part. */
    public static final int HIDDEN = 768;

    /** Patches an image. */
    public static final int PATCHES = 64;

    /** Numbers a patch. */
    public static final int PATCH = 48;

    /** Classes. */
    public static final int CLASSES = 10;

    /** Added to the variance in a layer norm. */
    public static final double EPSILON = 1e-12;

    private static final int EPOCHS = 1_000_000;
    private static final int SIDE = 32;
    private static final int EDGE = 4;

    /** Nothing to choose. */
    public LoraTask() {}

    /**
     * The numbers of the images.
     *
     * @return as many as {@link #BATCH} · {@link #PATCHES} · {@link #PATCH}
     */
    public float[] pixels() {
        SplittableRandom random = new SplittableRandom(4);
        float[] pixels = new float[BATCH * PATCHES * PATCH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (2 * random.nextDouble() - 1);
        }
        return pixels;
    }

    /**
     * The classes of the images.
     *
     * @return one an image
     */
    public int[] labels() {
        return IntStream.range(0, BATCH).map(i -> i % CLASSES).toArray();
    }

    /**
     * The training here, of more steps than anyone will wait for, without a bound on the gradient.
     *
     * @return not begun
     */
    public LoraTraining training() {
        VitConfig config =
                new VitConfig(
                        new EncoderShape(LAYERS, WIDTH, HEADS, HIDDEN, EPSILON),
                        SIDE,
                        SIDE,
                        3,
                        EDGE,
                        EDGE,
                        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
        return LoraTraining.of(
                VisionTransformer.of(config, new RandomWeights(1)),
                ImageInput.wrap(pixels(), BATCH),
                labels(),
                LoraOptions.withDefaults()
                        .withMembers(MEMBERS)
                        .withTraining(
                                TrainingOptions.withDefaults()
                                        .withEpochs(EPOCHS)
                                        .withBatch(BATCH)
                                        .withClip(Double.POSITIVE_INFINITY)),
                Kernels.best());
    }
}
