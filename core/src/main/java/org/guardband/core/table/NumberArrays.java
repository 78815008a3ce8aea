package org.guardband.core.table;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The arrays of an {@code .npz} file by name, of any number of dimensions: inputs of models, which
 * are no tables. An array is read when it is asked for, and may fill at most half of the heap. Not
 * safe to share between threads.
 */
public final class NumberArrays implements Closeable {

    private static final String SUFFIX = ".npy";

    /** DEFLATE packs at most 1032 bytes into one. */
    private static final long MOST_DEFLATION = 1100;

    private final Path file;
    private final ZipFile zip;
    private final Allowance allowance;

    private NumberArrays(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
        this.allowance = Allowance.ofHeap(file.toString());
    }

    /**
     * Opens a file.
     *
     * @param file an {@code .npz} file
     * @return the open file
     * @throws TableException if it is no zip file
     * @throws IOException if it cannot be read
     */
    public static NumberArrays open(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        }
        if (Files.isDirectory(file)) {
            throw new TableException(file + ": is a directory");
        }
        try {
            return new NumberArrays(file, new ZipFile(file.toFile()));
        } catch (ZipException | IllegalArgumentException e) {
            throw new TableException(
                    file + ": is damaged or cut short as an .npz file: " + e.getMessage(), e);
        }
    }

    /**
     * Whether there is an array.
     *
     * @param name its name
     * @return true if the file holds it
     */
    public boolean has(String name) {
        return zip.getEntry(name + SUFFIX) != null;
    }

    /** Numbers and their shape. */
    public static final class Numbers {

        private final double[] values;
        private final List<Integer> shape;

        private Numbers(double[] values, List<Integer> shape) {
            this.values = values;
            this.shape = List.copyOf(shape);
        }

        /**
         * The numbers in C order.
         *
         * @return the array itself, made for the caller
         */
        public double[] values() {
            return values;
        }

        /**
         * The lengths of the dimensions.
         *
         * @return empty for a single number
         */
        public List<Integer> shape() {
            return shape;
        }
    }

    /**
     * An array of numbers.
     *
     * @param name its name
     * @return its numbers
     * @throws TableException if there is none, it is damaged, or holds something else
     * @throws IOException if it cannot be read
     */
    public Numbers numbers(String name) throws IOException {
        TableOrigin origin = origin(name);
        try (InputStream in = in(name)) {
            NpyReader reader = new NpyReader(in, origin);
            List<Integer> shape = reader.layout().dimensions();
            long elements = 1;
            for (int length : shape) {
                elements = length == 0 ? 0 : Math.min(elements * length, 1L << 40);
            }
            if (elements > Integer.MAX_VALUE - 8
                    || elements * reader.layout().type().bytes() > most(name)) {
                throw origin.error("has shape " + shape + ", more than the file holds");
            }
            allowance.take(8 * elements);
            double[] values = new double[(int) elements];
            reader.read(values.length, (at, value) -> values[at] = value);
            reader.requireEnd();
            for (int i = 0; i < values.length; i++) {
                if (!Decimals.isNumber(values[i])) {
                    throw origin.error("element " + i + " is an integer beyond 2^53");
                }
            }
            return new Numbers(values, shape);
        } catch (ZipException | EOFException e) {
            throw new TableException(origin.file() + ": is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * An array of one dimension as a column.
     *
     * @param name its name, which becomes that of the column
     * @return numbers or texts
     * @throws TableException if there is none, it is damaged, or has several dimensions
     * @throws IOException if it cannot be read
     */
    public Column column(String name) throws IOException {
        TableOrigin origin = origin(name);
        try (InputStream in = in(name)) {
            NpyArray array = NpyArray.read(in, most(name), origin, allowance);
            if (array.isMatrix()) {
                throw origin.error("must have one dimension, has 2");
            }
            return array.column(0, name);
        } catch (ZipException | EOFException e) {
            throw new TableException(origin.file() + ": is damaged: " + e.getMessage(), e);
        }
    }

    private TableOrigin origin(String name) {
        return TableOrigin.rows(file + ": " + name);
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(name + SUFFIX);
        if (entry == null) {
            throw new TableException(file + ": array " + name + " is missing");
        }
        return entry;
    }

    private InputStream in(String name) throws IOException {
        return new BufferedInputStream(zip.getInputStream(entry(name)), 1 << 16);
    }

    /** The sizes in the directory are claims; no more can come out than was packed in. */
    private long most(String name) {
        ZipEntry entry = entry(name);
        return Math.min(
                Math.max(0, entry.getSize()),
                MOST_DEFLATION * (1 + Math.max(0, entry.getCompressedSize())));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
