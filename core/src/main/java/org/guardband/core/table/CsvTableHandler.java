package org.guardband.core.table;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fills columns from the parser's buffer, without a text per number. */
final class CsvTableHandler extends CsvCallbackHandler<Boolean> {

    private final TableOrigin origin;
    private final Predicate<String> numeric;
    private final ColumnRenames renames;
    private final Allowance allowance;

    private final List<String> names = new ArrayList<>();
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private boolean headerRead;
    private int[] lines = new int[16];
    private int rows;

    private long line;
    private int fields;
    private boolean empty;
    private @Nullable String problem;

    CsvTableHandler(
            String file, Predicate<String> numeric, ColumnRenames renames, Allowance allowance) {
        this.origin = TableOrigin.lines(file);
        this.numeric = numeric;
        this.renames = renames;
        this.allowance = allowance;
    }

    /** The line on which the record began that is being read. */
    long line() {
        return line;
    }

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return fields;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        line = startingLineNumber;
        fields = 0;
        empty = false;
        problem = null;
    }

    @Override
    protected void addField(char[] text, int offset, int length, boolean quoted) {
        int column = fields++;
        if (!headerRead) {
            if (column >= HeaderRules.MOST_COLUMNS) {
                throw origin.headerError("more than " + HeaderRules.MOST_COLUMNS + " columns");
            }
            names.add(new String(text, offset, length).strip());
        } else if (column < buffers.size() && problem == null) {
            String wrong = buffers.get(column).add(text, offset, length);
            if (wrong != null) {
                problem = names.get(column) + ": " + wrong;
            }
        }
    }

    @Override
    protected void setComment(char[] text, int offset, int length) {
        throw new IllegalStateException("comments are switched off");
    }

    @Override
    protected void setEmpty() {
        empty = true;
    }

    @Override
    protected Boolean buildRecord() {
        if (empty) {
            return false;
        }
        if (!headerRead) {
            endHeader();
            return true;
        }
        if (fields != names.size()) {
            throw error(
                    "the row has "
                            + fields
                            + (fields == 1 ? " field" : " fields")
                            + ", the header "
                            + names.size());
        }
        if (problem != null) {
            throw error(problem);
        }
        if (rows == lines.length) {
            allowance.take(4L * rows);
            lines = Arrays.copyOf(lines, rows + (rows >> 1));
        }
        lines[rows++] = (int) line;
        return true;
    }

    private void endHeader() {
        headerRead = true;
        HeaderRules.check(names, origin);
        for (String name : renames.apply(names, origin)) {
            buffers.add(
                    numeric.test(name)
                            ? new NumberBuffer(name, allowance)
                            : new TextBuffer(name, allowance));
        }
    }

    private TableException error(String what) {
        return new TableException(origin.file() + ":" + line + ": " + what);
    }

    Table toTable() {
        if (!headerRead) {
            throw origin.error("is empty, must begin with a header line");
        }
        List<Column> columns = new ArrayList<>(buffers.size());
        for (int i = 0; i < buffers.size(); i++) {
            columns.add(buffers.get(i).toColumn());
        }
        return new Table(
                columns, rows, TableOrigin.lines(origin.file(), Arrays.copyOf(lines, rows)));
    }
}
