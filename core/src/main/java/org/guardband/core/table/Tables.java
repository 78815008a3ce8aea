package org.guardband.core.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.guardband.core.file.AtomicFile;

/**
 * Reads and writes tables; the kind of file is told by its suffix.
 *
 * <ul>
 *   <li>{@code .csv}, {@code .csv.gz}: RFC 4180, UTF-8, a header line. Numbers are decimals, {@code
 *       inf}, {@code -inf} and {@code nan} (in any case, also {@code infinity}). Empty lines are
 *       skipped.
 *   <li>{@code .npz}: NumPy arrays by name, see below.
 *   <li>{@code .npy} (read only): one NumPy array, named as the file without its suffix.
 * </ul>
 *
 * <p>NumPy arrays have one or two dimensions and hold {@code f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1} or
 * {@code U}, in either byte order and in C or Fortran order; integers that no double holds exactly
 * are refused, and so are objects (pickles are never loaded). A two-dimensional array {@code a}
 * becomes the columns {@code a:0}, {@code a:1}, …; the columns of {@code p} and {@code z} are named
 * by the array {@code labels}, and those of {@code q} by the array {@code levels}, where there is
 * one.
 *
 * <p>A file is read in one pass into columns; it may fill at most half of the heap. Output is
 * written beside and moved into place; numbers are written as the shortest decimals that read back
 * exactly.
 */
public final class Tables {

    private Tables() {}

    /**
     * Reads a table. In CSV the columns with the names of predictions are numbers ({@code p:…},
     * {@code z:…}, {@code q:…}, {@code s:…}, {@code mean}, {@code sd}, {@code y}, {@code weight},
     * {@code lower}, {@code upper}) and all others texts, so that these pass through unchanged;
     * {@link Table#numbers} reads a text column as numbers.
     *
     * @param file the file
     * @return the table
     * @throws TableException if the content is no table
     * @throws IOException if the file cannot be read
     */
    public static Table read(Path file) throws IOException {
        return read(file, ColumnRenames.none());
    }

    /**
     * Reads a table as {@link #read(Path)}, columns under other names than they have in the file.
     *
     * @param file the file
     * @param renames the names
     * @return the table
     * @throws TableException if the content is no table, or has a column of a new name already
     * @throws IOException if the file cannot be read
     */
    public static Table read(Path file, ColumnRenames renames) throws IOException {
        return read(file, ColumnNames::isNumeric, renames);
    }

    /**
     * Reads a table.
     *
     * @param file the file
     * @param numeric tells by name which columns of a CSV file are numbers
     * @return the table
     * @throws TableException if the content is no table
     * @throws IOException if the file cannot be read
     */
    public static Table read(Path file, Predicate<String> numeric) throws IOException {
        return read(file, numeric, ColumnRenames.none());
    }

    /**
     * Reads a table, columns under other names than they have in the file.
     *
     * @param file the file
     * @param numeric tells by new name which columns of a CSV file are numbers
     * @param renames the names
     * @return the table
     * @throws TableException if the content is no table, or has a column of a new name already
     * @throws IOException if the file cannot be read
     */
    public static Table read(Path file, Predicate<String> numeric, ColumnRenames renames)
            throws IOException {
        TableFormat format = TableFormat.of(file);
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        }
        if (Files.isDirectory(file)) {
            throw new TableException(file + ": is a directory");
        }
        String name = file.toString();
        Allowance allowance = Allowance.ofHeap(name);
        if (format == TableFormat.NPZ) {
            return NpzTableReader.read(file, renames, allowance);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return switch (format) {
                case CSV, CSV_GZ ->
                        CsvTableReader.read(
                                name,
                                in,
                                format == TableFormat.CSV_GZ,
                                numeric,
                                renames,
                                allowance);
                default -> NpzTableReader.readNpy(file, in, Files.size(file), renames, allowance);
            };
        }
    }

    /**
     * Writes a table, whole or not at all.
     *
     * @param file the file, {@code .csv}, {@code .csv.gz} or {@code .npz}, replaced if it exists
     * @param table the table
     * @throws TableException if the suffix is not one of these
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Table table) throws IOException {
        requireWritable(file);
        switch (TableFormat.of(file)) {
            case CSV -> AtomicFile.write(file, out -> CsvTableWriter.write(table, out, false));
            case CSV_GZ -> AtomicFile.write(file, out -> CsvTableWriter.write(table, out, true));
            default -> AtomicFile.write(file, out -> NpzTableWriter.write(table, out));
        }
    }

    /**
     * Refuses a name that {@link #write} would refuse, before work is spent on the table.
     *
     * @param file the file
     * @throws TableException if the suffix is none that can be written
     */
    public static void requireWritable(Path file) {
        if (TableFormat.of(file) == TableFormat.NPY) {
            throw new TableException(
                    file + ": an .npy file has no column names; write .npz instead");
        }
    }

    /** The kinds of table file. */
    private enum TableFormat {
        CSV,
        CSV_GZ,
        NPZ,
        NPY;

        static TableFormat of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".csv")) {
                return CSV;
            }
            if (name.endsWith(".csv.gz")) {
                return CSV_GZ;
            }
            if (name.endsWith(".npz")) {
                return NPZ;
            }
            if (name.endsWith(".npy")) {
                return NPY;
            }
            throw new TableException(
                    file + ": must end in .csv, .csv.gz, .npz or .npy to be a table");
        }
    }
}
