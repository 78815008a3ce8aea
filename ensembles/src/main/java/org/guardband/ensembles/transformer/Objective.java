package org.guardband.ensembles.transformer;

/** A mean loss over the rows of a batch, and its gradient. */
public interface Objective {

    /**
     * The number of rows that batches are drawn from.
     *
     * @return n
     */
    int rows();

    /**
     * The loss on a batch; whatever is random in it depends on the step and the seed alone.
     *
     * @param rows indices of the batch's rows
     * @param step number of the step
     * @param gradients receives the gradients, added to what is there
     * @return the mean loss
     */
    double loss(int[] rows, long step, Gradients gradients);
}
