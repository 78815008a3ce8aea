package org.guardband.ensembles.transformer;

/** The affine maps of a network at which members of an ensemble may differ. */
public enum Site {
    /** The queries of an attention layer. */
    QUERY,
    /** The keys of an attention layer. */
    KEY,
    /** The values of an attention layer. */
    VALUE,
    /** The map of the attention's result. */
    ATTENTION_OUTPUT,
    /** The first map of the feed-forward part. */
    INTERMEDIATE,
    /** The second map of the feed-forward part. */
    OUTPUT,
    /** The map of the first token's features before the head (BERT); not in a layer. */
    POOLER,
    /** The map to the logits; not in a layer. */
    HEAD
}
