package org.guardband.examples;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.Coverage;
import org.guardband.core.batch.LocationScaleBatch;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;
import org.guardband.core.table.Table;
import org.guardband.regression.recalibration.Crude;
import org.guardband.smile.SmileClassifier;
import org.guardband.smile.SmileLabels;
import org.guardband.smile.SmileRegressor;
import smile.classification.KNN;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.regression.RandomForest;

/**
 * Models of Smile 2.6: intervals and a calibrated distribution of a random forest on the diabetes
 * data, and sets of digits from nearest neighbours.
 */
public final class FromSmile {

    private static final int TRAINED = 600;
    private static final int SEEN = 1100;

    private FromSmile() {}

    /**
     * Prints how often intervals and sets hold the truth.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /** What the example finds. */
    record Result(
            int patients,
            double coverage,
            double calibratedSd,
            int images,
            int covered,
            int certain) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "coverage asked 0.90, got %.3f on %d patients; first patient: sd %.0f%n"
                            + "coverage asked 0.95, got %.3f on %d digits; %d sets of one digit%n",
                    coverage,
                    patients,
                    calibratedSd,
                    covered / (double) images,
                    images,
                    certain);
        }
    }

    static Result run() throws IOException {
        DataFrame diabetes = diabetes();
        DataFrame training = rows(diabetes, 0, 180);
        DataFrame heldOut = rows(diabetes, 180, 310);
        DataFrame fresh = rows(diabetes, 310, 442);
        double[] truths = heldOut.column("y").toDoubleArray();

        // readme:start
        RandomForest forest = train(training); // any fitted smile.regression.RandomForest
        var model = SmileRegressor.forest(forest); // mean and variance of its leaves
        Intervals intervals =
                model.conformalize(
                                RegressionConformalizer.of(NormalizedResidual.withDefaults()),
                                heldOut,
                                truths)
                        .sets(fresh, Coverage.of(0.90));
        LocationScaleBatch calibrated =
                model.calibrate(Crude.withDefaults(), heldOut, truths).predict(fresh);
        // readme:end

        double[] y = fresh.column("y").toDoubleArray();
        long inside = IntStream.range(0, y.length).filter(i -> intervals.contains(i, y[i])).count();
        LabelSets sets = digits();
        return new Result(
                y.length,
                inside / (double) y.length,
                calibrated.get(0).standardDeviation(),
                sets.size(),
                covered(sets),
                (int)
                        IntStream.range(0, sets.size())
                                .filter(i -> sets.cardinality(i) == 1)
                                .count());
    }

    /** Seeds make it repeatable. Smile ignores those below 2, and draws anew without any. */
    private static RandomForest train(DataFrame training) {
        return RandomForest.fit(
                Formula.lhs("y"), training, 100, 3, 20, 60, 5, 1.0, LongStream.range(2, 102));
    }

    /** Sets of the last images; Smile's labels may be any integers, here they are the digits. */
    private static LabelSets digits() throws IOException {
        Table table = ShippedData.read("digits");
        int[] order = order(table.rows());
        double[][] all = features(table);
        double[][] x = Arrays.stream(order).mapToObj(i -> all[i]).toArray(double[][]::new);
        int[] y = labels(table, order);
        int[] known = Arrays.copyOf(y, TRAINED);
        return SmileClassifier.ofArrays(
                        KNN.fit(Arrays.copyOf(x, TRAINED), known, 10), SmileLabels.of(known))
                .conformalize(
                        ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                        Arrays.copyOfRange(x, TRAINED, SEEN),
                        Arrays.copyOfRange(y, TRAINED, SEEN))
                .sets(Arrays.copyOfRange(x, SEEN, x.length), Coverage.of(0.95));
    }

    private static int covered(LabelSets sets) throws IOException {
        Table table = ShippedData.read("digits");
        int[] y = labels(table, order(table.rows()));
        return (int)
                IntStream.range(0, sets.size()).filter(i -> sets.contains(i, y[SEEN + i])).count();
    }

    private static int[] labels(Table table, int[] order) {
        List<String> labels = table.texts("label");
        return Arrays.stream(order).map(i -> Integer.parseInt(labels.get(i))).toArray();
    }

    private static double[][] features(Table table) {
        List<String> names = table.names().stream().filter(name -> !name.equals("label")).toList();
        double[][] columns = names.stream().map(table::numbers).toArray(double[][]::new);
        return IntStream.range(0, table.rows())
                .mapToObj(i -> Arrays.stream(columns).mapToDouble(c -> c[i]).toArray())
                .toArray(double[][]::new);
    }

    private static DataFrame diabetes() throws IOException {
        Table table = ShippedData.read("diabetes");
        DataFrame frame =
                DataFrame.of(
                        table.names().stream()
                                .map(name -> DoubleVector.of(name, table.numbers(name)))
                                .toArray(DoubleVector[]::new));
        return frame.of(order(table.rows()));
    }

    /** The shipped rows stand in the order in which they were collected. */
    private static int[] order(int rows) {
        int[] order = IntStream.range(0, rows).toArray();
        RandomOrder.shuffle(order, new SplittableRandom(4));
        return order;
    }

    private static DataFrame rows(DataFrame frame, int from, int to) {
        return frame.of(IntStream.range(from, to).toArray());
    }
}
