package org.guardband.ensembles.lora;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reference values in the test resources: every array of a file, flattened. */
final class ReferenceFile {

    private final Map<String, double[]> arrays = new HashMap<>();

    ReferenceFile(Path file) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            String field = "";
            List<Double> values = new ArrayList<>();
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> field = json.currentName();
                    case START_ARRAY -> depth++;
                    case END_ARRAY -> {
                        if (--depth == 0) {
                            arrays.put(field, values.stream().mapToDouble(d -> d).toArray());
                            values.clear();
                        }
                    }
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.add(json.getDoubleValue());
                    default -> {}
                }
            }
        }
    }

    static Path folder(String name) {
        try {
            return Path.of(ReferenceFile.class.getResource(name + "/config.json").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static ReferenceFile expected(String name) throws IOException {
        return new ReferenceFile(folder(name).resolve("expected.json"));
    }

    double[] doubles(String field) {
        return arrays.get(field);
    }

    float[] floats(String field) {
        double[] values = doubles(field);
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    int[] ints(String field) {
        double[] values = doubles(field);
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }
}
