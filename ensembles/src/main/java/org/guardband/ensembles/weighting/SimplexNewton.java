package org.guardband.ensembles.weighting;

import java.util.Arrays;

/**
 * Minimises a smooth convex function over the simplex by Newton steps: each goes to the minimum of
 * the quadratic model over the simplex, shortened until the function falls enough. It ends when the
 * gap wᵀ∇f − min_m ∇f_m, which bounds f(w) − min f from above, is below the tolerance, or rounding
 * leaves no step that lowers the function.
 */
final class SimplexNewton {

    private static final double GAP = 1e-11;
    private static final int MAX_STEPS = 200;
    private static final int MAX_HALVINGS = 40;
    private static final double SUFFICIENT = 1e-4;

    private SimplexNewton() {}

    /** A convex function with its derivatives. */
    interface Objective {
        /** The value at w; +∞ where it is not defined. */
        double value(double[] w);

        /** Writes the gradient and the row-major Hessian at w. */
        void derivatives(double[] w, double[] gradient, double[] hessian);
    }

    static double[] minimum(Objective objective, int size) {
        double[] w = new double[size];
        Arrays.fill(w, 1.0 / size);
        double[] gradient = new double[size];
        double[] hessian = new double[size * size];
        double[] linear = new double[size];
        double value = objective.value(w);
        for (int step = 0; step < MAX_STEPS; step++) {
            objective.derivatives(w, gradient, hessian);
            if (gap(w, gradient) <= GAP * Math.max(1, Math.abs(value))) {
                break;
            }
            // ½ (v − w)ᵀH(v − w) + gᵀ(v − w) as a quadratic in v
            for (int a = 0; a < size; a++) {
                linear[a] = gradient[a];
                for (int b = 0; b < size; b++) {
                    linear[a] -= hessian[a * size + b] * w[b];
                }
            }
            double[] target = SimplexQuadratic.minimum(hessian, linear, w);
            double slope = 0;
            for (int a = 0; a < size; a++) {
                slope += gradient[a] * (target[a] - w[a]);
            }
            double length = 1;
            double[] next = target;
            double there = objective.value(next);
            int halvings = 0;
            while (!(there <= value + SUFFICIENT * length * slope) && halvings < MAX_HALVINGS) {
                length /= 2;
                halvings++;
                next = between(w, target, length);
                there = objective.value(next);
            }
            if (!(there < value)) {
                break;
            }
            w = next;
            value = there;
        }
        return w;
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] at = new double[from.length];
        for (int a = 0; a < at.length; a++) {
            at[a] = from[a] + share * (to[a] - from[a]);
        }
        return at;
    }

    private static double gap(double[] w, double[] gradient) {
        double level = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a < w.length; a++) {
            level += w[a] * gradient[a];
            least = Math.min(least, gradient[a]);
        }
        return level - least;
    }
}
