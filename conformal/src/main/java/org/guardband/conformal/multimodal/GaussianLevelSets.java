package org.guardband.conformal.multimodal;

import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.set.UnionRows;

/**
 * The sets {y : −ln f(y) ≤ t} of the rows of mixtures of Gaussians, one row after the other.
 * Densities are taken relative to the level exp(−t), so that a level far out in the tails does not
 * underflow.
 */
final class GaussianLevelSets {

    /** An error of the mass or of its level that is as good as none. */
    private static final double CLOSE = 1e-13;

    /** Where looking for a mass next to one begins. */
    private static final double FARTHEST = 700;

    private final RowDensity density;
    private final LevelSearch search;

    GaussianLevelSets(RowDensity density) {
        this.density = density;
        this.search = new LevelSearch(density);
    }

    /** −ln f(y), which far out is large and not infinite. */
    double surprise(double y) {
        return density.surprise(y);
    }

    /** The predicted probability of {−ln f ≤ t}. */
    double mass(double t) {
        if (t == Double.POSITIVE_INFINITY) {
            return 1;
        }
        search.search(Arguments.notNaN("t", t));
        double sum = 0;
        for (int piece = 0; piece < search.size(); piece++) {
            for (int i = 0; i < density.size(); i++) {
                double from = (search.lower(piece) - density.mean(i)) / density.sd(i);
                double to = (search.upper(piece) - density.mean(i)) / density.sd(i);
                // both in the tail that is small, where differences are exact
                sum +=
                        density.weight(i)
                                * (from > 0
                                        ? Gaussian.standardCdf(-from) - Gaussian.standardCdf(-to)
                                        : Gaussian.standardCdf(to) - Gaussian.standardCdf(from));
            }
        }
        return Math.min(1, sum);
    }

    /**
     * The level t at which the mass reaches q &lt; 1: Newton's steps on ln(1 − mass), which far out
     * is nearly straight, inside a bracket. The first level is the one that a single Gaussian has.
     */
    double levelOfMass(double q) {
        double z = Gaussian.standardQuantile(0.5 + 0.5 * q);
        double low = -highest() - Math.log(density.size());
        double high = Double.POSITIVE_INFINITY;
        double t = Math.min(-highest() + 0.5 * z * z, FARTHEST);
        for (int steps = 0; steps < 100; steps++) {
            double mass = mass(t);
            if (Math.abs(mass - q) <= CLOSE) {
                return t + CLOSE * (1 + Math.abs(t));
            }
            if (mass > q) {
                high = t;
            } else {
                low = t;
            }
            if (high - low <= CLOSE * (1 + Math.abs(low))) {
                return high;
            }
            double rest = 1 - mass;
            double next = t + (Math.log(rest) - Math.log(1 - q)) * (rest / massSlope(t));
            double far = high == Double.POSITIVE_INFINITY ? t + 8 : high;
            boolean kept = low < next && next < far && steps % 8 != 7;
            t = kept ? next : low + (far - low) / 2;
        }
        return high == Double.POSITIVE_INFINITY ? t : high;
    }

    /** The derivative of the mass by t, from the ends of the pieces that were found last. */
    private double massSlope(double t) {
        double sum = 0;
        for (int piece = 0; piece < search.size(); piece++) {
            sum += 1 / Math.abs(density.slope(search.lower(piece), t));
            sum += 1 / Math.abs(density.slope(search.upper(piece), t));
        }
        return sum * Math.exp(-t);
    }

    private double highest() {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < density.size(); i++) {
            highest = Math.max(highest, density.height(i));
        }
        return highest;
    }

    /** Enters the pieces of {−ln f ≤ t}. */
    void atMost(double t, UnionRows.Buffer out) {
        search.search(Arguments.notNaN("t", t));
        for (int piece = 0; piece < search.size(); piece++) {
            out.add(search.lower(piece), search.upper(piece));
        }
    }
}
