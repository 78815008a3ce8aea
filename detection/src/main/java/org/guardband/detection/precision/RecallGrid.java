package org.guardband.detection.precision;

/** The recalls at which COCO reads precision: NumPy's linspace(0, 1, 101), bit for bit. */
final class RecallGrid {

    static final int POINTS = 101;

    private static final double STEP = 1.0 / 100;

    private RecallGrid() {}

    static double at(int point) {
        return point == POINTS - 1 ? 1 : point * STEP;
    }
}
