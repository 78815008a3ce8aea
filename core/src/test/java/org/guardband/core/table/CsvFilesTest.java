package org.guardband.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {

    @TempDir Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    private void refused(String text, String message) throws IOException {
        Path file = csv(text);
        assertThatThrownBy(() -> Tables.read(file))
                .isInstanceOf(TableException.class)
                .hasMessage(file + message);
    }

    @Test
    void readsNumbersAndTexts() throws IOException {
        Table table =
                Tables.read(
                        csv(
                                "\uFEFFid,mean,sd,note\r\n007,1.50,2e-3,\"a, \"\"b\"\"\r\nc\"\r\n8,-.5,+1,\r\n"));
        assertThat(table.names()).containsExactly("id", "mean", "sd", "note");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.texts("id")).containsExactly("007", "8");
        assertThat(table.numbers("id")).containsExactly(7, 8);
        assertThat(table.numbers("mean")).containsExactly(1.5, -0.5);
        assertThat(table.numbers("sd")).containsExactly(0.002, 1);
        assertThat(table.texts("note")).containsExactly("a, \"b\"\r\nc", "");
        assertThat(table.place(1)).endsWith("t.csv:4");
    }

    @Test
    void readsEverySpellingOfWhatIsNotFinite() throws IOException {
        Table table = Tables.read(csv("y\ninf\n-inf\nnan\n Infinity \n-INF\nNaN\n+inf\n"));
        double inf = Double.POSITIVE_INFINITY;
        assertThat(table.numbers("y"))
                .containsExactly(inf, -inf, Double.NaN, inf, -inf, Double.NaN, inf);
    }

    @Test
    void skipsEmptyLinesAndKeepsLineNumbers() throws IOException {
        refused("\ny\n\n1\n\nx\n\n", ":6: y: \"x\" is not a number");
    }

    @Test
    void chosenRowsKeepTheirPlaces() throws IOException {
        Table table = Tables.read(csv("mean,note\n1,a\n\n2,b\n3,c\n")).withRows(2, 1);
        assertThat(table.numbers("mean")).containsExactly(3, 2);
        assertThat(table.texts("note")).containsExactly("c", "b");
        assertThat(table.place(0)).endsWith(":5");
        assertThat(table.withRows(1).place(0)).endsWith(":4");
        assertThat(table.withRows().rows()).isZero();
        assertThat(Table.of(List.of(Column.of("x", new double[3]))).withRows(2).place(0))
                .isEqualTo("table: row 2");
        assertThatThrownBy(() -> table.withRows(0, 2))
                .hasMessage("chosen[1] must be in [0, 2), got 2");
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() throws IOException {
        assertThat(Tables.read(csv("mean,y\n")).rows()).isZero();
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        refused("", ": is empty, must begin with a header line");
        refused("\n\n", ": is empty, must begin with a header line");
    }

    @Test
    void refusesAMissingHeader() throws IOException {
        refused(
                "1.5,2\n3,4\n",
                ":1: the header is missing: the first line holds only numbers, must hold names");
        refused(",mean\n0,1\n", ":1: column 1 has no name (in pandas write with index=False)");
        refused("mean,\n0,1\n", ":1: column 2 has no name");
        refused(
                "mean,\"a\nb\"\n0,1\n",
                ":1: column 2 has a control character in its name \"a\\u000ab\"");
    }

    @Test
    void refusesADuplicateColumn() throws IOException {
        refused("y,mean,y\n1,2,3\n", ":1: y: the column is there twice");
    }

    @Test
    void refusesRaggedRows() throws IOException {
        refused("y,mean\n1,2\n3\n", ":3: the row has 1 field, the header 2");
        refused("y,mean\n1,2\n3,4,5\n", ":3: the row has 3 fields, the header 2");
        refused("y,mean\n1,2\nx,4,5\n", ":3: the row has 3 fields, the header 2");
    }

    @Test
    void refusesBadNumbers() throws IOException {
        refused("y,mean\n1,2\n1,two\n", ":3: mean: \"two\" is not a number");
        refused("y,mean\n1,2\n1,\n", ":3: mean: is empty, must be a number");
        refused("y\n0x10\n", ":2: y: \"0x10\" is not a number");
        refused("y\n1d\n", ":2: y: \"1d\" is not a number");
        refused("y\n1e\n", ":2: y: \"1e\" is not a number");
        refused("y\n1,5\n", ":2: the row has 2 fields, the header 1");
        refused("y\n1 5\n", ":2: y: \"1 5\" is not a number");
        refused(
                "y\n" + "9x".repeat(100) + "\n",
                ":2: y: \"" + "9x".repeat(20) + "…\" is not a number");
        refused("y\n\u0001\u0002\n", ":2: y: \"\\u0001\\u0002\" is not a number");
    }

    @Test
    void refusesWrongQuoting() throws IOException {
        refused("y,note\n1,\"abc\n2,b\n", ":2: a quote is opened and not closed");
        refused(
                "y,note\n1,\"abc\"x\n2,b\n",
                ":2: a closing quote must be followed by a comma or the end of the line");
    }

    @Test
    void refusesNul() throws IOException {
        refused("y,note\n1,a\u0000b\n", ":2: note: holds a NUL character");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Path file = folder.resolve("t.csv");
        Files.write(file, "y,note\n1,größe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Tables.read(file))
                .isInstanceOf(TableException.class)
                .hasMessageMatching(".*t\\.csv(:\\d+)?: is not UTF-8 text");
    }

    @Test
    void refusesATextThatIsAskedForAsNumbers() throws IOException {
        Path file = csv("a\n1\nb\n");
        assertThatThrownBy(() -> Tables.read(file).numbers("a"))
                .hasMessage(file + ":3: a: \"b\" is not a number");
        assertThatThrownBy(() -> Tables.read(file).numbers("b"))
                .hasMessage(file + ":1: column b is missing; there are a");
    }

    @Test
    void refusesUnknownSuffixesMissingFilesAndFolders() throws IOException {
        Path parquet = folder.resolve("t.parquet");
        assertThatThrownBy(() -> Tables.read(parquet))
                .hasMessage(parquet + ": must end in .csv, .csv.gz, .npz or .npy to be a table");
        Path absent = folder.resolve("absent.csv");
        assertThatThrownBy(() -> Tables.read(absent))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(absent + ": no such file");
        Path directory = Files.createDirectory(folder.resolve("d.csv"));
        assertThatThrownBy(() -> Tables.read(directory)).hasMessage(directory + ": is a directory");
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("y\n1\n2\n3\n".repeat(1).getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("t.csv.gz");
        Files.write(file, bytes.toByteArray());
        assertThat(Tables.read(file).numbers("y")).containsExactly(1, 2, 3);
        byte[] whole = bytes.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Tables.read(file))
                    .isInstanceOf(TableException.class)
                    .hasMessage(file + ": is damaged or cut short as gzip");
        }
        Files.writeString(file, "y\n1\n");
        assertThatThrownBy(() -> Tables.read(file))
                .hasMessage(file + ": is damaged or cut short as gzip");
    }

    @Test
    void countsLinesOfLongTables() throws IOException {
        StringBuilder text = new StringBuilder("y\n");
        for (int i = 0; i < 100_000; i++) {
            text.append(i).append('\n');
        }
        double[] y = Tables.read(csv(text.toString())).numbers("y");
        assertThat(y).hasSize(100_000);
        assertThat(y[99_999]).isEqualTo(99_999);
        assertThat(y[20_000]).isEqualTo(20_000);
        refused(text + "x\n", ":100002: y: \"x\" is not a number");
    }
}
