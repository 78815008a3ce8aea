package org.guardband.conformal.conditional;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.ConvergenceException;

/**
 * The solution of a {@link KernelProblem} as the penalty or the tilt moves, followed from one
 * change of the set of met rows to the next: between two changes all of it is linear.
 *
 * <p>With λ the penalty, t the tilt and k∗, φ∗ those of a test row, everything is kept in units of
 * 1/λ: the residuals eᵢ = λSᵢ − (Kη)ᵢ − t·k∗ᵢ − φᵢ·β, with Σᵢηᵢφᵢ = −tφ∗, ηᵢ at its upper bound
 * where eᵢ &gt; 0, at its lower bound where eᵢ &lt; 0, and between them where a row is met. A
 * worker of one thread.
 */
final class KernelPath {

    /** How {@link #walk} ends. */
    enum Outcome {
        REACHED,
        /** The coefficients run away so that φ∗·β → +∞ or −∞, or (with φ∗ = 0) where it is flat. */
        UNBOUNDED
    }

    private static final double SINGULAR = 1e-11;

    /** The largest violation of a condition of the minimum, relative to the scores, let pass. */
    private static final double ASTRAY = 1e-5;

    /** How near to its end a walk to a tilt has arrived: the rounding of a dual variable. */
    private static final double END = 1e-9;

    private final KernelProblem problem;
    private final int n;
    private final int r;
    private final double[] eta;
    private final double[] residual;
    private final double[] beta;
    private final boolean[] above;
    private final boolean[] met;
    private final List<Integer> elbow;
    private final List<double[]> columns;
    private final double[] rate;

    /** Σⱼ ηⱼk(xᵢ, xⱼ) over the rows j that are not met, and Σⱼ ηⱼφⱼ over them. */
    private final double[] smooth;

    private final double[] pulled;

    /** By place, whether a row of these features is met. */
    private final boolean[] taken;

    private KernelPath(
            KernelProblem problem,
            double[] eta,
            double[] residual,
            double[] beta,
            boolean[] above,
            boolean[] met,
            List<Integer> elbow,
            List<double[]> columns,
            double[] smooth,
            double[] pulled) {
        this.problem = problem;
        this.n = problem.n;
        this.r = problem.r;
        this.eta = eta;
        this.residual = residual;
        this.beta = beta;
        this.above = above;
        this.met = met;
        this.elbow = elbow;
        this.columns = columns;
        this.rate = new double[n];
        this.smooth = smooth;
        this.pulled = pulled;
        this.taken = new boolean[n];
        for (int row : elbow) {
            taken[problem.place(row)] = true;
        }
    }

    KernelPath copy() {
        return new KernelPath(
                problem,
                eta.clone(),
                residual.clone(),
                beta.clone(),
                above.clone(),
                met.clone(),
                new ArrayList<>(elbow),
                new ArrayList<>(columns),
                smooth.clone(),
                pulled.clone());
    }

