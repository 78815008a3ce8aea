package org.guardband.ensembles.uncertainty;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.RealMembers;

/**
 * How much members differ, pair by pair: what an ensemble lives on. Matrices are M × M, row-major.
 *
 * <p>Source: Kuncheva, Whitaker 2003, doi 10.1023/A:1022859003006 (disagreement, correlation of
 * errors).
 */
public final class Diversity {

    private Diversity() {}

    /**
     * The share of rows in which two members differ in their most probable class.
     *
     * @param members what the members say of at least one row
     * @return symmetric, with a diagonal of zeros
     * @throws IllegalArgumentException if there is no row
     */
    public static double[] disagreements(ClassMembers members) {
        Arguments.atLeast("rows", members.rows(), 1);
        int[][] votes = new int[members.size()][];
        for (int m = 0; m < votes.length; m++) {
            votes[m] = votes(members.member(m));
        }
        double[] shares = new double[votes.length * votes.length];
        for (int a = 0; a < votes.length; a++) {
            for (int b = 0; b < votes.length; b++) {
                int differ = 0;
                for (int i = 0; i < members.rows(); i++) {
                    differ += votes[a][i] == votes[b][i] ? 0 : 1;
                }
                shares[a * votes.length + b] = (double) differ / members.rows();
            }
        }
        return shares;
    }

    private static int[] votes(CategoricalBatch batch) {
        double[] row = new double[batch.classes()];
        int[] votes = new int[batch.size()];
        for (int i = 0; i < votes.length; i++) {
            batch.copyRow(i, row);
            votes[i] = ClassUncertaintyRow.mostProbable(row);
        }
        return votes;
    }

    /**
     * The correlation of being wrong, of each pair of members.
     *
     * @param members what the members say
     * @param labels the true class of each row
     * @return symmetric; the correlation with a member that is always right or always wrong is 0,
     *     and the diagonal 1
     * @throws IllegalArgumentException if there is no row, lengths differ or a label is out of
     *     range
     */
    public static double[] errorCorrelations(ClassMembers members, int[] labels) {
        members.requireLabels(labels);
        double[][] errors = new double[members.size()][labels.length];
        for (int m = 0; m < errors.length; m++) {
            int[] votes = votes(members.member(m));
            for (int i = 0; i < labels.length; i++) {
                errors[m][i] = votes[i] == labels[i] ? 0 : 1;
            }
        }
        return correlations(errors);
    }

    /**
     * The correlation of the errors y − μ_m of each pair of members.
     *
     * @param members what the members say
     * @param truths the truth of each row
     * @return symmetric; the correlation with a constant error is 0, and the diagonal 1
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    public static double[] errorCorrelations(RealMembers members, double[] truths) {
        members.requireTruths(truths);
        double[][] errors = members.means();
        for (double[] column : errors) {
            for (int i = 0; i < truths.length; i++) {
                column[i] = truths[i] - column[i];
            }
        }
        return correlations(errors);
    }

    private static double[] correlations(double[][] columns) {
        int size = columns.length;
        double[] norms = new double[size];
        for (int m = 0; m < size; m++) {
            double mean = Arrays.stream(columns[m]).average().orElse(0);
            for (int i = 0; i < columns[m].length; i++) {
                columns[m][i] -= mean;
                norms[m] += columns[m][i] * columns[m][i];
            }
        }
        double[] out = new double[size * size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                double product = 0;
                for (int i = 0; i < columns[a].length; i++) {
                    product += columns[a][i] * columns[b][i];
                }
                double norm = Math.sqrt(norms[a]) * Math.sqrt(norms[b]);
                double r = norm == 0 ? 0 : Math.max(-1, Math.min(1, product / norm));
                out[a * size + b] = a == b ? 1 : r;
            }
        }
        return out;
    }

    /**
     * The mean over the pairs of different members.
     *
     * @param matrix M × M numbers, row-major
     * @return the mean off the diagonal; NaN for one member
     * @throws IllegalArgumentException if the matrix is not square
     */
    public static double meanOfPairs(double[] matrix) {
        int size = (int) Math.round(Math.sqrt(matrix.length));
        if (size * size != matrix.length) {
            throw new IllegalArgumentException(
                    "matrix must be square, got " + matrix.length + " numbers");
        }
        double sum = 0;
        for (int at = 0; at < matrix.length; at++) {
            sum += at / size == at % size ? 0 : matrix[at];
        }
        return sum / ((double) size * (size - 1));
    }
}
