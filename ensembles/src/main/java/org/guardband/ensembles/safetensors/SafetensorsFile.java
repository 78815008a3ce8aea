package org.guardband.ensembles.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guardband.ensembles.json.StrictJson;

/**
 * A safetensors file that is open for reading: a little-endian 64-bit header length n, n bytes of
 * JSON ({@code name → dtype, shape, data_offsets}, optionally {@code __metadata__}), then the
 * tensors, row-major and little-endian.
 *
 * <p>Nothing in the file is believed. Opening checks that n is at most 100,000,000 and within the
 * file, that no name is there twice, that every dtype is known, that {@code end − begin} is the
 * product of the shape times the element's size, that {@code begin} is a multiple of that size, and
 * that the ranges of all tensors fill the rest of the file without a hole or an overlap. What is
 * allocated is therefore bounded by the length of the file. That {@code begin} be aligned is a rule
 * of this reader, which the format's own writer keeps (it lays wider types first).
 *
 * <p>Small tensors are read, large ones memory-mapped while they are converted. The file is not to
 * be changed while it is open. Instances are safe to share between threads.
 *
 * <p>Source: the format's description at huggingface/safetensors.
 */
public final class SafetensorsFile implements AutoCloseable {

    /** The longest header that the format admits. */
    public static final long MOST_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    /** Elements converted at a time: 2 MB of bytes at most. */
    private static final int CHUNK = 1 << 18;

    private static final int MAPPED_FROM = 1 << 16;

    private final String name;
    private final FileChannel channel;
    private final long dataStart;
    private final HeaderParser.Header header;