    /**
     * The regression of all rows: from the vertex without a kernel, which is the limit of a large
     * penalty, down to the asked penalty.
     */
    static KernelPath solve(KernelProblem problem, PinballVertex vertex) {
        int n = problem.n;
        int r = problem.r;
        double[] eta = new double[n];
        boolean[] above = new boolean[n];
        boolean[] met = new boolean[n];
        List<Integer> elbow = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (int row : vertex.met()) {
            met[row] = true;
            elbow.add(row);
            columns.add(problem.column(row));
        }
        double[] square = new double[r * r];
        double[] pull = new double[r];
        for (int i = 0; i < n; i++) {
            if (!met[i]) {
                above[i] = vertex.isAbove(i);
                eta[i] = above[i] ? problem.high : -problem.low;
                for (int j = 0; j < r; j++) {
                    pull[j] -= eta[i] * problem.phi[i * r + j];
                }
            }
        }
        double[] inverse = new double[r * r];
        for (int k = 0; k < r; k++) {
            System.arraycopy(problem.phi, elbow.get(k) * r, square, k * r, r);
        }
        if (!SquareInverse.into(square, r, inverse)) {
            throw new ConvergenceException("kernel quantile regression", 0, 0);
        }
        for (int k = 0; k < r; k++) {
            double sum = 0;
            for (int j = 0; j < r; j++) {
                sum += inverse[j * r + k] * pull[j];
            }
            eta[elbow.get(k)] = Math.min(problem.high, Math.max(-problem.low, sum));
        }
        double[] smooth = problem.weighted(eta);
        double[] linear = through(problem.scores, elbow, inverse, r);
        double[] shift = through(smooth, elbow, inverse, r);
        double first = problem.penalty;
        for (int i = 0; i < n; i++) {
            double gap = problem.scores[i] - problem.dot(i, linear);
            if (!met[i] && gap != 0) {
                first = Math.max(first, (smooth[i] - problem.dot(i, shift)) / gap);
            }
        }
        double start = 2 * first;
        double[] beta = new double[r];
        for (int j = 0; j < r; j++) {
            beta[j] = start * linear[j] - shift[j];
        }
        double[] bound = smooth.clone();
        for (int k = 0; k < r; k++) {
            for (int i = 0; i < n; i++) {
                bound[i] -= eta[elbow.get(k)] * columns.get(k)[i];
            }
        }
        for (int j = 0; j < r; j++) {
            pull[j] = -pull[j];
        }
        KernelPath path =
                new KernelPath(
                        problem, eta, new double[n], beta, above, met, elbow, columns, bound, pull);
        Line line =
                new Line(
                        problem.scaled(start),
                        problem.scaled(-1),
                        new double[r],
                        new double[r],
                        start - problem.penalty,
                        0);
        if (path.walk(line) != Outcome.REACHED) {
            throw new ConvergenceException("kernel quantile regression", 0, 0);
        }
        return path;
    }

    private static double[] through(double[] values, List<Integer> rows, double[] inverse, int r) {
        double[] out = new double[r];
        for (int j = 0; j < r; j++) {
            for (int k = 0; k < r; k++) {
                out[j] += inverse[j * r + k] * values[rows.get(k)];
            }
        }
        return out;
    }

    /**
     * The fit at a test row once its dual variable is t: the score that it would have to have. ±∞
     * where no t of that size is feasible.
     */
    double height(double[] phi, double[] point, double t) {
        double[] column = problem.column(point);
        double sign = Math.signum(t);
        double[] slope = new double[n];
        double[] pull = new double[r];
        for (int i = 0; i < n; i++) {
            slope[i] = -sign * column[i];
        }
        for (int j = 0; j < r; j++) {
            pull[j] = -sign * phi[j];
        }
        double[] scores = problem.scaled(problem.penalty);
        Line line = new Line(scores, slope, new double[r], pull, Math.abs(t), END);
        if (walk(line) == Outcome.UNBOUNDED) {
            return sign * Double.POSITIVE_INFINITY;
        }
        double sum = t * problem.atItself(point);
        double size = Math.abs(sum);
        for (int i = 0; i < n; i++) {
            sum += eta[i] * column[i];
            size += Math.abs(eta[i] * column[i]);
        }
        for (int j = 0; j < r; j++) {
            sum += phi[j] * beta[j];
            size += Math.abs(phi[j] * beta[j]);
        }
        // up by its rounding, to the outside
        return (sum + 0x1p-44 * size) / problem.penalty;
    }

    /**
     * What the parameter s in [0, length] moves: the targets {@code at} + s·{@code slope} of f at
     * each row, and Σηφ = {@code balance} + s·{@code pull}; with the slack that the end allows.
     */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the class, and is not compared
    private record Line(
            double[] at,
            double[] slope,
            double[] balance,
            double[] pull,
            double length,
            double slack) {}

