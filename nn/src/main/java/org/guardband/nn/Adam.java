package org.guardband.nn;

import java.util.List;
import java.util.function.Predicate;
import org.guardband.kernels.AdamStep;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Matrix;

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980) with weight decay of either kind: coupled, λ w added
 * to the gradient ("L2"), or decoupled, w shrunk by η λ beside the step (AdamW, Loshchilov and
 * Hutter 2019, arXiv 1711.05101). Defaults and order of operations are PyTorch's.
 *
 * @param rate learning rate η
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε, added to the root outside of it
 * @param l2 coupled decay
 * @param decay decoupled decay
 */
public record Adam(
        double rate, double beta1, double beta2, double epsilon, double l2, double decay) {

    /**
     * Checks the constants.
     *
     * @param rate learning rate, positive
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @param epsilon positive
     * @param l2 at least 0
     * @param decay at least 0
     */
    public Adam {
        Checks.positive("rate", rate);
        Checks.share("beta1", beta1);
        Checks.share("beta2", beta2);
        Checks.positive("epsilon", epsilon);
        Checks.nonNegative("l2", l2);
        Checks.nonNegative("decay", decay);
    }

    /**
     * Rate 0.001, β 0.9 and 0.999, ε 10⁻⁸, no decay.
     *
     * @return the options
     */
    public static Adam withDefaults() {
        return new Adam(1e-3, 0.9, 0.999, 1e-8, 0, 0);
    }

    /**
     * Another learning rate.
     *
     * @param value η
     * @return changed options
     */
    public Adam withRate(double value) {
        return new Adam(value, beta1, beta2, epsilon, l2, decay);
    }

    /**
     * Another coupled decay.
     *
     * @param value λ
     * @return changed options
     */
    public Adam withL2(double value) {
        return new Adam(rate, beta1, beta2, epsilon, value, decay);
    }

    /**
     * Another decoupled decay; 0.01 is AdamW's default in PyTorch.
     *
     * @param value λ
     * @return changed options
     */
    public Adam withDecay(double value) {
        return new Adam(rate, beta1, beta2, epsilon, l2, value);
    }

    /**
     * Starts with running means of 0.
     *
     * @param <M> the precision
     * @param parameters to move
     * @return the optimiser
     */
    public <M extends Matrix<M>> Optimizer start(Parameters<M> parameters) {
        return start(parameters, p -> true);
    }

    /**
     * Starts with running means of 0, and lets only some parameters decay.
     *
     * @param <M> the precision
     * @param parameters to move
     * @param decays whether a parameter decays, by either kind
     * @return the optimiser
     */
    public <M extends Matrix<M>> Optimizer start(
            Parameters<M> parameters, Predicate<Parameter<M>> decays) {
        return new Running<>(this, parameters, decays);
    }

    private static final class Running<M extends Matrix<M>> implements Optimizer {
        private final Adam options;
        private final Arithmetic<M> kernels;
        private final List<Parameter<M>> parameters;
        private final List<M> first;
        private final List<M> second;
        private final boolean[] decays;
        private int steps;

        Running(Adam options, Parameters<M> all, Predicate<Parameter<M>> decaying) {
            this.options = options;
            kernels = all.kernels();
            parameters = List.copyOf(all.all());
            first = parameters.stream().map(this::like).toList();
            second = parameters.stream().map(this::like).toList();
            decays = new boolean[parameters.size()];
            for (int i = 0; i < decays.length; i++) {
                decays[i] = decaying.test(parameters.get(i));
            }
        }

        private M like(Parameter<M> parameter) {
            return kernels.zeros(parameter.value().rows(), parameter.value().columns());
        }

        @Override
        public void step(double factor) {
            steps++;
            AdamStep decaying = step(options.rate * factor, options.l2, options.decay);
            AdamStep plain = step(options.rate * factor, 0, 0);
            for (int i = 0; i < parameters.size(); i++) {
                Parameter<M> p = parameters.get(i);
                kernels.elements()
                        .adam(
                                decays[i] ? decaying : plain,
                                p.gradient(),
                                p.value(),
                                first.get(i),
                                second.get(i));
            }
        }

        private AdamStep step(double rate, double l2, double decay) {
            return new AdamStep(
                    rate / (1 - Math.pow(options.beta1, steps)),
                    options.beta1,
                    options.beta2,
                    options.epsilon,
                    Math.sqrt(1 - Math.pow(options.beta2, steps)),
                    l2,
                    rate * decay);
        }
    }
}
