package org.guardband.detection;

import org.guardband.core.numeric.Arguments;

/** What the four numbers of a box mean. Lengths are in pixels, y grows downwards. */
public enum BoxForm {
    /** Left, top, width, height: COCO. */
    SIZE("x", "y", "width", "height"),

    /** Left, top, right, bottom: Pascal VOC, without its habit of adding one pixel. */
    CORNERS("x1", "y1", "x2", "y2"),

    /** Centre and size: YOLO, in pixels. */
    CENTRE("cx", "cy", "width", "height");

    private final String first;
    private final String second;
    private final String third;
    private final String fourth;

    BoxForm(String first, String second, String third, String fourth) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /**
     * The name of a coordinate.
     *
     * @param coordinate its position, 0 to 3
     * @return a short name
     * @throws IllegalArgumentException if {@code coordinate} is out of range
     */
    public String coordinate(int coordinate) {
        return switch (Arguments.index("coordinate", coordinate, Boxes.COORDINATES)) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            default -> fourth;
        };
    }
}
