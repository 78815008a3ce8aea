package org.guardband.conformal.conditional;

import java.util.Optional;
import org.guardband.core.ConvergenceException;

/**
 * A vertex of a quantile regression with a tilt: r rows are met exactly, the others lie above or
 * below. {@link #descend} walks along edges, each with an exact line search, until
 *
 * <pre>    Σᵢ ρᵢ(Sᵢ − φᵢ·β) + drift·β − t φ·β</pre>
 *
 * is least, ρᵢ being the losses of {@link PinballProblem}. The dual variables of the met rows solve
 * Σᵢ ηᵢφᵢ = drift − tφ; the vertex is least where all lie between their bounds. A worker of one
 * thread.
 */
final class PinballVertex {

    /** How {@link #descend} ends. */
    enum Outcome {
        LEAST,
        /** Unbounded below with φ·β → +∞: no dual variable t is feasible. */
        RISES_FOREVER,
        /** Unbounded below with φ·β → −∞. */
        FALLS_FOREVER
    }

    /** Rounding of a sum over rows, relative to the sum of absolute terms. */
    private static final double SUM_ROUNDING = 0x1p-46;

    /** Rounding of a residual or of a rate, relative to its terms; summed over few features. */
    private static final double DOT_ROUNDING = 0x1p-47;

    private static final int REFRESH = 32;

    /** The signs of residuals. */
    private static final byte BELOW = -1;

    private static final byte ABOVE = 1;
    private static final byte MET = 0;

    private final PinballProblem problem;
    private final int n;
    private final int r;
    private final int[] met;
    private final byte[] side;
    private final double[] residual;
    private final double[] tieResidual;

    /** Σ over the rows that are not met of ηᵢφᵢ, less the drift. */
    private final double[] pull;

    private final double[] inverse;
    private final double[] square;
    private final double[] direction;
    private final double[] rate;
    private final Breakpoints breakpoints;

    /** The row that leaves, the side that it goes to, and how fast the loss falls. */
    private int leaving;

    private byte leavingTo;
    private double descent;

    private PinballVertex(PinballProblem problem) {
        this.problem = problem;
        this.n = problem.n;
        this.r = problem.r;
        this.met = new int[r];
        this.side = new byte[n];
        this.residual = new double[n];
        this.tieResidual = new double[n];
        this.pull = new double[r];
        this.inverse = new double[r * r];
        this.square = new double[r * r];
        this.direction = new double[r];
        this.rate = new double[n];
        this.breakpoints = new Breakpoints(n);
    }

    /** The regression of all rows, from rows that are independent; empty if it has no minimum. */
    static Optional<PinballVertex> solve(PinballProblem problem, int[] start) {
        PinballVertex vertex = new PinballVertex(problem);
        System.arraycopy(start, 0, vertex.met, 0, vertex.r);
        vertex.invert();
        vertex.refresh();
        for (int i = 0; i < vertex.n; i++) {
            double residual = vertex.residual[i];
            boolean above = residual == 0 ? vertex.tieResidual[i] > 0 : residual > 0;
            vertex.side[i] = above ? ABOVE : BELOW;
        }
        for (int row : vertex.met) {
            vertex.side[row] = MET;
        }
        vertex.gather();
        if (vertex.descend(new double[vertex.r], 0) != Outcome.LEAST) {
            return Optional.empty();
        }
        vertex.refresh();
        vertex.gather();
        return Optional.of(vertex);
    }

    /** A worker that can be moved back to this vertex. */
    PinballVertex worker() {
        PinballVertex worker = new PinballVertex(problem);
        worker.moveTo(this);
        return worker;
    }

    void moveTo(PinballVertex other) {
        System.arraycopy(other.met, 0, met, 0, r);
        System.arraycopy(other.side, 0, side, 0, n);
        System.arraycopy(other.residual, 0, residual, 0, n);
        System.arraycopy(other.tieResidual, 0, tieResidual, 0, n);
        System.arraycopy(other.pull, 0, pull, 0, r);
        System.arraycopy(other.inverse, 0, inverse, 0, r * r);
    }

