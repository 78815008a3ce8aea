package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.List;

/**
 * A vision transformer (ViT) classifier as Hugging Face's {@code ViTForImageClassification}
 * computes it: patches by a convolution that is a product, a class token, learned positions, layers
 * with the norm before each part and the exact GELU, a last norm, and a linear head on the class
 * token.
 *
 * <p>Source: Dosovitskiy et al. 2021, arXiv 2010.11929; huggingface/transformers, models/vit.
 */
public final class VisionTransformer extends Network {

    private static final Block.Names LAYERS =
            new Block.Names(
                    "vit.encoder.layer",
                    "attention.attention",
                    "layernorm_before",
                    "layernorm_after");

    private final VitConfig config;
    private final Weight classToken;
    private final Weight positions;
    private final Linear projection;
    private final Norm last;

    private VisionTransformer(
            VitConfig config,
            WeightSource source,
            Weight classToken,
            Weight positions,
            Linear projection,
            List<Block> blocks,
            Norm last) {
        super(
                config.shape(),
                blocks,
                source.linear("classifier", config.labels().size(), config.shape().width()),
                config.labels());
        this.config = config;
        this.classToken = classToken;
        this.positions = positions;
        this.projection = projection;
        this.last = last;
    }

    /**
     * A network.
     *
     * @param config its sizes
     * @param source its weights
     * @return the network
     * @throws IllegalArgumentException if the source has not the weights
     */
    public static VisionTransformer of(VitConfig config, WeightSource source) {
        EncoderShape shape = config.shape();
        int width = shape.width();
        String embeddings = "vit.embeddings.";
        String patches = embeddings + "patch_embeddings.projection";
        Weight classToken = source.weight(embeddings + "cls_token", 1, 1, width);
        Weight positions =
                source.weight(embeddings + "position_embeddings", 1, config.patches() + 1, width);
        Linear projection =
                new Linear(
                        source.weight(
                                patches + ".weight",
                                width,
                                config.channels(),
                                config.patchHeight(),
                                config.patchWidth()),
                        source.weight(patches + ".bias", width));
        return new VisionTransformer(
                config,
                source,
                classToken,
                positions,
                projection,
                Block.all(source, shape, LAYERS),
                Norm.of(source, "vit.layernorm", shape));
    }

    /**
     * The sizes.
     *
     * @return the configuration; its labels are those of the head
     */
    public VitConfig config() {
        return config;
    }

    Weight classToken() {
        return classToken;
    }

    Weight positions() {
        return positions;
    }

    Linear projection() {
        return projection;
    }

    Norm last() {
        return last;
    }

    @Override
    Network with(WeightSource source, List<String> labels) {
        return of(
                new VitConfig(
                        config.shape(),
                        config.height(),
                        config.imageWidth(),
                        config.channels(),
                        config.patchHeight(),
                        config.patchWidth(),
                        labels),
                source);
    }

    @Override
    public List<Weight> weights() {
        List<Weight> all = new ArrayList<>(List.of(classToken, positions));
        all.addAll(projection.weights());
        blocks.forEach(block -> all.addAll(block.weights()));
        all.addAll(last.weights());
        all.addAll(head().weights());
        return all;
    }

    @Override
    Linear pooler() {
        throw new IllegalArgumentException("a vision transformer has no pooler");
    }

    @Override
    List<Place> outside() {
        return List.of(Place.HEAD);
    }

    @Override
    Block.NormOrder order() {
        return Block.NormOrder.BEFORE;
    }

    @Override
    void requireFit(SequenceInput input) {
        if (!(input instanceof ImageInput images)) {
            throw new IllegalArgumentException("a vision transformer takes images, got texts");
        }
        if (images.size() > 0 && images.perImage() != config.pixels()) {
            throw new IllegalArgumentException(
                    "images must have "
                            + config.channels()
                            + " x "
                            + config.height()
                            + " x "
                            + config.imageWidth()
                            + " = "
                            + config.pixels()
                            + " numbers each, got "
                            + images.perImage());
        }
    }

    @Override
    int tokens(SequenceInput input) {
        return config.patches() + 1;
    }

    @Override
    boolean[] visible(SequenceInput input) {
        return new boolean[0];
    }

    @Override
    Activation embed(Pass pass, SequenceInput input) {
        return embedPatches(pass, patches((ImageInput) input), input.size());
    }

    Activation embedPatches(Pass pass, float[] patches, int size) {
        Activation in =
                Activation.wrap(patches, 1, size * config.patches(), config.patchSize(), false);
        Activation embedded = LinearOperation.shared(pass, in, projection);
        return EmbeddingOperations.withClassToken(
                pass, embedded, classToken, positions, config.patches());
    }

    /** The patches of all images, each in the order of the convolution's weights. */
    float[] patches(ImageInput images) {
        int high = config.patchHeight();
        int wide = config.patchWidth();
        int across = config.imageWidth() / wide;
        float[] pixels = images.pixels();
        float[] out = new float[pixels.length];
        int at = 0;
        for (int i = 0; i < images.size(); i++) {
            for (int p = 0; p < config.patches(); p++) {
                int top = p / across * high;
                int left = p % across * wide;
                for (int c = 0; c < config.channels(); c++) {
                    for (int y = 0; y < high; y++) {
                        int row = (c * config.height() + top + y) * config.imageWidth() + left;
                        System.arraycopy(pixels, i * config.pixels() + row, out, at, wide);
                        at += wide;
                    }
                }
            }
        }
        return out;
    }

    @Override
    Activation finish(Pass pass, Activation x) {
        return NormOperation.apply(pass, x, last);
    }

    @Override
    Activation pool(Pass pass, Members members, Activation first) {
        return first;
    }

    @Override
    public String toString() {
        return "VisionTransformer[" + config + "]";
    }
}
