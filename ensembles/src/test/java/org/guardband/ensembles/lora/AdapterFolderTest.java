package org.guardband.ensembles.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.safetensors.SafetensorsWriter;
import org.guardband.ensembles.safetensors.Tensor;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.transformer.BertClassifier;
import org.guardband.ensembles.transformer.BertConfig;
import org.guardband.ensembles.transformer.EncoderShape;
import org.guardband.ensembles.transformer.Linear;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.Place;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.Site;
import org.guardband.ensembles.transformer.Variation;
import org.guardband.ensembles.transformer.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterFolderTest {

    private static final Network BASE =
            BertClassifier.of(
                    new BertConfig(
                            new EncoderShape(2, 4, 2, 6, 1e-12), 5, 4, 2, List.of("no", "yes")),
                    new RandomWeights(1));

    private static final String QUERY =
            "base_model.model.bert.encoder.layer.0.attention.self.query";

    @TempDir Path folder;

    private static Tensor tensor(String name, Integer... shape) {
        int elements = 1;
        for (int length : shape) {
            elements *= length;
        }
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = i + 1;
        }
        return Weight.wrap(name, values, shape).tensor(TensorType.F32);
    }

    private Member read(String config, Tensor... tensors) throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), config);
        SafetensorsWriter.write(
                folder.resolve("adapter_model.safetensors"), List.of(tensors), Map.of());
        return AdapterFolder.read(folder, BASE);
    }

    private static Variation.LowRank query(Member member) {
        return (Variation.LowRank) member.variations().get(new Place(0, Site.QUERY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"lora_alpha\": 8 | 4",
                "\"lora_alpha\": 3, \"use_rslora\": true | 2.1213203",
                "\"lora_alpha\": 3, \"alpha_pattern\": {\"layer.0.attention.self.query\": 5} | 2.5",
                "\"lora_alpha\": 3, \"alpha_pattern\": {\"layer.[12].*\": 5} | 1.5",
                "\"r\": 4, \"rank_pattern\": {\"query\": 2}, \"lora_alpha\": 8 | 4",
                "\"target_modules\": [\"query\"] | 4",
                "\"target_modules\": \".*layer.0.*self.query\" | 4",
                "\"target_modules\": \"all-linear\", \"lora_dropout\": 0.1 | 4",
                "\"target_modules\": [\"query\"], \"layers_to_transform\": [0], \"use_dora\":"
                        + " false, \"init_lora_weights\": \"gaussian\", \"eva_config\": null,"
                        + " \"velora_config\": null, \"of_tomorrow\": false | 4",
                "\"target_modules\": [\"query\"], \"layers_to_transform\": 0,"
                        + " \"fan_in_fan_out\": true | 4"
            })
    void scaling(String settings, float expected) throws IOException {
        String r = settings.contains("\"r\"") ? "" : "\"r\": 2, ";
        Member member =
                read(
                        "{\"peft_type\": \"LORA\", " + r + settings + "}",
                        tensor(QUERY + ".lora_A.weight", 2, 4),
                        tensor(QUERY + ".lora_B.weight", 4, 2));
        assertThat(query(member).scaling()).isEqualTo(expected);
        assertThat(query(member).a().values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(member.name()).isEqualTo(folder.toString());
    }

    @Test
    void biases() throws IOException {
        Tensor a = tensor(QUERY + ".lora_A.weight", 1, 4);
        Tensor b = tensor(QUERY + ".lora_B.weight", 4, 1);
        Member own =
                read(
                        "{\"peft_type\": \"LORA\", \"r\": 1, \"bias\": \"lora_only\"}",
                        a,
                        b,
                        tensor(QUERY + ".bias", 4));
        assertThat(query(own).bias().orElseThrow().values()).containsExactly(1, 2, 3, 4);
        Member scaled =
                read(
                        "{\"peft_type\": \"LORA\", \"r\": 1, \"lora_alpha\": 2, \"lora_bias\":"
                                + " true}",
                        a,
                        b,
                        tensor(QUERY + ".lora_B.bias", 4));
        assertThat(query(scaled).bias().orElseThrow().values()).containsExactly(2, 4, 6, 8);
    }

    @Test
    void wholeModules() throws IOException {
        Member member =
                read(
                        "{\"peft_type\": \"LORA\", \"modules_to_save\": [\"classifier\", \"score\"]}",
                        tensor("base_model.model.classifier.weight", 2, 4),
                        tensor("base_model.model.classifier.bias", 2));
        Linear head = ((Variation.Replaced) member.variations().get(Place.HEAD)).map();
        assertThat(head.bias().values()).containsExactly(1, 2);
        assertThat(head.module()).isEqualTo("classifier");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | peft_type: is missing",
                "{\"peft_type\": \"IA3\"} | peft_type: must be \"LORA\", got \"IA3\"",
                "{\"peft_type\": \"LORA\", \"use_dora\": true} | use_dora: is not supported, got"
                        + " true",
                "{\"peft_type\": \"LORA\", \"monteclora_config\": {\"n\": 4}} | monteclora_config:"
                        + " is not known, got {n=4.0}",
                "{\"peft_type\": \"LORA\", \"layer_replication\": [[0, 4]]} | layer_replication:"
                        + " is not supported, got [[0.0, 4.0]]",
                "{\"peft_type\": \"LORA\", \"bias\": \"all\"} | bias: must be \"none\" or"
                        + " \"lora_only\", got \"all\"",
                "{\"peft_type\": \"LORA\", \"r\": 0} | r: must be a whole number >= 1 and < 2^31,"
                        + " got 0.0",
                "{\"peft_type\": \"LORA\", \"init_lora_weights\": \"pissa\"} | init_lora_weights:"
                        + " must be true, false, \"gaussian\" or \"orthogonal\" (others change the"
                        + " base weights), got \"pissa\"",
                "{\"peft_type\": \"LORA\", \"rank_pattern\": {\"[\": 1}} | rank_pattern: is no"
                        + " pattern: {[=1.0}",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"target_modules\": \"(.*)*(.*)*(.*)*x\"} | a"
                        + " pattern takes too long to match"
                        + " bert.encoder.layer.0.attention.self.query"
            })
    void settingsThatAreNotSupported(String config, String message) {
        assertThatThrownBy(
                        () ->
                                read(
                                        config,
                                        tensor(QUERY + ".lora_A.weight", 2, 4),
                                        tensor(QUERY + ".lora_B.weight", 4, 2)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.resolve("adapter_config.json") + ": " + message);
    }

    private void refused(String config, String message, Tensor... tensors) {
        assertThatThrownBy(() -> read("{\"peft_type\": \"LORA\"" + config + "}", tensors))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.resolve("adapter_model.safetensors") + ": " + message);
    }

    @Test
    void tensorsThatDoNotFit() {
        Tensor a = tensor(QUERY + ".lora_A.weight", 2, 4);
        Tensor b = tensor(QUERY + ".lora_B.weight", 4, 2);
        refused(", \"r\": 2", "has no tensors of an adapter");
        refused(
                ", \"r\": 4",
                QUERY
                        + ".lora_A.weight: shape must be [4, 4] by adapter_config.json and the base"
                        + " network, got [2, 4]",
                a,
                b);
        refused(
                ", \"r\": 2",
                QUERY
                        + ".lora_B.weight: shape must be [4, 2] by adapter_config.json and the base"
                        + " network, got [4, 3]",
                a,
                tensor(QUERY + ".lora_B.weight", 4, 3));
        refused(", \"r\": 2", QUERY + ".lora_A.weight: lora_B.weight of the module is missing", a);
        refused(
                ", \"r\": 2",
                QUERY + ".bias: is a bias, but bias of adapter_config.json is not lora_only",
                a,
                b,
                tensor(QUERY + ".bias", 4));
        refused(
                ", \"r\": 2, \"target_modules\": [\"value\"]",
                QUERY
                        + ".lora_A.weight: target_modules of adapter_config.json do not name the"
                        + " module",
                a,
                b);
        refused(
                ", \"r\": 2, \"target_modules\": [\"query\"], \"layers_to_transform\": [1]",
                QUERY
                        + ".lora_A.weight: target_modules of adapter_config.json do not name the"
                        + " module",
                a,
                b);
        refused(
                ", \"r\": 2",
                QUERY + ".lora_magnitude_vector: DoRA is not supported",
                a,
                b,
                tensor(QUERY + ".lora_magnitude_vector", 4));
        refused(
                ", \"r\": 2",
                "base_model.model.x.lora_embedding_A: adapters of embeddings are not supported",
                a,
                b,
                tensor("base_model.model.x.lora_embedding_A", 4));
        refused(
                ", \"r\": 2",
                "other: belongs to no affine map of the base network",
                a,
                b,
                tensor("other", 4));
        refused(
                ", \"r\": 2, \"modules_to_save\": [\"classifier\"]",
                "base_model.model.classifier.weight: is missing, modules_to_save of"
                        + " adapter_config.json names the module",
                a,
                b);
        refused(
                ", \"modules_to_save\": [\"classifier\"]",
                "base_model.model.classifier.bias: is missing",
                tensor("base_model.model.classifier.weight", 2, 4));
        refused(
                "",
                "base_model.model.classifier.weight: modules_to_save of adapter_config.json does"
                        + " not name the module",
                tensor("base_model.model.classifier.weight", 2, 4));
    }

    @Test
    void picklesAreNeverLoaded() throws IOException {
        Files.writeString(folder.resolve("adapter_model.bin"), "");
        assertThatThrownBy(() -> AdapterFolder.read(folder, BASE))
                .hasMessage(
                        folder.resolve("adapter_model.bin")
                                + ": is a pickle, which is never loaded; save as"
                                + " adapter_model.safetensors");
    }

    @Test
    void whatIsWrittenIsReadToTheBit() throws IOException {
        Map<Place, Variation> variations = new TreeMap<>();
        int rank = 1;
        RandomWeights random = new RandomWeights(5);
        for (Place place : BASE.places()) {
            Linear map = BASE.map(place);
            variations.put(
                    place,
                    place.equals(Place.HEAD)
                            ? new Variation.Replaced(map.copy())
                            : new Variation.LowRank(
                                    random.weight(map.module() + "A", rank, map.inputs()),
                                    random.weight(map.module() + "B", map.outputs(), rank),
                                    0.1f * rank,
                                    Optional.of(map.bias().copy())));
            rank = 1 + rank % 3;
        }
        Member member = new Member("m", variations);
        AdapterFolder.write(member, BASE, folder.resolve("new/one"));
        Member read = AdapterFolder.read(folder.resolve("new/one"), BASE);
        assertThat(read.variations().keySet()).isEqualTo(member.variations().keySet());
        List<Weight> expected = new ArrayList<>(member.weights());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(read.weights().get(i).values()).isEqualTo(expected.get(i).values());
        }
        member.variations()
                .forEach(
                        (place, variation) -> {
                            if (variation instanceof Variation.LowRank lowRank) {
                                assertThat(
                                                ((Variation.LowRank) read.variations().get(place))
                                                        .scaling())
                                        .isEqualTo(lowRank.scaling());
                            }
                        });
    }

    @Test
    void rankOneFactorsHaveNoLayout() {
        Linear head = BASE.head();
        Member member =
                new Member(
                        "m",
                        Map.of(
                                Place.HEAD,
                                new Variation.RankOne(
                                        Weight.wrap("r", new float[4], 4),
                                        Weight.wrap("s", new float[2], 2))));
        assertThat(head.inputs()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdapterFolder.write(member, BASE, folder))
                .withMessageStartingWith(
                        "classifier must have a low-rank update or be replaced to be written");
    }
}