    /** Whether {@link #descend} would leave this vertex as it is. */
    boolean isLeast(double[] phi, double t) {
        return !chooseLeaving(phi, t, false, true) && !chooseLeaving(phi, t, false, false);
    }

    /**
     * Walks to the least vertex for the tilt just below t. Where rounding leaves open whether a
     * dual variable is at its bound, the tilt is taken just above t: φ·β, the end of a set, then
     * errs to the outside.
     */
    Outcome descend(double[] phi, double t) {
        boolean outward = false;
        int limit = 100 * (n + r) + 1000;
        for (int pivots = 0; pivots < limit; pivots++) {
            if (!outward && chooseLeaving(phi, t, false, true)) {
                outward = true;
            }
            if (!chooseLeaving(phi, t, outward, false)) {
                return Outcome.LEAST;
            }
            prepareLineSearch();
            double lift = 0;
            for (int j = 0; j < r; j++) {
                lift += phi[j] * direction[j];
            }
            if (isUnbounded(lift > 0)) {
                return lift > 0 ? Outcome.RISES_FOREVER : Outcome.FALLS_FOREVER;
            }
            pivot(breakpoints.select());
            if (pivots % REFRESH == REFRESH - 1) {
                refresh();
            }
        }
        throw new ConvergenceException("quantile regression", limit, descent / problem.width);
    }

    /** φ·β at this vertex, rounded up by its rounding error unless it is one row's score. */
    double height(double[] phi) {
        double sum = 0;
        double size = 0;
        int terms = 0;
        boolean plain = true;
        for (int k = 0; k < r; k++) {
            double c = share(k, phi);
            if (c != 0) {
                terms++;
                plain &= Math.abs(c) == 1;
                sum += c * problem.scores[met[k]];
                size += Math.abs(c * problem.scores[met[k]]);
            }
        }
        return plain && terms <= 1 ? sum : sum + DOT_ROUNDING * size;
    }

    /** The weight of the k-th met row in φ. */
    private double share(int k, double[] phi) {
        double c = 0;
        for (int j = 0; j < r; j++) {
            c += inverse[j * r + k] * phi[j];
        }
        return c;
    }

    /**
     * The met row whose dual variable is farthest beyond a bound, or at one and about to leave;
     * false if there is none. With {@code doubtful}, whether rounding hides if one is beyond.
     */
    private boolean chooseLeaving(double[] phi, double t, boolean outward, boolean doubtful) {
        double worst = -1;
        for (int k = 0; k < r; k++) {
            double eta = 0;
            double size = 0;
            double c = 0;
            double cSize = 0;
            for (int j = 0; j < r; j++) {
                double entry = inverse[j * r + k];
                eta -= entry * (pull[j] + t * phi[j]);
                size += Math.abs(entry) * problem.columnSum[j];
                c += entry * phi[j];
                cSize += Math.abs(entry * phi[j]);
            }
            double high = problem.high[met[k]];
            double low = problem.low[met[k]];
            boolean upper = eta > (high - low) / 2;
            double beyond = upper ? eta - high : -low - eta;
            double rounding = SUM_ROUNDING * size;
            if (Math.abs(beyond) <= rounding) {
                if (doubtful) {
                    if (beyond != 0) {
                        return true;
                    }
                    continue;
                }
                // a little more tilt lowers η by c
                double rise = outward ? -c : c;
                // without any room between its bounds it leaves by the one it is pushed over
                upper = high == -low ? rise > 0 : upper;
                double growth = upper ? rise : -rise;
                beyond = growth > DOT_ROUNDING * cSize ? 0 : -1;
            }
            if (!doubtful && beyond > worst && beyond >= 0) {
                worst = beyond;
                leaving = k;
                leavingTo = upper ? ABOVE : BELOW;
                descent = beyond;
            }
        }
        return worst >= 0;
    }

