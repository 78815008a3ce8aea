package org.guardband.ensembles.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.guardband.core.file.AtomicFile;

/**
 * Writes safetensors files: wider types first and by name within a type, as the format's own writer
 * does, so that every tensor is aligned and the same tensors give the same bytes; the header is
 * padded with blanks to a multiple of eight bytes.
 */
public final class SafetensorsWriter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int CHUNK = 1 << 16;

    private SafetensorsWriter() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param file the file, replaced if it exists
     * @param tensors the tensors, each name once
     * @param metadata texts beside the tensors
     * @throws IllegalArgumentException if a name is there twice
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Collection<Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        List<Tensor> order = new ArrayList<>(tensors);
        order.sort(
                Comparator.comparing((Tensor t) -> -t.type().bytes())
                        .thenComparing(t -> t.type().name())
                        .thenComparing(Tensor::name));
        Set<String> names = new HashSet<>();
        for (Tensor tensor : order) {
            if (!names.add(tensor.name()) || tensor.name().equals("__metadata__")) {
                throw new IllegalArgumentException(
                        "tensors must have names of their own, got " + tensor.name() + " twice");
            }
        }
        byte[] header = header(order, metadata);
        AtomicFile.write(
                file,
                out -> {
                    out.write(littleEndian(8).putLong(header.length).array());
                    out.write(header);
                    for (Tensor tensor : order) {
                        write(tensor, out);
                    }
                });
    }

    private static byte[] header(List<Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart("__metadata__");
                for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long at = 0;
            for (Tensor tensor : tensors) {
                long end = at + (long) tensor.elements() * tensor.type().bytes();
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type().name());
                json.writeFieldName("shape");
                long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
                json.writeArray(shape, 0, shape.length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {at, end}, 0, 2);
                json.writeEndObject();
                at = end;
            }
            json.writeEndObject();
        }
        while (bytes.size() % 8 != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static void write(Tensor tensor, OutputStream out) throws IOException {
        int size = tensor.type().bytes();
        byte[] bytes = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.elements(); i++) {
            long bits = tensor.bits(i);
            switch (size) {
                case 1 -> buffer.put((byte) bits);
                case 2 -> buffer.putShort((short) bits);
                case 4 -> buffer.putInt((int) bits);
                default -> buffer.putLong(bits);
            }
            if (buffer.remaining() < size) {
                out.write(bytes, 0, buffer.position());
                buffer.clear();
            }
        }
        out.write(bytes, 0, buffer.position());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
