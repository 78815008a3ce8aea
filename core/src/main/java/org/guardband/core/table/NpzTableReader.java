package org.guardband.core.table;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads NumPy's array files into a table. */
final class NpzTableReader {

    private static final String SUFFIX = ".npy";
    private static final int MOST_ENTRIES = 10_000;

    /** DEFLATE packs at most 1032 bytes into one. */
    private static final long MOST_DEFLATION = 1100;

    private static final String LABELS = "labels";
    private static final String LEVELS = "levels";
    private static final String QUANTILES = "q";

    private NpzTableReader() {}

    static Table readNpy(
            Path file, InputStream in, long size, ColumnRenames renames, Allowance allowance)
            throws IOException {
        TableOrigin origin = TableOrigin.rows(file.toString());
        NpyArray array = NpyArray.read(in, size, origin, allowance);
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, name.length() - SUFFIX.length());
        return table(Map.of(stem.isEmpty() ? "array" : stem, array), renames, origin);
    }

    static Table read(Path file, ColumnRenames renames, Allowance allowance) throws IOException {
        TableOrigin origin = TableOrigin.rows(file.toString());
        Map<String, NpyArray> arrays = arrays(file, name -> true, allowance);
        if (arrays.isEmpty()) {
            throw origin.error("is empty, must hold arrays");
        }
        return table(arrays, renames, origin);
    }

    /** The arrays whose name is wanted; the others are not looked into. */
    static Map<String, NpyArray> arrays(Path file, Predicate<String> wanted, Allowance allowance)
            throws IOException {
        TableOrigin origin = TableOrigin.rows(file.toString());
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw origin.error("holds more than " + MOST_ENTRIES + " arrays");
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = arrayName(entry, origin);
                if (arrays.containsKey(name)) {
                    throw origin.error(name + ": the array is there twice");
                }
                if (wanted.test(name)) {
                    arrays.put(name, readEntry(zip, entry, name, origin, allowance));
                }
            }
        } catch (ZipException | EOFException e) {
            throw new TableException(
                    file + ": is damaged or cut short as a zip file: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            if (e instanceof TableException) {
                throw e;
            }
            throw new TableException(file + ": is damaged as a zip file: " + e.getMessage(), e);
        }
        return arrays;
    }

    private static String arrayName(ZipEntry entry, TableOrigin origin) {
        String name = entry.getName();
        if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
            throw origin.error("holds " + Messages.quoted(name) + ", must hold .npy arrays only");
        }
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static NpyArray readEntry(
            ZipFile zip, ZipEntry entry, String name, TableOrigin origin, Allowance allowance)
            throws IOException {
        TableOrigin inside = TableOrigin.rows(origin.file() + ": " + Messages.shown(name));
        // the sizes in the directory are claims; no more can come out than was packed in
        long most =
                Math.min(
                        Math.max(0, entry.getSize()),
                        MOST_DEFLATION * (1 + Math.max(0, entry.getCompressedSize())));
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
            return NpyArray.read(in, most, inside, allowance);
        }
    }

    private static Table table(
            Map<String, NpyArray> arrays, ColumnRenames renames, TableOrigin origin) {
        List<NpyArray> values = List.copyOf(arrays.values());
        List<String> readAs = renames.apply(List.copyOf(arrays.keySet()), origin);
        Map<String, NpyArray> left = new LinkedHashMap<>();
        for (int a = 0; a < values.size(); a++) {
            left.put(readAs.get(a), values.get(a));
        }
        NpyArray labels = namesFor(left, LABELS, "p", "z");
        NpyArray levels = namesFor(left, LEVELS, QUANTILES);
        List<Column> columns = new ArrayList<>();
        left.forEach(
                (name, array) -> {
                    if (!array.isMatrix()) {
                        columns.add(array.column(0, name));
                        return;
                    }
                    List<String> ends =
                            switch (name) {
                                case "p", "z" -> ends(array, name, labels, LABELS, origin);
                                case QUANTILES -> ends(array, name, levels, LEVELS, origin);
                                default -> ends(array, name, null, "", origin);
                            };
                    for (int k = 0; k < array.columns(); k++) {
                        columns.add(array.column(k, name + ":" + ends.get(k)));
                    }
                });
        HeaderRules.check(columns.stream().map(Column::name).toList(), origin);
        return new Table(columns, columns.get(0).size(), origin);
    }

    /** Takes the array that names the columns of a matrix, where there is such a matrix. */
    private static @Nullable NpyArray namesFor(
            Map<String, NpyArray> arrays, String names, String... matrices) {
        NpyArray candidate = arrays.get(names);
        if (candidate == null || candidate.isMatrix()) {
            return null;
        }
        for (String matrix : matrices) {
            NpyArray array = arrays.get(matrix);
            if (array != null && array.isMatrix()) {
                arrays.remove(names);
                return candidate;
            }
        }
        return null;
    }

    private static List<String> ends(
            NpyArray matrix,
            String name,
            @Nullable NpyArray names,
            String namesName,
            TableOrigin origin) {
        if (names == null) {
            List<String> numbered = new ArrayList<>();
            for (int k = 0; k < matrix.columns(); k++) {
                numbered.add(Integer.toString(k));
            }
            return numbered;
        }
        if (names.rows() != matrix.columns()) {
            throw origin.error(
                    namesName
                            + " must name the "
                            + matrix.columns()
                            + " columns of "
                            + name
                            + ", got "
                            + names.rows()
                            + " names");
        }
        return names.names();
    }
}
