package org.guardband.graph.calibration;

import org.guardband.core.numeric.Arguments;
import org.guardband.graph.internal.AdamDescent;

/**
 * How a calibrator with gradients is trained: full-batch Adam on the mean log loss of the
 * calibration nodes, stopped by that of the training nodes; the parameters of the smallest loss
 * there are kept, of equal ones the later.
 *
 * @param learningRate step size, &gt; 0
 * @param weightDecay factor of the parameters that is added to their gradient, ≥ 0
 * @param epochs the most steps, ≥ 1
 * @param patience how many steps without a smaller or equal loss end the training, ≥ 1
 */
public record TrainingRules(double learningRate, double weightDecay, int epochs, int patience) {

    /**
     * Checks the numbers.
     *
     * @param learningRate step size
     * @param weightDecay factor of the parameters that is added to their gradient
     * @param epochs the most steps
     * @param patience steps without a smaller or equal loss
     * @throws IllegalArgumentException if a number is out of range
     */
    public TrainingRules {
        Arguments.positive("learningRate", learningRate);
        Arguments.nonNegative("weightDecay", weightDecay);
        Arguments.atLeast("epochs", epochs, 1);
        Arguments.atLeast("patience", patience, 1);
    }

    /**
     * The protocol of the GATS paper: rate 0.01, no more than 2000 steps, patience 100, weight
     * decay 5·10⁻⁴.
     *
     * @return the rules
     */
    public static TrainingRules withDefaults() {
        return new TrainingRules(0.01, 5e-4, 2000, 100);
    }

    /**
     * Sets the step size.
     *
     * @param rate &gt; 0
     * @return these rules with that rate
     */
    public TrainingRules withLearningRate(double rate) {
        return new TrainingRules(rate, weightDecay, epochs, patience);
    }

    /**
     * Sets the weight decay.
     *
     * @param factor ≥ 0
     * @return these rules with that factor
     */
    public TrainingRules withWeightDecay(double factor) {
        return new TrainingRules(learningRate, factor, epochs, patience);
    }

    /**
     * Sets the most steps.
     *
     * @param most ≥ 1
     * @return these rules with that limit
     */
    public TrainingRules withEpochs(int most) {
        return new TrainingRules(learningRate, weightDecay, most, patience);
    }

    /**
     * Sets the patience.
     *
     * @param steps ≥ 1
     * @return these rules with that patience
     */
    public TrainingRules withPatience(int steps) {
        return new TrainingRules(learningRate, weightDecay, epochs, steps);
    }

    AdamDescent descent() {
        return new AdamDescent(learningRate, weightDecay, epochs, patience);
    }
}
