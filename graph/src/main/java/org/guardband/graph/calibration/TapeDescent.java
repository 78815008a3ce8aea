package org.guardband.graph.calibration;

import org.guardband.core.ConvergenceException;
import org.guardband.kernels.FloatMatrix;
import org.guardband.nn.Adam;
import org.guardband.nn.EarlyStopping;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/** Full-batch Adam on a tape, stopped by a second loss that stands on it too. */
final class TapeDescent {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private TapeDescent() {}

    /**
     * Descends and leaves the parameters where the second loss was smallest.
     *
     * @param loss what is made small
     * @param judged what stops, written after {@code loss}, so that its gradients are not taken
     * @throws ConvergenceException if what stops is never a number
     */
    static void run(
            TrainingRules rules,
            long seed,
            Tape<FloatMatrix> tape,
            Parameters<FloatMatrix> parameters,
            Node<FloatMatrix> loss,
            Node<FloatMatrix> judged) {
        EarlyStopping<FloatMatrix> stopping = new EarlyStopping<>(parameters, rules.patience());
        Optimizer adam =
                Adam.withDefaults()
                        .withRate(rules.learningRate())
                        .withL2(rules.weightDecay())
                        .start(parameters);
        int epoch = 0;
        // one pass serves two epochs: it judges the last step and begins the next
        for (boolean more = true; more; ) {
            tape.forward(new Pass.Training(seed * GOLDEN + epoch));
            if (epoch > 0) {
                more = stopping.observe(judged.value().get(0, 0));
            }
            more &= epoch < rules.epochs();
            if (more) {
                tape.backward(loss);
                adam.step(1);
                epoch++;
            }
        }
        if (stopping.bestLoss() == Double.POSITIVE_INFINITY) {
            throw new ConvergenceException("descent by Adam", epoch, Double.NaN);
        }
        stopping.restore();
    }
}
