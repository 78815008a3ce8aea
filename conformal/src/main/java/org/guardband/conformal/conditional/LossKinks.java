package org.guardband.conformal.conditional;

import java.util.Arrays;
import org.guardband.conformal.risk.LossCurves;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;

/**
 * Step functions of losses that do not grow: the thresholds at which the loss of each row falls,
 * and by how much. The first fall of every row is that from the bound at the first threshold, be it
 * zero.
 */
final class LossKinks {

    /** The kinks of row i are those from start[i] to start[i + 1]. */
    private final int[] start;

    private final double[] at;
    private final double[] fall;
    private final double bound;

    private LossKinks(int[] start, double[] at, double[] fall, double bound) {
        this.start = start;
        this.at = at;
        this.fall = fall;
        this.bound = bound;
    }

    static LossKinks of(LossCurves curves, int rows, double bound) {
        double[] grid = curves.thresholds();
        int[] start = new int[rows + 1];
        double[] at = new double[rows];
        double[] fall = new double[rows];
        int size = 0;
        for (int i = 0; i < rows; i++) {
            double[] losses = curves.of(i);
            if (size + grid.length > at.length) {
                at = Arrays.copyOf(at, 2 * at.length + grid.length);
                fall = Arrays.copyOf(fall, at.length);
            }
            for (int j = 0; j < grid.length; j++) {
                double drop = (j == 0 ? bound : losses[j - 1]) - losses[j];
                if (j == 0 || drop > 0) {
                    at[size] = grid[j];
                    fall[size++] = drop;
                }
            }
            start[i + 1] = size;
        }
        return new LossKinks(start, Arrays.copyOf(at, size), Arrays.copyOf(fall, size), bound);
    }

    int rows() {
        return start.length - 1;
    }

    int size() {
        return at.length;
    }

    /** The first kink of a row. */
    int first(int row) {
        return start[row];
    }

    double[] thresholds() {
        return at;
    }

    double fall(int kink) {
        return fall[kink];
    }

    /** The loss of a row beyond the last threshold. */
    double last(int row) {
        double loss = bound;
        for (int k = start[row]; k < start[row + 1]; k++) {
            loss -= fall[k];
        }
        return loss;
    }

    void describe(ModelDocument.Builder document) {
        int[] counts = new int[rows()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = start[i + 1] - start[i];
        }
        document.put("kinks", counts).put("thresholds", at.clone()).put("falls", fall.clone());
    }

    static LossKinks read(ModelDocument document, double bound) {
        int[] counts = document.integers("kinks");
        double[] at = Arguments.allFinite("thresholds", document.numbers("thresholds"));
        double[] fall = Arguments.allNonNegative("falls", document.numbers("falls"));
        int[] start = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 1 || counts[i] > at.length - start[i]) {
                throw doesNotFit(at.length);
            }
            start[i + 1] = start[i] + counts[i];
        }
        if (start[counts.length] != at.length || fall.length != at.length) {
            throw doesNotFit(at.length);
        }
        return new LossKinks(start, at.clone(), fall.clone(), bound);
    }

    private static ModelFormatException doesNotFit(int size) {
        return new ModelFormatException(
                "fields \"kinks\" and \"falls\" must fit the number of thresholds, " + size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LossKinks that
                && bound == that.bound
                && Arrays.equals(start, that.start)
                && Arrays.equals(at, that.at)
                && Arrays.equals(fall, that.fall);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(at) + Arrays.hashCode(fall);
    }
}
