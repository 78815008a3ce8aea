package org.guardband.ensembles.transformer;

/** What a transformer looks at: images or texts, a row each. */
public sealed interface SequenceInput permits ImageInput, TokenInput {

    /**
     * The number of rows.
     *
     * @return n
     */
    int size();

    /**
     * Some of the rows, in this order.
     *
     * @param rows indices of rows
     * @return a copy of them
     * @throws IllegalArgumentException if an index is out of range
     */
    SequenceInput select(int... rows);
}
