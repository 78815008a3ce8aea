package org.guardband.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.guardband.cli.report.CoveragePoint;
import org.guardband.cli.report.Table;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.core.set.Interval;

/** The one table of the tour, for the terminal and for the report. */
final class TourTable {

    /** A column and where its text stands. */
    private record Column(String name, boolean number) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("task", false),
                    new Column("method", false),
                    new Column("asked", true),
                    new Column("got", true),
                    new Column("95 % interval", true),
                    new Column("worst group", true),
                    new Column("size or width", true),
                    new Column("error before", true),
                    new Column("after", true));

    private TourTable() {}

    private static List<String> cells(TaskResult task, MethodResult method) {
        CoveragePoint point = method.point(Levels.ASKED);
        Interval interval = point.interval();
        MethodResult before = task.method(method.before());
        return List.of(
                task.task(),
                method.method(),
                Decimals.fixed(point.asked(), 2),
                Decimals.fixed(point.got(), 3),
                Decimals.fixed(interval.lower(), 3) + " to " + Decimals.fixed(interval.upper(), 3),
                Decimals.fixed(method.worstGroup(), 3),
                Decimals.significant(point.size(), 3),
                Decimals.fixed(before.calibrationError(), 3),
                method.isUntreated() ? "" : Decimals.fixed(method.calibrationError(), 3));
    }

    /** Lines of plain text: a header and a line per task and method. */
    static List<String> lines(List<TaskResult> tasks) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS.stream().map(Column::name).toList());
        for (TaskResult task : tasks) {
            task.methods().forEach(method -> rows.add(cells(task, method)));
        }
        return aligned(rows, column -> COLUMNS.get(column).number());
    }

    /** A header and rows of a name and numbers. */
    static List<String> aligned(List<String> header, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        return aligned(all, column -> column > 0);
    }

    /** Rows of text in columns, numbers flush right. */
    static List<String> aligned(List<List<String>> rows, IntPredicate number) {
        int[] width = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int c = 0; c < width.length; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        return rows.stream().map(row -> line(row, width, number)).toList();
    }

    private static String line(List<String> row, int[] width, IntPredicate number) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < width.length; c++) {
            String pad = " ".repeat(width[c] - row.get(c).length());
            line.append(number.test(c) ? pad + row.get(c) : row.get(c) + pad);
            line.append("  ");
        }
        return line.toString().stripTrailing();
    }

    /** The same table for the report, in groups by task. */
    static Table table(List<TaskResult> tasks, String caption) {
        return new Table(
                caption,
                COLUMNS.stream()
                        .skip(1)
                        .map(column -> new Table.Column(column.name(), column.number()))
                        .toList(),
                tasks.stream()
                        .map(
                                task ->
                                        new Table.Group(
                                                task.task(),
                                                task.methods().stream()
                                                        .map(m -> cells(task, m))
                                                        .map(row -> row.subList(1, row.size()))
                                                        .toList()))
                        .toList());
    }
}
