package org.guardband.ensembles.training;

/** Told of the progress of a training run. */
@FunctionalInterface
public interface TrainingListener {

    /** What to do next. */
    enum Decision {
        /** Go on. */
        CONTINUE,
        /** Stop after this epoch, for instance since a loss on held-out rows rises. */
        STOP
    }

    /**
     * Called after each epoch.
     *
     * @param epochs epochs that are done, from 1
     * @param loss mean loss over the epoch's steps
     * @return whether to go on
     */
    Decision epochDone(int epochs, double loss);

    /**
     * One that never stops and hears nothing.
     *
     * @return the listener
     */
    static TrainingListener silent() {
        return (epochs, loss) -> Decision.CONTINUE;
    }
}