    private Outcome walk(Line line) {
        double at = 0;
        int justLeft = -1;
        int limit = 50 * (n + 20);
        for (int steps = 0; steps < limit; steps++) {
            int e = elbow.size();
            double[] direction = settle(line, at);
            rates(line.slope(), direction);
            double step = line.length() - at;
            int leaving = -1;
            int entering = -1;
            for (int k = 0; k < e; k++) {
                double a = direction[k];
                double value = eta[elbow.get(k)];
                double room = a > 0 ? problem.high - value : problem.low + value;
                if (a != 0 && room < step * Math.abs(a)) {
                    step = Math.max(0, room / Math.abs(a));
                    leaving = k;
                }
            }
            for (int i = 0; i < n; i++) {
                double closing = above[i] ? -rate[i] : rate[i];
                if (isFree(i) && i != justLeft && closing > 0) {
                    double gap = Math.max(0, above[i] ? residual[i] : -residual[i]);
                    if (gap < step * closing) {
                        step = gap / closing;
                        entering = i;
                    }
                }
            }
            at += step;
            justLeft = -1;
            if (entering >= 0) {
                enter(entering);
            } else if (leaving >= 0) {
                advance(direction, step);
                if (line.length() - at <= line.slack()) {
                    // at the end up to rounding: the bound of the last dual variable is met there
                    return Outcome.REACHED;
                }
                justLeft = leave(leaving, direction[leaving] > 0);
                double[] flat = flatDirection();
                if (flat.length > 0) {
                    int next = slide(flat, justLeft);
                    if (next < 0) {
                        return Outcome.UNBOUNDED;
                    }
                    enter(next);
                    justLeft = -1;
                }
            } else {
                settle(line, line.length());
                requireMinimum();
                return Outcome.REACHED;
            }
        }
        throw new ConvergenceException("kernel quantile regression", limit, line.length() - at);
    }

    /** Refuses an end to which rounding has led astray. */
    private void requireMinimum() {
        double size = 0;
        for (double score : problem.scores) {
            size = Math.max(size, Math.abs(score));
        }
        double worst = 0;
        for (int i = 0; i < n; i++) {
            double beyond =
                    met[i]
                            ? Math.max(eta[i] - problem.high, -problem.low - eta[i])
                            : (above[i] ? -residual[i] : residual[i]) / (problem.penalty * size);
            worst = Math.max(worst, beyond);
        }
        if (worst > ASTRAY) {
            throw new ConvergenceException("kernel quantile regression", elbow.size(), worst);
        }
    }

    /** Solves for the met rows afresh, so that rounding does not add up; returns how they move. */
    private double[] settle(Line line, double at) {
        int e = elbow.size();
        double[][] system = system(2);
        for (int j = 0; j < r; j++) {
            system[j][e + r] = line.balance()[j] + at * line.pull()[j] - pulled[j];
            system[j][e + r + 1] = line.pull()[j];
        }
        for (int k = 0; k < e; k++) {
            int row = elbow.get(k);
            system[r + k][e + r] = line.at()[row] + at * line.slope()[row] - smooth[row];
            system[r + k][e + r + 1] = line.slope()[row];
        }
        double[][] solution = DenseSolve.into(system, 2);
        for (int k = 0; k < e; k++) {
            eta[elbow.get(k)] = solution[0][k];
        }
        System.arraycopy(solution[0], e, beta, 0, r);
        for (int i = 0; i < n; i++) {
            residual[i] = line.at()[i] + at * line.slope()[i] - smooth[i];
        }
        subtract(solution[0], residual);
        for (int row : elbow) {
            residual[row] = 0;
        }
        return solution[1];
    }

    private void rates(double[] slope, double[] direction) {
        System.arraycopy(slope, 0, rate, 0, n);
        subtract(direction, rate);
    }

    /** Takes K·η over the met rows and φ·β off every row. */
    private void subtract(double[] solution, double[] from) {
        int e = elbow.size();
        for (int k = 0; k < e; k++) {
            double a = solution[k];
            double[] column = columns.get(k);
            for (int i = 0; i < n; i++) {
                from[i] -= a * column[i];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < r; j++) {
                from[i] -= solution[e + j] * problem.phi[i * r + j];
            }
        }
    }

    private void advance(double[] direction, double step) {
        int e = elbow.size();
        for (int k = 0; k < e; k++) {
            eta[elbow.get(k)] += step * direction[k];
        }
        for (int j = 0; j < r; j++) {
            beta[j] += step * direction[e + j];
        }
        for (int i = 0; i < n; i++) {
            residual[i] = met[i] ? 0 : residual[i] + step * rate[i];
        }
    }

