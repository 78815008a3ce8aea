package org.guardband.detection;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/**
 * A column of boxes: n × 4 numbers in one {@link BoxForm}. Immutable, as long as nobody writes to
 * an array that was handed to {@link #wrap}.
 */
public final class Boxes {

    /** The numbers of a box. */
    public static final int COORDINATES = 4;

    private final BoxForm form;
    private final double[] numbers;

    private Boxes(BoxForm form, double[] numbers) {
        if (numbers.length % COORDINATES != 0) {
            throw new IllegalArgumentException(
                    "boxes must hold 4 numbers per row, got " + numbers.length + " numbers");
        }
        for (int i = 0; i < numbers.length; i += COORDINATES) {
            check(form, numbers, i);
        }
        this.form = form;
        this.numbers = numbers;
    }

    private static void check(BoxForm form, double[] numbers, int at) {
        for (int c = 0; c < COORDINATES; c++) {
            if (!Double.isFinite(numbers[at + c])) {
                Arguments.finite(name(form, at, c), numbers[at + c]);
            }
        }
        for (int c = 2; c < COORDINATES; c++) {
            double least = form == BoxForm.CORNERS ? numbers[at + c - 2] : 0;
            if (numbers[at + c] < least) {
                String rule =
                        form == BoxForm.CORNERS ? form.coordinate(c - 2) + " (" + least + ")" : "0";
                throw new IllegalArgumentException(
                        name(form, at, c) + " must be >= " + rule + ", got " + numbers[at + c]);
            }
        }
    }

    private static String name(BoxForm form, int at, int coordinate) {
        return "boxes[" + at / COORDINATES + "]." + form.coordinate(coordinate);
    }

    /**
     * Copies boxes.
     *
     * @param form what the numbers mean
     * @param numbers n × 4 finite numbers, row-major, with sizes ≥ 0
     * @return the column
     * @throws IllegalArgumentException if the numbers are no whole rows, one is not finite, or a
     *     width or height is negative
     */
    public static Boxes of(BoxForm form, double... numbers) {
        return new Boxes(form, numbers.clone());
    }

    /**
     * Uses an array without a copy; the caller does not write to it afterwards.
     *
     * @param form what the numbers mean
     * @param numbers n × 4 finite numbers, row-major, with sizes ≥ 0
     * @return the column
     * @throws IllegalArgumentException if the numbers are no whole rows, one is not finite, or a
     *     width or height is negative
     */
    public static Boxes wrap(BoxForm form, double[] numbers) {
        return new Boxes(form, numbers);
    }

    /**
     * The number of boxes.
     *
     * @return n
     */
    public int size() {
        return numbers.length / COORDINATES;
    }

    /**
     * What the numbers mean.
     *
     * @return the form
     */
    public BoxForm form() {
        return form;
    }

    /**
     * One number as it was given, unchecked beyond the array's own bounds.
     *
     * @param row row index
     * @param coordinate 0 to 3, in the order of {@link #form}
     * @return the number
     */
    public double coordinate(int row, int coordinate) {
        return numbers[row * COORDINATES + coordinate];
    }

    /**
     * The left edge.
     *
     * @param row row index
     * @return x in pixels
     */
    public double x(int row) {
        int at = row * COORDINATES;
        return form == BoxForm.CENTRE ? numbers[at] - numbers[at + 2] / 2 : numbers[at];
    }

    /**
     * The top edge.
     *
     * @param row row index
     * @return y in pixels
     */
    public double y(int row) {
        int at = row * COORDINATES + 1;
        return form == BoxForm.CENTRE ? numbers[at] - numbers[at + 2] / 2 : numbers[at];
    }

    /**
     * The width.
     *
     * @param row row index
     * @return width in pixels, ≥ 0
     */
    public double width(int row) {
        int at = row * COORDINATES + 2;
        return form == BoxForm.CORNERS ? numbers[at] - numbers[at - 2] : numbers[at];
    }

    /**
     * The height.
     *
     * @param row row index
     * @return height in pixels, ≥ 0
     */
    public double height(int row) {
        int at = row * COORDINATES + 3;
        return form == BoxForm.CORNERS ? numbers[at] - numbers[at - 2] : numbers[at];
    }

    /**
     * The area.
     *
     * @param row row index
     * @return width × height
     */
    public double area(int row) {
        return width(row) * height(row);
    }

    /**
     * One box, for reading.
     *
     * @param row row index in [0, n)
     * @return the box
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public Box get(int row) {
        Arguments.index("row", row, size());
        return new Box(x(row), y(row), width(row), height(row));
    }

    /**
     * The same boxes in another form.
     *
     * @param other the form that is wanted
     * @return the boxes; this column if it has the form
     */
    public Boxes to(BoxForm other) {
        if (other == form) {
            return this;
        }
        double[] out = new double[numbers.length];
        for (int row = 0; row < size(); row++) {
            int at = row * COORDINATES;
            double x = x(row);
            double y = y(row);
            double w = width(row);
            double h = height(row);
            out[at] = other == BoxForm.CENTRE ? x + w / 2 : x;
            out[at + 1] = other == BoxForm.CENTRE ? y + h / 2 : y;
            out[at + 2] = other == BoxForm.CORNERS ? x + w : w;
            out[at + 3] = other == BoxForm.CORNERS ? y + h : h;
        }
        return new Boxes(other, out);
    }

    /**
     * Some of the boxes.
     *
     * @param rows row indices in [0, n), in the order that is wanted
     * @return as many boxes
     * @throws IllegalArgumentException if an index is out of range
     */
    public Boxes select(int[] rows) {
        return new Boxes(form, rowsOf(numbers, rows));
    }

    /** Rows of four numbers. */
    static double[] rowsOf(double[] numbers, int[] rows) {
        Arguments.allIndices("rows", rows, numbers.length / COORDINATES);
        double[] out = new double[rows.length * COORDINATES];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(numbers, rows[i] * COORDINATES, out, i * COORDINATES, COORDINATES);
        }
        return out;
    }

    /**
     * A copy of the numbers.
     *
     * @return n × 4 numbers, row-major
     */
    public double[] toArray() {
        return numbers.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Boxes that
                && form == that.form
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * form.hashCode() + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return "Boxes[" + size() + " rows, " + form + "]";
    }
}
