package org.guardband.core.table;

/** Where the rows of a table come from, for messages. */
final class TableOrigin {

    static final TableOrigin MEMORY = rows("table");

    private final String file;

    /** Whether rows are lines of a text. */
    private final boolean lines;

    /**
     * The line or the number of each row, empty where it is simply the row plus two, or the row.
     */
    private final int[] numberOfRow;

    private TableOrigin(String file, boolean lines, int[] numberOfRow) {
        this.file = file;
        this.lines = lines;
        this.numberOfRow = numberOfRow;
    }

    /** Of some of the rows. */
    TableOrigin select(int... rows) {
        int[] places = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            places[i] = number(rows[i]);
        }
        return new TableOrigin(file, lines, places);
    }

    static TableOrigin rows(String file) {
        return new TableOrigin(file, false, new int[0]);
    }

    static TableOrigin lines(String file, int... lineOfRow) {
        for (int i = 0; i < lineOfRow.length; i++) {
            if (lineOfRow[i] != i + 2) {
                return new TableOrigin(file, true, lineOfRow);
            }
        }
        return new TableOrigin(file, true, new int[0]);
    }

    String file() {
        return file;
    }

    /** The place of the header. */
    String header() {
        return lines ? file + ":1" : file;
    }

    /** The place of a row. */
    String row(int row) {
        return file + (lines ? ":" : ": row ") + number(row);
    }

    private int number(int row) {
        if (numberOfRow.length > 0) {
            return numberOfRow[row];
        }
        return lines ? row + 2 : row;
    }

    TableException error(String what) {
        return new TableException(file + ": " + what);
    }

    TableException headerError(String what) {
        return new TableException(header() + ": " + what);
    }

    TableException error(int row, String column, String what) {
        return new TableException(row(row) + ": " + column + ": " + what);
    }
}
