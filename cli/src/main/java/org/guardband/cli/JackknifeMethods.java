package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guardband.conformal.resampling.JackknifeMinmax;
import org.guardband.conformal.resampling.JackknifeMinmaxRegressor;
import org.guardband.conformal.resampling.JackknifePlus;
import org.guardband.conformal.resampling.JackknifePlusRegressor;
import org.guardband.conformal.resampling.LeaveOneOutPredictions;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;

/** Intervals from models that each leave out a row, or that saw a bag of rows each. */
final class JackknifeMethods implements MethodFamily {

    private static final String PLUS = "jackknife-plus";
    private static final String MINMAX = "jackknife-minmax";
    private static final String BOOTSTRAP = "jackknife-after-bootstrap";

    private static final String PAPER = "Barber et al. 2021, arXiv 1905.02928";
    private static final String WHOLE = "interval is the whole line";
    private static final String MEMBER = "s:";
    private static final String BAG = "bag:";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                new MethodEntry(
                        PLUS,
                        "conformal",
                        "mean (leave-one-out), y; then mean:<i> of each model",
                        "lower, upper",
                        "P(y in interval) >= 2 coverage - 1",
                        PAPER,
                        Set.of(),
                        (heldOut, options, notes) ->
                                JackknifePlus.withDefaults()
                                        .conformalize(heldOut.means(), heldOut.targets()),
                        JackknifeMethods::apply),
                new MethodEntry(
                        MINMAX,
                        "conformal",
                        "mean (leave-one-out), y; then mean:<i> of each model",
                        "lower, upper",
                        "P(y in interval) >= coverage",
                        PAPER,
                        Set.of(),
                        (heldOut, options, notes) ->
                                JackknifeMinmax.withDefaults()
                                        .conformalize(heldOut.means(), heldOut.targets()),
                        JackknifeMethods::apply),
                new MethodEntry(
                        BOOTSTRAP,
                        "conformal",
                        "s:<b> and bag:<b> (how often member b saw the row), y; then s:<b>",
                        "lower, upper",
                        "P(y in interval) >= 2 coverage - 1",
                        "Kim, Xu, Barber 2020, arXiv 2002.09025",
                        Set.of("--median", "--minmax"),
                        (heldOut, options, notes) -> fitBootstrap(heldOut, options.resampling),
                        JackknifeMethods::apply));
    }

    private static Persistent fitBootstrap(PredictionTable heldOut, ResamplingOptions options) {
        List<String> members = members(heldOut);
        BootstrapBags bags = bags(heldOut, members, options.median);
        double[] outOfBag = bags.ensemble().outOfBag(columns(heldOut.table(), members));
        double[] y = heldOut.targets();
        return TableModel.of(
                BOOTSTRAP,
                members,
                options.minmax
                        ? JackknifeMinmax.withDefaults().conformalize(outOfBag, y)
                        : JackknifePlus.withDefaults().conformalize(outOfBag, y),
                bags);
    }

    private static List<String> members(PredictionTable table) {
        List<String> members =
                table.table().names().stream().filter(name -> name.startsWith(MEMBER)).toList();
        if (members.isEmpty()) {
            throw new TableException(
                    table.table().place()
                            + ": must hold the members' predictions, columns s:<member>");
        }
        return members;
    }

    private static double[][] columns(Table table, List<String> names) {
        double[][] columns = new double[names.size()][];
        for (int b = 0; b < columns.length; b++) {
            columns[b] = ExtraColumns.finite(table, names.get(b));
        }
        return columns;
    }

    private static BootstrapBags bags(
            PredictionTable heldOut, List<String> members, boolean median) {
        Table table = heldOut.table();
        List<int[]> bags = new ArrayList<>();
        for (String member : members) {
            String name = BAG + member.substring(MEMBER.length());
            double[] times = table.numbers(name);
            List<Integer> bag = new ArrayList<>();
            for (int i = 0; i < times.length; i++) {
                if (!(times[i] >= 0 && times[i] <= times.length)
                        || times[i] != Math.rint(times[i])) {
                    throw new TableException(
                            table.place(i)
                                    + ": "
                                    + name
                                    + ": must be how often the member saw the row, got "
                                    + table.column(name).text(i));
                }
                for (int k = 0; k < times[i]; k++) {
                    bag.add(i);
                }
            }
            bags.add(bag.stream().mapToInt(Integer::intValue).toArray());
        }
        try {
            return BootstrapBags.of(heldOut.rows(), bags, median);
        } catch (IllegalArgumentException e) {
            throw new TableException(table.place() + ": " + e.getMessage());
        }
    }

    private static List<Column> apply(
            Persistent any, PredictionTable rows, ApplyOptions options, Notes notes) {
        Persistent model = any instanceof TableModel named ? named.model(0, Persistent.class) : any;
        if (model instanceof JackknifePlusRegressor plus) {
            CalibrationSizes.note(plus.calibrationSize(), options.coverages(), WHOLE, notes);
            LeaveOneOutPredictions test = test(any, rows, plus.calibrationSize());
            return IntervalMethods.columns(options, coverage -> plus.sets(test, coverage));
        }
        JackknifeMinmaxRegressor minmax = (JackknifeMinmaxRegressor) model;
        CalibrationSizes.note(minmax.calibrationSize(), options.coverages(), WHOLE, notes);
        LeaveOneOutPredictions test = test(any, rows, minmax.calibrationSize());
        return IntervalMethods.columns(options, coverage -> minmax.sets(test, coverage));
    }

    private static LeaveOneOutPredictions test(Persistent model, PredictionTable rows, int models) {
        if (model instanceof TableModel named) {
            return named.model(1, BootstrapBags.class)
                    .ensemble()
                    .leaveOneOut(columns(rows.table(), named.columns()));
        }
        double[][] columns = new double[models][];
        for (int i = 0; i < models; i++) {
            columns[i] = ExtraColumns.finite(rows.table(), "mean:" + i);
        }
        return new LeaveOneOutPredictions() {
            @Override
            public int rows() {
                return rows.rows();
            }

            @Override
            public void predict(int row, double[] out) {
                for (int i = 0; i < out.length; i++) {
                    out[i] = columns[i][row];
                }
            }
        };
    }
}
