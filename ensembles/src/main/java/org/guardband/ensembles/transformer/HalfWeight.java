package org.guardband.ensembles.transformer;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.safetensors.HalfNumbers;
import org.guardband.ensembles.safetensors.Tensor;

/** A named array of parameters in 16 bits, which are used but not trained. */
public final class HalfWeight {

    private final String name;
    private final List<Integer> shape;
    private final HalfNumbers numbers;

    private HalfWeight(String name, List<Integer> shape, HalfNumbers numbers) {
        this.name = name;
        this.shape = shape;
        this.numbers = numbers;
    }

    /**
     * A matrix.
     *
     * @param name its name in checkpoints
     * @param numbers its elements, row-major, all finite
     * @param rows number of rows
     * @param columns number of columns
     * @return the weight
     * @throws IllegalArgumentException if the numbers are not rows · columns or one is NaN or
     *     infinite
     */
    public static HalfWeight of(String name, HalfNumbers numbers, int rows, int columns) {
        Arguments.sameLength(name, numbers.size(), "its shape", Math.multiplyExact(rows, columns));
        HalfWeight weight = new HalfWeight(name, List.of(rows, columns), numbers);
        // refuses what is not finite
        weight.widened();
        return weight;
    }

    /**
     * The same numbers in single precision, which can be trained.
     *
     * @return a weight of its own
     */
    public Weight widened() {
        float[] values = new float[numbers.size()];
        numbers.widen(values);
        return Weight.wrap(name, values, shape.toArray(Integer[]::new));
    }

    /**
     * Its name in checkpoints.
     *
     * @return for instance {@code ….lora_A.weight}
     */
    public String name() {
        return name;
    }

    /**
     * The lengths of its dimensions.
     *
     * @return rows and columns
     */
    public List<Integer> shape() {
        return shape;
    }

    /**
     * The number of its elements.
     *
     * @return rows · columns
     */
    public int size() {
        return numbers.size();
    }

    /**
     * Its elements.
     *
     * @return the numbers
     */
    public HalfNumbers numbers() {
        return numbers;
    }

    /**
     * As a tensor of its own type for a file.
     *
     * @param as its name in the file
     * @return a tensor that has the same bits
     */
    public Tensor tensor(String as) {
        return widened().named(as).tensor(numbers.type());
    }

    @Override
    public String toString() {
        return "HalfWeight[" + name + ", " + shape + ", " + numbers.type() + "]";
    }
}
