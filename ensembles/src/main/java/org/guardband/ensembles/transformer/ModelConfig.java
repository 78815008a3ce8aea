package org.guardband.ensembles.transformer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guardband.ensembles.json.JsonObject;
import org.guardband.ensembles.safetensors.CheckpointException;

/** The configuration of either kind of network, from and to a {@code config.json}. */
sealed interface ModelConfig {

    /** The network with weights from a source. */
    Network network(WeightSource source);

    /** As a file. */
    byte[] json() throws IOException;

    static ModelConfig of(JsonObject json) {
        String type =
                json.text("model_type").orElseThrow(() -> json.refuse("model_type", "is missing"));
        return switch (type) {
            case "vit" -> Vit.of(json);
            case "bert" -> Bert.of(json);
            default ->
                    throw json.refuse(
                            "model_type",
                            "must be \"vit\" or \"bert\", got \"" + json.shown("model_type") + '"');
        };
    }

    static ModelConfig of(Network network) {
        return network instanceof VisionTransformer vit
                ? new Vit(vit.config())
                : new Bert(((BertClassifier) network).config());
    }

    /** A vision transformer. */
    record Vit(VitConfig config) implements ModelConfig {

        static Vit of(JsonObject json) {
            Settings.requireArchitecture(json, "ViTForImageClassification");
            List<Integer> image = Settings.pair(json, "image_size");
            List<Integer> patch = Settings.pair(json, "patch_size");
            if (!json.flag("qkv_bias", true)) {
                throw json.refuse("qkv_bias", "must be true, got false");
            }
            return new Vit(
                    Settings.checked(
                            json,
                            () ->
                                    new VitConfig(
                                            Settings.shape(json),
                                            image.get(0),
                                            image.get(1),
                                            json.size("num_channels", 3),
                                            patch.get(0),
                                            patch.get(1),
                                            Settings.labels(json))));
        }

        @Override
        public Network network(WeightSource source) {
            return VisionTransformer.of(config, source);
        }

        @Override
        public byte[] json() throws IOException {
            return Settings.write(
                    "vit",
                    "ViTForImageClassification",
                    config.shape(),
                    config.labels(),
                    json -> {
                        json.writeFieldName("image_size");
                        json.writeArray(new int[] {config.height(), config.imageWidth()}, 0, 2);
                        json.writeFieldName("patch_size");
                        json.writeArray(
                                new int[] {config.patchHeight(), config.patchWidth()}, 0, 2);
                        json.writeNumberField("num_channels", config.channels());
                        json.writeBooleanField("qkv_bias", true);
                    });
        }
    }

    /** A BERT. */
    record Bert(BertConfig config) implements ModelConfig {

        static Bert of(JsonObject json) {
            Settings.requireArchitecture(json, "BertForSequenceClassification");
            Settings.requireText(json, "position_embedding_type", "absolute");
            for (String flag : List.of("is_decoder", "add_cross_attention")) {
                if (json.flag(flag, false)) {
                    throw json.refuse(flag, "must be false, got true");
                }
            }
            return new Bert(
                    Settings.checked(
                            json,
                            () ->
                                    new BertConfig(
                                            Settings.shape(json),
                                            json.size("vocab_size"),
                                            json.size("max_position_embeddings", 512),
                                            json.size("type_vocab_size", 2),
                                            Settings.labels(json))));
        }

        @Override
        public Network network(WeightSource source) {
            return BertClassifier.of(config, source);
        }

        @Override
        public byte[] json() throws IOException {
            return Settings.write(
                    "bert",
                    "BertForSequenceClassification",
                    config.shape(),
                    config.labels(),
                    json -> {
                        json.writeNumberField("vocab_size", config.vocabulary());
                        json.writeNumberField("max_position_embeddings", config.positions());
                        json.writeNumberField("type_vocab_size", config.types());
                    });
        }
    }
}

/** Settings that both kinds have. */
final class Settings {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> EXACT_GELU = Set.of("gelu", "gelu_python");
    private static final double DEFAULT_EPSILON = 1e-12;

    /** Names that a file does not spell out are not made without end. */
    private static final int MOST_LABELS = 1_000_000;