    /**
     * Whether a row may be met: not where one of equal features is, beside which it moves at the
     * distance of their scores.
     */
    private boolean isFree(int row) {
        return !taken[problem.place(row)];
    }

    private void enter(int row) {
        taken[problem.place(row)] = true;
        double[] column = problem.column(row);
        settleAtBound(row, column, -1);
        met[row] = true;
        residual[row] = 0;
        elbow.add(row);
        columns.add(column);
    }

    private int leave(int position, boolean upwards) {
        int row = elbow.remove(position);
        double[] column = columns.remove(position);
        met[row] = false;
        taken[problem.place(row)] = false;
        above[row] = upwards;
        eta[row] = upwards ? problem.high : -problem.low;
        settleAtBound(row, column, 1);
        return row;
    }

    private void settleAtBound(int row, double[] column, int sign) {
        double value = sign * eta[row];
        for (int i = 0; i < n; i++) {
            smooth[i] += value * column[i];
        }
        for (int j = 0; j < r; j++) {
            pulled[j] += value * problem.phi[row * r + j];
        }
    }

    /**
     * The equations of the balance and of the met rows, with room for right sides. The balance
     * comes first: its numbers are small, and elimination takes the first of equal pivots.
     */
    private double[][] system(int sides) {
        int e = elbow.size();
        double[][] a = new double[r + e][e + r + sides];
        for (int k = 0; k < e; k++) {
            int row = elbow.get(k);
            for (int l = 0; l < e; l++) {
                a[r + k][l] = columns.get(l)[row];
            }
            for (int j = 0; j < r; j++) {
                a[r + k][e + j] = problem.phi[row * r + j];
                a[j][k] = problem.phi[row * r + j];
            }
        }
        return a;
    }

    /** A β that no met row feels; empty where there is none. */
    private double[] flatDirection() {
        double[][] a = new double[elbow.size()][];
        for (int k = 0; k < a.length; k++) {
            a[k] = new double[r];
            System.arraycopy(problem.phi, elbow.get(k) * r, a[k], 0, r);
        }
        return DenseSolve.nullVector(a, r, SINGULAR);
    }

    /** Slides along a flat direction, the row just left to its side, until a row is met. */
    private int slide(double[] flat, int justLeft) {
        double sign = (problem.dot(justLeft, flat) > 0) == above[justLeft] ? -1 : 1;
        double least = Double.POSITIVE_INFINITY;
        int next = -1;
        for (int i = 0; i < n; i++) {
            rate[i] = -sign * problem.dot(i, flat);
            double closing = above[i] ? -rate[i] : rate[i];
            if (isFree(i)
                    && i != justLeft
                    && closing > 0
                    && Math.abs(residual[i]) < least * closing) {
                least = Math.abs(residual[i]) / closing;
                next = i;
            }
        }
        if (next >= 0) {
            for (int j = 0; j < r; j++) {
                beta[j] += sign * least * flat[j];
            }
            for (int i = 0; i < n; i++) {
                residual[i] = met[i] ? 0 : residual[i] + least * rate[i];
            }
        }
        return next;
    }

    /** The largest violation of the conditions of a minimum at a tilt, for tests. */
    double violation(double[] column, double[] phi, double t) {
        double[] smooth = problem.weighted(eta);
        double worst = 0;
        double[] balance = new double[r];
        for (int j = 0; j < r; j++) {
            balance[j] = t * phi[j];
        }
        for (int i = 0; i < n; i++) {
            double e =
                    (problem.penalty * problem.scores[i]
                                    - smooth[i]
                                    - t * column[i]
                                    - problem.dot(i, beta))
                            / problem.penalty;
            double beyond = Math.max(eta[i] - problem.high, -problem.low - eta[i]);
            worst = Math.max(worst, beyond);
            if (eta[i] < problem.high - 1e-9) {
                worst = Math.max(worst, e);
            }
            if (eta[i] > -problem.low + 1e-9) {
                worst = Math.max(worst, -e);
            }
            for (int j = 0; j < r; j++) {
                balance[j] += eta[i] * problem.phi[i * r + j];
            }
        }
        for (double each : balance) {
            worst = Math.max(worst, Math.abs(each));
        }
        return worst;
    }
}
