package org.guardband.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.guardband.conformal.multivariate.EllipsoidConformalizer;
import org.guardband.conformal.multivariate.MultiTargetConformalizer;
import org.guardband.conformal.multivariate.TargetColumns;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.set.EllipsoidSets;
import org.guardband.core.set.HyperrectangleSets;

/**
 * Sets for two numbers at once, a landing place in metres: two intervals at 0.9 hold both numbers
 * less often than 0.9. Boxes by Bonferroni and by the copula of the errors hold them, and the
 * ellipsoid is smallest, since the two errors go together.
 */
public final class SeveralNumbersAtOnce {

    private static final int HELD_OUT = 1000;
    private static final int FRESH = 4000;

    private SeveralNumbersAtOnce() {}

    /**
     * Prints coverage and area of the three.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.print(run().describe());
    }

    /** What one kind of set does on fresh rows. */
    record Outcome(double covered, double area) {}

    /** What the example finds. */
    record Result(Outcome bonferroni, Outcome copula, Outcome ellipsoid) {

        String describe() {
            return "sets at 0.9          both inside   area\n"
                    + line("boxes, Bonferroni", bonferroni)
                    + line("boxes, copula", copula)
                    + line("ellipsoid", ellipsoid);
        }

        private static String line(String name, Outcome outcome) {
            return String.format(
                    Locale.ROOT, "%-20s       %.3f  %5.1f%n", name, outcome.covered, outcome.area);
        }
    }

    /** Errors of 1 and 3 metres that go together, predicted at 0. */
    private static double[][] truths(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] y = new double[rows][2];
        for (double[] row : y) {
            double common = random.nextGaussian();
            row[0] = 0.9 * common + Math.sqrt(1 - 0.81) * random.nextGaussian();
            row[1] = 3 * (0.9 * common + Math.sqrt(1 - 0.81) * random.nextGaussian());
        }
        return y;
    }

    private static TargetColumns predictions(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        GaussianBatch zero = GaussianBatch.of(new double[rows], ones);
        return new TargetColumns(List.of(zero, zero));
    }

    static Result run() {
        Coverage asked = Coverage.of(0.9);
        double[][] known = truths(HELD_OUT, 1);
        double[][] fresh = truths(FRESH, 2);
        TargetColumns heldOut = predictions(HELD_OUT);
        TargetColumns test = predictions(FRESH);
        AbsoluteResidual score = AbsoluteResidual.withDefaults();
        return new Result(
                boxes(
                        MultiTargetConformalizer.bonferroni(score)
                                .conformalize(heldOut, known)
                                .sets(test, asked),
                        fresh),
                boxes(
                        MultiTargetConformalizer.copula(score)
                                .conformalize(heldOut, known)
                                .sets(test, asked),
                        fresh),
                ellipsoids(
                        EllipsoidConformalizer.withDefaults()
                                .conformalize(heldOut, known)
                                .sets(test, asked),
                        fresh));
    }

    private static Outcome boxes(HyperrectangleSets sets, double[][] y) {
        int covered = 0;
        for (int i = 0; i < y.length; i++) {
            covered += sets.contains(i, y[i]) ? 1 : 0;
        }
        return new Outcome(covered / (double) y.length, sets.volume(0));
    }

    private static Outcome ellipsoids(EllipsoidSets sets, double[][] y) {
        int covered = 0;
        for (int i = 0; i < y.length; i++) {
            covered += sets.contains(i, y[i]) ? 1 : 0;
        }
        return new Outcome(covered / (double) y.length, Math.exp(sets.logVolume()));
    }
}
