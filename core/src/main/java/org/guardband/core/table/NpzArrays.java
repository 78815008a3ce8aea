package org.guardband.core.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Named NumPy arrays of numbers, of any lengths: what lies in an {@code .npz} file that is no
 * table, for instance a sparse matrix in its parts. The rules of {@link Tables} hold for the arrays
 * that are read; the others are not looked into, so that an archive may hold objects (pickles)
 * beside them.
 */
public final class NpzArrays {

    private final String file;
    private final Map<String, NpyArray> arrays;

    private NpzArrays(String file, Map<String, NpyArray> arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    /**
     * Reads some arrays of an archive.
     *
     * @param file an {@code .npz} file
     * @param wanted tells by name which arrays to read
     * @return the arrays that are there and wanted
     * @throws TableException if the file is damaged or a wanted array is none of numbers or texts
     * @throws IOException if the file cannot be read
     */
    public static NpzArrays read(Path file, Predicate<String> wanted) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        }
        String name = file.toString();
        return new NpzArrays(name, NpzTableReader.arrays(file, wanted, Allowance.ofHeap(name)));
    }

    /**
     * The names of the arrays that were read.
     *
     * @return names in order of the file
     */
    public Set<String> names() {
        return Set.copyOf(arrays.keySet());
    }

    /**
     * Whether an array was read.
     *
     * @param name its name
     * @return whether it is there
     */
    public boolean has(String name) {
        return arrays.containsKey(name);
    }

    /**
     * The number of columns of an array.
     *
     * @param name its name
     * @return the second dimension; 1 for an array of one dimension
     * @throws TableException if there is no such array
     */
    public int columns(String name) {
        return array(name).columns();
    }

    /**
     * The elements of an array, row by row.
     *
     * @param name its name
     * @return a copy
     * @throws TableException if there is no such array or it holds texts
     */
    public double[] numbers(String name) {
        NpyArray array = array(name);
        List<NumberColumn> columns =
                IntStream.range(0, array.columns())
                        .mapToObj(k -> numberColumn(array, k, name))
                        .toList();
        return NumberColumn.rowMajor(columns).clone();
    }

    private NumberColumn numberColumn(NpyArray array, int k, String name) {
        if (array.column(k, name) instanceof NumberColumn numbers) {
            return numbers;
        }
        throw new TableException(file + ": " + name + ": must hold numbers, got texts");
    }

    /**
     * The elements of an array, row by row, as integers.
     *
     * @param name its name
     * @return a copy
     * @throws TableException if there is no such array or an element is no 32-bit integer
     */
    public int[] integers(String name) {
        double[] numbers = numbers(name);
        int[] integers = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            integers[i] = (int) numbers[i];
            if (integers[i] != numbers[i]) {
                throw new TableException(
                        file
                                + ": "
                                + name
                                + ": element "
                                + i
                                + " must be a 32-bit integer, got "
                                + Decimals.format(numbers[i]));
            }
        }
        return integers;
    }

    private NpyArray array(String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new TableException(
                    file + ": array " + name + " is missing; there are " + arrays.keySet());
        }
        return array;
    }

    @Override
    public String toString() {
        return "NpzArrays[" + arrays.keySet() + "]";
    }
}
