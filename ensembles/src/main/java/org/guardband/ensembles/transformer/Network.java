package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guardband.core.numeric.Arguments;

/**
 * A transformer classifier. Its weights are live arrays; whoever trains one works on a {@link
 * #copy}.
 */
public abstract sealed class Network permits VisionTransformer, BertClassifier {

    final List<Block> blocks;
    private final EncoderShape shape;
    private final List<String> labels;
    private final Linear head;

    Network(EncoderShape shape, List<Block> blocks, Linear head, List<String> labels) {
        this.shape = shape;
        this.blocks = List.copyOf(blocks);
        this.head = head;
        this.labels = List.copyOf(labels);
    }

    /**
     * The sizes of the encoder.
     *
     * @return the shape
     */
    public final EncoderShape shape() {
        return shape;
    }

    /**
     * The names of the classes.
     *
     * @return K names
     */
    public final List<String> labels() {
        return labels;
    }

    /**
     * The map to the logits.
     *
     * @return K × width
     */
    public final Linear head() {
        return head;
    }

    /**
     * An affine map of the network.
     *
     * @param place where
     * @return the map
     * @throws IllegalArgumentException if the network has no such place
     */
    public final Linear map(Place place) {
        return switch (place.site()) {
            case HEAD -> head;
            case POOLER -> pooler();
            default -> {
                Arguments.index("layer", place.layer(), blocks.size());
                yield blocks.get(place.layer()).map(place.site());
            }
        };
    }

    /**
     * The places at which members may differ.
     *
     * @return in order, those outside the layers last
     */
    public final List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int layer = 0; layer < blocks.size(); layer++) {
            for (Site site : Site.values()) {
                if (site != Site.HEAD && site != Site.POOLER) {
                    places.add(new Place(layer, site));
                }
            }
        }
        places.addAll(outside());
        return places;
    }

    /**
     * All weights, in the order of the computation.
     *
     * @return each once
     */
    public abstract List<Weight> weights();

    /**
     * The same numbers in arrays of their own.
     *
     * @return an independent network
     */
    public final Network copy() {
        Map<String, Weight> byName = new HashMap<>();
        weights().forEach(w -> byName.put(w.name(), w.copy()));
        return with(source(byName), labels);
    }

    /**
     * The same encoder, its weights shared, under a new head.
     *
     * @param head the map to the logits, one row per class
     * @param labels names of the classes
     * @return a network that shares all other weights
     * @throws IllegalArgumentException if the head does not fit
     */
    public final Network withHead(Linear head, List<String> labels) {
        Arguments.sameLength("labels", labels.size(), "the rows of the head", head.outputs());
        Arguments.sameLength("columns of the head", head.inputs(), "the width", shape.width());
        Map<String, Weight> byName = byName();
        byName.put(this.head.weight().name(), head.weight().named(this.head.weight().name()));
        byName.put(this.head.bias().name(), head.bias().named(this.head.bias().name()));
        return with(source(byName), labels);
    }

    private static WeightSource source(Map<String, Weight> byName) {
        return (name, shape) -> {
            Weight weight = byName.get(name);
            if (weight == null) {
                throw new IllegalStateException(name + " is no weight of this network");
            }
            return weight;
        };
    }

    private Map<String, Weight> byName() {
        Map<String, Weight> byName = new HashMap<>();
        weights().forEach(w -> byName.put(w.name(), w));
        return byName;
    }

    /** The numbers of parameters of all weights, each array counted once. */
    static long parameters(List<Weight> weights) {
        Set<float[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long sum = 0;
        for (Weight weight : weights) {
            if (seen.add(weight.values())) {
                sum += weight.size();
            }
        }
        return sum;
    }

    abstract Network with(WeightSource source, List<String> labels);

    abstract Linear pooler();

    abstract List<Place> outside();

    abstract Block.NormOrder order();

    /** Refuses input that this network cannot take. */
    abstract void requireFit(SequenceInput input);

    /** Tokens a row. */
    abstract int tokens(SequenceInput input);

    /** Which tokens of these rows are no padding; empty for all. */
    abstract boolean[] visible(SequenceInput input);

    /** The rows of what enters the first layer. */
    abstract Activation embed(Pass pass, SequenceInput input);

    /** From the first layer to the last; for {@link Block.Wanted#FIRST} a row per sequence. */
    final Activation encode(
            Pass pass,
            Members members,
            Activation embedded,
            SequenceInput input,
            Block.Wanted wanted) {
        Block.Sequences sequences =
                new Block.Sequences(tokens(input), shape.heads(), visible(input), order());
        Activation x = embedded;
        for (int layer = 0; layer < blocks.size(); layer++) {
            boolean last = layer == blocks.size() - 1;
            x =
                    blocks.get(layer)
                            .forward(
                                    pass,
                                    members,
                                    layer,
                                    x,
                                    sequences,
                                    last ? wanted : Block.Wanted.ALL);
        }
        return finish(pass, x);
    }

    /** What follows the last layer for every token. */
    abstract Activation finish(Pass pass, Activation x);

    /** The features of the first tokens as the head takes them. */
    abstract Activation pool(Pass pass, Members members, Activation first);

    final Activation logits(Pass pass, Members members, Activation embedded, SequenceInput input) {
        Activation first = encode(pass, members, embedded, input, Block.Wanted.FIRST);
        return members.apply(pass, pool(pass, members, first), head, Place.HEAD);
    }
}
