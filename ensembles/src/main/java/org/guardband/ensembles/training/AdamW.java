package org.guardband.ensembles.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guardband.ensembles.transformer.Gradients;
import org.guardband.ensembles.transformer.Weight;
import org.guardband.kernels.AdamStep;
import org.guardband.kernels.ElementKernels;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;

/** AdamW, in the order in which PyTorch takes its operations, on single-precision weights. */
final class AdamW {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final ElementKernels<FloatMatrix> elements;
    private final Map<Weight, float[]> first = new HashMap<>();
    private final Map<Weight, float[]> second = new HashMap<>();

    AdamW(List<Weight> weights, Kernels kernels) {
        this.elements = kernels.floats().elements();
        for (Weight weight : weights) {
            first.put(weight, new float[weight.size()]);
            second.put(weight, new float[weight.size()]);
        }
    }

    /** The running mean of a weight's gradients. */
    float[] first(Weight weight) {
        return present(first, weight);
    }

    /** The running mean of their squares. */
    float[] second(Weight weight) {
        return present(second, weight);
    }

    private static float[] present(Map<Weight, float[]> moments, Weight weight) {
        float[] moment = moments.get(weight);
        if (moment == null) {
            throw new IllegalStateException(weight.name() + " is not trained");
        }
        return moment;
    }

    /**
     * One step.
     *
     * @param number of the step, from 1
     */
    void step(Gradients gradients, long number, double rate, double decay) {
        AdamStep step =
                new AdamStep(
                        rate / (1 - Math.pow(BETA1, (double) number)),
                        BETA1,
                        BETA2,
                        EPSILON,
                        Math.sqrt(1 - Math.pow(BETA2, (double) number)),
                        0,
                        rate * decay);
        for (Weight weight : gradients.weights()) {
            elements.adam(
                    step,
                    row(gradients.of(weight)),
                    row(weight.values()),
                    row(first(weight)),
                    row(second(weight)));
        }
    }

    private static FloatMatrix row(float[] values) {
        return FloatMatrix.wrap(1, values.length, values);
    }
}
