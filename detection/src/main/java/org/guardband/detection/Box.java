package org.guardband.detection;

import org.guardband.core.numeric.Arguments;

/**
 * One box, for reading; columns of them are {@link Boxes}.
 *
 * @param x left edge
 * @param y top edge
 * @param width ≥ 0
 * @param height ≥ 0
 */
public record Box(double x, double y, double width, double height) {

    /**
     * Checks the numbers.
     *
     * @param x left edge
     * @param y top edge
     * @param width ≥ 0
     * @param height ≥ 0
     * @throws IllegalArgumentException if a number is not finite or a size is negative
     */
    public Box {
        Arguments.finite("x", x);
        Arguments.finite("y", y);
        Arguments.nonNegative("width", width);
        Arguments.nonNegative("height", height);
    }

    /**
     * The right edge.
     *
     * @return x + width
     */
    public double right() {
        return x + width;
    }

    /**
     * The bottom edge.
     *
     * @return y + height
     */
    public double bottom() {
        return y + height;
    }

    /**
     * The area.
     *
     * @return width × height
     */
    public double area() {
        return width * height;
    }

    /**
     * Intersection over union with another box.
     *
     * @param other another box
     * @return a number in [0, 1]; 0 where the boxes share no area
     */
    public double iou(Box other) {
        // a sliver far from the origin may round to more than its own area
        return Math.min(
                1, Iou.of(x, y, width, height, other.x, other.y, other.width, other.height, false));
    }
}
