package org.guardband.ensembles.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever the bytes: tensors or a {@link CheckpointException}, and no more memory than the file.
 */
class SafetensorsFuzzTest {

    private static final byte[] TOKENS =
            "{}[]\",:0123456789.eE-dtypeshapF3264BIU_ \\u".getBytes(StandardCharsets.UTF_8);

    private static Path file;
    private static byte[] valid;

    @BeforeContainer
    static void writeAValidFile() throws IOException {
        file = Files.createTempFile("fuzz", ".safetensors");
        SafetensorsWriter.write(
                file,
                List.of(
                        Tensor.wrap("layer.0.weight", TensorType.F32, new float[6], 2L, 3L),
                        Tensor.wrap("layer.0.bias", TensorType.BF16, new float[3], 3L),
                        Tensor.wrap("position", TensorType.I64, new long[] {1, 2}, 1L, 2L),
                        Tensor.wrap("mask", TensorType.BOOL, new long[] {0, 1, 1}, 3L)),
                Map.of("format", "pt"));
        valid = Files.readAllBytes(file);
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static void readAll(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            for (TensorInfo tensor : open.tensors()) {
                assertThat(tensor.elements()).isLessThanOrEqualTo(bytes.length);
                if (tensor.type().isFloat()) {
                    assertThat(open.floats(tensor.name())).hasSize((int) tensor.elements());
                    assertThat(open.doubles(tensor.name())).hasSize((int) tensor.elements());
                } else if (tensor.type().isInteger()) {
                    assertThat(open.integers(tensor.name())).hasSize((int) tensor.elements());
                }
            }
        } catch (CheckpointException expected) {
            assertThat(expected.getMessage()).startsWith(file + ": ").doesNotContain("\n");
            assertThat(expected.getMessage().length()).isLessThan(800);
        }
    }

    @Property(tries = 3000)
    void changedBytes(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = valid.clone();
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    random.nextBoolean()
                            ? TOKENS[random.nextInt(TOKENS.length)]
                            : (byte) random.nextInt();
        }
        readAll(bytes);
    }

    @Property(tries = 1000)
    void movedPieces(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int from = random.nextInt(valid.length);
        int to = random.nextInt(from, valid.length);
        byte[] piece = Arrays.copyOfRange(valid, from, to);
        int at = random.nextInt(valid.length);
        ByteBuffer bytes = ByteBuffer.allocate(valid.length + piece.length);
        bytes.put(valid, 0, at).put(piece).put(valid, at, valid.length - at);
        byte[] all = bytes.array();
        if (random.nextBoolean()) {
            // keep the header's length in step, so that its inside is reached
            long length = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0) + piece.length;
            bytes.putLong(0, length);
        }
        readAll(random.nextBoolean() ? all : Arrays.copyOf(all, random.nextInt(all.length)));
    }

    @Property(tries = 500)
    void cutShort(@ForAll long seed) throws IOException {
        readAll(Arrays.copyOf(valid, new SplittableRandom(seed).nextInt(valid.length)));
    }

    @Property(tries = 500)
    void deepAndLongHeaders(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < random.nextInt(200); i++) {
            header.append((char) TOKENS[random.nextInt(TOKENS.length)]);
        }
        if (random.nextBoolean()) {
            header.append("\"a\":").append("[".repeat(5000));
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        readAll(bytes.putLong(text.length).put(text).array());
    }
}
