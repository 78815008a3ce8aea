package org.guardband.detection.error;

import org.guardband.core.numeric.ParallelRows;

/** The cells of several features; those of the score stand side by side. */
final class CellGrid {

    private static final int ROWS_PER_BLOCK = 1 << 15;

    /** More cells than this are a slip, not a histogram. */
    private static final long MOST_CELLS = 1L << 26;

    private final FeatureBins[] rules;
    private final int cells;

    CellGrid(FeatureBins[] rules) {
        this.rules = rules;
        long product = 1;
        for (FeatureBins rule : rules) {
            product *= rule.bins();
            if (product > MOST_CELLS) {
                throw new IllegalArgumentException(
                        "bins must make at most " + MOST_CELLS + " cells");
            }
        }
        this.cells = (int) product;
    }

    int cells() {
        return cells;
    }

    FeatureBins rule(int feature) {
        return rules[feature];
    }

    int scoreBins() {
        return rules[0].bins();
    }

    int dimensions() {
        return rules.length;
    }

    /** The cell of each point. */
    int[] cellsOf(DetectionPoints points) {
        int[] cell = new int[points.size()];
        ParallelRows.run(
                cell.length,
                ROWS_PER_BLOCK,
                (from, to) -> {
                    for (int j = rules.length - 1; j >= 0; j--) {
                        FeatureBins rule = rules[j];
                        double[] column = points.column(j);
                        int bins = rule.bins();
                        for (int i = from; i < to; i++) {
                            cell[i] = cell[i] * bins + rule.bin(column[i]);
                        }
                    }
                });
        return cell;
    }
}
