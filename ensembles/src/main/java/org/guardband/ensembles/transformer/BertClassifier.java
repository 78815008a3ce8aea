package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * A BERT classifier as Hugging Face's {@code BertForSequenceClassification} computes it: word,
 * position and type embeddings under a norm, layers with the norm after each part and the exact
 * GELU, padding masked out of the attention, tanh of a linear map of the first token, and a linear
 * head.
 *
 * <p>Source: Devlin et al. 2019, arXiv 1810.04805; huggingface/transformers, models/bert.
 */
public final class BertClassifier extends Network {

    private static final Block.Names LAYERS =
            new Block.Names(
                    "bert.encoder.layer",
                    "attention.self",
                    "attention.output.LayerNorm",
                    "output.LayerNorm");

    private final BertConfig config;
    private final Weight words;
    private final Weight positions;
    private final Weight types;
    private final Norm norm;
    private final Linear pooler;

    private BertClassifier(
            BertConfig config,
            WeightSource source,
            Weight words,
            Weight positions,
            Weight types,
            Norm norm,
            List<Block> blocks) {
        super(
                config.shape(),
                blocks,
                source.linear("classifier", config.labels().size(), config.shape().width()),
                config.labels());
        this.config = config;
        this.words = words;
        this.positions = positions;
        this.types = types;
        this.norm = norm;
        this.pooler =
                source.linear("bert.pooler.dense", config.shape().width(), config.shape().width());
    }

    /**
     * A network.
     *
     * @param config its sizes
     * @param source its weights
     * @return the network
     * @throws IllegalArgumentException if the source has not the weights
     */
    public static BertClassifier of(BertConfig config, WeightSource source) {
        EncoderShape shape = config.shape();
        int width = shape.width();
        String embeddings = "bert.embeddings.";
        return new BertClassifier(
                config,
                source,
                source.weight(embeddings + "word_embeddings.weight", config.vocabulary(), width),
                source.weight(embeddings + "position_embeddings.weight", config.positions(), width),
                source.weight(embeddings + "token_type_embeddings.weight", config.types(), width),
                Norm.of(source, embeddings + "LayerNorm", shape),
                Block.all(source, shape, LAYERS));
    }

    /**
     * The sizes.
     *
     * @return the configuration; its labels are those of the head
     */
    public BertConfig config() {
        return config;
    }

    Weight words() {
        return words;
    }

    Weight positions() {
        return positions;
    }

    Weight types() {
        return types;
    }

    Norm norm() {
        return norm;
    }

    @Override
    Network with(WeightSource source, List<String> labels) {
        return of(
                new BertConfig(
                        config.shape(),
                        config.vocabulary(),
                        config.positions(),
                        config.types(),
                        labels),
                source);
    }

    @Override
    public List<Weight> weights() {
        List<Weight> all = new ArrayList<>(List.of(words, positions, types));
        all.addAll(norm.weights());
        blocks.forEach(block -> all.addAll(block.weights()));
        all.addAll(pooler.weights());
        all.addAll(head().weights());
        return all;
    }

    @Override
    Linear pooler() {
        return pooler;
    }

    @Override
    List<Place> outside() {
        return List.of(Place.POOLER, Place.HEAD);
    }

    @Override
    Block.NormOrder order() {
        return Block.NormOrder.AFTER;
    }

    @Override
    void requireFit(SequenceInput input) {
        if (!(input instanceof TokenInput texts)) {
            throw new IllegalArgumentException("a BERT takes texts, got images");
        }
        if (texts.tokens() > config.positions()) {
            throw new IllegalArgumentException(
                    "texts must have at most "
                            + config.positions()
                            + " tokens, got "
                            + texts.tokens());
        }
        Arguments.allIndices("ids", texts.ids(), config.vocabulary());
        Arguments.allIndices("types", texts.types(), config.types());
    }

    @Override
    int tokens(SequenceInput input) {
        return ((TokenInput) input).tokens();
    }

    @Override
    boolean[] visible(SequenceInput input) {
        return ((TokenInput) input).visible();
    }

    @Override
    Activation embed(Pass pass, SequenceInput input) {
        return NormOperation.apply(
                pass,
                EmbeddingOperations.lookUp(pass, (TokenInput) input, words, positions, types),
                norm);
    }

    @Override
    Activation finish(Pass pass, Activation x) {
        return x;
    }

    @Override
    Activation pool(Pass pass, Members members, Activation first) {
        return Elementwise.tanh(pass, members.apply(pass, first, pooler, Place.POOLER));
    }

    @Override
    public String toString() {
        return "BertClassifier[" + config + "]";
    }
}
