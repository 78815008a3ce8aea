package org.guardband.graph.model;

import org.guardband.kernels.FloatMatrix;
import org.guardband.nn.EarlyStopping;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;

/** Looks at epochs of training by a {@link StoppingRule}. */
final class NodeStopping {
    private final NodeTraining rules;
    private final Parameters<FloatMatrix> parameters;
    private final EarlyStopping<FloatMatrix> best;

    /** The last losses, that of epoch e at e modulo their number. */
    private final double[] window;

    private int seen;

    NodeStopping(NodeTraining rules, Parameters<FloatMatrix> parameters) {
        this.rules = rules;
        this.parameters = parameters;
        best = new EarlyStopping<>(parameters, rules.patience());
        window = new double[rules.patience()];
    }

    /**
     * Takes an epoch in.
     *
     * @param accuracy on the held-out nodes
     * @param loss their mean log loss
     * @return whether to go on
     */
    boolean observe(double accuracy, double loss) {
        return switch (rules.stopping()) {
            case BEST_EPOCH -> best.observe(accuracy, loss);
            case LOSS_WINDOW -> belowWindow(loss + penalty());
        };
    }

    private boolean belowWindow(double loss) {
        double sum = 0;
        for (double before : window) {
            sum += before;
        }
        boolean stops = seen > window.length && loss > sum / window.length;
        window[seen++ % window.length] = loss;
        return !stops;
    }

    /** λ/2 Σ w². */
    private double penalty() {
        double squares = 0;
        for (Parameter<FloatMatrix> parameter : parameters.all()) {
            if (rules.decay().includes(parameter.name())) {
                for (float w : parameter.value().toArray()) {
                    squares += (double) w * w;
                }
            }
        }
        return rules.l2() / 2 * squares;
    }

    /** Leaves the epoch that the rule keeps. */
    void finish() {
        if (rules.stopping() == StoppingRule.BEST_EPOCH) {
            best.restore();
        }
    }
}
