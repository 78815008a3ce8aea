package org.guardband.ensembles.safetensors;

import org.guardband.core.numeric.Arguments;

/**
 * Numbers in 16 bits, F16 or BF16, as they lie in a file: half the memory of single precision, into
 * which they are widened exactly.
 */
public final class HalfNumbers {

    private final TensorType type;
    private final short[] bits;

    HalfNumbers(TensorType type, short[] bits) {
        this.type = type;
        this.bits = bits;
    }

    static boolean holds(TensorType type) {
        return type == TensorType.F16 || type == TensorType.BF16;
    }

    /**
     * Rounds single-precision numbers to the nearest, ties to even.
     *
     * @param type F16 or BF16
     * @param values the numbers
     * @return as many numbers
     * @throws IllegalArgumentException if the type has not 16 bits
     */
    public static HalfNumbers round(TensorType type, float... values) {
        if (!holds(type)) {
            throw new IllegalArgumentException("type must be F16 or BF16, got " + type);
        }
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] =
                    type == TensorType.F16
                            ? HalfPrecision.toF16(values[i])
                            : HalfPrecision.toBf16(values[i]);
        }
        return new HalfNumbers(type, bits);
    }

    /**
     * What the 16 bits mean.
     *
     * @return F16 or BF16
     */
    public TensorType type() {
        return type;
    }

    /**
     * How many numbers there are.
     *
     * @return the count
     */
    public int size() {
        return bits.length;
    }

    /**
     * Writes all numbers in single precision, exactly.
     *
     * @param out receives them at its front; what lies behind is left alone
     * @throws IllegalArgumentException if it is too short
     */
    public void widen(float[] out) {
        Arguments.atLeast("length of out", out.length, bits.length);
        if (type == TensorType.F16) {
            for (int i = 0; i < bits.length; i++) {
                out[i] = HalfPrecision.fromF16(bits[i]);
            }
        } else {
            for (int i = 0; i < bits.length; i++) {
                out[i] = HalfPrecision.fromBf16(bits[i]);
            }
        }
    }

    @Override
    public String toString() {
        return "HalfNumbers[" + bits.length + " of " + type + "]";
    }
}
