package org.guardband.graph.calibration;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * A perceptron with one hidden layer that gives each arc a weight ≥ 0, as it is trained:
 *
 * <pre>
 *     wₑ = relu(d + Σ_h c_h relu(γ_h x̂ₑₕ + β_h)) ,   xₑ = vⱼ + uᵢ   for the arc e from j to i.
 * </pre>
 *
 * <p>x̂ is x standardised by its mean and (biased) variance over all arcs: batch norm, with the
 * moments of this very graph in every pass. In training hidden units are dropped. Since x is a sum
 * of what both ends say, it is never written down for all arcs: time E·H, memory N·H. Sums over
 * rows are formed in fixed blocks and do not depend on the number of threads.
 *
 * @param <M> the precision of what lies around it; inside all is double
 */
final class ArcWeigher<M extends Matrix<M>> implements Operation<M> {

    static final double EPSILON = 1e-5;
    private static final int ROWS = 128;

    private final Adjacency arcs;
    private final Units<M> units;
    private final double dropout;
    private final int nodes;
    private final int hidden;

    /** What is said of arcs into a node and out of it, standardised: x̂ is their sum. */
    private final double[] into;

    private final double[] outOf;

    private final double[] mean;
    private final double[] spread;
    private final double[] scale;
    private final double[] shift;
    private final double[] out;

    /**
     * What the weights are computed from.
     *
     * @param target u, N × H, of the node that an arc leads to
     * @param source v, N × H, of the node that it comes from
     * @param scale γ, 1 × H
     * @param shift β, 1 × H
     * @param out c, 1 × H
     * @param offset d, 1 × 1
     */
    record Units<M extends Matrix<M>>(
            Node<M> target,
            Node<M> source,
            Node<M> scale,
            Node<M> shift,
            Node<M> out,
            Node<M> offset) {}

    private ArcWeigher(Adjacency arcs, Units<M> units, double dropout) {
        this.arcs = arcs;
        this.units = units;
        this.dropout = dropout;
        this.nodes = arcs.rows().rows();
        this.hidden = units.scale().columns();
        this.into = new double[nodes * hidden];
        this.outOf = new double[nodes * hidden];
        this.mean = new double[hidden];
        this.spread = new double[hidden];
        this.scale = new double[hidden];
        this.shift = new double[hidden];
        this.out = new double[hidden];
    }

    /**
     * Writes it down.
     *
     * @param arcs row i names the nodes from which arcs lead to i; at least one arc
     * @param dropout probability that a hidden unit is dropped in training
     * @return E × 1
     */
    static <M extends Matrix<M>> Node<M> write(
            Tape<M> tape, Adjacency arcs, Units<M> units, double dropout) {
        return tape.record(
                arcs.rows().entries(),
                1,
                List.of(
                        units.target(),
                        units.source(),
                        units.scale(),
                        units.shift(),
                        units.out(),
                        units.offset()),
                new ArcWeigher<>(arcs, units, dropout));
    }

    /** The means and 1/√(variance + ε) of x, H each, for parameters as they are. */
    static <M extends Matrix<M>> double[][] moments(Adjacency arcs, Units<M> units) {
        ArcWeigher<M> weigher = new ArcWeigher<>(arcs, units, 0);
        weigher.standardise();
        return new double[][] {weigher.mean, weigher.spread};
    }

