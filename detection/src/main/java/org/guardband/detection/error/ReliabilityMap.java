package org.guardband.detection.error;

import org.guardband.core.numeric.Arguments;

/**
 * Calibration by position: for each cell of the features beside the score, how many detections it
 * holds, their mean score and precision, and their calibration error over the score bins. Cells are
 * numbered with the first feature fastest.
 */
public final class ReliabilityMap {

    private final double[][] edges;
    private final double[] rows;
    private final double[] meanScore;
    private final double[] precision;
    private final double[] error;

    private ReliabilityMap(double[][] edges, int cells) {
        this.edges = edges;
        this.rows = new double[cells];
        this.meanScore = new double[cells];
        this.precision = new double[cells];
        this.error = new double[cells];
    }

    static ReliabilityMap of(CellGrid grid, CellTally tally, double least, boolean reference) {
        double[][] edges = new double[grid.dimensions() - 1][];
        for (int j = 0; j < edges.length; j++) {
            FeatureBins rule = grid.rule(j + 1);
            edges[j] = new double[rule.bins() + 1];
            for (int b = 0; b < edges[j].length; b++) {
                edges[j][b] = rule.edge(b);
            }
        }
        int scoreBins = grid.scoreBins();
        ReliabilityMap map = new ReliabilityMap(edges, grid.cells() / scoreBins);
        for (int cell = 0; cell < map.rows.length; cell++) {
            map.fill(cell, tally, cell * scoreBins, scoreBins, least, reference);
        }
        return map;
    }

    private void fill(
            int cell, CellTally tally, int from, int scoreBins, double least, boolean reference) {
        double score = 0;
        double hits = 0;
        double kept = 0;
        double sum = 0;
        for (int b = from; b < from + scoreBins; b++) {
            rows[cell] += tally.rows(b);
            score += tally.scores(b);
            hits += tally.hits(b);
            if (tally.rows(b) > 0 && tally.rows(b) >= least) {
                kept += tally.rows(b);
                sum += Math.abs(tally.hits(b) - tally.scores(b));
            }
        }
        // 0/0 is the NaN of an empty cell
        meanScore[cell] = score / rows[cell];
        precision[cell] = hits / rows[cell];
        error[cell] = sum / (reference ? rows[cell] : kept);
    }

    /**
     * The number of cells.
     *
     * @return the product of the numbers of bins
     */
    public int cells() {
        return rows.length;
    }

    /**
     * The number of features.
     *
     * @return ≥ 1
     */
    public int dimensions() {
        return edges.length;
    }

    /**
     * The edges of the bins of a feature.
     *
     * @param feature index of the feature beside the score
     * @return a copy, one more than bins
     * @throws IllegalArgumentException if there is no such feature
     */
    public double[] edges(int feature) {
        return edges[Arguments.index("feature", feature, edges.length)].clone();
    }

    /**
     * The cell at a place.
     *
     * @param bins the bin of each feature
     * @return its number
     * @throws IllegalArgumentException if there are not as many bins as features or one is out of
     *     range
     */
    public int cell(int... bins) {
        Arguments.sameLength("bins", bins.length, "the features", edges.length);
        int cell = 0;
        for (int j = edges.length - 1; j >= 0; j--) {
            int count = edges[j].length - 1;
            cell = cell * count + Arguments.index("bins[" + j + "]", bins[j], count);
        }
        return cell;
    }

    /**
     * The number of detections in a cell.
     *
     * @param cell its number
     * @return ≥ 0
     */
    public double rows(int cell) {
        return rows[cell];
    }

    /**
     * The mean score in a cell.
     *
     * @param cell its number
     * @return in [0, 1]; NaN if it is empty
     */
    public double meanScore(int cell) {
        return meanScore[cell];
    }

    /**
     * The share of hits in a cell.
     *
     * @param cell its number
     * @return in [0, 1]; NaN if it is empty
     */
    public double precision(int cell) {
        return precision[cell];
    }

    /**
     * The expected calibration error over the score bins of a cell.
     *
     * @param cell its number
     * @return in [0, 1]; NaN if no score bin holds enough detections
     */
    public double error(int cell) {
        return error[cell];
    }

    @Override
    public String toString() {
        return "ReliabilityMap[" + cells() + " cells, " + dimensions() + " features]";
    }
}
