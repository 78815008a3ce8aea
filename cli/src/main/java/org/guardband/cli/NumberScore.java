package org.guardband.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.ConformalizedQuantiles;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionScore;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.table.PredictionKind;
import org.guardband.core.table.PredictionTable;
import picocli.CommandLine.Option;

/** The scores of a number that methods with a choice of scores know, told by their columns. */
sealed interface NumberScore {

    /** What tables of such methods hold. */
    String INPUT = "mean [, sd] or q:<level>";

    /** The name of the option below. */
    String OPTION = "--score";

    /** The columns that it reads. */
    List<String> columns();

    /** The score. */
    RegressionScore score();

    /** The predictions. */
    RealBatch read(PredictionTable table, Notes notes);

    /** |y − mean|. */
    record Absolute() implements NumberScore {
        @Override
        public List<String> columns() {
            return List.of("mean");
        }

        @Override
        public RegressionScore score() {
            return AbsoluteResidual.withDefaults();
        }

        @Override
        public RealBatch read(PredictionTable table, Notes notes) {
            return NumberScore.ofMeans(table.means());
        }
    }

    /** |y − mean| / sd. */
    record Normalized() implements NumberScore {
        @Override
        public List<String> columns() {
            return List.of("mean", "sd");
        }

        @Override
        public RegressionScore score() {
            return NormalizedResidual.withDefaults();
        }

        @Override
        public RealBatch read(PredictionTable table, Notes notes) {
            return table.gaussian();
        }
    }

    /** How far y is outside of two quantiles. */
    record Quantiles(double low, double high) implements NumberScore {
        @Override
        public List<String> columns() {
            return List.of("q:" + low, "q:" + high);
        }

        @Override
        public RegressionScore score() {
            return ConformalizedQuantiles.score(low, high);
        }

        @Override
        public RealBatch read(PredictionTable table, Notes notes) {
            return RealInputs.quantiles(table, notes);
        }
    }

    /** The scores by name. */
    enum Name {
        ABSOLUTE,
        NORMALIZED,
        CQR
    }

    /** The option of {@code fit}. */
    final class Choice {
        @Option(
                names = OPTION,
                paramLabel = "NAME",
                description =
                        "absolute, normalized (column sd) or cqr (outermost q:<level>); default"
                                + " what the columns allow: normalized with sd, absolute with mean,"
                                + " else cqr (streams, conditional, several targets, folds).")
        Optional<Name> score = Optional.empty();

        NumberScore of(PredictionTable table) {
            return switch (score.orElseGet(() -> byColumns(table))) {
                case ABSOLUTE -> new Absolute();
                case NORMALIZED -> new Normalized();
                case CQR -> {
                    double[] levels = table.quantileLevels();
                    yield new Quantiles(levels[0], levels[levels.length - 1]);
                }
            };
        }

        private static Name byColumns(PredictionTable table) {
            if (table.has(PredictionKind.GAUSSIAN)) {
                return Name.NORMALIZED;
            }
            return table.has(PredictionKind.QUANTILES) && !table.table().has("mean")
                    ? Name.CQR
                    : Name.ABSOLUTE;
        }
    }

    /** The score that a model was fitted with. */
    static NumberScore of(List<String> columns) {
        if (columns.size() == 2 && columns.get(0).startsWith("q:")) {
            return new Quantiles(level(columns.get(0)), level(columns.get(1)));
        }
        return columns.contains("sd") ? new Normalized() : new Absolute();
    }

    private static double level(String column) {
        return Double.parseDouble(column.substring(2).toLowerCase(Locale.ROOT));
    }

    /** Means without spread. */
    static GaussianBatch ofMeans(double[] means) {
        double[] sd = new double[means.length];
        Arrays.fill(sd, 1);
        return GaussianBatch.wrap(means, sd);
    }
}
