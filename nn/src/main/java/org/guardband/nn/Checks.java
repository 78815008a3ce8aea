package org.guardband.nn;

/** Checks of sizes, with one wording. */
final class Checks {
    private Checks() {}

    static void size(String name, int size, String otherName, int expected) {
        if (size != expected) {
            throw new IllegalArgumentException(
                    name + " must be " + otherName + " (" + expected + "), got " + size);
        }
    }

    static void same(Node<?> a, Node<?> b) {
        if (a.rows() != b.rows() || a.columns() != b.columns()) {
            throw new IllegalArgumentException(
                    "b must have the shape of a ("
                            + a.rows()
                            + " x "
                            + a.columns()
                            + "), got "
                            + b.rows()
                            + " x "
                            + b.columns());
        }
    }

    static double positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be > 0 and finite, got " + value);
        }
        return value;
    }

    static double nonNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be >= 0 and finite, got " + value);
        }
        return value;
    }

    static double share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
        }
        return value;
    }

    static int atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be >= " + least + ", got " + value);
        }
        return value;
    }
}
