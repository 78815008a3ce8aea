package org.guardband.regression.recalibration;

import java.util.Arrays;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.guardband.core.numeric.DoubleSort;
import org.guardband.core.numeric.ParallelRows;

/**
 * Maximum likelihood of a Student-t distribution with location m, scale s and degrees of freedom ν.
 *
 * <p>For fixed ν ≥ 1 the likelihood of (m, s) has one stationary point, its maximum, unless a share
 * of at least ν/(ν+1) of the numbers is one and the same (Kent, Tyler 1991, doi
 * 10.1214/aos/1176348388). Parameter-expanded EM steps, each of which raises the likelihood, come
 * near it, and Newton's method finishes. In ν the derivative of the profile is ½[ψ((ν+1)/2) −
 * ψ(ν/2) − mean ln(1 + r²/(νs²))], the other terms vanishing where the equation of s holds; its
 * root is bracketed on a grid over ln ν, where rows are many on that of evenly spaced order
 * statistics, around whose root that of all rows is then found.
 */
final class StudentTLocationFit {

    private static final int BLOCK = 1 << 14;
    private static final int GRID = 12;

    /** Many rows are searched around the ν of so many of them. */
    private static final int THINNED = 1 << 13;

    private static final double WIDENING = 1.05;
    private static final int MAX_STEPS = 1000;
    private static final int MAX_EVALUATIONS = 200;

    /** Steps relative to s below this no longer matter. */
    private static final double ACCURACY = 1e-14;

    /** On the grid: the likelihood is level at its maximum, and so exact to the square of this. */
    private static final double GRID_ACCURACY = 1e-7;

    /** Newton's method is tried for steps up to this length, in units of s. */
    private static final double NEAR = 0.5;

    private static final int SUMS = 6;

    /** The median, which is 0 in the standardised unit, and a scale of the order of the spread. */
    private static final Place START = new Place(0, 1);

    private final double[] z;

    /** Where the last maximum was: the next one, for another ν, is not far. */
    private Place last = START;

    private StudentTLocationFit(double[] z) {
        this.z = z;
    }

    /** A location m, a scale s and degrees of freedom ν. */
    record Fit(double location, double scale, double degreesOfFreedom) {}

    /** A location and a scale, in the standardised unit. */
    private record Place(double location, double scale) {}

    /** The fit with ν in [least, most]; see {@link StudentTRecalibration} for degenerate z. */
    static Fit of(double[] z, double least, double most) {
        double[] ascending = z.clone();
        DoubleSort.ascending(ascending);
        int n = ascending.length;
        double centre = ascending[n / 2];
        if (ascending[0] == ascending[n - 1]) {
            return new Fit(centre, 1, most);
        }
        double unit = unit(ascending);
        for (int i = 0; i < n; i++) {
            ascending[i] = ascending[i] / unit - centre / unit;
        }
        StudentTLocationFit fit = new StudentTLocationFit(ascending);
        if (largestTie(ascending) * (least + 1) >= least * n) {
            Place moments = fit.moments();
            return new Fit(centre + unit * moments.location(), unit * moments.scale(), most);
        }
        double nu = fit.degreesOfFreedom(least, most);
        Place place = fit.place(nu, fit.last, ACCURACY);
        return new Fit(centre + unit * place.location, unit * place.scale, nu);
    }

    /** A spread that is positive where not all numbers are equal, and not lost in their range. */
    private static double unit(double[] ascending) {
        int n = ascending.length;
        double quartiles = ascending[(3 * n) / 4] / 2 - ascending[n / 4] / 2;
        double range = ascending[n - 1] / 2 - ascending[0] / 2;
        return Math.max(quartiles, 1e-100 * range);
    }

    /** The greatest number of equal ones. */
    private static int largestTie(double[] ascending) {
        int most = 0;
        int run = 0;
        for (int i = 0; i < ascending.length; i++) {
            run = i > 0 && ascending[i] == ascending[i - 1] ? run + 1 : 1;
            most = Math.max(most, run);
        }
        return most;
    }

    private Place moments() {
        double mean = Arrays.stream(z).sum() / z.length;
        double squares = 0;
        for (double value : z) {
            squares += (value - mean) * (value - mean);
        }
        return new Place(mean, Math.sqrt(squares / z.length));
    }

    private double degreesOfFreedom(double least, double most) {
        return z.length < 2 * THINNED
                ? onGrid(least, most)
                : near(thinned().onGrid(least, most), least, most);
    }

    /** Evenly spaced order statistics, of much the same law. */
    private StudentTLocationFit thinned() {
        double[] some = new double[THINNED];
        for (int i = 0; i < THINNED; i++) {
            some[i] = z[(int) ((i + 0.5) * z.length / THINNED)];
        }
        return new StudentTLocationFit(some);
    }

    /** The root of the slope around a guess, from a bracket that widens until it holds it. */
    private double near(double guess, double least, double most) {
        End from = end(guess);
        End to = from;
        double factor = WIDENING;
        while (to.slope > 0 && to.nu < most) {
            from = to;
            to = end(Math.min(most, to.nu * factor));
            factor *= factor;
        }
        while (from.slope <= 0 && from.nu > least) {
            to = from;
            from = end(Math.max(least, from.nu / factor));
            factor *= factor;
        }
        return root(from, to);
    }

    /** The slope, kept: another call would start elsewhere and may round to the other sign. */
    private record End(double nu, double slope) {}

    private End end(double nu) {
        return new End(nu, slope(nu));
    }