    private SafetensorsFile(
            String name, FileChannel channel, long dataStart, HeaderParser.Header header) {
        this.name = name;
        this.channel = channel;
        this.dataStart = dataStart;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @param file the file
     * @return the open file
     * @throws CheckpointException if the header breaks a rule; the message names file, tensor, rule
     * @throws IOException if the file cannot be read
     */
    public static SafetensorsFile open(Path file) throws IOException {
        String name = file.toString();
        if (Files.notExists(file)) {
            throw new NoSuchFileException(name, null, "no such file");
        }
        if (Files.isDirectory(file)) {
            throw new CheckpointException(name + ": is a directory");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean ok = false;
        try {
            SafetensorsFile open = open(name, channel);
            ok = true;
            return open;
        } finally {
            if (!ok) {
                channel.close();
            }
        }
    }

    private static SafetensorsFile open(String name, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new CheckpointException(
                    name + ": is cut short: has " + size + " bytes, the header length alone has 8");
        }
        long length = read(name, channel, 0, LENGTH_BYTES).getLong(0);
        if (length < 0 || length > MOST_HEADER_BYTES) {
            throw new CheckpointException(
                    name
                            + ": the header has "
                            + Long.toUnsignedString(length)
                            + " bytes, must be <= "
                            + MOST_HEADER_BYTES);
        }
        if (length > size - LENGTH_BYTES) {
            throw new CheckpointException(
                    name
                            + ": is cut short: the header has "
                            + length
                            + " bytes, the file "
                            + (size - LENGTH_BYTES)
                            + " behind the header length");
        }
        byte[] text = read(name, channel, LENGTH_BYTES, (int) length).array();
        long dataStart = LENGTH_BYTES + length;
        return new SafetensorsFile(
                name, channel, dataStart, HeaderParser.parse(name, text, size - dataStart));
    }

    private static ByteBuffer read(String name, FileChannel channel, long from, int bytes)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new CheckpointException(name + ": was cut short while it was read");
            }
        }
        return buffer.flip();
    }

    /**
     * The file's name, for messages.
     *
     * @return the path as it was given
     */
    public String name() {
        return name;
    }

    /**
     * All tensors.
     *
     * @return what the header says of each, in the order of the header
     */
    public List<TensorInfo> tensors() {
        return new ArrayList<>(header.tensors().values());
    }

    /**
     * What the header says of a tensor.
     *
     * @param tensor its name
     * @return empty if there is none of this name
     */
    public Optional<TensorInfo> find(String tensor) {
        return Optional.ofNullable(header.tensors().get(tensor));
    }

    /**
     * The texts beside the tensors.
     *
     * @return by name
     */
    public Map<String, String> metadata() {
        return Map.copyOf(header.metadata());
    }

    /**
     * A tensor of floating-point numbers in single precision: F32, F16 and BF16 exactly, F64
     * rounded to the nearest.
     *
     * @param tensor its name
     * @return its elements, row-major
     * @throws CheckpointException if there is none, it holds no floating-point numbers or has more
     *     than 2³¹ − 9 elements
     * @throws IOException if the file cannot be read
     */
    public float[] floats(String tensor) throws IOException {
        TensorInfo info = required(tensor, true);
        float[] values = new float[elements(info)];
        convert(
                info,
                (bytes, from, to) -> {
                    switch (info.type()) {
                        case F32 -> bytes.asFloatBuffer().get(values, from, to - from);
                        case F16 -> {
                            for (int i = from; i < to; i++) {
                                values[i] = HalfPrecision.fromF16(bytes.getShort(2 * (i - from)));
                            }
                        }
                        case BF16 -> {
                            for (int i = from; i < to; i++) {
                                values[i] = HalfPrecision.fromBf16(bytes.getShort(2 * (i - from)));
                            }
                        }
                        default -> {
                            for (int i = from; i < to; i++) {
                                values[i] = (float) bytes.getDouble(8 * (i - from));
                            }
                        }
                    }
                });
        return values;
    }

    /**
     * A tensor of F16 or BF16 as it is.
     *
     * @param tensor its name
     * @return its elements, row-major
     * @throws CheckpointException if there is none, it is of another type or has more than 2³¹ − 9
     *     elements
     * @throws IOException if the file cannot be read
     */
    public HalfNumbers halves(String tensor) throws IOException {
        TensorInfo info = required(tensor, true);
        if (!HalfNumbers.holds(info.type())) {
            throw refuse(tensor, "dtype must be F16 or BF16, got " + info.type());
        }
        short[] bits = new short[elements(info)];
        convert(info, (bytes, from, to) -> bytes.asShortBuffer().get(bits, from, to - from));
        return new HalfNumbers(info.type(), bits);
    }

    /**
     * A tensor of floating-point numbers in double precision, exactly.
     *
     * @param tensor its name
     * @return its elements, row-major
     * @throws CheckpointException if there is none, it holds no floating-point numbers or has more
     *     than 2³¹ − 9 elements
     * @throws IOException if the file cannot be read
     */
    public double[] doubles(String tensor) throws IOException {
        TensorInfo info = required(tensor, true);
        double[] values = new double[elements(info)];
        convert(
                info,
                (bytes, from, to) -> {
                    for (int i = from; i < to; i++) {
                        values[i] = number(info.type(), bytes, i - from);
                    }
                });
        return values;
    }

    /**
     * A tensor of integers or truth values.
     *
     * @param tensor its name
     * @return its elements, row-major; truth values as 0 and 1
     * @throws CheckpointException if there is none, it holds no integers, an element of U64 is ≥
     *     2⁶³, one of BOOL neither 0 nor 1, or it has more than 2³¹ − 9 elements
     * @throws IOException if the file cannot be read
     */
    public long[] integers(String tensor) throws IOException {
        TensorInfo info = required(tensor, false);
        long[] values = new long[elements(info)];
        convert(
                info,
                (bytes, from, to) -> {
                    for (int i = from; i < to; i++) {
                        values[i] = integer(info, bytes, i - from, i);
                    }
                });
        return values;
    }

    private static double number(TensorType type, ByteBuffer bytes, int i) {
        return switch (type) {
            case F32 -> bytes.getFloat(4 * i);
            case F16 -> HalfPrecision.fromF16(bytes.getShort(2 * i));
            case BF16 -> HalfPrecision.fromBf16(bytes.getShort(2 * i));
            default -> bytes.getDouble(8 * i);
        };
    }

    private long integer(TensorInfo info, ByteBuffer bytes, int i, int index) {
        long value =
                switch (info.type()) {
                    case I8 -> bytes.get(i);
                    case BOOL, U8 -> bytes.get(i) & 0xff;
                    case I16 -> bytes.getShort(2 * i);
                    case U16 -> bytes.getShort(2 * i) & 0xffff;
                    case I32 -> bytes.getInt(4 * i);
                    case U32 -> bytes.getInt(4 * i) & 0xffff_ffffL;
                    default -> bytes.getLong(8 * i);
                };
        if (info.type() == TensorType.U64 && value < 0) {
            throw refuse(info.name(), "element " + index + " must be < 2^63");
        }
        if (info.type() == TensorType.BOOL && value > 1) {
            throw refuse(info.name(), "element " + index + " must be 0 or 1, got " + value);
        }
        return value;
    }

    private TensorInfo required(String tensor, boolean floating) {
        TensorInfo info = find(tensor).orElseThrow(() -> refuse(tensor, "there is no such tensor"));
        if (floating ? !info.type().isFloat() : !info.type().isInteger()) {
            throw refuse(
                    tensor,
                    "dtype must be "
                            + (floating ? "F32, F16, BF16 or F64" : "an integer type or BOOL")
                            + ", got "
                            + info.type());
        }
        return info;
    }

    private int elements(TensorInfo info) {
        if (info.elements() > Integer.MAX_VALUE - 8) {
            throw refuse(info.name(), "has " + info.elements() + " elements, must be < 2^31 - 8");
        }
        return (int) info.elements();
    }

    /** Takes elements {@code from} to {@code to} from the start of a buffer. */
    @FunctionalInterface
    private interface Conversion {
        void take(ByteBuffer bytes, int from, int to);
    }

    private void convert(TensorInfo info, Conversion conversion) throws IOException {
        int elements = elements(info);
        int size = info.type().bytes();
        for (int from = 0; from < elements; from += CHUNK) {
            int to = Math.min(elements, from + CHUNK);
            long start = dataStart + info.begin() + (long) from * size;
            conversion.take(bytes(start, (to - from) * size), from, to);
        }
    }

    private ByteBuffer bytes(long start, int length) throws IOException {
        if (length < MAPPED_FROM) {
            return read(name, channel, start, length);
        }
        if (start + length > channel.size()) {
            // a map beyond the end would grow the file or fault
            throw new CheckpointException(name + ": was cut short while it was read");
        }
        return channel.map(FileChannel.MapMode.READ_ONLY, start, length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private CheckpointException refuse(String tensor, String rule) {
        return new CheckpointException(name + ": " + StrictJson.shown(tensor) + ": " + rule);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return "SafetensorsFile[" + name + ", " + header.tensors().size() + " tensors]";
    }
}
