package org.guardband.detection.conformal;

/** From which side a set of boxes is bounded. */
public enum BoxBound {
    /** The true box lies inside the set's outer box. */
    OUTER,
    /** The true box contains the set's inner box. */
    INNER,
    /** The true box lies between the inner and the outer box. */
    BOTH;

    boolean hasOuter() {
        return this != INNER;
    }

    boolean hasInner() {
        return this != OUTER;
    }
}
