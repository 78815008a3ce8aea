package org.guardband.ensembles.transformer;

import org.guardband.core.numeric.Arguments;

/**
 * One affine map of a network.
 *
 * @param layer the layer, from 0; 0 for {@link Site#POOLER} and {@link Site#HEAD}
 * @param site which of the layer's maps
 */
public record Place(int layer, Site site) implements Comparable<Place> {

    /** The map to the logits. */
    public static final Place HEAD = new Place(0, Site.HEAD);

    /** The map before the head of a BERT. */
    public static final Place POOLER = new Place(0, Site.POOLER);

    /**
     * Checks the layer.
     *
     * @param layer the layer, ≥ 0
     * @param site which of the layer's maps
     * @throws IllegalArgumentException if the layer is negative, or not 0 for a map outside layers
     */
    public Place {
        Arguments.atLeast("layer", layer, 0);
        if (layer > 0 && (site == Site.HEAD || site == Site.POOLER)) {
            throw new IllegalArgumentException("layer must be 0 for " + site + ", got " + layer);
        }
    }

    @Override
    public int compareTo(Place other) {
        return layer != other.layer
                ? Integer.compare(layer, other.layer)
                : site.compareTo(other.site);
    }
}
