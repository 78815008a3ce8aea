package org.guardband.benchmarks.lora;

import java.util.List;
import org.guardband.core.batch.LogitBatch;
import org.guardband.ensembles.transformer.SequenceInput;

/**
 * What a method has learned.
 *
 * @param members number of members
 * @param parameters numbers that have to be kept for prediction
 * @param predictor the members' logits of any rows
 */
record Trained(int members, long parameters, Predictor predictor) {

    /** Says what each member thinks of rows. */
    @FunctionalInterface
    interface Predictor {
        List<LogitBatch> logits(SequenceInput input);
    }
}
