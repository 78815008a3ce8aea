package org.guardband.detection.conformal;

import org.guardband.core.numeric.FloatingEnds;
import org.guardband.detection.Boxes;

/** The unit of the margins around a predicted box. */
public enum BoxScale {
    /** Pixels. */
    PIXELS,
    /** The predicted width for left and right, the predicted height for top and bottom. */
    BOX_SIZE;

    /** The unit of a side: 0 left, 1 top, 2 right, 3 bottom. */
    double unit(Boxes boxes, int row, int side) {
        return switch (this) {
            case PIXELS -> 1;
            case BOX_SIZE -> side % 2 == 0 ? boxes.width(row) : boxes.height(row);
        };
    }

    /** Pixels in units. With a unit of 0 only a margin of 0 can be had. */
    static double inUnits(double pixels, double unit) {
        if (unit > 0) {
            return pixels / unit;
        }
        return pixels > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** The other way round: the largest number of pixels that are no more than so many units. */
    static double inPixels(double units, double unit) {
        if (unit > 0) {
            return FloatingEnds.scaled(units, unit);
        }
        return units == Double.POSITIVE_INFINITY ? units : 0;
    }
}
