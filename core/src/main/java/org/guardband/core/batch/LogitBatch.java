package org.guardband.core.batch;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Logits of n rows and K classes, row-major, in double or in single precision: what a classifier
 * gives before the softmax. Only differences within a row matter to the probabilities, but vector,
 * matrix and Dirichlet scaling see the numbers as they are.
 */
public abstract sealed class LogitBatch permits DoubleLogitBatch, FloatLogitBatch {

    /**
     * What stands for ln 0 when logits are made from probabilities: the logarithm of the smallest
     * normal double, so that products with it stay finite.
     */
    public static final double LOG_OF_ZERO = Math.log(Double.MIN_NORMAL);

    /** Rows handed over at a time. */
    static final int BLOCK = 1024;

    private final int rows;
    private final int classes;
    private final List<String> labels;

    LogitBatch(int rows, List<String> labels) {
        this.rows = rows;
        this.classes = labels.size();
        this.labels = List.copyOf(labels);
    }

    /**
     * Copies logits in double precision.
     *
     * @param logits n × K finite numbers, row-major
     * @param labels the names of the K ≥ 1 classes
     * @return the batch
     * @throws IllegalArgumentException if a logit is not finite or a row is ragged
     */
    public static LogitBatch of(double[] logits, List<String> labels) {
        return wrap(logits.clone(), labels);
    }

    /**
     * Copies logits in single precision.
     *
     * @param logits n × K finite numbers, row-major
     * @param labels the names of the K ≥ 1 classes
     * @return the batch
     * @throws IllegalArgumentException if a logit is not finite or a row is ragged
     */
    public static LogitBatch of(float[] logits, List<String> labels) {
        return wrap(logits.clone(), labels);
    }

    /**
     * Uses an array without a copy; the caller does not write to it afterwards.
     *
     * @param logits n × K finite numbers, row-major
     * @param labels the names of the K ≥ 1 classes
     * @return the batch
     * @throws IllegalArgumentException if a logit is not finite or a row is ragged
     */
    public static LogitBatch wrap(double[] logits, List<String> labels) {
        LogitBatch batch = new DoubleLogitBatch(logits, labels);
        batch.check();
        return batch;
    }

    /**
     * Uses an array without a copy; the caller does not write to it afterwards.
     *
     * @param logits n × K finite numbers, row-major
     * @param labels the names of the K ≥ 1 classes
     * @return the batch
     * @throws IllegalArgumentException if a logit is not finite or a row is ragged
     */
    public static LogitBatch wrap(float[] logits, List<String> labels) {
        LogitBatch batch = new FloatLogitBatch(logits, labels);
        batch.check();
        return batch;
    }

    /**
     * Natural logarithms of probabilities, whose softmax gives the probabilities back. A
     * probability below {@link Double#MIN_NORMAL} becomes {@link #LOG_OF_ZERO}.
     *
     * @param probabilities the probabilities
     * @return ln p, the offset of each row being lost to whoever took the softmax
     */
    public static LogitBatch fromProbabilities(CategoricalBatch probabilities) {
        int classes = probabilities.classes();
        double[] logits = new double[Math.multiplyExact(probabilities.size(), classes)];
        ParallelRows.run(
                probabilities.size(),
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        probabilities.copyRow(i, row);
                        for (int k = 0; k < classes; k++) {
                            logits[i * classes + k] = logOf(row[k]);
                        }
                    }
                });
        return new DoubleLogitBatch(logits, probabilities.labels());
    }

    private static double logOf(double p) {
        return p < Double.MIN_NORMAL ? LOG_OF_ZERO : Math.log(p);
    }

    /**
     * The number of rows.
     *
     * @return n
     */
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
     * One logit, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @param label class index
     * @return the logit
     */
    public abstract double logit(int row, int label);

    /**
     * Copies one row, widened to double.
     *
     * @param row row index
     * @param out receives the K logits in its first K places
     */
    public abstract void copyRow(int row, double[] out);

    /**
     * Some of the rows, in the same precision.
     *
     * @param rows row indices in the order wanted, each in [0, n); repeats are admitted
     * @return one row per index
     * @throws IllegalArgumentException if an index is out of range
     */
    public abstract LogitBatch select(int... rows);

    /**
     * The probabilities ∝ exp(logit), in the precision of the logits.
     *
     * @return the softmax of every row
     */
    public abstract CategoricalBatch softmax();

    private void check() {
        ParallelRows.run(
                rows,
                BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int k = 0; k < classes; k++) {
                            if (!Double.isFinite(logit(i, k))) {
                                throw new IllegalArgumentException(
                                        "logits["
                                                + i
                                                + "]["
                                                + k
                                                + "] must be finite, got "
                                                + logit(i, k));
                            }
                        }
                    }
                });
    }

    /** Checks the labels of a new batch and returns the number of its rows. */
    static int rows(int length, List<String> labels) {
        Arguments.atLeast("number of labels", labels.size(), 1);
        return BatchShape.rows("logits", length, labels.size());
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + rows + " rows, " + classes + " classes]";
    }
}
