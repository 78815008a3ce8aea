package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gradient of a loss with respect to the weights that are trained; all others are frozen. */
public final class Gradients {

    private final List<Weight> weights;
    private final Map<Weight, float[]> byWeight = new HashMap<>();

    private Gradients(Collection<Weight> weights) {
        this.weights = new ArrayList<>(weights);
        for (Weight weight : weights) {
            if (byWeight.put(weight, new float[weight.size()]) != null) {
                throw new IllegalArgumentException(
                        "weights must be there once, got " + weight.name() + " twice");
            }
        }
    }

    /**
     * Gradients of these weights, zero.
     *
     * @param weights what is trained, each once
     * @return the gradients
     * @throws IllegalArgumentException if a weight is there twice
     */
    public static Gradients of(Collection<Weight> weights) {
        return new Gradients(weights);
    }

    /**
     * Of nothing: everything is frozen.
     *
     * @return empty gradients
     */
    public static Gradients none() {
        return new Gradients(List.of());
    }

    /**
     * What is trained.
     *
     * @return the weights in the order in which they were given
     */
    public List<Weight> weights() {
        return List.copyOf(weights);
    }

    boolean trains(Weight weight) {
        return byWeight.containsKey(weight);
    }

    /**
     * The gradient with respect to a weight: the live array.
     *
     * @param weight one that is trained
     * @return one number per element
     * @throws IllegalArgumentException if the weight is frozen
     */
    public float[] of(Weight weight) {
        float[] gradient = byWeight.get(weight);
        if (gradient == null) {
            throw new IllegalArgumentException("weight must be trained, got " + weight.name());
        }
        return gradient;
    }

    /** Sets all to zero. */
    public void clear() {
        byWeight.values().forEach(gradient -> Arrays.fill(gradient, 0));
    }

    /**
     * The Euclidean norm over all weights together.
     *
     * @return √Σ g²
     */
    public double norm() {
        double sum = 0;
        for (Weight weight : weights) {
            for (float g : of(weight)) {
                sum += (double) g * g;
            }
        }
        return Math.sqrt(sum);
    }

    /**
     * Multiplies all by a number.
     *
     * @param factor the number
     */
    public void scale(double factor) {
        for (Weight weight : weights) {
            float[] gradient = of(weight);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = (float) (gradient[i] * factor);
            }
        }
    }
}
