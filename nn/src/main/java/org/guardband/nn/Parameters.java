package org.guardband.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Matrix;

/**
 * The parameters of a network, in the order in which they were made.
 *
 * @param <M> the precision
 */
public final class Parameters<M extends Matrix<M>> {
    private final Arithmetic<M> kernels;
    private final Map<String, Parameter<M>> byName = new LinkedHashMap<>();
    private final List<Parameter<M>> all = new ArrayList<>();

    /**
     * Starts without any.
     *
     * @param kernels to compute with
     */
    public Parameters(Arithmetic<M> kernels) {
        this.kernels = kernels;
    }

    /**
     * Adds one.
     *
     * @param name its name, new among these
     * @param rows number of rows, for weights the number of inputs
     * @param columns number of columns, for weights the number of outputs
     * @param start what to start from
     * @param random drawn from where the start is random
     * @return the parameter
     * @throws IllegalArgumentException if the name is taken
     */
    public Parameter<M> add(
            String name, int rows, int columns, Initialization start, RandomGenerator random) {
        if (byName.containsKey(name)) {
            throw new IllegalArgumentException("a parameter is called " + name + " already");
        }
        Parameter<M> parameter =
                new Parameter<>(name, kernels.zeros(rows, columns), kernels.zeros(rows, columns));
        start.fill(parameter.value(), random);
        byName.put(name, parameter);
        all.add(parameter);
        return parameter;
    }

    /**
     * All of them.
     *
     * @return in the order in which they were added, unmodifiable
     */
    public List<Parameter<M>> all() {
        return Collections.unmodifiableList(all);
    }

    /**
     * How many numbers there are in all.
     *
     * @return the sum of the areas
     */
    public long count() {
        return all.stream().mapToLong(p -> (long) p.value().rows() * p.value().columns()).sum();
    }

    /**
     * The kernels that made them.
     *
     * @return to compute with
     */
    public Arithmetic<M> kernels() {
        return kernels;
    }

    /** Forgets all gradients. */
    public void zeroGradients() {
        for (Parameter<M> parameter : all) {
            parameter.gradient().fill(0);
        }
    }

    /**
     * Copies all numbers.
     *
     * @return a state to go back to, or to save
     */
    public Weights weights() {
        Weights weights = Weights.like(this);
        weights.take(this);
        return weights;
    }

    /**
     * Goes back to a state.
     *
     * @param weights of parameters with these names and shapes
     * @throws IllegalArgumentException if names or shapes differ
     */
    public void restore(Weights weights) {
        weights.give(this);
    }
}
