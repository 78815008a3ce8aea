package org.guardband.ensembles.safetensors;

/**
 * Conversions between single precision and the two 16-bit formats. Widening is exact; narrowing
 * rounds to the nearest, ties to even. (The JDK has them for F16 from version 20 on.)
 */
final class HalfPrecision {

    private static final int F16_INFINITY = 0x7c00;
    private static final float F16_SUBNORMAL_UNIT = 0x1p-24f;

    private HalfPrecision() {}

    static float fromBf16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    static short toBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            // keeps the sign and stays a NaN whatever the lower half was
            return (short) (bits >>> 16 | 0x40);
        }
        int roundedUp = bits + 0x7fff + (bits >>> 16 & 1);
        return (short) (roundedUp >>> 16);
    }

    static float fromF16(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * F16_SUBNORMAL_UNIT;
            return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | sign);
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    static short toF16(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 65520f) {
            return (short) (sign | F16_INFINITY);
        }
        if (magnitude < 0x1p-14f) {
            // a multiple of 2^-24; a carry into the normal range comes out right by itself
            return (short) (sign | (int) Math.rint(magnitude / F16_SUBNORMAL_UNIT));
        }
        int bits = Float.floatToRawIntBits(magnitude) - (112 << 23);
        int roundedUp = bits + 0xfff + (bits >>> 13 & 1);
        return (short) (sign | roundedUp >>> 13);
    }
}