    private Settings() {}

    /** Writes what a kind has for itself. */
    @FunctionalInterface
    interface Own {
        void write(JsonGenerator json) throws IOException;
    }

    /** Builds a configuration that checks itself. */
    @FunctionalInterface
    interface Building<T> {
        T build();
    }

    static <T> T checked(JsonObject json, Building<T> building) {
        try {
            return building.build();
        } catch (CheckpointException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(json.source() + ": " + e.getMessage(), e);
        }
    }

    static void requireArchitecture(JsonObject json, String expected) {
        Optional<List<String>> architectures = json.texts("architectures");
        if (architectures.isPresent() && !architectures.get().equals(List.of(expected))) {
            throw json.refuse(
                    "architectures",
                    "must be [" + expected + "], got " + json.shown("architectures"));
        }
        requireText(json, "problem_type", "single_label_classification");
    }

    static void requireText(JsonObject json, String name, String expected) {
        Optional<String> text = json.text(name);
        if (text.isPresent() && !text.get().equals(expected)) {
            throw json.refuse(
                    name, "must be \"" + expected + "\", got \"" + json.shown(name) + '"');
        }
    }

    static EncoderShape shape(JsonObject json) {
        String activation = json.text("hidden_act").orElse("gelu");
        if (!EXACT_GELU.contains(activation)) {
            throw json.refuse(
                    "hidden_act",
                    "must be \"gelu\" (the exact one), got \"" + json.shown("hidden_act") + '"');
        }
        return new EncoderShape(
                json.size("num_hidden_layers"),
                json.size("hidden_size"),
                json.size("num_attention_heads"),
                json.size("intermediate_size"),
                json.number("layer_norm_eps").orElse(DEFAULT_EPSILON));
    }

    static List<Integer> pair(JsonObject json, String name) {
        List<Integer> sizes =
                json.integers(name).orElseThrow(() -> json.refuse(name, "is missing"));
        if (sizes.isEmpty() || sizes.size() > 2 || sizes.stream().anyMatch(s -> s < 1)) {
            throw json.refuse(name, "must be one or two numbers >= 1, got " + json.shown(name));
        }
        return List.of(sizes.get(0), sizes.get(sizes.size() - 1));
    }

    /** The names of {@code id2label} in the order of their numbers; else numbered. */
    static List<String> labels(JsonObject json) {
        Optional<JsonObject> names = json.object("id2label");
        List<String> labels = new ArrayList<>();
        if (names.isEmpty()) {
            int count = json.size("num_labels", 2);
            if (count > MOST_LABELS) {
                throw json.refuse("num_labels", "must be <= " + MOST_LABELS + ", got " + count);
            }
            for (int i = 0; i < count; i++) {
                labels.add("LABEL_" + i);
            }
            return labels;
        }
        int count = names.get().names().size();
        for (int i = 0; i < count; i++) {
            int id = i;
            labels.add(
                    names.get()
                            .text(Integer.toString(i))
                            .orElseThrow(
                                    () ->
                                            json.refuse(
                                                    "id2label",
                                                    "must name classes 0 to "
                                                            + (count - 1)
                                                            + ", has none for "
                                                            + id)));
        }
        if (Set.copyOf(labels).size() < count) {
            throw json.refuse("id2label", "must give each class a name of its own");
        }
        return labels;
    }

    static byte[] write(
            String type, String architecture, EncoderShape shape, List<String> labels, Own own)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeFieldName("architectures");
            json.writeArray(new String[] {architecture}, 0, 1);
            json.writeStringField("model_type", type);
            json.writeNumberField("num_hidden_layers", shape.layers());
            json.writeNumberField("hidden_size", shape.width());
            json.writeNumberField("num_attention_heads", shape.heads());
            json.writeNumberField("intermediate_size", shape.hidden());
            json.writeStringField("hidden_act", "gelu");
            json.writeNumberField("layer_norm_eps", shape.epsilon());
            own.write(json);
            json.writeObjectFieldStart("id2label");
            for (int i = 0; i < labels.size(); i++) {
                json.writeStringField(Integer.toString(i), labels.get(i));
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
