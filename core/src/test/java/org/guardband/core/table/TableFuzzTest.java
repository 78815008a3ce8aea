package org.guardband.core.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: a table or a {@link TableException}. */
class TableFuzzTest {

    private static final byte[] TOKENS =
            ",\"\n\r:0123456789.eE+-pzqsmean {}()[]'<>|fiubUO\u0000"
                    .getBytes(StandardCharsets.UTF_8);

    private static final String CSV =
            "id,p:cat,p:\"dog\",\"p:ü\",label,weight\n1,0.5,0.25,2.5e-1,cat,1\n"
                    + "\"2, \"\"x\"\"\",inf,-0,nan,\"d\nog\",0.5\n3,0.1,0.2,0.7,ü,1\n";

    @TempDir Path folder;

    /** From memory where the format allows: a file per case costs more than the case. */
    private static Table table(Path file, byte[] bytes) throws IOException {
        Allowance allowance = Allowance.ofHeap(file.toString());
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        String name = file.toString();
        if (name.endsWith(".npz")) {
            return Tables.read(Files.write(file, bytes));
        }
        return name.endsWith(".npy")
                ? NpzTableReader.readNpy(file, in, bytes.length, ColumnRenames.none(), allowance)
                : CsvTableReader.read(
                        name,
                        in,
                        name.endsWith(".gz"),
                        ColumnNames::isNumeric,
                        ColumnRenames.none(),
                        allowance);
    }

    private static void read(Path file, byte[] bytes) throws IOException {
        try {
            PredictionTable table =
                    PredictionTable.of(table(file, bytes), PredictionTable.DEFAULT_TOLERANCE);
            if (table.kinds().contains(PredictionKind.PROBABILITIES)) {
                table.labels(table.categorical().labels());
            }
        } catch (TableException expected) {
            String message = expected.getMessage();
            if (!message.startsWith(file.toString()) || message.length() > 600) {
                throw new AssertionError(message, expected);
            }
            if (message.lines().count() != 1) {
                throw new AssertionError("more than a line: " + message, expected);
            }
        }
    }

    private static byte[] mutate(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            bytes[random.nextInt(bytes.length)] =
                    switch (random.nextInt(3)) {
                        case 0 -> TOKENS[random.nextInt(TOKENS.length)];
                        case 1 -> (byte) random.nextInt();
                        default -> (byte) (random.nextBoolean() ? 0 : 0xff);
                    };
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private void survives(String name, byte[] sound, int cases) throws IOException {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        Path file = folder.resolve(name.substring(name.indexOf('/') + 1));
        for (int i = 0; i < cases; i++) {
            read(file, mutate(sound, random));
        }
        int step = name.endsWith(".npz") ? 7 : 1;
        for (int length = 0; length <= sound.length; length += step) {
            read(file, Arrays.copyOf(sound, length));
        }
    }

    @Test
    void survivesMutatedCsv() throws IOException {
        survives("t.csv", CSV.getBytes(StandardCharsets.UTF_8), 6_000);
    }

    @Test
    void survivesMutatedGzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        survives("t.csv.gz", bytes.toByteArray(), 5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8_le", "i8_be", "u4_le", "b1", "text_le", "c_order", "version2"})
    void survivesMutatedArrays(String name) throws IOException {
        survives(name + "/t.npy", Files.readAllBytes(NumpyFilesTest.file(name + ".npy")), 3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classes", "numbered", "quantiles", "gaussian"})
    void survivesMutatedArchives(String name) throws IOException {
        survives(name + "/t.npz", Files.readAllBytes(NumpyFilesTest.file(name + ".npz")), 400);
    }

    @Property(tries = 1000)
    void survivesAnyBytes(@ForAll byte[] bytes) throws IOException {
        for (String suffix : List.of(".csv", ".csv.gz", ".npy")) {
            read(Path.of("fuzz" + suffix), bytes);
        }
    }

    private static byte[] npy(String header) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        out.write(NpyHeader.MAGIC);
        out.write(new byte[] {1, 0, (byte) text.length, (byte) (text.length >> 8)});
        out.write(text);
        return out.toByteArray();
    }

    /** A small file that claims, or unfolds to, more than the memory holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000), }",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (20000, 90000), }",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<U0', 'fortran_order': False, 'shape': (2000000000,), }",
                "{'descr': '<U99999999', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '<U999999', 'fortran_order': False, 'shape': (200,), }",
                "{'descr': '|i1', 'fortran_order': False, 'shape': (0, 2000000000), }",
                "{'descr': '|i1', 'fortran_order': False, 'shape': (2000000000, 0), }",
                "{'descr': '|i1', 'fortran_order': False, 'shape': (((((1,), }",
                "{'descr': '|i1', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}",
                "{'descr': '|i1', 'fortran_order': __import__('os'), 'shape': (1,)}",
                "{'descr': '|i1'}",
                "{{{{{{{{",
            })
    void refusesAbsurdArrays(String header) throws IOException {
        Path file = folder.resolve("t.npy");
        Files.write(file, npy(header));
        assertThatThrownBy(() -> Tables.read(file)).isInstanceOf(TableException.class);
        Path zip = folder.resolve("t.npz");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("p.npy"));
            out.write(npy(header));
        }
        assertThatThrownBy(() -> Tables.read(zip)).isInstanceOf(TableException.class);
    }

    @Test
    void refusesAZipBomb() throws IOException {
        Path zip = folder.resolve("t.npz");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("p.npy"));
            out.write(npy("{'descr': '|i1', 'fortran_order': False, 'shape': (200000000,), }"));
            byte[] zeros = new byte[1 << 20];
            for (long left = 200_000_000; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        }
        Allowance small = new Allowance(zip.toString(), 64L << 20);
        assertThatThrownBy(() -> NpzTableReader.read(zip, ColumnRenames.none(), small))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        zip
                                + ": needs more than 64 MB of memory, the half of the Java heap;"
                                + " raise the heap with -Xmx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "note"})
    void refusesAGzipBomb(String column) throws IOException {
        Path file = folder.resolve("t.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((column + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] rows = "1\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 64; i++) {
                out.write(rows);
            }
        }
        Allowance small = new Allowance(file.toString(), 16L << 20);
        assertThatThrownBy(
                        () ->
                                CsvTableReader.read(
                                        file.toString(),
                                        Files.newInputStream(file),
                                        true,
                                        ColumnNames::isNumeric,
                                        ColumnRenames.none(),
                                        small))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("needs more than 16 MB of memory");
    }

    @Test
    void refusesAnEndlessField() throws IOException {
        Path file = folder.resolve("t.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("note\n\"".getBytes(StandardCharsets.UTF_8));
            byte[] rows = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 128; i++) {
                out.write(rows);
            }
        }
        assertThatThrownBy(() -> Tables.read(file))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("t.csv.gz:2: is not CSV");
    }
}