    private double onGrid(double least, double most) {
        double low = Math.log(least);
        double step = (Math.log(most) - low) / GRID;
        double best = Double.NEGATIVE_INFINITY;
        int at = 0;
        Place place = START;
        for (int k = GRID; k >= 0; k--) {
            double nu = grid(least, most, low, step, k);
            place = place(nu, place, GRID_ACCURACY);
            double value = logLikelihood(place, nu);
            if (value > best) {
                best = value;
                at = k;
                last = place;
            }
        }
        return root(
                end(grid(least, most, low, step, Math.max(0, at - 1))),
                end(grid(least, most, low, step, Math.min(GRID, at + 1))));
    }

    /** The ν between the ends at which the slope is zero; an end if it has one sign. */
    private double root(End from, End to) {
        if (from.slope <= 0) {
            return from.nu;
        }
        if (to.slope >= 0) {
            return to.nu;
        }
        double low = Math.log(from.nu);
        double high = Math.log(to.nu);
        double logNu =
                new BrentSolver(1e-13, 1e-13)
                        .solve(
                                MAX_EVALUATIONS,
                                t ->
                                        t == low
                                                ? from.slope
                                                : t == high ? to.slope : slope(Math.exp(t)),
                                low,
                                high);
        return Math.min(to.nu, Math.max(from.nu, Math.exp(logNu)));
    }

    /** The ends themselves, not what exp makes of their logarithms. */
    private static double grid(double least, double most, double low, double step, int k) {
        return k == 0 ? least : k == GRID ? most : Math.exp(low + k * step);
    }

    /** The derivative of the profile likelihood, times 2ν² so that it does not fade. */
    private double slope(double nu) {
        last = place(nu, last, ACCURACY);
        return nu
                * nu
                * (Gamma.digamma((nu + 1) / 2) - Gamma.digamma(nu / 2) - meanLog1p(last, nu));
    }

    private double logLikelihood(Place place, double nu) {
        return -0.5 * (nu + 1) * meanLog1p(place, nu)
                - Math.log(place.scale)
                - 0.5 * Math.log(nu)
                - Beta.logBeta(0.5, 0.5 * nu);
    }

    private double meanLog1p(Place place, double nu) {
        double sum =
                ParallelRows.sum(
                        z.length,
                        BLOCK,
                        (from, to) -> {
                            double part = 0;
                            for (int i = from; i < to; i++) {
                                double a = (z[i] - place.location) / place.scale;
                                part += logOnePlus(a, nu);
                            }
                            return part;
                        });
        return sum / z.length;
    }

    /** ln(1 + a²/ν), also where a² overflows. */
    private static double logOnePlus(double a, double nu) {
        double far = Math.abs(a);
        return far < 1e150 ? Math.log1p(a * a / nu) : 2 * Math.log(far) - Math.log(nu);
    }

    /** The maximum over location and scale for fixed ν. */
    private Place place(double nu, Place start, double accuracy) {
        Place now = start;
        double lastGradient = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MAX_STEPS; step++) {
            Sums mean = means(now, nu);
            double gradient = Math.abs(mean.wa) + Math.abs(1 - mean.wu);
            // Newton's system for the steps of m, in units of s, and of ln s.
            double h11 = mean.w - 2 * mean.wv;
            double h12 = 2 * (mean.wa - mean.wav);
            double h22 = 2 * (mean.wu - mean.wuv);
            double determinant = h11 * h22 - h12 * h12;
            double move = (h22 * mean.wa - h12 * (mean.wu - 1)) / determinant;
            double grow = (h11 * (mean.wu - 1) - h12 * mean.wa) / determinant;
            boolean newton =
                    h11 > 0
                            && determinant > 0
                            && Math.abs(move) + Math.abs(grow) < NEAR
                            && gradient < lastGradient;
            if (!newton) {
                move = mean.wa / mean.w;
                grow = 0.5 * Math.log(mean.wu / mean.w - move * move);
            }
            lastGradient = gradient;
            now = new Place(now.location + now.scale * move, now.scale * Math.exp(grow));
            double length = Math.abs(move) + Math.abs(grow);
            // A step of Newton's leaves an error of the order of its square.
            if (length <= accuracy || (newton && length * length <= 0.01 * accuracy)) {
                break;
            }
        }
        return now;
    }

    /**
     * Means over the rows, with a = (z − m)/s, u = a², w = (ν+1)/(ν+u) and v = u/(ν+u): the first
     * three are the likelihood equations, mean wa = 0 and mean wu = 1, the others their
     * derivatives.
     */
    private record Sums(double w, double wa, double wu, double wv, double wav, double wuv) {}

    private Sums means(Place place, double nu) {
        int n = z.length;
        double[] part = new double[SUMS * ((n + BLOCK - 1) / BLOCK)];
        ParallelRows.run(
                n,
                BLOCK,
                (from, to) -> {
                    double[] sum = new double[SUMS];
                    for (int i = from; i < to; i++) {
                        double a = (z[i] - place.location) / place.scale;
                        double w = (nu + 1) / (nu + a * a);
                        // Written so that an overflowing a² gives v = 1, wa = 0 and wu = ν + 1.
                        double v = 1 / (1 + nu / (a * a));
                        double wu = (nu + 1) * v;
                        sum[0] += w;
                        sum[1] += w * a;
                        sum[2] += wu;
                        sum[3] += w * v;
                        sum[4] += w * a * v;
                        sum[5] += wu * v;
                    }
                    System.arraycopy(sum, 0, part, SUMS * (from / BLOCK), SUMS);
                });
        double[] mean = new double[SUMS];
        for (int k = 0; k < part.length; k++) {
            mean[k % SUMS] += part[k] / n;
        }
        return new Sums(mean[0], mean[1], mean[2], mean[3], mean[4], mean[5]);
    }
}
