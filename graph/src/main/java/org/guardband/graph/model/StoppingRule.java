package org.guardband.graph.model;

/** When training stops, by the nodes that are held out for it, and which epoch it leaves. */
public enum StoppingRule {

    /**
     * As in the authors' code of graph attention networks: an epoch whose accuracy or loss is at
     * least as good as the best starts the patience again, and is kept if both are. Training stops
     * when the patience is over, and goes back to the epoch that was kept.
     */
    BEST_EPOCH,

    /**
     * As in the authors' code of graph convolutional networks: from epoch P + 2 on, with patience
     * P, training stops where the loss, the L2 penalty included, is above the mean of the P losses
     * before it, and stays there.
     */
    LOSS_WINDOW
}
