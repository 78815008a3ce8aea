package org.guardband.benchmarks.training;

import org.guardband.core.batch.CategoricalBatch;

/**
 * What a trained classifier says of test rows and of rows of the unknown digit.
 *
 * @param members number of members
 * @param parameters numbers that have to be kept
 * @param test probabilities of test rows
 * @param unknown probabilities of unknown rows
 * @param testDoubt the method's own measure of how strange each test row is
 * @param unknownDoubt that of each unknown row
 */
@SuppressWarnings("ArrayRecordComponent") // columns in passing, never compared
record ClassPrediction(
        int members,
        long parameters,
        CategoricalBatch test,
        CategoricalBatch unknown,
        double[] testDoubt,
        double[] unknownDoubt) {}
