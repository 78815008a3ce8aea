package org.guardband.core.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.guardband.core.numeric.Arguments;

/** Named columns of one length, immutable. A cell is a number or a text. */
public final class Table {

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final int rows;
    private final TableOrigin origin;

    Table(List<? extends Column> columns, int rows, TableOrigin origin) {
        this.rows = rows;
        this.origin = origin;
        for (Column column : columns) {
            if (column.size() != rows) {
                throw origin.error(
                        column.name()
                                + " must have "
                                + rows
                                + " rows like the columns before it, got "
                                + column.size());
            }
            if (this.columns.putIfAbsent(column.name(), column) != null) {
                throw origin.headerError(column.name() + ": the column is there twice");
            }
        }
    }

    /**
     * A table of columns.
     *
     * @param columns at least one column, all of one length, no two of one name
     * @return the table
     * @throws TableException if lengths differ or a name is there twice
     */
    public static Table of(List<? extends Column> columns) {
        if (columns.isEmpty()) {
            throw TableOrigin.MEMORY.error("must have a column");
        }
        return new Table(columns, columns.get(0).size(), TableOrigin.MEMORY);
    }

    /**
     * The number of rows.
     *
     * @return n
     */
    public int rows() {
        return rows;
    }

    /**
     * The names of the columns.
     *
     * @return names in order
     */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /**
     * Whether there is a column of this name.
     *
     * @param name a name
     * @return whether there is such a column
     */
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /**
     * A column.
     *
     * @param name its name
     * @return the column
     * @throws TableException if there is none
     */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new MissingColumnException(name, columns.keySet(), origin);
        }
        return column;
    }

    /**
     * The columns.
     *
     * @return columns in order
     */
    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /**
     * A column's numbers; texts that spell numbers are read as such.
     *
     * @param name the column's name
     * @return a copy, one number per row
     * @throws TableException if there is no such column or a text in it spells no number
     */
    public double[] numbers(String name) {
        return numberColumn(name).toArray();
    }

    /** The column as numbers, converted if need be. */
    NumberColumn numberColumn(String name) {
        Column column = column(name);
        if (column instanceof NumberColumn numbers) {
            return numbers;
        }
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Decimals.parse(column.text(i));
            if (!Decimals.isNumber(values[i])) {
                throw origin.error(i, name, Messages.noNumber(column.text(i)));
            }
        }
        return new NumberColumn(name, values, 0, 1, rows);
    }

    /**
     * A column's texts; numbers are spelled.
     *
     * @param name the column's name
     * @return one text per row
     * @throws TableException if there is no such column
     */
    public List<String> texts(String name) {
        Column column = column(name);
        if (column instanceof TextColumn texts) {
            return texts.toList();
        }
        List<String> texts = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            texts.add(column.text(i));
        }
        return List.copyOf(texts);
    }

    /**
     * The columns that are kept.
     *
     * @param kept tells by name
     * @return a table of the kept columns with the same rows, perhaps without columns
     */
    public Table select(Predicate<String> kept) {
        List<Column> some =
                columns.values().stream().filter(column -> kept.test(column.name())).toList();
        return new Table(some, rows, origin);
    }

    /**
     * Some of the rows, which keep their places in messages.
     *
     * @param chosen row indices, in the order of the new rows
     * @return a table of these rows
     * @throws IllegalArgumentException if there is no such row
     */
    public Table withRows(int... chosen) {
        Arguments.allIndices("chosen", chosen, rows);
        List<Column> some = new ArrayList<>();
        for (Column column : columns.values()) {
            if (column instanceof NumberColumn numbers) {
                double[] values = new double[chosen.length];
                Arrays.setAll(values, i -> numbers.value(chosen[i]));
                some.add(Column.wrap(column.name(), values));
            } else {
                some.add(
                        Column.of(
                                column.name(),
                                Arrays.stream(chosen).mapToObj(column::text).toList()));
            }
        }
        return new Table(some, chosen.length, origin.select(chosen));
    }

    /**
     * This table with more columns behind.
     *
     * @param more columns of the same length and other names
     * @return the wider table
     * @throws TableException if a length differs or a name is there already
     */
    public Table with(List<? extends Column> more) {
        List<Column> all = new ArrayList<>(columns.values());
        all.addAll(more);
        return new Table(all, rows, origin);
    }

    /**
     * The place of the header, for messages.
     *
     * @return the file, with line 1 where it has lines
     */
    public String place() {
        return origin.header();
    }

    /**
     * Where a row comes from, for messages.
     *
     * @param row row index
     * @return {@code FILE:LINE}, or {@code FILE: row N}
     */
    public String place(int row) {
        return origin.row(row);
    }

    TableOrigin origin() {
        return origin;
    }

    @Override
    public String toString() {
        return "Table["
                + rows
                + " rows, columns "
                + MissingColumnException.shortList(columns.keySet())
                + "]";
    }
}
