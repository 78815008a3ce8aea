package org.guardband.nn;

/** Moves the parameters that it was started with, by their gradients. */
@FunctionalInterface
public interface Optimizer {

    /**
     * One step.
     *
     * @param factor on the learning rate, for a schedule; 1 for none
     */
    void step(double factor);
}
