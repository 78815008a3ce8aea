package org.guardband.ensembles.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("a.safetensors"), bytes.array());
    }

    private static String tensor(String name, String dtype, String shape, long begin, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, dtype, shape, begin, end);
    }

    private void refused(Path file, String rule) {
        assertThatThrownBy(() -> SafetensorsFile.open(file).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": " + rule);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        float[] numbers = {1, -0.5f, 3e-5f, 0.1f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY};
        long[] integers = {0, 1, 127, 5};
        Path file = folder.resolve("all.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(
                        Tensor.wrap("f32", TensorType.F32, numbers, 2L, 3L),
                        Tensor.wrap("bf16", TensorType.BF16, numbers, 6L),
                        Tensor.wrap("f16", TensorType.F16, numbers, 3L, 2L),
                        Tensor.wrap("f64", new double[] {0.1, Math.PI}, 2L),
                        Tensor.wrap("wide", TensorType.F64, numbers, 6L),
                        Tensor.wrap("scalar", TensorType.F32, new float[] {7}),
                        Tensor.wrap("none", TensorType.F32, new float[0], 0L, 5L),
                        Tensor.wrap("i8", TensorType.I8, integers, 4L),
                        Tensor.wrap("u8", TensorType.U8, new long[] {255}, 1L),
                        Tensor.wrap("i16", TensorType.I16, new long[] {-32768, 32767}, 2L),
                        Tensor.wrap("u16", TensorType.U16, new long[] {65535}, 1L),
                        Tensor.wrap("i32", TensorType.I32, new long[] {-1L << 31}, 1L),
                        Tensor.wrap("u32", TensorType.U32, new long[] {0xffffffffL}, 1L),
                        Tensor.wrap("i64", TensorType.I64, new long[] {Long.MIN_VALUE}, 1L),
                        Tensor.wrap("u64", TensorType.U64, new long[] {Long.MAX_VALUE}, 1L),
                        Tensor.wrap("b", TensorType.BOOL, new long[] {0, 1}, 2L)),
                Map.of("format", "pt"));
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertThat(open.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(open.tensors()).hasSize(16);
            assertThat(open.find("f32").orElseThrow().shape()).containsExactly(2L, 3L);
            assertThat(open.floats("f32")).isEqualTo(numbers);
            assertThat(open.floats("wide")).isEqualTo(numbers);
            assertThat(open.doubles("f32")[3]).isEqualTo(0.1f);
            assertThat(open.doubles("f64")).containsExactly(0.1, Math.PI);
            assertThat(open.floats("f64")).containsExactly(0.1f, (float) Math.PI);
            assertThat(open.floats("bf16")[1]).isEqualTo(-0.5f);
            assertThat(open.doubles("bf16")[3]).isEqualTo(0.10009765625);
            assertThat(open.floats("f16")[3]).isEqualTo(0.0999755859375f);
            assertThat(open.floats("f16")[4]).isEqualTo(Float.POSITIVE_INFINITY);
            assertThat(open.floats("scalar")).containsExactly(7);
            assertThat(open.floats("none")).isEmpty();
            assertThat(open.integers("i8")).isEqualTo(integers);
            assertThat(open.integers("u8")).containsExactly(255);
            assertThat(open.integers("i16")).containsExactly(-32768, 32767);
            assertThat(open.integers("u16")).containsExactly(65535);
            assertThat(open.integers("i32")).containsExactly(-1L << 31);
            assertThat(open.integers("u32")).containsExactly(0xffffffffL);
            assertThat(open.integers("i64")).containsExactly(Long.MIN_VALUE);
            assertThat(open.integers("u64")).containsExactly(Long.MAX_VALUE);
            assertThat(open.integers("b")).containsExactly(0, 1);
            assertThat(open).hasToString("SafetensorsFile[" + file + ", 16 tensors]");
        }
    }

    @Test
    void largeTensorsAreMappedInParts() throws IOException {
        float[] values = new float[(1 << 19) + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("large.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(Tensor.wrap("x", TensorType.F32, values, (long) values.length)),
                Map.of());
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertThat(Arrays.equals(open.floats("x"), values)).isTrue();
        }
    }

    @Test
    void dataAreAlignedAndTheBytesDoNotDependOnTheOrder() throws IOException {
        Tensor wide = Tensor.wrap("b", TensorType.F32, new float[] {1}, 1L);
        Tensor narrow = Tensor.wrap("a", TensorType.BF16, new float[] {1}, 1L);
        Path one = folder.resolve("1.safetensors");
        Path two = folder.resolve("2.safetensors");
        SafetensorsWriter.write(one, List.of(wide, narrow), Map.of("k", "v", "a", "b"));
        SafetensorsWriter.write(two, List.of(narrow, wide), Map.of("a", "b", "k", "v"));
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
        try (SafetensorsFile open = SafetensorsFile.open(one)) {
            assertThat(open.find("b").orElseThrow().begin()).isZero();
        }
        assertThat(ByteBuffer.wrap(Files.readAllBytes(one)).get(0) % 8).isZero();
    }

    @Test
    void headerLengthIsBounded() throws IOException {
        Path file = folder.resolve("h.safetensors");
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(0, 1L << 40).array());
        refused(file, "the header has 1099511627776 bytes, must be <= 100000000");
        Files.write(file, bytes.putLong(0, -1).array());
        refused(file, "the header has 18446744073709551615 bytes, must be <= 100000000");
        Files.write(file, bytes.putLong(0, 100_000_000).array());
        refused(
                file,
                "is cut short: the header has 100000000 bytes, the file 8 behind the header"
                        + " length");
        Files.write(file, new byte[7]);
        refused(file, "is cut short: has 7 bytes, the header length alone has 8");
        Files.write(file, new byte[0]);
        refused(file, "is cut short: has 0 bytes, the header length alone has 8");
        Files.write(file, new byte[8]);
        refused(file, "the header must begin with {");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "F33 | [1] | 0 | 4 | dtype \"F33\" is unknown",
                "F32 | [2] | 0 | 4 | shape [2] of F32 needs 8 bytes, data_offsets give 4",
                "F32 | [-1] | 0 | 4 | shape must hold numbers >= 0, got -1",
                "F32 | [1.5] | 0 | 4 | shape must hold whole numbers",
                "F32 | 1 | 0 | 4 | shape must be an array",
                "F32 | [9223372036854775807,2] | 0 | 4 | shape [9223372036854775807, 2] of F32 needs"
                        + " more than 2^63 bytes, data_offsets give 4",
                "F32 | [4294967296,4294967296,0] | 0 | 0 | shape [4294967296, 4294967296, 0] of F32"
                        + " needs more than 2^63 bytes, data_offsets give 0",
                "F32 | [99999999999999999999] | 0 | 4 | shape must hold numbers < 2^63, got"
                        + " 99999999999999999999",
                "F32 | [2] | 0 | 8 | data_offsets [0, 8] must be ordered and within the 4 bytes"
                        + " behind the header",
                "F32 | [1] | 4 | 0 | data_offsets [4, 0] must be ordered and within the 4 bytes"
                        + " behind the header",
                "F32 | [0] | 2 | 2 | begins at byte 2, must be a multiple of the 4 bytes of F32"
            })
    void aTensorThatIsNotWhatItSays(
            String dtype, String shape, long begin, long end, String message) throws IOException {
        refused(file("{" + tensor("w", dtype, shape, begin, end) + "}", 4), "w: " + message);
    }

    @Test
    void holesAndOverlaps() throws IOException {
        String first = tensor("a", "F32", "[1]", 0, 4);
        refused(
                file("{" + first + "," + tensor("b", "F32", "[1]", 8, 12) + "}", 12),
                "b: begins at byte 8, which leaves a hole after the tensor before, that ends at 4");
        refused(
                file("{" + first + "," + tensor("b", "F32", "[2]", 0, 8) + "}", 8),
                "b: begins at byte 0, which overlaps the tensor before, that ends at 4");
        refused(
                file("{" + first + "}", 8),
                "the tensors end at byte 4 behind the header, the file at 8");
        refused(file("{}", 1), "the tensors end at byte 0 behind the header, the file at 1");
        file("{}", 0);
        try (SafetensorsFile open = SafetensorsFile.open(folder.resolve("a.safetensors"))) {
            assertThat(open.tensors()).isEmpty();
        }
    }

    @Test
    void damagedHeaders() throws IOException {
        String good = tensor("a", "U8", "[]", 0, 1);
        refused(file("{" + good + "," + good + "}", 1), "a: is there twice");
        refused(file("{" + good, 1), "header: is cut short");
        refused(file("{" + good + "} x", 1), "header: is no JSON: " + unrecognized("x"));
        refused(file("{" + good + "}{}", 1), "header: has something after the closing }");
        refused(file("{\"a\":3}", 1), "a: must be an object");
        refused(
                file("{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}", 1),
                "a: must have dtype, shape and two data_offsets");
        refused(file("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 1), "a: dtype is there twice");
        refused(file("{\"a\":{\"dtypes\":[[]]}}", 1), "a: has the unknown field \"dtypes\"");
        refused(file("{\"__metadata__\":{\"a\":1}}", 1), "__metadata__: \"a\" must be a text");
        refused(
                file("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", 1),
                "__metadata__: \"a\" is there twice");
        refused(
                file("{\"a\":{\"data_offsets\":[0,1,2]}}", 1),
                "a: data_offsets must have at most 2 numbers");
    }

    private static String unrecognized(String token) {
        return "Unrecognized token '"
                + token
                + "': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or"
                + " 'false')";
    }

    @Test
    void askingForWhatIsNotThere() throws IOException {
        Path file = file("{" + tensor("b", "BOOL", "[1]", 0, 1) + "}", 1);
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> open.floats("w"))
                    .hasMessage(file + ": w: there is no such tensor");
            assertThatThrownBy(() -> open.floats("b"))
                    .hasMessage(file + ": b: dtype must be F32, F16, BF16 or F64, got BOOL");
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] = 2;
        Files.write(file, bytes);
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> open.integers("b"))
                    .hasMessage(file + ": b: element 0 must be 0 or 1, got 2");
        }
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
        refused(folder, "is a directory");
    }

    @Test
    void aFileCutShortWhileItIsOpen() throws IOException {
        Path file = folder.resolve("cut.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(Tensor.wrap("x", TensorType.F32, new float[100_000], 100_000L)),
                Map.of());
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            Files.write(file, new byte[100]);
            assertThatThrownBy(() -> open.floats("x"))
                    .hasMessage(file + ": was cut short while it was read");
        }
    }

    @Test
    void aTensorThatCannotBeWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.wrap("a", TensorType.F32, new float[3], 2L))
                .withMessage("a: shape [2] must have 3 elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.wrap("a", TensorType.I8, new long[] {0, 128}, 2L))
                .withMessage("a[1] must be within I8, got 128");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.wrap("a", TensorType.I8, new float[1], 1L))
                .withMessage("type must be F32, F16, BF16 or F64, got I8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.wrap("a", TensorType.F32, new long[1], 1L))
                .withMessage("type must be an integer type, got F32");
        Tensor a = Tensor.wrap("a", TensorType.U8, new long[1], 1L);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SafetensorsWriter.write(folder.resolve("x"), List.of(a, a), Map.of()))
                .withMessage("tensors must have names of their own, got a twice");
    }
}
