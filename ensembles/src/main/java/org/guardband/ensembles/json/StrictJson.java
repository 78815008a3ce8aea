package org.guardband.ensembles.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guardband.ensembles.safetensors.CheckpointException;

/** One JSON object from UTF-8 bytes; anything else is refused with the source's name. */
public final class StrictJson {

    private static final int DEEPEST = 16;
    private static final int LONGEST_SHOWN = 120;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(400)
                                    .maxNameLength(10_000)
                                    .maxStringLength(1 << 24)
                                    .build())
                    .build();

    private StrictJson() {}

    /**
     * Reads the inside of an object.
     *
     * @param <T> what comes out
     */
    @FunctionalInterface
    public interface Body<T> {
        /**
         * Called after the opening brace; returns at the closing one.
         *
         * @param json at the opening brace
         * @return what was read
         * @throws IOException what the parser throws
         */
        T read(JsonParser json) throws IOException;
    }

    /**
     * Reads one object and nothing behind it.
     *
     * @param <T> what comes out
     * @param source what messages begin with
     * @param utf8 the bytes
     * @param body reads the inside
     * @return what {@code body} returned
     */
    public static <T> T read(String source, byte[] utf8, Body<T> body) {
        try (JsonParser json = JSON.createParser(new StringReader(text(source, utf8)))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new CheckpointException(source + ": must be a JSON object");
            }
            T result = body.read(json);
            if (json.nextToken() != null) {
                throw new CheckpointException(source + ": has something after the closing }");
            }
            return result;
        } catch (JsonEOFException e) {
            throw new CheckpointException(source + ": is cut short", e);
        } catch (StreamConstraintsException e) {
            throw new CheckpointException(source + ": exceeds a limit: " + firstLine(e), e);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(source + ": is no JSON: " + firstLine(e), e);
        } catch (IOException e) {
            // a reader of a text in memory throws no other
            throw new CheckpointException(source + ": is no JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one object whole.
     *
     * @param source what messages begin with
     * @param utf8 the bytes
     * @return the object
     */
    public static JsonObject object(String source, byte[] utf8) {
        return read(source, utf8, json -> object(source, json));
    }

    private static JsonObject object(String source, JsonParser json) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (fields.put(name, value(source, json)) != null) {
                throw new CheckpointException(source + ": " + shown(name) + ": is there twice");
            }
        }
        return new JsonObject(source, fields);
    }

    private static Object value(String source, JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(source, json);
            case START_ARRAY -> array(source, json);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            default -> JsonObject.NULL;
        };
    }

    private static List<Object> array(String source, JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(source, json));
        }
        return values;
    }

    private static String text(String source, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new CheckpointException(source + ": is not UTF-8", e);
        }
    }

    private static String firstLine(JsonProcessingException e) {
        return shown(e.getOriginalMessage().lines().findFirst().orElse(""));
    }

    /**
     * A text of a file as a message may show it: on one line and not long.
     *
     * @param text the text
     * @return without control characters, shortened
     */
    public static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }

    /**
     * As {@link #shown}, in quotes.
     *
     * @param text the text
     * @return in quotes
     */
    public static String quoted(String text) {
        return '"' + shown(text) + '"';
    }
}
