package org.guardband.ensembles.hypothesis;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.guardband.classification.hypothesis.TestResult;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;

/**
 * The Hosmer–Lemeshow statistic for several classes: rows are sorted by 1 − p of the first class
 * and cut into g groups as equal in number as can be; C = Σ over groups and classes of (O − E)²/E,
 * with O rows of the class and E = Σ p expected ones.
 *
 * <p>A class with E = 0 in a group counts 0 if it has no row there, and makes C infinite otherwise.
 * Equal rows may be parted by the cut; they are kept in their order.
 *
 * <p>Source: Fagerland, Hosmer, Bofin 2008, doi 10.1002/sim.3202.
 *
 * @param groups g ≥ 2
 */
public record MultinomialHosmerLemeshow(int groups) implements ClassMeasure {

    /**
     * Checks the number of groups.
     *
     * @param groups g ≥ 2
     * @throws IllegalArgumentException if there are fewer
     */
    public MultinomialHosmerLemeshow {
        Arguments.atLeast("groups", groups, 2);
    }

    @Override
    public String name() {
        return "hosmer-lemeshow-" + groups;
    }

    @Override
    public double value(CategoricalBatch predictions, int[] labels) {
        int n = Arguments.atLeast("rows of the batch", predictions.size(), 1);
        Arguments.sameLength("labels", labels.length, "the batch", n);
        Arguments.allIndices("labels", labels, predictions.classes());
        int[] order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(
                                (a, b) ->
                                        Double.compare(
                                                predictions.probability(a, 0),
                                                predictions.probability(b, 0)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            sum += group(predictions, labels, order, start(g, n), start(g + 1, n));
        }
        return sum;
    }

    /** The first n mod g groups have one row more. */
    private int start(int group, int n) {
        return group * (n / groups) + Math.min(group, n % groups);
    }

    private static double group(
            CategoricalBatch predictions, int[] labels, int[] order, int from, int to) {
        int classes = predictions.classes();
        double[] expected = new double[classes];
        double[] row = new double[classes];
        int[] observed = new int[classes];
        for (int at = from; at < to; at++) {
            predictions.copyRow(order[at], row);
            for (int k = 0; k < classes; k++) {
                expected[k] += row[k];
            }
            observed[labels[order[at]]]++;
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double difference = observed[k] - expected[k];
            if (difference != 0) {
                sum += difference * difference / expected[k];
            }
        }
        return sum;
    }

    /**
     * The test of one classifier: C is referred to χ² with (g − 2)(K − 1) degrees of freedom.
     *
     * @param predictions class probabilities of at least two classes, at least one row
     * @param labels the true class of each row
     * @return C and its p-value
     * @throws IllegalArgumentException if there are fewer than three groups or two classes, there
     *     is no row, lengths differ or a label is out of range
     */
    public TestResult test(CategoricalBatch predictions, int[] labels) {
        Arguments.atLeast("groups", groups, 3);
        Arguments.atLeast("classes", predictions.classes(), 2);
        double c = value(predictions, labels);
        double freedom = (groups - 2.0) * (predictions.classes() - 1);
        double p =
                c == Double.POSITIVE_INFINITY
                        ? 0
                        : ChiSquaredDistribution.of(freedom).survivalProbability(c);
        return new TestResult(c, p);
    }
}
