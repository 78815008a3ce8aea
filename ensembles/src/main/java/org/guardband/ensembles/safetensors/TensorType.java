package org.guardband.ensembles.safetensors;

import java.util.Optional;

/** The element types of a safetensors file; the names are those of the file. */
public enum TensorType {
    /** One byte, 0 or 1. */
    BOOL(1, Kind.INTEGER),
    /** Unsigned, 8 bits. */
    U8(1, Kind.INTEGER),
    /** Signed, 8 bits. */
    I8(1, Kind.INTEGER),
    /** An 8-bit float of 5 exponent bits; a file may hold it, but it is not read. */
    F8_E5M2(1, Kind.OPAQUE),
    /** An 8-bit float of 4 exponent bits; a file may hold it, but it is not read. */
    F8_E4M3(1, Kind.OPAQUE),
    /** Signed, 16 bits. */
    I16(2, Kind.INTEGER),
    /** Unsigned, 16 bits. */
    U16(2, Kind.INTEGER),
    /** IEEE 754 half precision: 5 exponent bits, 10 of fraction. */
    F16(2, Kind.FLOAT),
    /** The upper half of a single: 8 exponent bits, 7 of fraction. */
    BF16(2, Kind.FLOAT),
    /** Signed, 32 bits. */
    I32(4, Kind.INTEGER),
    /** Unsigned, 32 bits. */
    U32(4, Kind.INTEGER),
    /** IEEE 754 single precision. */
    F32(4, Kind.FLOAT),
    /** IEEE 754 double precision. */
    F64(8, Kind.FLOAT),
    /** Signed, 64 bits. */
    I64(8, Kind.INTEGER),
    /** Unsigned, 64 bits. */
    U64(8, Kind.INTEGER);

    /** What the elements are. */
    enum Kind {
        FLOAT,
        INTEGER,
        OPAQUE
    }

    private final int bytes;
    private final Kind kind;

    TensorType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /**
     * The size of an element.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Whether the elements are floating-point numbers that are read.
     *
     * @return true for F16, BF16, F32 and F64
     */
    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /**
     * Whether the elements are integers or truth values.
     *
     * @return true for BOOL and the I and U types
     */
    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    static Optional<TensorType> named(String name) {
        for (TensorType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
