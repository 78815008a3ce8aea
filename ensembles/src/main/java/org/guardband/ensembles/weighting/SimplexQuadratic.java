package org.guardband.ensembles.weighting;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Minimises ½ wᵀQw + cᵀw over the simplex, Q positive semi-definite, by an active set: equality
 * problems on the members that are not zero, a step to the first that becomes zero, and a return of
 * the member whose weight would lower the objective most. Finite, and exact to rounding.
 */
final class SimplexQuadratic {

    /** Relative to the largest entry of Q: makes copies of one member have one answer. */
    private static final double RIDGE = 1e-12;

    private static final double TOLERANCE = 1e-12;

    private final double[] q;
    private final double[] c;
    private final int size;

    private SimplexQuadratic(double[] q, double[] c) {
        this.size = c.length;
        this.q = q.clone();
        this.c = c;
        double largest = 0;
        for (double value : q) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int a = 0; a < size; a++) {
            this.q[a * size + a] += largest == 0 ? 1 : RIDGE * largest;
        }
    }

    /**
     * Minimises.
     *
     * @param q Q, row-major, symmetric
     * @param c c
     * @param start a point of the simplex
     * @return the minimum
     */
    static double[] minimum(double[] q, double[] c, double[] start) {
        return new SimplexQuadratic(q, c).solve(start.clone());
    }

    private double[] solve(double[] w) {
        boolean[] free = new boolean[size];
        for (int a = 0; a < size; a++) {
            free[a] = w[a] > 0;
        }
        int rounds = 50 * (size + 1);
        for (int round = 0; round < rounds; round++) {
            double[] target = onFree(free);
            double step = 1;
            int blocking = -1;
            for (int a = 0; a < size; a++) {
                if (free[a] && target[a] < 0) {
                    double reach = w[a] / (w[a] - target[a]);
                    if (reach < step) {
                        step = reach;
                        blocking = a;
                    }
                }
            }
            for (int a = 0; a < size; a++) {
                w[a] = free[a] ? Math.max(0, w[a] + step * (target[a] - w[a])) : 0;
            }
            if (blocking >= 0) {
                free[blocking] = false;
                w[blocking] = 0;
                continue;
            }
            int best = mostWanted(w, free);
            if (best < 0) {
                break;
            }
            free[best] = true;
        }
        double sum = Arrays.stream(w).sum();
        for (int a = 0; a < size; a++) {
            w[a] /= sum;
        }
        return w;
    }

    /** The minimum with the other weights zero and no sign asked for. */
    private double[] onFree(boolean[] free) {
        int[] index = new int[size];
        int count = 0;
        for (int a = 0; a < size; a++) {
            if (free[a]) {
                index[count++] = a;
            }
        }
        RealMatrix kkt = new Array2DRowRealMatrix(count + 1, count + 1);
        RealVector right = new ArrayRealVector(count + 1);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                kkt.setEntry(a, b, q[index[a] * size + index[b]]);
            }
            kkt.setEntry(a, count, 1);
            kkt.setEntry(count, a, 1);
            right.setEntry(a, -c[index[a]]);
        }
        right.setEntry(count, 1);
        RealVector solution = new LUDecomposition(kkt, 0).getSolver().solve(right);
        double[] target = new double[size];
        for (int a = 0; a < count; a++) {
            target[index[a]] = solution.getEntry(a);
        }
        return target;
    }

    /** The zero weight with the most negative reduced gradient, or −1 at the minimum. */
    private int mostWanted(double[] w, boolean[] free) {
        double[] gradient = new double[size];
        double level = 0;
        double scale = 0;
        for (int a = 0; a < size; a++) {
            gradient[a] = c[a];
            for (int b = 0; b < size; b++) {
                gradient[a] += q[a * size + b] * w[b];
            }
            level += w[a] * gradient[a];
            scale = Math.max(scale, Math.abs(c[a]) + Math.abs(gradient[a]));
        }
        int best = -1;
        double least = level - TOLERANCE * scale;
        for (int a = 0; a < size; a++) {
            if (!free[a] && gradient[a] < least) {
                least = gradient[a];
                best = a;
            }
        }
        return best;
    }
}
