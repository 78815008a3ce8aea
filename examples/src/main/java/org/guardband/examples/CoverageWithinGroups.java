package org.guardband.examples;

import java.io.IOException;
import java.util.Locale;
import org.guardband.conformal.conditional.ConditionalConformal;
import org.guardband.conformal.conditional.FeatureRows;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.set.Intervals;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTRegressionTrainer;

/**
 * Intervals that cover within groups that overlap. Plain split conformal prediction promises 0.9
 * over all patients together; conditional calibration over a constant and two indicators promises
 * it among the heavy ones, among those of high blood pressure, and among all.
 */
public final class CoverageWithinGroups {

    private CoverageWithinGroups() {}

    /**
     * Prints the coverage of each group.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /**
     * What the example finds.
     *
     * @param split shares covered by one threshold: all, heavy, high pressure
     * @param conditional the same by conditional calibration
     * @param rows how many fresh rows each share is of
     */
    record Result(Shares split, Shares conditional, Shares rows) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "                          all   heavy  high pressure%n"
                            + "fresh rows               %4.0f    %4.0f           %4.0f%n"
                            + "one threshold            %.2f    %.2f           %.2f%n"
                            + "conditional calibration  %.2f    %.2f           %.2f%n",
                    rows.all,
                    rows.heavy,
                    rows.pressure,
                    split.all,
                    split.heavy,
                    split.pressure,
                    conditional.all,
                    conditional.heavy,
                    conditional.pressure);
        }
    }

    /** A number for each group. */
    record Shares(double all, double heavy, double pressure) {}

    static Result run() throws IOException {
        DiabetesParts parts = DiabetesParts.read();
        Model<Regressor> model = new CARTRegressionTrainer(3).train(parts.train());
        GaussianBatch heldOut = DiabetesParts.predictions(model, parts.heldOut());
        GaussianBatch fresh = DiabetesParts.predictions(model, parts.fresh());
        double[] known = DiabetesParts.truths(parts.heldOut());
        double[] y = DiabetesParts.truths(parts.fresh());
        Coverage asked = Coverage.of(0.9);

        Intervals split =
                RegressionConformalizer.of(AbsoluteResidual.withDefaults())
                        .conformalize(heldOut, known)
                        .sets(fresh, asked);
        double[][] groups = groups(parts.fresh());
        Intervals conditional =
                ConditionalConformal.of(AbsoluteResidual.withDefaults())
                        .conformalize(FeatureRows.of(heldOut, groups(parts.heldOut())), known)
                        .sets(FeatureRows.of(fresh, groups), asked);

        return new Result(
                shares(split, y, groups),
                shares(conditional, y, groups),
                new Shares(y.length, sum(groups, 1), sum(groups, 2)));
    }

    /** A constant, and whether body mass and blood pressure are above the average. */
    private static double[][] groups(Dataset<Regressor> rows) {
        double[][] x = DiabetesParts.features(rows, "bmi", "bp");
        double[][] groups = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            groups[i] = new double[] {1, x[i][0] > 26 ? 1 : 0, x[i][1] > 95 ? 1 : 0};
        }
        return groups;
    }

    private static Shares shares(Intervals sets, double[] y, double[][] groups) {
        double[] hits = new double[3];
        for (int i = 0; i < y.length; i++) {
            for (int g = 0; g < hits.length; g++) {
                hits[g] += sets.contains(i, y[i]) ? groups[i][g] : 0;
            }
        }
        return new Shares(
                hits[0] / sum(groups, 0), hits[1] / sum(groups, 1), hits[2] / sum(groups, 2));
    }

    private static double sum(double[][] groups, int column) {
        double sum = 0;
        for (double[] row : groups) {
            sum += row[column];
        }
        return sum;
    }
}
