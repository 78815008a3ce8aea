package org.guardband.ensembles.safetensors;

import java.util.List;

/**
 * What the header of a file says of a tensor.
 *
 * @param name its name
 * @param type its elements
 * @param shape the lengths of its dimensions; empty for a scalar
 * @param begin its first byte, counted from the end of the header
 * @param end one past its last byte
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long begin, long end) {

    /**
     * Keeps a copy of the shape; the reader has checked the rest.
     *
     * @param name its name
     * @param type its elements
     * @param shape the lengths of its dimensions
     * @param begin its first byte
     * @param end one past its last byte
     */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /**
     * The number of elements.
     *
     * @return the product of the shape, 1 for a scalar
     */
    public long elements() {
        return (end - begin) / type.bytes();
    }
}
