package org.guardband.cli.scenes;

/**
 * A rectangle in pixels; rows of the image grow downwards.
 *
 * @param x1 left side
 * @param y1 upper side
 * @param x2 right side, ≥ x1
 * @param y2 lower side, ≥ y1
 */
public record Box(double x1, double y1, double x2, double y2) {

    /**
     * The width.
     *
     * @return x2 − x1
     */
    public double width() {
        return x2 - x1;
    }

    /**
     * The height.
     *
     * @return y2 − y1
     */
    public double height() {
        return y2 - y1;
    }

    /**
     * Intersection over union.
     *
     * @param other another box
     * @return a share in [0, 1]; 0 if both are empty
     */
    public double overlap(Box other) {
        double w = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        double h = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double both = w * h;
        return both / (width() * height() + other.width() * other.height() - both);
    }
}
