package org.guardband.detection.error;

/** What lies in each cell: how many rows, the sum of their scores and their hits. */
final class CellTally {

    private final int scoreBins;
    private final double[] rows;
    private final double[] scores;
    private final double[] hits;

    private CellTally(int cells, int scoreBins) {
        this.scoreBins = scoreBins;
        this.rows = new double[cells];
        this.scores = new double[cells];
        this.hits = new double[cells];
    }

    static CellTally of(CellGrid grid, DetectionPoints points, int[] cellOf) {
        CellTally tally = new CellTally(grid.cells(), grid.scoreBins());
        double[] score = points.column(0);
        boolean[] hit = points.hits();
        for (int i = 0; i < cellOf.length; i++) {
            int cell = cellOf[i];
            tally.rows[cell]++;
            tally.scores[cell] += score[i];
            tally.hits[cell] += hit[i] ? 1 : 0;
        }
        return tally;
    }

    /** With a weight for each image. */
    static CellTally weighted(CellGrid grid, DetectionPoints points, int[] cellOf, int[] weight) {
        CellTally tally = new CellTally(grid.cells(), grid.scoreBins());
        double[] score = points.column(0);
        boolean[] hit = points.hits();
        int[] image = points.image();
        for (int i = 0; i < cellOf.length; i++) {
            int w = weight[image[i]];
            if (w > 0) {
                int cell = cellOf[i];
                tally.rows[cell] += w;
                tally.scores[cell] += w * score[i];
                tally.hits[cell] += hit[i] ? w : 0;
            }
        }
        return tally;
    }

    int cells() {
        return rows.length;
    }

    double rows(int cell) {
        return rows[cell];
    }

    double scores(int cell) {
        return scores[cell];
    }

    double hits(int cell) {
        return hits[cell];
    }

    /** |share of hits − mean score| of a cell that is not empty. */
    double deviation(int cell) {
        return Math.abs(hits[cell] - scores[cell]) / rows[cell];
    }

    /**
     * The three errors.
     *
     * @param least cells with fewer rows do not count
     * @param reference whether they stay in the denominators all the same
     */
    DetectionErrors errors(double least, boolean reference) {
        double all = 0;
        double kept = 0;
        double sum = 0;
        double worst = 0;
        int keptCells = 0;
        double average = 0;
        int groups = 0;
        for (int from = 0; from < rows.length; from += scoreBins) {
            double groupSum = 0;
            int groupCells = 0;
            for (int cell = from; cell < from + scoreBins; cell++) {
                if (rows[cell] == 0) {
                    continue;
                }
                all += rows[cell];
                boolean counts = rows[cell] >= least;
                if (counts) {
                    double deviation = deviation(cell);
                    kept += rows[cell];
                    keptCells++;
                    sum += rows[cell] * deviation;
                    groupSum += deviation;
                    worst = Math.max(worst, deviation);
                }
                groupCells += counts || reference ? 1 : 0;
            }
            if (groupCells > 0) {
                average += groupSum / groupCells;
                groups++;
            }
        }
        if (keptCells == 0 && !reference) {
            return new DetectionErrors(Double.NaN, Double.NaN, Double.NaN, 0, all, 0);
        }
        return new DetectionErrors(
                sum / (reference ? all : kept), average / groups, worst, kept, all, keptCells);
    }
}
