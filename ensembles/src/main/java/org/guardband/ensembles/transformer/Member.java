package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one member of an ensemble departs from the network that all share.
 *
 * @param name what to call it in messages
 * @param variations by place, in the order of places; none where it departs nowhere
 */
public record Member(String name, Map<Place, Variation> variations) {

    /**
     * Copies the map, not the weights.
     *
     * @param name what to call it in messages
     * @param variations by place
     */
    public Member {
        variations = Collections.unmodifiableMap(new TreeMap<>(variations));
    }

    /**
     * Its own parameters in single precision.
     *
     * @return in the order of places
     */
    public List<Weight> weights() {
        List<Weight> all = new ArrayList<>();
        variations.values().forEach(v -> all.addAll(v.weights()));
        return all;
    }

    /**
     * Its own parameters in 16 bits, which are not trained.
     *
     * @return in the order of places
     */
    public List<HalfWeight> halves() {
        List<HalfWeight> all = new ArrayList<>();
        variations.values().forEach(v -> all.addAll(v.halves()));
        return all;
    }

    /**
     * The same numbers in arrays of their own.
     *
     * @return an independent member
     */
    public Member copy() {
        Map<Place, Variation> copies = new LinkedHashMap<>();
        variations.forEach((place, v) -> copies.put(place, v.copy()));
        return new Member(name, copies);
    }
}
