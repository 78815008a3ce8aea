package org.guardband.benchmarks.lora;

import org.guardband.ensembles.training.Schedule;
import org.guardband.ensembles.training.TrainingOptions;
import org.guardband.ensembles.transformer.EncoderShape;

/**
 * What the comparison trains, the same for all methods; nothing is tuned per method but the
 * learning rates of whole networks and of adapters.
 *
 * @param shape the transformer
 * @param pretraining rows of the base
 * @param training labelled rows
 * @param pretrainingEpochs epochs of the base
 * @param epochs epochs of every other training
 * @param rate highest learning rate of whole networks
 * @param adapterRate highest learning rate of adapters
 * @param rank rank of the adapters
 * @param large members of the large ensembles
 * @param small members of the small ones
 */
record Plan(
        EncoderShape shape,
        int pretraining,
        int training,
        int pretrainingEpochs,
        int epochs,
        double rate,
        double adapterRate,
        int rank,
        int large,
        int small) {

    static final int BATCH = 32;

    static Plan digits() {
        return new Plan(
                new EncoderShape(2, 32, 4, 64, 1e-6), 600, 300, 60, 30, 2e-3, 5e-3, 4, 16, 4);
    }

    static Plan names() {
        return new Plan(
                new EncoderShape(2, 32, 4, 64, 1e-12), 8000, 800, 16, 30, 3e-3, 5e-3, 4, 16, 4);
    }

    Plan withRows(int ofPretraining, int ofTraining) {
        return new Plan(
                shape,
                ofPretraining,
                ofTraining,
                pretrainingEpochs,
                epochs,
                rate,
                adapterRate,
                rank,
                large,
                small);
    }

    Plan withEpochs(int ofPretraining, int ofTraining) {
        return new Plan(
                shape,
                pretraining,
                training,
                ofPretraining,
                ofTraining,
                rate,
                adapterRate,
                rank,
                large,
                small);
    }

    Plan withRates(double whole, double ofAdapters) {
        return new Plan(
                shape,
                pretraining,
                training,
                pretrainingEpochs,
                epochs,
                whole,
                ofAdapters,
                rank,
                large,
                small);
    }

    Plan withMembers(int many, int few) {
        return new Plan(
                shape,
                pretraining,
                training,
                pretrainingEpochs,
                epochs,
                rate,
                adapterRate,
                rank,
                many,
                few);
    }

    TrainingOptions pretrainingOptions(long seed) {
        int steps = (pretraining + BATCH - 1) / BATCH * pretrainingEpochs;
        return options(seed, pretrainingEpochs, steps).withRate(rate);
    }

    TrainingOptions options(long seed) {
        int steps = (training + BATCH - 1) / BATCH * epochs;
        return options(seed, epochs, steps).withRate(rate);
    }

    private static TrainingOptions options(long seed, int epochs, int steps) {
        return TrainingOptions.withDefaults()
                .withEpochs(epochs)
                .withBatch(BATCH)
                .withSchedule(new Schedule.WarmUpCosine(steps / 10))
                .withSeed(seed);
    }
}
