package org.guardband.ensembles.transformer;

import org.guardband.core.numeric.Arguments;

/** Cross-entropy of labels under the members of an ensemble ({@link EnsembleNetwork#loss}). */
public final class Classification implements Objective {

    private final EnsembleNetwork network;
    private final SequenceInput input;
    private final int[] labels;
    private final EnsembleNetwork.BatchMode mode;
    private final Dropout dropout;
    private final ClassWeights weights;

    /**
     * The task.
     *
     * @param network the ensemble
     * @param input n ≥ 1 rows
     * @param labels class of each row, copied
     * @param mode which rows of a batch a member sees
     * @param dropout what is dropped, other numbers in each step
     * @throws IllegalArgumentException if there is no row, or the input or a label does not fit
     */
    public Classification(
            EnsembleNetwork network,
            SequenceInput input,
            int[] labels,
            EnsembleNetwork.BatchMode mode,
            Dropout dropout) {
        this(network, input, labels, ClassWeights.equal(), mode, dropout);
    }

    /**
     * The task with weights of the classes.
     *
     * @param network the ensemble
     * @param input n ≥ 1 rows
     * @param labels class of each row, copied
     * @param weights weights of the classes
     * @param mode which rows of a batch a member sees
     * @param dropout what is dropped, other numbers in each step
     * @throws IllegalArgumentException if there is no row, or the input, a label or the weights do
     *     not fit
     */
    public Classification(
            EnsembleNetwork network,
            SequenceInput input,
            int[] labels,
            ClassWeights weights,
            EnsembleNetwork.BatchMode mode,
            Dropout dropout) {
        weights.requireClasses(network.base().labels().size());
        Arguments.atLeast("rows", input.size(), 1);
        network.base().requireFit(input);
        Arguments.sameLength("labels", labels.length, "the rows", input.size());
        this.network = network;
        this.input = input;
        this.labels =
                Arguments.allIndices("labels", labels, network.base().labels().size()).clone();
        this.mode = mode;
        this.dropout = dropout;
        this.weights = weights;
    }

    @Override
    public int rows() {
        return input.size();
    }

    @Override
    public double loss(int[] rows, long step, Gradients gradients) {
        int[] whole = mode == EnsembleNetwork.BatchMode.SPLIT ? filledUp(rows) : rows;
        int[] some = new int[whole.length];
        for (int i = 0; i < whole.length; i++) {
            some[i] = labels[whole[i]];
        }
        Dropout drawn =
                new Dropout(
                        dropout.hidden(),
                        dropout.adapter(),
                        dropout.seed() + 0xD1B54A32D192ED03L * (step + 1));
        return network.loss(input.select(whole), some, weights, mode, drawn, gradients);
    }

    /** Rows of a last batch again from its front, until they can be dealt out to the members. */
    private int[] filledUp(int... rows) {
        int members = network.members().size();
        int[] filled = new int[(rows.length + members - 1) / members * members];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = rows[i % rows.length];
        }
        return filled;
    }
}
