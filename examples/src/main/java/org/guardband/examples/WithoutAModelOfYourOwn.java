package org.guardband.examples;

import java.io.IOException;
import java.util.Locale;
import org.guardband.conformal.full.FullConformalNeighbors;
import org.guardband.conformal.full.FullConformalRidge;
import org.guardband.core.Coverage;
import org.guardband.core.set.IntervalUnions;

/**
 * Full conformal prediction: every row trains and calibrates at once, exactly, with no model
 * refitted. For ridge regression and nearest neighbours the sets are found by following how the
 * residuals change with the hypothesised truth.
 */
public final class WithoutAModelOfYourOwn {

    private static final String[] FEATURES = {"age", "bmi", "bp", "s3", "s5"};

    private WithoutAModelOfYourOwn() {}

    /**
     * Prints coverage and width of both.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /** What one method does on fresh rows. */
    record Outcome(int rows, int covered, double meanWidth) {

        static Outcome of(IntervalUnions sets, double[] y) {
            int covered = 0;
            double width = 0;
            for (int i = 0; i < y.length; i++) {
                covered += sets.contains(i, y[i]) ? 1 : 0;
                width += sets.width(i) / y.length;
            }
            return new Outcome(y.length, covered, width);
        }
    }

    /** What the example finds. */
    record Result(Outcome ridge, Outcome neighbours) {

        String describe() {
            return line("ridge regression  ", ridge) + line("nearest neighbours", neighbours);
        }

        private static String line(String name, Outcome outcome) {
            return String.format(
                    Locale.ROOT,
                    "%s  %d of %d sets at 0.9 hold the truth, %.0f wide on average%n",
                    name,
                    outcome.covered,
                    outcome.rows,
                    outcome.meanWidth);
        }
    }

    static Result run() throws IOException {
        DiabetesParts parts = DiabetesParts.read();
        double[][] x = DiabetesParts.features(parts.train(), FEATURES);
        double[] y = DiabetesParts.truths(parts.train());
        double[][] fresh = DiabetesParts.features(parts.fresh(), FEATURES);
        double[] truths = DiabetesParts.truths(parts.fresh());
        Coverage asked = Coverage.of(0.9);
        return new Result(
                Outcome.of(
                        FullConformalRidge.withPenalty(1).conformalize(x, y).sets(fresh, asked),
                        truths),
                Outcome.of(
                        FullConformalNeighbors.of(10).conformalize(x, y).sets(fresh, asked),
                        truths));
    }
}
