package org.guardband.core.table;

/**
 * A table is not what it has to be. The message reads {@code FILE:LINE: column: what is wrong};
 * line and column are left out where there is none, and a NumPy file has rows, counted from 0, in
 * place of lines: {@code FILE: row 17: column: what is wrong}.
 */
public sealed class TableException extends IllegalArgumentException permits MissingColumnException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and where.
     *
     * @param message place, column and the rule that is broken
     */
    public TableException(String message) {
        super(message);
    }

    /**
     * Says what is wrong and where, with the failure that showed it.
     *
     * @param message place, column and the rule that is broken
     * @param cause the failure
     */
    public TableException(String message, Throwable cause) {
        super(message, cause);
    }
}
