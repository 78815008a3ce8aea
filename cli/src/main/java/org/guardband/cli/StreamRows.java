package org.guardband.cli;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.guardband.conformal.online.OnlineConformal;
import org.guardband.conformal.regression.RegressionScore;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.set.LabelSets;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;

/**
 * The rows of a table in order of time: the score of each truth that is known, and the sets that
 * thresholds make. Numbers have one of the {@link NumberScore}s, classes the score 1 − p of a
 * label, and a column {@code score} is a score of the user's own. Without a column of truths the
 * rows are yet to come.
 */
abstract sealed class StreamRows {

    /** What tables of streams hold. */
    static final String INPUT = NumberScore.INPUT + ", y; p:<label>, label; or score, in time";

    private static final String SCORE = "score";

    /** The columns that tell which of the three it is. */
    abstract List<String> columns();

    /** The score of a row's truth, where the truth is known. */
    abstract OptionalDouble score(int row);

    /** The sets of all rows, from the largest score that each admits. */
    abstract List<Column> sets(double[] thresholds);

    /** Rows to start a stream with. */
    static StreamRows of(PredictionTable table, NumberScore.Choice choice, Notes notes) {
        if (isScores(table)) {
            return new Scores(table);
        }
        if (isClasses(table)) {
            return new Classes(table, table.classLabels());
        }
        return new Numbers(table, choice.of(table), notes);
    }

    /** Rows that go on as the stream was started. */
    static StreamRows of(PredictionTable table, List<String> columns, Notes notes) {
        if (columns.equals(List.of(SCORE))) {
            return new Scores(table);
        }
        return columns.get(0).startsWith("p:")
                ? new Classes(table, columns.stream().map(name -> name.substring(2)).toList())
                : new Numbers(table, NumberScore.of(columns), notes);
    }

    private static boolean isScores(PredictionTable table) {
        return table.kinds().isEmpty() && table.table().has(SCORE);
    }

    private static boolean isClasses(PredictionTable table) {
        return (table.has(PredictionKind.PROBABILITIES) || table.has(PredictionKind.LOGITS))
                && !table.table().has("mean");
    }

    /** The scores of all rows, whose truths must be known. */
    double[] scores(PredictionTable table) {
        double[] scores = new double[table.rows()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] =
                    score(i).orElseThrow(
                                    () ->
                                            new TableException(
                                                    table.table().place()
                                                            + ": column "
                                                            + truth()
                                                            + " (the truth) is missing"));
        }
        return scores;
    }

    /** The column of truths. */
    abstract String truth();

    private static double[] truths(PredictionTable table, String name) {
        return table.table().has(name) ? ExtraColumns.finite(table.table(), name) : new double[0];
    }

    /** Intervals of a number. */
    static final class Numbers extends StreamRows {
        private final double[] y;
        private final NumberScore kind;
        private final RegressionScore score;
        private final RealBatch batch;

        private Numbers(PredictionTable rows, NumberScore kind, Notes notes) {
            this.y = truths(rows, "y");
            this.kind = kind;
            this.score = kind.score();
            this.batch = kind.read(rows, notes);
        }

        @Override
        List<String> columns() {
            return kind.columns();
        }

        @Override
        String truth() {
            return "y";
        }

        /** y − mean. */
        OptionalDouble error(int row) {
            return y.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(y[row] - mean(row));
        }

        double mean(int row) {
            return batch.get(row).mean();
        }

        @Override
        OptionalDouble score(int row) {
            return y.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(score.score(batch.get(row), y[row]));
        }

        @Override
        List<Column> sets(double[] thresholds) {
            double[] lower = new double[thresholds.length];
            double[] upper = new double[thresholds.length];
            Arrays.fill(lower, Double.POSITIVE_INFINITY);
            Arrays.fill(upper, Double.NEGATIVE_INFINITY);
            for (int i = 0; i < lower.length; i++) {
                if (thresholds[i] > Double.NEGATIVE_INFINITY) {
                    lower[i] = score.lower(batch.get(i), thresholds[i]);
                    upper[i] = score.upper(batch.get(i), thresholds[i]);
                }
            }
            return List.of(Column.wrap("lower", lower), Column.wrap("upper", upper));
        }
    }

    /** Sets of labels. */
    static final class Classes extends StreamRows {
        private final int[] labels;
        private final CategoricalBatch batch;

        private Classes(PredictionTable rows, List<String> names) {
            LabelSetMethods.requireSeparable(names);
            this.batch = rows.categorical(names);
            this.labels = rows.hasLabels() ? rows.labels(names) : new int[0];
        }

        @Override
        List<String> columns() {
            return batch.labels().stream().map(label -> "p:" + label).toList();
        }

        @Override
        String truth() {
            return "label";
        }

        @Override
        OptionalDouble score(int row) {
            return labels.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(1 - batch.probability(row, labels[row]));
        }

        @Override
        List<Column> sets(double[] thresholds) {
            int[][] rows = new int[thresholds.length][];
            int[] inside = new int[batch.classes()];
            for (int i = 0; i < rows.length; i++) {
                int size = 0;
                for (int k = 0; k < inside.length; k++) {
                    if (OnlineConformal.covers(thresholds[i], 1 - batch.probability(i, k))) {
                        inside[size++] = k;
                    }
                }
                rows[i] = Arrays.copyOf(inside, size);
            }
            return List.of(
                    Column.of("set", LabelSetMethods.joined(LabelSets.of(rows, batch.labels()))));
        }
    }

    /** Scores of the user's own. */
    static final class Scores extends StreamRows {
        private final double[] scores;

        private Scores(PredictionTable rows) {
            this.scores = truths(rows, SCORE);
        }

        @Override
        List<String> columns() {
            return List.of(SCORE);
        }

        @Override
        String truth() {
            return SCORE;
        }

        @Override
        OptionalDouble score(int row) {
            return scores.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(scores[row]);
        }

        @Override
        List<Column> sets(double[] thresholds) {
            return List.of(Column.wrap("threshold", thresholds));
        }
    }
}
