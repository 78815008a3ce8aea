package org.guardband.graph.internal;

import java.util.Arrays;
import org.guardband.core.ConvergenceException;

/**
 * Full-batch descent by Adam (Kingma, Ba 2015, arXiv 1412.6980) with an L2 penalty added to the
 * gradient, stopped by a loss on other nodes: the parameters with the smallest such loss are kept,
 * of equal ones the later.
 */
public final class AdamDescent {

    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final double weightDecay;
    private final int epochs;
    private final int patience;

    /**
     * Sets the protocol.
     *
     * @param learningRate step size
     * @param weightDecay factor of the parameters that is added to their gradient
     * @param epochs the most steps
     * @param patience how many steps without a smaller or equal loss end the descent
     */
    public AdamDescent(double learningRate, double weightDecay, int epochs, int patience) {
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
        this.epochs = epochs;
        this.patience = patience;
    }

    /** What is descended. */
    public interface Problem {

        /**
         * The gradient at the parameters.
         *
         * @param epoch number of the step, from 0
         * @param parameters where
         * @param gradient receives the gradient, zero before
         */
        void gradient(int epoch, double[] parameters, double[] gradient);

        /**
         * The loss that stops the descent.
         *
         * @param parameters where
         * @return the loss
         */
        double stoppingLoss(double[] parameters);

        /**
         * Moves parameters back to where they are admitted.
         *
         * @param parameters changed in place
         */
        default void project(double[] parameters) {}
    }

    /**
     * Descends.
     *
     * @param problem what is descended
     * @param start the first parameters
     * @return the kept parameters
     * @throws ConvergenceException if the stopping loss is never a number
     */
    public double[] run(Problem problem, double[] start) {
        double[] at = start.clone();
        double[] gradient = new double[at.length];
        double[] mean = new double[at.length];
        double[] square = new double[at.length];
        double[] best = at.clone();
        double least = Double.POSITIVE_INFINITY;
        boolean found = false;
        int idle = 0;
        double firstPower = 1;
        double secondPower = 1;
        for (int epoch = 0; epoch < epochs && idle < patience; epoch++) {
            Arrays.fill(gradient, 0);
            problem.gradient(epoch, at, gradient);
            firstPower *= FIRST;
            secondPower *= SECOND;
            double step = learningRate / (1 - firstPower);
            double root = Math.sqrt(1 - secondPower);
            for (int p = 0; p < at.length; p++) {
                double g = gradient[p] + weightDecay * at[p];
                mean[p] += (1 - FIRST) * (g - mean[p]);
                square[p] = SECOND * square[p] + (1 - SECOND) * g * g;
                at[p] -= step * mean[p] / (Math.sqrt(square[p]) / root + EPSILON);
            }
            problem.project(at);
            double loss = problem.stoppingLoss(at);
            if (loss <= least) {
                least = loss;
                found = true;
                System.arraycopy(at, 0, best, 0, at.length);
                idle = 0;
            } else {
                idle++;
            }
        }
        if (epochs > 0 && !found) {
            throw new ConvergenceException("descent by Adam", epochs, Double.NaN);
        }
        return best;
    }
}
