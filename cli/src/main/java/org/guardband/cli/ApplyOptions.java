package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guardband.core.Coverage;
import org.guardband.core.model.Persistent;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.Table;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code apply} that reach a method. */
final class ApplyOptions {

    private static final List<Coverage> DEFAULT = List.of(Coverage.of(0.9));

    private static final List<Double> DEFAULT_LEVELS = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    @Option(
            names = "--coverage",
            paramLabel = "C",
            split = ",",
            arity = "1",
            description =
                    "Asked coverages, for instance 0.8,0.9; default 0.9. With several, the columns"
                            + " are named set@0.8, lower@0.8, ...")
    double[] coverage = {};

    @Option(
            names = "--levels",
            paramLabel = "P",
            split = ",",
            arity = "1",
            description =
                    "Levels of the quantile columns of recalibrated predictions; default those that"
                            + " were fitted, or 0.05,0.25,0.5,0.75,0.95.")
    double[] level = {};

    @Option(
            names = "--keep-predictions",
            description = "Also keep the columns of the predictions that went in.")
    boolean keep;

    @Option(names = "--tolerance", paramLabel = "X", description = Wording.TOLERANCE)
    double tolerance = PredictionTable.DEFAULT_TOLERANCE;

    @Mixin ColumnsOption columns = new ColumnsOption();

    @Mixin CatalogueOption catalogue = new CatalogueOption();

    @Mixin EdgesOption edges = new EdgesOption();

    @Mixin UpdateOption update = new UpdateOption();

    @Option(
            names = "--p-values",
            description =
                    "Also the p-value of every label, the forecast, its credibility and confidence"
                            + " (methods for sets of labels without groups or weights).")
    boolean pValues;

    /** Complains of what no method could take. */
    void check() {
        coverages();
        levels();
    }

    /** The asked coverages, ascending. */
    List<Coverage> coverages() {
        return coverageGiven() ? coverages(coverage) : DEFAULT;
    }

    /** Whether the user asked for coverages. */
    boolean coverageGiven() {
        return coverage.length > 0;
    }

    /** The levels of the quantile columns, ascending. */
    List<Double> levels() {
        for (double p : level) {
            if (!(p > 0 && p < 1)) {
                throw new IllegalArgumentException(
                        "--levels must be strictly between 0 and 1, got " + p);
            }
        }
        return levelsGiven()
                ? Arrays.stream(level).distinct().sorted().boxed().toList()
                : DEFAULT_LEVELS;
    }

    /** Whether the user asked for levels. */
    boolean levelsGiven() {
        return level.length > 0;
    }

    /** The state of a stream after the rows; the command writes it once the output is written. */
    void updated(Persistent state) {
        update.updated = Optional.of(state);
    }

    static List<Coverage> coverages(double[] shares) {
        for (double share : shares) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "--coverage must be strictly between 0 and 1, got " + share);
            }
        }
        return Arrays.stream(shares).mapToObj(Coverage::of).distinct().sorted().toList();
    }

    /** What follows a column's name: nothing for one coverage, {@code @0.9} for several. */
    String end(Coverage asked) {
        return coverages().size() == 1 ? "" : "@" + asked;
    }

    /** What was there before, less what is now replaced, and then what was added. */
    Table result(PredictionTable rows, List<Column> added) {
        List<String> names = added.stream().map(Column::name).toList();
        Table before = keep ? rows.table() : rows.passedThrough();
        List<Column> all = new ArrayList<>(before.select(n -> !names.contains(n)).columns());
        all.addAll(added);
        return Table.of(all);
    }
}
