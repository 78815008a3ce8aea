package org.guardband.benchmarks.lora;

import org.guardband.ensembles.transformer.Network;
import org.guardband.kernels.Kernels;

/** Labelled rows, and how a base is trained on rows without labels. */
interface Task {

    /** Deals out the rows; class {@code seed mod K} of K is the unknown one. */
    Split split(long seed, Plan plan);

    /** Trains a base on the first part of a split. */
    Network pretrained(Split split, Plan plan, long seed, Kernels kernels);
}
