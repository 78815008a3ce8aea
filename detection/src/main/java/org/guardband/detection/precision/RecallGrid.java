package org.guardband.detection.precision;

/** The recalls at which COCO reads precision: NumPy's linspace(0, 1, 101), bit for bit. */
final class RecallGrid {

    static final int POINTS = 101;

    private static final double STEP = 1.0 / 100;

    private RecallGrid() {}

    static double at(int point) {
        return point == POINTS - 1 ? 1 : point * STEP;
    }

    /**
     * The mean over the grid of the precision at the first point of enough recall, 0 where there is
     * none.
     *
     * @param recall rising
     * @param precision falling, one per recall
     * @param points how many of them count
     */
    static double mean(double[] recall, double[] precision, int points) {
        double sum = 0;
        int at = 0;
        for (int r = 0; r < POINTS; r++) {
            while (at < points && recall[at] < at(r)) {
                at++;
            }
            if (at == points) {
                break;
            }
            sum += precision[at];
        }
        return sum / POINTS;
    }
}