    private void standardise() {
        Arrays.fill(mean, 0);
        centre(units.target().value(), arcs.rows(), into);
        centre(units.source().value(), arcs.columns(), outOf);
        double[] squares = new double[blocks() * hidden];
        CsrPattern rows = arcs.rows();
        ParallelRows.run(
                nodes,
                ROWS,
                (from, to) -> {
                    int part = from / ROWS * hidden;
                    for (int i = from; i < to; i++) {
                        for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                            int a = i * hidden;
                            int b = rows.column(e) * hidden;
                            for (int h = 0; h < hidden; h++) {
                                double x = into[a + h] + outOf[b + h];
                                squares[part + h] += x * x;
                            }
                        }
                    }
                });
        for (int h = 0; h < hidden; h++) {
            double sum = 0;
            for (int p = h; p < squares.length; p += hidden) {
                sum += squares[p];
            }
            spread[h] = 1 / Math.sqrt(sum / rows.entries() + EPSILON);
        }
        ParallelRows.run(
                nodes,
                ROWS,
                (from, to) -> {
                    for (int p = from * hidden; p < to * hidden; p++) {
                        into[p] *= spread[p % hidden];
                        outOf[p] *= spread[p % hidden];
                    }
                });
    }

    /** Copies one half of x, and takes the mean over arcs off. */
    private void centre(M from, CsrPattern ends, double[] to) {
        double[] middle = new double[hidden];
        for (int i = 0; i < nodes; i++) {
            double count = ends.rowStart(i + 1) - ends.rowStart(i);
            for (int h = 0; h < hidden; h++) {
                to[i * hidden + h] = from.get(i, h);
                middle[h] += count * to[i * hidden + h];
            }
        }
        for (int h = 0; h < hidden; h++) {
            middle[h] /= ends.entries();
            mean[h] += middle[h];
        }
        for (int p = 0; p < to.length; p++) {
            to[p] -= middle[p % hidden];
        }
    }

    private int blocks() {
        return (nodes + ROWS - 1) / ROWS;
    }

    private void copyRow(Node<M> from, double[] to) {
        for (int h = 0; h < hidden; h++) {
            to[h] = from.value().get(0, h);
        }
    }

    @Override
    public void forward(M result, Pass pass) {
        standardise();
        copyRow(units.scale(), scale);
        copyRow(units.shift(), shift);
        copyRow(units.out(), out);
        double offset = units.offset().value().get(0, 0);
        Kept kept = kept(pass);
        CsrPattern rows = arcs.rows();
        ParallelRows.run(
                nodes,
                ROWS,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                            double weight = offset;
                            int a = i * hidden;
                            int b = rows.column(e) * hidden;
                            for (int h = 0; h < hidden; h++) {
                                double t = scale[h] * (into[a + h] + outOf[b + h]) + shift[h];
                                if (t > 0) {
                                    weight += out[h] * t * kept.factor(e, h);
                                }
                            }
                            result.set(e, 0, Math.max(0, weight));
                        }
                    }
                });
    }

    @Override
    public void backward(M result, M gradient, Pass pass) {
        Kept kept = kept(pass);
        Sums byRow = sums(arcs.rows(), into, outOf, result, gradient, kept);
        Sums byColumn = sums(arcs.columns(), outOf, into, result, gradient, kept);
        double[] slope = new double[hidden];
        double[] along = new double[hidden];
        for (int h = 0; h < hidden; h++) {
            double product = 0;
            for (int p = 3 * h; p < byRow.parts.length; p += 3 * hidden + 1) {
                slope[h] += byRow.parts[p];
                along[h] += byRow.parts[p + 1];
                product += byRow.parts[p + 2];
            }
            add(units.shift(), h, slope[h]);
            add(units.scale(), h, along[h]);
            add(units.out(), h, product);
            slope[h] /= arcs.rows().entries();
            along[h] /= arcs.rows().entries();
        }
        double total = 0;
        for (int p = 3 * hidden; p < byRow.parts.length; p += 3 * hidden + 1) {
            total += byRow.parts[p];
        }
        add(units.offset(), 0, total);
        addEnd(units.target(), arcs.rows(), into, byRow, slope, along);
        addEnd(units.source(), arcs.columns(), outOf, byColumn, slope, along);
    }

    private void add(Node<M> to, int column, double value) {
        if (to.hasGradient()) {
            to.gradient().set(0, column, to.gradient().get(0, column) + value);
        }
    }

    /** The moments of x move with its ends: what batch norm takes off again. */
    private void addEnd(
            Node<M> end, CsrPattern ends, double[] own, Sums sums, double[] slope, double[] along) {
        if (!end.hasGradient()) {
            return;
        }
        ParallelRows.run(
                nodes,
                ROWS,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        double count = ends.rowStart(i + 1) - ends.rowStart(i);
                        for (int h = 0; h < hidden; h++) {
                            int p = i * hidden + h;
                            double x = count * own[p] + sums.others[p];
                            double g = sums.slopes[p] - count * slope[h] - x * along[h];
                            double more = scale[h] * spread[h] * g;
                            end.gradient().set(i, h, end.gradient().get(i, h) + more);
                        }
                    }
                });
    }

    /** Sums over the arcs of one end. */
    private static final class Sums {

        /** N × H, of the derivatives with respect to γ x̂ + β. */
        private final double[] slopes;

        /** N × H, of what the other ends say. */
        private final double[] others;

        /**
         * A block after the other: for every unit the sums of the derivatives, of derivatives times
         * x̂, and of the derivatives of c; after the units that of d.
         */
        private final double[] parts;

        Sums(int nodes, int hidden, int blocks) {
            slopes = new double[nodes * hidden];
            others = new double[nodes * hidden];
            parts = new double[blocks * (3 * hidden + 1)];
        }
    }

    private Sums sums(
            CsrPattern ends, double[] own, double[] other, M result, M gradient, Kept kept) {
        int wide = 3 * hidden + 1;
        Sums sums = new Sums(nodes, hidden, blocks());
        ParallelRows.run(
                nodes,
                ROWS,
                (from, to) -> {
                    int part = from / ROWS * wide;
                    for (int i = from; i < to; i++) {
                        for (int k = ends.rowStart(i); k < ends.rowStart(i + 1); k++) {
                            int e = ends.value(k);
                            // a weight of 0 lies where the outer relu is flat
                            double g = result.get(e, 0) > 0 ? gradient.get(e, 0) : 0;
                            sums.parts[part + 3 * hidden] += g;
                            int a = i * hidden;
                            int b = ends.column(k) * hidden;
                            for (int h = 0; h < hidden; h++) {
                                double y = other[b + h];
                                sums.others[a + h] += y;
                                double x = own[a + h] + y;
                                double t = scale[h] * x + shift[h];
                                if (t > 0 && g != 0) {
                                    double factor = g * kept.factor(e, h);
                                    double slope = factor * out[h];
                                    sums.slopes[a + h] += slope;
                                    sums.parts[part + 3 * h] += slope;
                                    sums.parts[part + 3 * h + 1] += slope * x;
                                    sums.parts[part + 3 * h + 2] += factor * t;
                                }
                            }
                        }
                    }
                });
        return sums;
    }

    /** What a hidden unit of an arc is multiplied by: 0 if it is dropped. */
    private interface Kept {
        double factor(int arc, int unit);
    }

    private Kept kept(Pass pass) {
        if (dropout == 0 || !(pass instanceof Pass.Training training)) {
            return (arc, unit) -> 1;
        }
        SeededUniforms uniforms = new SeededUniforms(training.seed(), 0);
        double factor = 1 / (1 - dropout);
        return (arc, unit) -> uniforms.at((long) arc * hidden + unit) < dropout ? 0 : factor;
    }
}
