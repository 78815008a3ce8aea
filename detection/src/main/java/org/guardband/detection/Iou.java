package org.guardband.detection;

/** Intersection over union by COCO's rules: no pixel is added to a width. */
public final class Iou {

    private Iou() {}

    /**
     * The intersection of two boxes over their union, or over the first box alone.
     *
     * @param x left edge of the first box
     * @param y top edge of the first box
     * @param w its width
     * @param h its height
     * @param otherX left edge of the second box
     * @param otherY top edge of the second box
     * @param otherW its width
     * @param otherH its height
     * @param overFirst whether to divide by the area of the first box, as COCO does where the
     *     second one marks a crowd, in place of the union
     * @return a number in [0, 1], up to rounding; 0 where the boxes share no area
     */
    public static double of(
            double x,
            double y,
            double w,
            double h,
            double otherX,
            double otherY,
            double otherW,
            double otherH,
            boolean overFirst) {
        double overlapW = Math.min(x + w, otherX + otherW) - Math.max(x, otherX);
        if (!(overlapW > 0)) {
            return 0;
        }
        double overlapH = Math.min(y + h, otherY + otherH) - Math.max(y, otherY);
        if (!(overlapH > 0)) {
            return 0;
        }
        double shared = overlapW * overlapH;
        double whole = overFirst ? w * h : w * h + otherW * otherH - shared;
        return shared / whole;
    }
}
