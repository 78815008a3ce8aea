package org.guardband.detection.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A JSON file that is read token by token and believed nothing. */
final class JsonInput {

    private static final int GZIP_BUFFER = 1 << 16;
    private static final int MAX_MESSAGE = 160;
    private static final int MAX_SHOWN = 40;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxNumberLength(400)
                                    .maxNameLength(1000)
                                    .maxStringLength(1 << 26)
                                    .build())
                    .build();

    /** Reads a file through its parser. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonInput json) throws IOException;
    }

    private final String file;
    private final JsonParser parser;

    private JsonInput(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static <T> T read(Path path, Reading<T> reading) throws IOException {
        String file = path.toString();
        if (Files.notExists(path)) {
            throw new NoSuchFileException(file, null, "no such file");
        }
        if (Files.isDirectory(path)) {
            throw new DetectionFileException(file + ": is a directory");
        }
        try (InputStream in = open(path);
                JsonParser parser = JSON.createParser(in)) {
            JsonInput json = new JsonInput(file, parser);
            try {
                T result = reading.read(json);
                if (json.next() != null) {
                    throw json.refuse("there is something after the end of the data");
                }
                return result;
            } catch (JsonEOFException e) {
                throw json.refuse("is cut short", parser.currentLocation(), e);
            } catch (StreamConstraintsException e) {
                throw json.refuse("exceeds a limit: " + firstLine(e), parser.currentLocation(), e);
            } catch (JsonProcessingException e) {
                throw json.refuse("is no JSON: " + firstLine(e), parser.currentLocation(), e);
            }
        } catch (CharConversionException e) {
            throw new DetectionFileException(file + ": is no JSON: " + firstLine(e), e);
        } catch (EOFException | ZipException e) {
            throw new DetectionFileException(file + ": is damaged or cut short as gzip", e);
        }
    }

    private static InputStream open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        if (!path.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in, GZIP_BUFFER);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Nullable JsonToken next() throws IOException {
        return parser.nextToken();
    }

    @Nullable JsonToken token() {
        return parser.currentToken();
    }

    /** The next field of the current object; empty at its end. */
    String nextField() throws IOException {
        JsonToken token = next();
        if (token == JsonToken.END_OBJECT) {
            return "";
        }
        String name = parser.currentName();
        next();
        // a field without a name is none that anybody reads
        return name.isEmpty() ? " " : name;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    void beginArray(String what) throws IOException {
        if (token() != JsonToken.START_ARRAY) {
            throw refuse(what + " must be an array, got " + shown());
        }
    }

    void beginObject(String what) throws IOException {
        if (token() != JsonToken.START_OBJECT) {
            throw refuse(what + " must be an object, got " + shown());
        }
    }

    double number(String what) throws IOException {
        JsonToken token = token();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw refuse(what + " must be a number, got " + shown());
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw refuse(what + " must be in the range of a double, got " + shown());
        }
        return value;
    }

    double nonNegative(String what) throws IOException {
        double value = number(what);
        if (value < 0) {
            throw refuse(what + " must be >= 0, got " + value);
        }
        return value;
    }

    long whole(String what) throws IOException {
        if (token() != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw refuse(what + " must be a whole number in 64 bits, got " + shown());
        }
        return parser.getLongValue();
    }

    /** A mark: 0, 1, true or false. */
    boolean mark(String what) throws IOException {
        JsonToken token = token();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        String text = token == JsonToken.VALUE_NUMBER_INT ? parser.getText() : "";
        if (!text.equals("0") && !text.equals("1")) {
            throw refuse(what + " must be 0 or 1, got " + shown());
        }
        return text.equals("1");
    }

    /** An id: a whole number, as its digits, or a text. */
    String id(String what) throws IOException {
        if (token() == JsonToken.VALUE_NUMBER_INT) {
            return Long.toString(whole(what));
        }
        if (token() != JsonToken.VALUE_STRING) {
            throw refuse(what + " must be a whole number or a text, got " + shown());
        }
        return text(what);
    }

    String text(String what) throws IOException {
        if (token() != JsonToken.VALUE_STRING) {
            throw refuse(what + " must be a text, got " + shown());
        }
        return parser.getText();
    }

    /** As many numbers as the array holds. */
    void numbers(String what, double[] out) throws IOException {
        beginArray(what);
        for (int c = 0; c < out.length; c++) {
            if (next() == JsonToken.END_ARRAY) {
                throw refuse(what + " must hold " + out.length + " numbers, got " + c);
            }
            out[c] = number(what + "[" + c + "]");
        }
        if (next() != JsonToken.END_ARRAY) {
            throw refuse(what + " must hold " + out.length + " numbers, got more");
        }
    }

    private String shown() throws IOException {
        JsonToken token = token();
        if (token == null) {
            return "the end of the file";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the text \"" + shortened(parser.getText()) + "\"";
            default -> shortened(parser.getText());
        };
    }

    /** A text as a message may show it: short and on one line. */
    static String shortened(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN)
                .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.codePointCount(0, text.length()) > MAX_SHOWN ? out + "…" : out.toString();
    }

    DetectionFileException refuse(String what) {
        return refuse(what, parser.currentTokenLocation(), null);
    }

    /** For what is no matter of one place. */
    DetectionFileException refuseWhole(String what) {
        return new DetectionFileException(file + ": " + what);
    }

    private DetectionFileException refuse(
            String what, JsonLocation place, @Nullable Exception cause) {
        String message =
                file
                        + ":"
                        + Math.max(1, place.getLineNr())
                        + ":"
                        + Math.max(1, place.getColumnNr())
                        + ": "
                        + what;
        return cause == null
                ? new DetectionFileException(message)
                : new DetectionFileException(message, cause);
    }

    private static String firstLine(IOException e) {
        String message =
                e instanceof JsonProcessingException parsing
                        ? parsing.getOriginalMessage()
                        : e.getMessage();
        if (message == null) {
            return e.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse("");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
    }
}
