package org.guardband.ensembles.training;

import org.guardband.core.numeric.Arguments;

/**
 * How weights are trained: AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101; β 0.9 and 0.999, ε
 * 10⁻⁸) under a schedule, with the gradient clipped to a norm taken over all trained weights, those
 * of all members together.
 *
 * @param epochs passes over the rows, ≥ 1
 * @param batch rows a step, ≥ 1
 * @param rate highest learning rate, > 0
 * @param decay decoupled weight decay, ≥ 0
 * @param clip largest norm of the gradient, > 0; infinite for none
 * @param schedule the share of the highest rate in each step
 * @param seed the seed of the order of rows
 */
public record TrainingOptions(
        int epochs,
        int batch,
        double rate,
        double decay,
        double clip,
        Schedule schedule,
        long seed) {

    /**
     * Checks the numbers.
     *
     * @param epochs passes over the rows
     * @param batch rows a step
     * @param rate highest learning rate
     * @param decay decoupled weight decay
     * @param clip largest norm of the gradient
     * @param schedule the share of the highest rate in each step
     * @param seed the seed of the order of rows
     * @throws IllegalArgumentException if a number is out of its range
     */
    public TrainingOptions {
        Arguments.atLeast("epochs", epochs, 1);
        Arguments.atLeast("batch", batch, 1);
        Arguments.positive("rate", rate);
        Arguments.nonNegative("decay", decay);
        if (!(clip > 0)) {
            throw new IllegalArgumentException("clip must be > 0, got " + clip);
        }
    }

    /**
     * The settings of the LoRA-Ensemble paper's reference: 16 epochs of batches of 32, rate 10⁻⁴
     * with 500 rising steps and a cosine, no decay, norm clipped at 1, seed 1.
     *
     * @return the options
     */
    public static TrainingOptions withDefaults() {
        return new TrainingOptions(16, 32, 1e-4, 0, 1, new Schedule.WarmUpCosine(500), 1);
    }

    /**
     * With another number of epochs.
     *
     * @param value passes over the rows
     * @return new options
     */
    public TrainingOptions withEpochs(int value) {
        return new TrainingOptions(value, batch, rate, decay, clip, schedule, seed);
    }

    /**
     * With another batch size.
     *
     * @param value rows a step
     * @return new options
     */
    public TrainingOptions withBatch(int value) {
        return new TrainingOptions(epochs, value, rate, decay, clip, schedule, seed);
    }

    /**
     * With another highest learning rate.
     *
     * @param value the rate
     * @return new options
     */
    public TrainingOptions withRate(double value) {
        return new TrainingOptions(epochs, batch, value, decay, clip, schedule, seed);
    }

    /**
     * With weight decay.
     *
     * @param value the decay
     * @return new options
     */
    public TrainingOptions withDecay(double value) {
        return new TrainingOptions(epochs, batch, rate, value, clip, schedule, seed);
    }

    /**
     * With another bound on the gradient's norm.
     *
     * @param value the norm
     * @return new options
     */
    public TrainingOptions withClip(double value) {
        return new TrainingOptions(epochs, batch, rate, decay, value, schedule, seed);
    }

    /**
     * With another schedule.
     *
     * @param value the schedule
     * @return new options
     */
    public TrainingOptions withSchedule(Schedule value) {
        return new TrainingOptions(epochs, batch, rate, decay, clip, value, seed);
    }

    /**
     * With another seed.
     *
     * @param value the seed
     * @return new options
     */
    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(epochs, batch, rate, decay, clip, schedule, value);
    }
}
