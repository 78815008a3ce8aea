package org.guardband.nn;

import org.guardband.kernels.Matrix;

/** W·min(1, c/σ) and its gradient. */
final class SpectralBound<M extends Matrix<M>> implements Operation<M> {
    private final Node<M> weight;
    private final double bound;
    private final int iterations;
    private final LeadingPair trained;
    private final LeadingPair predicted;
    private LeadingPair last;
    private boolean begun;

    SpectralBound(Node<M> weight, double bound, int iterations) {
        this.weight = weight;
        this.bound = bound;
        this.iterations = iterations;
        trained = new LeadingPair(weight.rows(), weight.columns());
        predicted = new LeadingPair(weight.rows(), weight.columns());
        last = trained;
    }

    private double factor() {
        return last.sigma() > bound ? bound / last.sigma() : 1;
    }

    @Override
    public void forward(M result, Pass pass) {
        if (pass instanceof Pass.Evaluation) {
            last = predicted;
            last.converge(weight.value());
        } else {
            last = trained;
            if (begun) {
                last.follow(weight.value(), iterations);
            } else {
                last.converge(weight.value());
                begun = true;
            }
        }
        double factor = factor();
        for (int i = 0; i < result.rows(); i++) {
            for (int j = 0; j < result.columns(); j++) {
                result.set(i, j, factor * weight.value().get(i, j));
            }
        }
    }

    @Override
    public void backward(M result, M gradient, Pass pass) {
        double factor = factor();
        double along = 0;
        if (last.sigma() > bound) {
            for (int i = 0; i < result.rows(); i++) {
                for (int j = 0; j < result.columns(); j++) {
                    along += gradient.get(i, j) * result.get(i, j);
                }
            }
            along /= last.sigma();
        }
        M to = weight.gradient();
        for (int i = 0; i < result.rows(); i++) {
            for (int j = 0; j < result.columns(); j++) {
                double slope = factor * gradient.get(i, j) - along * last.left(i) * last.right(j);
                to.set(i, j, to.get(i, j) + slope);
            }
        }
    }
}
