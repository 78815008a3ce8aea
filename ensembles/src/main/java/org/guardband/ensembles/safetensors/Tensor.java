package org.guardband.ensembles.safetensors;

import java.util.List;
import org.guardband.core.numeric.Arguments;

/** A tensor to be written. */
public final class Tensor {

    private final String name;
    private final TensorType type;
    private final List<Long> shape;
    private final Elements elements;

    /** Gives the bytes of one element. */
    @FunctionalInterface
    interface Elements {
        /** The bits of element i, in the lowest bytes. */
        long bits(int i);
    }

    private Tensor(String name, TensorType type, List<Long> shape, int length, Elements elements) {
        this.name = name;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.elements = elements;
        long product = 1;
        for (long dimension : this.shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException(
                        name + ": shape must hold numbers >= 0, got " + dimension);
            }
            product = Math.multiplyExact(product, dimension);
        }
        if (product != length) {
            throw new IllegalArgumentException(
                    name + ": shape " + shape + " must have " + length + " elements");
        }
    }

    /**
     * A tensor of single-precision numbers; they are not copied.
     *
     * @param name its name
     * @param type F32, or F16 or BF16 to round to the nearest, or F64
     * @param values its elements, row-major
     * @param shape the lengths of its dimensions
     * @return the tensor
     * @throws IllegalArgumentException if the shape has another number of elements or {@code type}
     *     is no floating-point type
     */
    public static Tensor wrap(String name, TensorType type, float[] values, Long... shape) {
        Elements elements =
                switch (type) {
                    case F32 -> i -> Float.floatToRawIntBits(values[i]) & 0xffff_ffffL;
                    case F16 -> i -> HalfPrecision.toF16(values[i]) & 0xffffL;
                    case BF16 -> i -> HalfPrecision.toBf16(values[i]) & 0xffffL;
                    case F64 -> i -> Double.doubleToRawLongBits(values[i]);
                    default ->
                            throw new IllegalArgumentException(
                                    "type must be F32, F16, BF16 or F64, got " + type);
                };
        return new Tensor(name, type, List.of(shape), values.length, elements);
    }

    /**
     * A tensor of double-precision numbers; they are not copied.
     *
     * @param name its name
     * @param values its elements, row-major
     * @param shape the lengths of its dimensions
     * @return the tensor, of type F64
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public static Tensor wrap(String name, double[] values, Long... shape) {
        return new Tensor(
                name,
                TensorType.F64,
                List.of(shape),
                values.length,
                i -> Double.doubleToRawLongBits(values[i]));
    }

    /**
     * A tensor of integers; they are not copied.
     *
     * @param name its name
     * @param type an integer type, or BOOL
     * @param values its elements, row-major, each within the type
     * @param shape the lengths of its dimensions
     * @return the tensor
     * @throws IllegalArgumentException if the shape has another number of elements, an element is
     *     beyond the type or {@code type} is no integer type
     */
    public static Tensor wrap(String name, TensorType type, long[] values, Long... shape) {
        if (!type.isInteger()) {
            throw new IllegalArgumentException("type must be an integer type, got " + type);
        }
        int bits = 8 * type.bytes();
        boolean signed = type.name().startsWith("I");
        long most =
                type == TensorType.BOOL
                        ? 1
                        : bits == 64 ? Long.MAX_VALUE : (1L << (signed ? bits - 1 : bits)) - 1;
        long least = signed ? -most - 1 : 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] < least || values[i] > most) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] must be within " + type + ", got " + values[i]);
            }
        }
        return new Tensor(name, type, List.of(shape), values.length, i -> values[i]);
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Its elements' type.
     *
     * @return the type
     */
    public TensorType type() {
        return type;
    }

    /**
     * The lengths of its dimensions.
     *
     * @return empty for a scalar
     */
    public List<Long> shape() {
        return shape;
    }

    long bits(int i) {
        return elements.bits(i);
    }

    int elements() {
        long product = 1;
        for (long dimension : shape) {
            product *= dimension;
        }
        return Arguments.atLeast("elements", (int) product, 0);
    }

    @Override
    public String toString() {
        return "Tensor[" + name + ", " + type + ", " + shape + "]";
    }
}
