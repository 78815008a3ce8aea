package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.guardband.conformal.multivariate.EllipsoidConformalizer;
import org.guardband.conformal.multivariate.EllipsoidRegressor;
import org.guardband.conformal.multivariate.MultiTargetConformalizer;
import org.guardband.conformal.multivariate.MultiTargetRegressor;
import org.guardband.conformal.multivariate.TargetColumns;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionScore;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.EllipsoidSets;
import org.guardband.core.set.HyperrectangleSets;
import org.guardband.core.set.Intervals;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;

/**
 * Boxes and ellipsoids that hold several numbers at once: columns {@code mean:<target>}, {@code
 * sd:<target>} where there is a spread, and {@code y:<target>}.
 */
final class MultiTargetMethods implements MethodFamily {

    static final String MEAN = "mean:";
    static final String SD = "sd:";
    static final String TRUTH = "y:";

    private static final double HALF = 0.5;
    private static final String ELLIPSOID = "multi-target-ellipsoid";
    private static final String TOGETHER = "P(all targets in the box) >= coverage";
    private static final String WHOLE = "set is unbounded";
    private static final String SPLIT =
            "split conformal prediction; Vovk, Gammerman, Shafer 2005, doi 10.1007/b106715";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                boxes("multi-target-bonferroni", SPLIT, MultiTargetConformalizer::bonferroni),
                boxes("multi-target-max", SPLIT, MultiTargetConformalizer::maxScore),
                boxes(
                        "multi-target-copula",
                        "Messoudi, Destercke, Rousseau 2021, doi 10.1016/j.patcog.2021.108101",
                        MultiTargetConformalizer::copula),
                boxes(
                        "multi-target-max-rank",
                        "Timans et al. 2025, arXiv 2311.10900",
                        MultiTargetConformalizer::maxRank),
                new MethodEntry(
                        ELLIPSOID,
                        "conformal",
                        "mean:<target>, y:<target>",
                        "lower:<target>, upper:<target> around it; p-value",
                        "P(all targets in the ellipsoid) >= coverage",
                        SPLIT,
                        Set.of("--seed"),
                        (heldOut, options, notes) -> {
                            List<String> targets = targets(heldOut);
                            return TableModel.of(
                                    ELLIPSOID,
                                    targets,
                                    EllipsoidConformalizer.withDefaults()
                                            .withDivision(HALF, options.seed)
                                            .conformalize(
                                                    predictions(heldOut, targets, false),
                                                    truths(heldOut, targets)));
                        },
                        MultiTargetMethods::applyEllipsoid));
    }

    private static MethodEntry boxes(
            String name, String paper, Function<RegressionScore, MultiTargetConformalizer> method) {
        return new MethodEntry(
                name,
                "conformal",
                "mean:<target> [, sd:<target>], y:<target>",
                "lower:<target>, upper:<target>",
                TOGETHER,
                paper,
                name.endsWith("copula") ? Set.of("--seed") : Set.of(),
                (heldOut, options, notes) -> {
                    List<String> targets = targets(heldOut);
                    boolean spread = heldOut.table().has(SD + targets.get(0));
                    return TableModel.of(
                            name,
                            columns(targets, spread),
                            method.apply(
                                            spread
                                                    ? NormalizedResidual.withDefaults()
                                                    : AbsoluteResidual.withDefaults())
                                    .withDivision(HALF, options.seed)
                                    .conformalize(
                                            predictions(heldOut, targets, spread),
                                            truths(heldOut, targets)));
                },
                MultiTargetMethods::applyBoxes);
    }

    /** The names of the targets in the order of the header. */
    static List<String> targets(PredictionTable table) {
        return ExtraColumns.names(table, MEAN, "means of several targets").stream()
                .map(name -> name.substring(MEAN.length()))
                .toList();
    }

    /** The columns that tell the targets, and whether there is a spread. */
    private static List<String> columns(List<String> targets, boolean spread) {
        List<String> columns = new ArrayList<>();
        for (String target : targets) {
            columns.add(MEAN + target);
            if (spread) {
                columns.add(SD + target);
            }
        }
        return columns;
    }

    private static TargetColumns predictions(
            PredictionTable table, List<String> targets, boolean spread) {
        List<RealBatch> columns = new ArrayList<>();
        Table all = table.table();
        for (String target : targets) {
            double[] means = ExtraColumns.finite(all, MEAN + target);
            columns.add(
                    spread
                            ? GaussianBatch.wrap(means, ExtraColumns.positive(all, SD + target))
                            : NumberScore.ofMeans(means));
        }
        return new TargetColumns(columns);
    }

    static double[][] truths(PredictionTable table, List<String> targets) {
        for (String target : targets) {
            if (!table.table().has(TRUTH + target)) {
                throw new TableException(
                        table.table().place()
                                + ": column "
                                + TRUTH
                                + target
                                + " (the truth) is missing");
            }
        }
        return ExtraColumns.rows(table, targets.stream().map(t -> TRUTH + t).toList());
    }

    private static List<Column> applyBoxes(
            Persistent any, PredictionTable rows, ApplyOptions options, Notes notes) {
        TableModel model = (TableModel) any;
        MultiTargetRegressor regressor = model.model(0, MultiTargetRegressor.class);
        CalibrationSizes.note(regressor.calibrationSize(), options.coverages(), WHOLE, notes);
        boolean spread = model.columns().stream().anyMatch(name -> name.startsWith(SD));
        List<String> targets =
                model.columns().stream()
                        .filter(name -> name.startsWith(MEAN))
                        .map(name -> name.substring(MEAN.length()))
                        .toList();
        TargetColumns test = predictions(rows, targets, spread);
        return columns(targets, options, coverage -> regressor.sets(test, coverage));
    }

    private static List<Column> applyEllipsoid(
            Persistent any, PredictionTable rows, ApplyOptions options, Notes notes) {
        TableModel model = (TableModel) any;
        EllipsoidRegressor regressor = model.model(0, EllipsoidRegressor.class);
        CalibrationSizes.note(regressor.calibrationSize(), options.coverages(), WHOLE, notes);
        TargetColumns test = predictions(rows, model.columns(), false);
        List<Column> columns =
                columns(
                        model.columns(),
                        options,
                        coverage -> {
                            EllipsoidSets sets = regressor.sets(test, coverage);
                            return sets.bounds();
                        });
        // the ellipsoid itself: a truth is inside where its p-value is above 1 - coverage
        if (rows.table().has(TRUTH + model.columns().get(0))) {
            columns.add(
                    Column.wrap("p-value", regressor.pValues(test, truths(rows, model.columns()))));
        }
        return columns;
    }

    private static List<Column> columns(
            List<String> targets,
            ApplyOptions options,
            Function<Coverage, HyperrectangleSets> sets) {
        List<Column> columns = new ArrayList<>();
        for (Coverage coverage : options.coverages()) {
            HyperrectangleSets boxes = sets.apply(coverage);
            String end = options.end(coverage);
            for (int k = 0; k < targets.size(); k++) {
                Intervals side = boxes.side(k);
                columns.add(Column.wrap("lower:" + targets.get(k) + end, side.lowerEnds()));
                columns.add(Column.wrap("upper:" + targets.get(k) + end, side.upperEnds()));
            }
        }
        return columns;
    }
}
