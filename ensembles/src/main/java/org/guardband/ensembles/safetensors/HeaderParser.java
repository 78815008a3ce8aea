package org.guardband.ensembles.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guardband.ensembles.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads a header token by token and keeps nothing but tensors and metadata, so that what a hostile
 * header costs is a small multiple of its length.
 */
final class HeaderParser {

    private static final String METADATA = "__metadata__";
    private static final int MOST_METADATA = 1 << 16;
    private static final int MOST_DIMENSIONS = 64;

    private final String file;
    private final long dataBytes;
    private final JsonParser json;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private @Nullable Map<String, String> metadata;

    private HeaderParser(String file, long dataBytes, JsonParser json) {
        this.file = file;
        this.dataBytes = dataBytes;
        this.json = json;
    }

    /**
     * Reads and checks.
     *
     * @param dataBytes the length of the file behind the header
     */
    static Header parse(String file, byte[] header, long dataBytes) {
        if (header.length == 0 || header[0] != '{') {
            throw new CheckpointException(file + ": the header must begin with {");
        }
        return StrictJson.read(
                file + ": header",
                header,
                json -> {
                    HeaderParser parser = new HeaderParser(file, dataBytes, json);
                    parser.object();
                    Map<String, String> metadata = parser.metadata;
                    Header result =
                            new Header(parser.tensors, metadata == null ? Map.of() : metadata);
                    Tiling.check(file, result.tensors().values(), dataBytes);
                    return result;
                });
    }

    /**
     * What a header says.
     *
     * @param tensors by name, in the order of the header
     * @param metadata texts by name
     */
    record Header(Map<String, TensorInfo> tensors, Map<String, String> metadata) {}

    private void object() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw refuse(name, "must be an object");
            }
            if (name.equals(METADATA)) {
                metadata();
            } else if (tensors.put(name, tensor(name)) != null) {
                throw refuse(name, "is there twice");
            }
        }
    }

    private void metadata() throws IOException {
        if (metadata != null) {
            throw refuse(METADATA, "is there twice");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw refuse(METADATA, StrictJson.quoted(key) + " must be a text");
            }
            if (texts.put(key, json.getText()) != null) {
                throw refuse(METADATA, StrictJson.quoted(key) + " is there twice");
            }
            if (texts.size() > MOST_METADATA) {
                throw refuse(METADATA, "has more than " + MOST_METADATA + " entries");
            }
        }
        metadata = texts;
    }

    private TensorInfo tensor(String name) throws IOException {
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> {
                    requireFirst(name, key, type);
                    type = type(name);
                }
                case "shape" -> {
                    requireFirst(name, key, shape);
                    shape = numbers(name, key, MOST_DIMENSIONS);
                }
                case "data_offsets" -> {
                    requireFirst(name, key, offsets);
                    offsets = numbers(name, key, 2);
                }
                default -> throw refuse(name, "has the unknown field " + StrictJson.quoted(key));
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw refuse(name, "must have dtype, shape and two data_offsets");
        }
        TensorInfo info = new TensorInfo(name, type, shape, offsets.get(0), offsets.get(1));
        check(info);
        return info;
    }

    private void requireFirst(String name, String key, @Nullable Object value) {
        if (value != null) {
            throw refuse(name, key + " is there twice");
        }
    }

    private TensorType type(String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw refuse(name, "dtype must be a text");
        }
        String text = json.getText();
        return TensorType.named(text)
                .orElseThrow(
                        () -> refuse(name, "dtype " + StrictJson.quoted(text) + " is unknown"));
    }

    private List<Long> numbers(String name, String key, int most) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refuse(name, key + " must be an array");
        }
        List<Long> values = new ArrayList<>(4);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw refuse(name, key + " must hold whole numbers");
            }
            if (values.size() == most) {
                throw refuse(name, key + " must have at most " + most + " numbers");
            }
            values.add(nonNegative(name, key));
        }
        return values;
    }

    private long nonNegative(String name, String key) throws IOException {
        long value;
        try {
            value = json.getLongValue();
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    file
                            + ": "
                            + StrictJson.shown(name)
                            + ": "
                            + key
                            + " must hold numbers < 2^63, got "
                            + StrictJson.shown(json.getText()),
                    e);
        }
        if (value < 0) {
            throw refuse(name, key + " must hold numbers >= 0, got " + value);
        }
        return value;
    }

    private void check(TensorInfo info) {
        if (info.begin() > info.end() || info.end() > dataBytes) {
            throw refuse(
                    info.name(),
                    "data_offsets ["
                            + info.begin()
                            + ", "
                            + info.end()
                            + "] must be ordered and within the "
                            + dataBytes
                            + " bytes behind the header");
        }
        long bytes = info.type().bytes();
        for (long length : info.shape()) {
            // a product beyond the range of long is certainly not the length of a range in a file
            bytes = length != 0 && bytes > Long.MAX_VALUE / length ? -1 : bytes * length;
            if (bytes < 0) {
                break;
            }
        }
        if (bytes != info.end() - info.begin()) {
            throw refuse(
                    info.name(),
                    "shape "
                            + StrictJson.shown(info.shape().toString())
                            + " of "
                            + info.type()
                            + " needs "
                            + (bytes < 0 ? "more than 2^63" : Long.toString(bytes))
                            + " bytes, data_offsets give "
                            + (info.end() - info.begin()));
        }
        if (info.begin() % info.type().bytes() != 0) {
            throw refuse(
                    info.name(),
                    "begins at byte "
                            + info.begin()
                            + ", must be a multiple of the "
                            + info.type().bytes()
                            + " bytes of "
                            + info.type());
        }
    }

    private CheckpointException refuse(String name, String rule) {
        return new CheckpointException(file + ": " + StrictJson.shown(name) + ": " + rule);
    }
}
