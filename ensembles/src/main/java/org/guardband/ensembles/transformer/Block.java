package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.List;

/**
 * One layer of an encoder.
 *
 * @param query queries
 * @param key keys
 * @param value values
 * @param attentionOutput the map of the attention's result
 * @param intermediate first map of the feed-forward part
 * @param output second map of the feed-forward part
 * @param first the norm of the attention part
 * @param second the norm of the feed-forward part
 */
record Block(
        Linear query,
        Linear key,
        Linear value,
        Linear attentionOutput,
        Linear intermediate,
        Linear output,
        Norm first,
        Norm second) {

    /** Where a norm stands. */
    enum NormOrder {
        /** x + f(norm(x)), as in ViT. */
        BEFORE,
        /** norm(x + f(x)), as in BERT. */
        AFTER
    }

    /** Which tokens a layer has to give. */
    enum Wanted {
        /** All. */
        ALL,
        /** The first of each sequence, which is all that a classifier looks at in the end. */
        FIRST
    }

    /**
     * What the modules of a layer are called where architectures differ.
     *
     * @param layers the module that holds the layers by number
     * @param attention the module that holds queries, keys and values
     * @param first the norm of the attention part
     * @param second the norm of the feed-forward part
     */
    record Names(String layers, String attention, String first, String second) {}

    /** All layers of an encoder. */
    static List<Block> all(WeightSource source, EncoderShape shape, Names names) {
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            blocks.add(of(source, shape, names, names.layers() + "." + layer + "."));
        }
        return blocks;
    }

    private static Block of(WeightSource source, EncoderShape shape, Names names, String in) {
        int width = shape.width();
        String attention = in + names.attention() + ".";
        return new Block(
                source.linear(attention + "query", width, width),
                source.linear(attention + "key", width, width),
                source.linear(attention + "value", width, width),
                source.linear(in + "attention.output.dense", width, width),
                source.linear(in + "intermediate.dense", shape.hidden(), width),
                source.linear(in + "output.dense", width, shape.hidden()),
                Norm.of(source, in + names.first(), shape),
                Norm.of(source, in + names.second(), shape));
    }

    Linear map(Site site) {
        return switch (site) {
            case QUERY -> query;
            case KEY -> key;
            case VALUE -> value;
            case ATTENTION_OUTPUT -> attentionOutput;
            case INTERMEDIATE -> intermediate;
            case OUTPUT -> output;
            default -> throw new IllegalArgumentException(site + " must be in a layer");
        };
    }

    List<Weight> weights() {
        List<Weight> all = new ArrayList<>();
        for (Linear map : List.of(query, key, value, attentionOutput, intermediate, output)) {
            all.addAll(map.weights());
        }
        all.addAll(first.weights());
        all.addAll(second.weights());
        return all;
    }

    Activation forward(
            Pass pass, Members members, int layer, Activation x, Sequences shape, Wanted wanted) {
        boolean before = shape.order() == NormOrder.BEFORE;
        Activation h = before ? NormOperation.apply(pass, x, first) : x;
        Activation asking = wanted == Wanted.ALL ? h : first(pass, h, shape);
        Activation rest = wanted == Wanted.ALL ? x : before ? first(pass, x, shape) : asking;
        Activation context =
                AttentionOperation.apply(
                        pass,
                        members.apply(pass, asking, query, new Place(layer, Site.QUERY)),
                        members.apply(pass, h, key, new Place(layer, Site.KEY)),
                        members.apply(pass, h, value, new Place(layer, Site.VALUE)),
                        shape.heads(),
                        x.rows / shape.tokens(),
                        shape.visible());
        Activation attended =
                members.apply(
                        pass, context, attentionOutput, new Place(layer, Site.ATTENTION_OUTPUT));
        Activation y = sum(pass, rest, attended);
        y = before ? y : NormOperation.apply(pass, y, first);
        Activation in = before ? NormOperation.apply(pass, y, second) : y;
        Activation hidden =
                Elementwise.gelu(
                        pass,
                        members.apply(pass, in, intermediate, new Place(layer, Site.INTERMEDIATE)));
        Activation out = members.apply(pass, hidden, output, new Place(layer, Site.OUTPUT));
        Activation z = sum(pass, y, out);
        return before ? z : NormOperation.apply(pass, z, second);
    }

    private static Activation first(Pass pass, Activation x, Sequences shape) {
        return Elementwise.firstTokens(pass, x, shape.tokens());
    }

    private static Activation sum(Pass pass, Activation x, Activation part) {
        return Elementwise.add(pass, x, Elementwise.dropout(pass, part, pass.noise.hidden()));
    }

    /** How rows make up sequences. */
    static final class Sequences {

        private final int tokens;
        private final int heads;
        private final boolean[] visible;
        private final NormOrder order;

        /**
         * @param tokens tokens a sequence
         * @param heads attention heads
         * @param visible which tokens may be looked at; empty for all
         * @param order where the norms stand
         */
        Sequences(int tokens, int heads, boolean[] visible, NormOrder order) {
            this.tokens = tokens;
            this.heads = heads;
            this.visible = visible;
            this.order = order;
        }

        int tokens() {
            return tokens;
        }

        int heads() {
            return heads;
        }

        boolean[] visible() {
            return visible;
        }

        NormOrder order() {
            return order;
        }
    }
}
