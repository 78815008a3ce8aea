package org.guardband.core.batch;

import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.prediction.Categorical;

/**
 * Class probabilities of n rows and K classes, row-major, in double or in single precision.
 *
 * <p>Every row is checked once, at the border: numbers in [0, 1], sum one within a tolerance. Rows
 * are kept as given, never rescaled.
 */
public abstract sealed class CategoricalBatch implements PredictionBatch<Categorical>
        permits DoubleCategoricalBatch, FloatCategoricalBatch {

    /** How far the sum of a row in double precision may be from one, unless the caller says. */
    public static final double DEFAULT_TOLERANCE = Categorical.DEFAULT_TOLERANCE;

    /** How far the sum of a row in single precision may be from one, unless the caller says. */
    public static final double DEFAULT_FLOAT_TOLERANCE = 1e-4;

    private static final int CHECK_BLOCK = 4096;

    private final int rows;
    private final int classes;
    private final List<String> labels;

    CategoricalBatch(int rows, int classes, List<String> labels) {
        Arguments.sameLength("labels", labels.size(), "the classes", classes);
        this.rows = rows;
        this.classes = classes;
        this.labels = List.copyOf(labels);
    }

    /**
     * Copies probabilities in double precision; classes are labelled 0 … K − 1.
     *
     * @param probabilities n × K numbers, row-major
     * @param classes K, ≥ 1
     * @return the batch
     * @throws IllegalArgumentException if a row is no distribution
     */
    public static CategoricalBatch of(double[] probabilities, int classes) {
        return wrap(probabilities.clone(), classes);
    }

    /**
     * Copies probabilities in single precision; classes are labelled 0 … K − 1.
     *
     * @param probabilities n × K numbers, row-major
     * @param classes K, ≥ 1
     * @return the batch
     * @throws IllegalArgumentException if a row is no distribution
     */
    public static CategoricalBatch of(float[] probabilities, int classes) {
        return wrap(probabilities.clone(), classes);
    }

    /**
     * Uses an array without a copy; the caller does not write to it afterwards.
     *
     * @param probabilities n × K numbers, row-major
     * @param classes K, ≥ 1
     * @return the batch, classes labelled 0 … K − 1
     * @throws IllegalArgumentException if a row is no distribution
     */
    public static CategoricalBatch wrap(double[] probabilities, int classes) {
        return wrap(probabilities, numbered(classes), DEFAULT_TOLERANCE);
    }

    /**
     * Uses an array without a copy; the caller does not write to it afterwards.
     *
     * @param probabilities n × K numbers, row-major
     * @param classes K, ≥ 1
     * @return the batch, classes labelled 0 … K − 1
     * @throws IllegalArgumentException if a row is no distribution
     */
    public static CategoricalBatch wrap(float[] probabilities, int classes) {
        return wrap(probabilities, numbered(classes), DEFAULT_FLOAT_TOLERANCE);
    }

    /**
     * Uses an array without a copy; the caller does not write to it afterwards.
     *
     * @param probabilities n × K numbers, row-major
     * @param labels the names of the K ≥ 1 classes
     * @param tolerance how far the sum of a row may be from one
     * @return the batch
     * @throws IllegalArgumentException if a row is no distribution
     */
    public static CategoricalBatch wrap(
            double[] probabilities, List<String> labels, double tolerance) {
        CategoricalBatch batch = new DoubleCategoricalBatch(probabilities, labels);
        batch.check(tolerance);
        return batch;
    }

    /**
     * Uses an array without a copy; the caller does not write to it afterwards.
     *
     * @param probabilities n × K numbers, row-major
     * @param labels the names of the K ≥ 1 classes
     * @param tolerance how far the sum of a row may be from one
     * @return the batch
     * @throws IllegalArgumentException if a row is no distribution
     */
    public static CategoricalBatch wrap(
            float[] probabilities, List<String> labels, double tolerance) {
        CategoricalBatch batch = new FloatCategoricalBatch(probabilities, labels);
        batch.check(tolerance);
        return batch;
    }

    /**
     * The softmax of logits, computed without overflow.
     *
     * @param logits n × K finite numbers, row-major
     * @param labels the names of the K ≥ 1 classes
     * @return probabilities ∝ exp(logit)
     * @throws IllegalArgumentException if a logit is not finite
     */
    public static CategoricalBatch fromLogits(double[] logits, List<String> labels) {
        return LogitBatch.wrap(logits, labels).softmax();
    }

    private static List<String> numbered(int classes) {
        Arguments.atLeast("classes", classes, 1);
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    @Override
    public final int size() {
        return rows;
    }

    /**
     * The number of classes.
     *
     * @return K
     */
    public final int classes() {
        return classes;
    }

    /**
     * The names of the classes.
     *
     * @return K names
     */
    public final List<String> labels() {
        return labels;
    }

    /**
     * One probability, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @param label class index
     * @return the probability
     */
    public abstract double probability(int row, int label);

    /**
     * Copies one row, widened to double.
     *
     * @param row row index
     * @param out receives the K probabilities in its first K places
     */
    public abstract void copyRow(int row, double[] out);

    /**
     * Some of the rows, in the same precision.
     *
     * @param rows row indices in the order wanted, each in [0, n); repeats are admitted
     * @return one row per index
     * @throws IllegalArgumentException if an index is out of range
     */
    public abstract CategoricalBatch select(int... rows);

    @Override
    public final Categorical get(int row) {
        Arguments.index("row", row, rows);
        double[] p = new double[classes];
        copyRow(row, p);
        return Categorical.of(p, Double.MAX_VALUE);
    }

    private void check(double tolerance) {
        Arguments.nonNegative("tolerance", tolerance);
        ParallelRows.run(
                rows,
                CHECK_BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        checkRow(i, tolerance);
                    }
                });
    }

    /** The fast pass: a sum and a minimum. Which number is wrong is searched only on failure. */
    private void checkRow(int row, double tolerance) {
        if (!(Math.abs(rowSum(row) - 1) <= tolerance)) {
            refuse(row, tolerance);
        }
    }

    /** The sum of a row, or NaN if a number of the row is negative or NaN. */
    abstract double rowSum(int row);

    private void refuse(int row, double tolerance) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double p = probability(row, k);
            if (!(p >= 0 && p <= 1 + tolerance)) {
                throw new IllegalArgumentException(
                        "probabilities[" + row + "][" + k + "] must be in [0, 1], got " + p);
            }
            sum += p;
        }
        throw new IllegalArgumentException(
                "probabilities[" + row + "] must sum to 1 within " + tolerance + ", got " + sum);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + rows + " rows, " + classes + " classes]";
    }
}
