package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.ElementKernels;
import org.guardband.kernels.Matrix;

/**
 * Gradient descent with momentum: v ← μ v + g + λ w, w ← w − η v, as in PyTorch.
 *
 * @param rate learning rate η
 * @param momentum μ
 * @param l2 coupled decay λ
 */
public record Sgd(double rate, double momentum, double l2) {

    /**
     * Checks the constants.
     *
     * @param rate learning rate, positive
     * @param momentum in [0, 1)
     * @param l2 at least 0
     */
    public Sgd {
        Checks.positive("rate", rate);
        Checks.share("momentum", momentum);
        Checks.nonNegative("l2", l2);
    }

    /**
     * Starts at rest.
     *
     * @param <M> the precision
     * @param parameters to move
     * @return the optimiser
     */
    public <M extends Matrix<M>> Optimizer start(Parameters<M> parameters) {
        List<Parameter<M>> all = List.copyOf(parameters.all());
        List<M> speeds =
                all.stream()
                        .map(p -> parameters.kernels().zeros(p.value().rows(), p.value().columns()))
                        .toList();
        ElementKernels<M> elements = parameters.kernels().elements();
        return factor -> {
            for (int i = 0; i < all.size(); i++) {
                M speed = speeds.get(i);
                elements.addScaled(momentum - 1, speed, speed);
                elements.addScaled(1, all.get(i).gradient(), speed);
                elements.addScaled(l2, all.get(i).value(), speed);
                elements.addScaled(-rate * factor, speed, all.get(i).value());
            }
        };
    }
}
