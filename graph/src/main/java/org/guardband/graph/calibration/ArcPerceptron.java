package org.guardband.graph.calibration;

import java.util.Arrays;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.kernels.CsrPattern;

/**
 * The trained perceptron that weighs arcs, its batch norm folded into its first layer: relu(d + Σ_h
 * c_h relu(zᵢ·t_h + zⱼ·s_h + b_h)) for the arc from j to i, z being logits.
 *
 * @param classes K
 * @param target t, K × H, row-major
 * @param source s, K × H, row-major
 * @param shift b, H
 * @param out c, H
 * @param offset d
 */
@SuppressWarnings("ArrayRecordComponent") // stays in this package, never changed
record ArcPerceptron(
        int classes,
        double[] target,
        double[] source,
        double[] shift,
        double[] out,
        double offset) {

    private static final int ROWS = 128;

    /** The weights of all arcs. */
    double[] weights(CsrPattern arcs, double[] logits) {
        int hidden = shift.length;
        int nodes = arcs.rows();
        // the first layer is linear: once a node, not once an arc
        double[] into = product(logits, nodes, target);
        double[] outOf = product(logits, nodes, source);
        double[] weights = new double[arcs.entries()];
        ParallelRows.run(
                nodes,
                ROWS,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int e = arcs.rowStart(i); e < arcs.rowStart(i + 1); e++) {
                            int a = i * hidden;
                            int b = arcs.column(e) * hidden;
                            double weight = offset;
                            for (int h = 0; h < hidden; h++) {
                                double t = into[a + h] + outOf[b + h] + shift[h];
                                weight += out[h] * Math.max(0, t);
                            }
                            weights[e] = Math.max(0, weight);
                        }
                    }
                });
        return weights;
    }

    private double[] product(double[] logits, int nodes, double[] by) {
        int hidden = shift.length;
        double[] product = new double[nodes * hidden];
        ParallelRows.run(
                nodes,
                ROWS,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int k = 0; k < classes; k++) {
                            double z = logits[i * classes + k];
                            for (int h = 0; h < hidden; h++) {
                                product[i * hidden + h] += z * by[k * hidden + h];
                            }
                        }
                    }
                });
        return product;
    }

    void put(ModelDocument.Builder document) {
        document.put("target", target)
                .put("source", source)
                .put("shift", shift)
                .put("out", out)
                .put("offset", offset);
    }

    static ArcPerceptron read(ModelDocument document, int classes) {
        double[] shift = Arguments.allFinite("shift", document.numbers("shift"));
        double[] target = Arguments.allFinite("target", document.numbers("target"));
        double[] source = Arguments.allFinite("source", document.numbers("source"));
        double[] out = Arguments.allFinite("out", document.numbers("out"));
        Arguments.sameLength(
                "target", target.length, "classes times units", classes * shift.length);
        Arguments.sameLength(
                "source", source.length, "classes times units", classes * shift.length);
        Arguments.sameLength("out", out.length, "shift", shift.length);
        double offset = Arguments.finite("offset", document.number("offset"));
        return new ArcPerceptron(classes, target, source, shift, out, offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArcPerceptron that
                && classes == that.classes
                && Arrays.equals(target, that.target)
                && Arrays.equals(source, that.source)
                && Arrays.equals(shift, that.shift)
                && Arrays.equals(out, that.out)
                && offset == that.offset;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(target) + Arrays.hashCode(out);
    }

    @Override
    public String toString() {
        return "ArcPerceptron[" + 2 * classes + " → " + shift.length + " → 1]";
    }
}
