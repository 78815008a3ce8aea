package org.guardband.detection.conformal;

import org.guardband.core.numeric.FloatingEnds;
import org.guardband.core.set.BoxSets;
import org.guardband.detection.Boxes;

/** Sets around predicted boxes, row by row, from the margins of each row's sides. */
final class BoxMargins {

    private final BoxBound bound;
    private final BoxScale scale;
    private final Boxes boxes;
    private final double[] outer;
    private final double[] inner;

    BoxMargins(BoxBound bound, BoxScale scale, Boxes boxes) {
        this.bound = bound;
        this.scale = scale;
        this.boxes = boxes;
        this.outer = new double[boxes.size() * BoxExcess.SIDES];
        this.inner = new double[outer.length];
    }

    /**
     * Sets a row.
     *
     * @param margins one number for all sides; or four; or the four outer and then the four inner
     *     ones; in the unit of the scale, +∞ for none
     */
    void set(int row, double[] margins) {
        int firstInner = margins.length > BoxExcess.SIDES ? BoxExcess.SIDES : 0;
        for (int side = 0; side < BoxExcess.SIDES; side++) {
            double edge = BoxExcess.edge(boxes, row, side);
            double unit = scale.unit(boxes, row, side);
            double grow = at(margins, bound.hasOuter(), side);
            double shrink = at(margins, bound.hasInner(), firstInner + side);
            int at = row * BoxExcess.SIDES + side;
            outer[at] = end(side < 2, edge, BoxScale.inPixels(grow, unit));
            inner[at] = end(side >= 2, edge, BoxScale.inPixels(shrink, unit));
        }
    }

    private static double at(double[] margins, boolean bounded, int index) {
        return bounded ? margins[margins.length == 1 ? 0 : index] : Double.POSITIVE_INFINITY;
    }

    /**
     * The last double whose rounded score is within the margin, or the truth that set it falls out.
     */
    private static double end(boolean low, double edge, double margin) {
        return low ? FloatingEnds.lower(edge, margin) : FloatingEnds.upper(edge, margin);
    }

    /** The sets; not to be written to afterwards. */
    BoxSets sets() {
        return BoxSets.wrap(inner, outer);
    }
}
