package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.guardband.core.Coverage;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.table.Column;

/**
 * Sets that may have gaps: the hull as {@code lower} and {@code upper}, and as {@code union} the
 * pieces, {@code low..high} joined by {@code |}. The empty set has lower above upper.
 */
final class UnionColumns {

    private UnionColumns() {}

    static List<Column> of(ApplyOptions options, Function<Coverage, IntervalUnions> unions) {
        List<Column> columns = new ArrayList<>();
        for (Coverage coverage : options.coverages()) {
            IntervalUnions sets = unions.apply(coverage);
            double[] lower = new double[sets.size()];
            double[] upper = new double[sets.size()];
            List<String> pieces = new ArrayList<>(sets.size());
            for (int i = 0; i < lower.length; i++) {
                List<Interval> row = sets.get(i);
                lower[i] = row.isEmpty() ? Double.POSITIVE_INFINITY : row.get(0).lower();
                upper[i] =
                        row.isEmpty() ? Double.NEGATIVE_INFINITY : row.get(row.size() - 1).upper();
                pieces.add(text(row));
            }
            String end = options.end(coverage);
            columns.add(Column.wrap("lower" + end, lower));
            columns.add(Column.wrap("upper" + end, upper));
            columns.add(Column.of("union" + end, pieces));
        }
        return columns;
    }

    private static String text(List<Interval> row) {
        StringJoiner joined = new StringJoiner("|");
        for (Interval piece : row) {
            joined.add(number(piece.lower()) + ".." + number(piece.upper()));
        }
        return joined.toString();
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return Double.toString(value);
    }
}
