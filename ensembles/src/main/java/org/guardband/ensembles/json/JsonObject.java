package org.guardband.ensembles.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.guardband.ensembles.safetensors.CheckpointException;

/**
 * A JSON object whose fields are asked for by kind; a field that is absent or {@code null} is
 * empty, one of another kind is refused by its name.
 */
public final class JsonObject {

    /** A JSON null. */
    static final Object NULL = Optional.empty();

    private final String source;
    private final Map<String, Object> fields;

    JsonObject(String source, Map<String, Object> fields) {
        this.source = source;
        this.fields = fields;
    }

    /**
     * What messages begin with.
     *
     * @return the file
     */
    public String source() {
        return source;
    }

    /**
     * The names of the fields.
     *
     * @return in the order of the file
     */
    public Set<String> names() {
        return fields.keySet();
    }

    /**
     * Whether a field is there and not {@code null}.
     *
     * @param name its name
     * @return true if it has a value
     */
    public boolean has(String name) {
        return fields.getOrDefault(name, NULL) != NULL;
    }

    /**
     * A text.
     *
     * @param name the field
     * @return empty if absent
     */
    public Optional<String> text(String name) {
        return value(name, String.class, "a text");
    }

    /**
     * A truth value.
     *
     * @param name the field
     * @param absent what an absent field means
     * @return the value
     */
    public boolean flag(String name, boolean absent) {
        return value(name, Boolean.class, "true or false").orElse(absent);
    }

    /**
     * A number.
     *
     * @param name the field
     * @return empty if absent
     */
    public OptionalDouble number(String name) {
        Optional<Double> value = value(name, Double.class, "a number");
        if (value.isPresent() && !Double.isFinite(value.get())) {
            throw refuse(name, "must be a finite number");
        }
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }

    /**
     * A whole number ≥ 1 that must be there.
     *
     * @param name the field
     * @return the number
     */
    public int size(String name) {
        if (!has(name)) {
            throw refuse(name, "is missing");
        }
        return size(name, 0);
    }

    /**
     * A whole number ≥ 1.
     *
     * @param name the field
     * @param absent what an absent field means
     * @return the number
     */
    public int size(String name, int absent) {
        OptionalDouble value = number(name);
        if (value.isEmpty()) {
            return absent;
        }
        double number = value.getAsDouble();
        if (!(number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number))) {
            throw refuse(name, "must be a whole number >= 1 and < 2^31, got " + number);
        }
        return (int) number;
    }

    /**
     * An object.
     *
     * @param name the field
     * @return empty if absent
     */
    public Optional<JsonObject> object(String name) {
        return value(name, JsonObject.class, "an object");
    }

    /**
     * Texts: a field that holds an array of texts.
     *
     * @param name the field
     * @return empty if absent
     */
    public Optional<List<String>> texts(String name) {
        return value(name, List.class, "an array").map(list -> texts(name, list));
    }

    private List<String> texts(String name, List<?> values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof String text)) {
                throw refuse(name, "must hold texts only");
            }
            texts.add(text);
        }
        return texts;
    }

    /**
     * Whole numbers: a field that holds one or an array of them.
     *
     * @param name the field
     * @return empty if absent
     */
    public Optional<List<Integer>> integers(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Object value = fields.get(name);
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        List<Integer> numbers = new ArrayList<>();
        for (Object item : values) {
            if (!(item instanceof Double number)
                    || number != Math.rint(number)
                    || Math.abs(number) > Integer.MAX_VALUE) {
                throw refuse(name, "must hold whole numbers only");
            }
            numbers.add((int) Math.rint(number));
        }
        return Optional.of(numbers);
    }

    /**
     * Whether a field is an array.
     *
     * @param name the field
     * @return true if it is there and an array
     */
    public boolean isArray(String name) {
        return fields.get(name) instanceof List;
    }

    private <T> Optional<T> value(String name, Class<T> type, String what) {
        if (!has(name)) {
            return Optional.empty();
        }
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw refuse(name, "must be " + what);
        }
        return Optional.of(type.cast(value));
    }

    /**
     * What a field is refused with.
     *
     * @param name the field
     * @param rule what is wrong with it
     * @return to be thrown
     */
    public CheckpointException refuse(String name, String rule) {
        return new CheckpointException(source + ": " + StrictJson.shown(name) + ": " + rule);
    }

    /**
     * A field as a message may show it.
     *
     * @param name the field
     * @return its value, shortened
     */
    public String shown(String name) {
        Object value = fields.getOrDefault(name, NULL);
        if (value instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) < 0x1p53) {
            return Long.toString((long) Math.rint(number));
        }
        return value == NULL ? "null" : StrictJson.shown(value.toString());
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