    private void prepareLineSearch() {
        double sign = leavingTo == ABOVE ? -1 : 1;
        double noise = 0;
        for (int j = 0; j < r; j++) {
            direction[j] = sign * inverse[j * r + leaving];
            noise += problem.columnMax[j] * Math.abs(direction[j]);
        }
        noise *= DOT_ROUNDING;
        problem.dots(direction, rate);
        double reach = reach();
        breakpoints.clear(descent);
        for (int i = 0; i < n; i++) {
            double a = rate[i];
            double closing = side[i] * a;
            if (closing > noise) {
                double distance = side[i] * residual[i];
                double rounding = DOT_ROUNDING * (Math.abs(problem.scores[i]) + reach);
                if (distance > breakpoints.limit() * closing + rounding) {
                    continue;
                }
                double step = distance <= rounding ? 0 : distance / closing;
                breakpoints.add(
                        i, step, tieResidual[i] / a, (problem.low[i] + problem.high[i]) * closing);
            }
        }
        for (int row : met) {
            rate[row] = 0;
        }
        rate[met[leaving]] = sign;
    }

    /** The size of the terms of φᵢ·β. */
    private double reach() {
        double[] beta = beta();
        double sum = 0;
        for (int j = 0; j < r; j++) {
            sum += problem.columnMax[j] * Math.abs(beta[j]);
        }
        return sum;
    }

    /** The rows that are met. */
    int[] met() {
        return met.clone();
    }

    /** Whether a row that is not met lies above. */
    boolean isAbove(int row) {
        return side[row] == ABOVE;
    }

    /** The coefficients at this vertex. */
    double[] beta() {
        return through(problem.scores);
    }

    /** The coefficients that meet the values of the met rows. */
    private double[] through(double[] values) {
        double[] beta = new double[r];
        for (int j = 0; j < r; j++) {
            for (int k = 0; k < r; k++) {
                beta[j] += inverse[j * r + k] * values[met[k]];
            }
        }
        return beta;
    }

    private boolean isUnbounded(boolean outward) {
        if (breakpoints.size() == 0) {
            return true;
        }
        if (breakpoints.limit() < Double.POSITIVE_INFINITY) {
            return false;
        }
        double slack = breakpoints.totalWeight() - descent;
        double rounding = SUM_ROUNDING * (descent + problem.width);
        return slack < 0 && (slack < -rounding || outward);
    }

    private void pivot(int chosen) {
        double step = breakpoints.step(chosen);
        double tieStep = breakpoints.tieStep(chosen);
        for (int p = 0; p < chosen; p++) {
            int i = breakpoints.row(p);
            boolean falls = side[i] == ABOVE;
            double width = problem.low[i] + problem.high[i];
            pull(i, falls ? -width : width);
            side[i] = falls ? BELOW : ABOVE;
        }
        for (int i = 0; i < n; i++) {
            residual[i] -= step * rate[i];
            tieResidual[i] -= tieStep * rate[i];
        }
        int entering = breakpoints.row(chosen);
        pull(entering, side[entering] == ABOVE ? -problem.high[entering] : problem.low[entering]);
        side[entering] = MET;
        residual[entering] = 0;
        tieResidual[entering] = 0;
        int left = met[leaving];
        side[left] = leavingTo;
        pull(left, leavingTo == ABOVE ? problem.high[left] : -problem.low[left]);
        met[leaving] = entering;
        invert();
    }

    private void pull(int row, double eta) {
        for (int j = 0; j < r; j++) {
            pull[j] += eta * problem.phi[row * r + j];
        }
    }

    private void gather() {
        for (int j = 0; j < r; j++) {
            pull[j] = -problem.drift[j];
        }
        for (int i = 0; i < n; i++) {
            if (side[i] != MET) {
                pull(i, side[i] == ABOVE ? problem.high[i] : -problem.low[i]);
            }
        }
    }

    private void invert() {
        for (int k = 0; k < r; k++) {
            System.arraycopy(problem.phi, met[k] * r, square, k * r, r);
        }
        if (!SquareInverse.into(square, r, inverse)) {
            throw new ConvergenceException("quantile regression", 0, descent / problem.width);
        }
    }

    private void refresh() {
        problem.dots(beta(), residual);
        problem.dots(through(problem.tie), tieResidual);
        for (int i = 0; i < n; i++) {
            residual[i] = problem.scores[i] - residual[i];
            tieResidual[i] = problem.tie[i] - tieResidual[i];
        }
        for (int row : met) {
            residual[row] = 0;
            tieResidual[row] = 0;
        }
    }
}
