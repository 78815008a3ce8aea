package org.guardband.graph.model;

/** Which numbers of a network L2 makes small. */
public enum DecayScope {

    /** All of them, biases too. */
    ALL,

    /** Those of the first layer, as Kipf and Welling do. */
    FIRST_LAYER;

    /** Whether the parameter of a name is one of them; names begin with the layer's. */
    boolean includes(String name) {
        return this == ALL || name.substring(0, name.indexOf('.')).endsWith("1");
    }
}
