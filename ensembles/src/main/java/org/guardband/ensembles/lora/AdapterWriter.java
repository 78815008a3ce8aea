package org.guardband.ensembles.lora;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.guardband.core.file.AtomicFile;
import org.guardband.ensembles.safetensors.SafetensorsWriter;
import org.guardband.ensembles.safetensors.Tensor;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.Variation;
import org.guardband.ensembles.transformer.VisionTransformer;
import org.guardband.ensembles.transformer.Weight;

/** Writes the two files of a PEFT adapter. */
final class AdapterWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<Tensor> tensors = new ArrayList<>();
    private final List<String> saved = new ArrayList<>();
    private final SortedMap<String, Integer> ranks = new TreeMap<>();
    private final SortedMap<String, Double> alphas = new TreeMap<>();
    private boolean biases;

    private AdapterWriter() {}

    static void write(SortedMap<String, Variation> byModule, Network base, Path folder)
            throws IOException {
        AdapterWriter writer = new AdapterWriter();
        byModule.forEach(writer::add);
        byte[] config = writer.config(base);
        AtomicFile.write(folder.resolve(AdapterFolder.CONFIG), out -> out.write(config));
        SafetensorsWriter.write(
                folder.resolve(AdapterFolder.WEIGHTS), writer.tensors, Map.of("format", "pt"));
    }

    private void add(String module, Variation variation) {
        String name = AdapterFolder.PREFIX + module;
        if (variation instanceof Variation.LowRank lowRank) {
            tensor(lowRank.a(), name + ".lora_A.weight");
            tensor(lowRank.b(), name + ".lora_B.weight");
            settings(module, lowRank);
        } else if (variation instanceof Variation.HalfLowRank half) {
            tensors.add(half.a().tensor(name + ".lora_A.weight"));
            tensors.add(half.b().tensor(name + ".lora_B.weight"));
            settings(module, half);
        } else if (variation instanceof Variation.Replaced replaced) {
            tensor(replaced.map().weight(), name + ".weight");
            tensor(replaced.map().bias(), name + ".bias");
            saved.add(module);
        } else {
            throw new IllegalArgumentException(
                    module
                            + " must have a low-rank update or be replaced to be written, got "
                            + variation);
        }
    }

    private void settings(String module, Variation.Update update) {
        if (update.bias().isPresent()) {
            biases = true;
            tensor(update.bias().get(), AdapterFolder.PREFIX + module + ".bias");
        }
        ranks.put(module, update.rank());
        // a double holds the product of a float and a rank, so that the quotient is the float
        alphas.put(module, (double) update.scaling() * update.rank());
    }

    private void tensor(Weight weight, String name) {
        tensors.add(weight.named(name).tensor(TensorType.F32));
    }

    private byte[] config(Network base) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int rank = ranks.values().stream().findFirst().orElse(8);
        double alpha = alphas.values().stream().findFirst().orElse(8.0);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("peft_type", "LORA");
            if (!(base instanceof VisionTransformer)) {
                json.writeStringField("task_type", "SEQ_CLS");
            }
            json.writeNumberField("r", rank);
            json.writeNumberField("lora_alpha", alpha);
            json.writeNumberField("lora_dropout", 0.0);
            json.writeStringField("bias", biases ? "lora_only" : "none");
            json.writeBooleanField("fan_in_fan_out", false);
            json.writeBooleanField("use_rslora", false);
            names(json, "target_modules", ranks.keySet().toArray(String[]::new));
            names(json, "modules_to_save", saved.toArray(String[]::new));
            json.writeObjectFieldStart("rank_pattern");
            for (Map.Entry<String, Integer> entry : ranks.entrySet()) {
                if (entry.getValue() != rank) {
                    json.writeNumberField(entry.getKey(), entry.getValue());
                }
            }
            json.writeEndObject();
            json.writeObjectFieldStart("alpha_pattern");
            for (Map.Entry<String, Double> entry : alphas.entrySet()) {
                if (entry.getValue() != alpha) {
                    json.writeNumberField(entry.getKey(), entry.getValue());
                }
            }
            json.writeEndObject();
            json.writeBooleanField("inference_mode", true);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void names(JsonGenerator json, String field, String... names)
            throws IOException {
        json.writeFieldName(field);
        json.writeArray(names, 0, names.length);
    }
}
