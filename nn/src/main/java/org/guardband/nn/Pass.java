package org.guardband.nn;

/**
 * What a forward pass is for: dropout drops, and batch norm takes the batch's moments, in training
 * only.
 */
public sealed interface Pass {

    /**
     * A pass whose gradients move the parameters.
     *
     * @param seed of this step's dropout; another for each step
     */
    record Training(long seed) implements Pass {}

    /** A pass that predicts. */
    record Evaluation() implements Pass {}
}
