package org.guardband.graph.conformal;

import org.guardband.graph.SparseFeatures;

/** Cosines between sparse rows, through the lists of the rows that have a column. */
final class SharedColumns {

    private final SparseFeatures features;
    private final int[] starts;
    private final int[] rows;
    private final double[] values;
    private final double[] lengths;

    SharedColumns(SparseFeatures features) {
        this.features = features;
        this.starts = new int[features.columns() + 1];
        this.rows = new int[features.entries()];
        this.values = new double[features.entries()];
        this.lengths = new double[features.size()];
        for (int e = 0; e < rows.length; e++) {
            starts[features.column(e) + 1]++;
        }
        for (int c = 0; c < features.columns(); c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        for (int v = 0; v < features.size(); v++) {
            double squares = 0;
            for (int e = features.first(v); e < features.end(v); e++) {
                int at = next[features.column(e)]++;
                rows[at] = v;
                values[at] = features.value(e);
                squares += values[at] * values[at];
            }
            lengths[v] = Math.sqrt(squares);
        }
    }

    /**
     * Writes the cosine of a row with every row that shares a column, the others being zero.
     *
     * @param cosine zeros, one per row
     * @param touched room for the names of all rows
     * @param seen one number per row, at first zeros: which node it was last met from, plus one. A
     *     sum may come back to zero on its way, so that it cannot tell whether a row was met
     * @return how many there are; {@code touched} names them
     */
    int cosines(int node, double[] cosine, int[] touched, int[] seen) {
        int count = 0;
        for (int e = features.first(node); e < features.end(node); e++) {
            double own = features.value(e);
            int column = features.column(e);
            for (int i = starts[column]; i < starts[column + 1]; i++) {
                int w = rows[i];
                double product = own * values[i];
                if (product != 0) {
                    if (seen[w] != node + 1) {
                        seen[w] = node + 1;
                        touched[count++] = w;
                    }
                    cosine[w] += product;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            cosine[touched[i]] /= lengths[node] * lengths[touched[i]];
        }
        return count;
    }
}
