package org.guardband.ensembles.transformer;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.safetensors.Tensor;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.kernels.FloatMatrix;

/**
 * A named array of parameters.
 *
 * <p>The array is live: networks, ensembles and adapters that share a weight share its numbers, and
 * an optimiser writes to it. Two weights are the same only if they are the same object.
 */
public final class Weight {

    private final String name;
    private final List<Integer> shape;
    private final float[] values;

    private Weight(String name, List<Integer> shape, float[] values) {
        this.name = name;
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /**
     * A weight around an array that is not copied.
     *
     * @param name its name in checkpoints
     * @param values its numbers, row-major, all finite
     * @param shape the lengths of its dimensions
     * @return the weight
     * @throws IllegalArgumentException if the shape has another number of elements or a number is
     *     NaN or infinite
     */
    public static Weight wrap(String name, float[] values, Integer... shape) {
        int elements = 1;
        for (int length : shape) {
            elements = Math.multiplyExact(elements, Arguments.atLeast("shape", length, 0));
        }
        Arguments.sameLength(name, values.length, "its shape", elements);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] must be finite, got " + values[i]);
            }
        }
        return new Weight(name, List.of(shape), values);
    }

    /**
     * The same numbers in an array of their own.
     *
     * @return an independent weight
     */
    public Weight copy() {
        return new Weight(name, shape, values.clone());
    }

    /**
     * The same array under another name.
     *
     * @param other the name
     * @return a view
     */
    public Weight named(String other) {
        return new Weight(other, shape, values);
    }

    /**
     * Its name in checkpoints.
     *
     * @return for instance {@code classifier.bias}
     */
    public String name() {
        return name;
    }

    /**
     * The lengths of its dimensions.
     *
     * @return at least one
     */
    public List<Integer> shape() {
        return shape;
    }

    /**
     * The number of its elements.
     *
     * @return the product of the shape
     */
    public int size() {
        return values.length;
    }

    /**
     * Its numbers, row-major: the live array, not a copy.
     *
     * @return the array
     */
    public float[] values() {
        return values;
    }

    /**
     * As a tensor for a file.
     *
     * @param type F32, F16, BF16 or F64
     * @return a view
     */
    public Tensor tensor(TensorType type) {
        return Tensor.wrap(
                name, type, values, shape.stream().map(Integer::longValue).toArray(Long[]::new));
    }

    /** The first dimension by all others, over the live array. */
    FloatMatrix matrix() {
        int rows = shape.get(0);
        return FloatMatrix.wrap(rows, rows == 0 ? 0 : values.length / rows, values);
    }

    @Override
    public String toString() {
        return "Weight[" + name + ", " + shape + "]";
    }
}
