package org.guardband.core.table;

import java.util.Collection;

/** A table lacks a column that is asked for. */
public final class MissingColumnException extends TableException {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 12;

    /** The name of the column. */
    private final String column;

    MissingColumnException(String column, Collection<String> names, TableOrigin origin) {
        super(
                origin.header()
                        + ": column "
                        + Messages.shown(column)
                        + " is missing; there are "
                        + shortList(names));
        this.column = column;
    }

    /**
     * The column that is missing.
     *
     * @return its name
     */
    public String column() {
        return column;
    }

    static String shortList(Collection<String> names) {
        return names.size() <= MOST
                ? String.join(", ", names)
                : String.join(", ", names.stream().limit(MOST).toList())
                        + " and "
                        + (names.size() - MOST)
                        + " more";
    }
}
