package org.guardband.ensembles.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.safetensors.SafetensorsWriter;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsReadToTheBit() throws IOException {
        for (Network network : List.of(SmallNetworks.vit(1), SmallNetworks.bert(1))) {
            Checkpoint.write(network, folder, TensorType.F32);
            Network read = Checkpoint.read(folder);
            assertThat(read).hasToString(network.toString());
            for (int i = 0; i < network.weights().size(); i++) {
                Weight expected = network.weights().get(i);
                Weight actual = read.weights().get(i);
                assertThat(actual).hasToString(expected.toString());
                assertThat(actual.values()).isEqualTo(expected.values());
            }
        }
    }

    @Test
    void halfTheBytes() throws IOException {
        Network network = SmallNetworks.vit(1);
        Checkpoint.write(network, folder, TensorType.BF16);
        Network read = Checkpoint.read(folder);
        float exact = network.weights().get(0).values()[0];
        assertThat(read.weights().get(0).values()[0])
                .isNotEqualTo(exact)
                .isCloseTo(exact, within(Math.abs(exact) / 256));
        assertThat(
                        EnsembleNetwork.of(
                                        read, List.of(new Member("a", Map.of())), Kernels.scalar())
                                .logits(SmallNetworks.images(1, 1))[0])
                .hasSize(3);
    }

    private static final String VIT =
            """
            {"model_type": "vit", "num_hidden_layers": 2, "hidden_size": 6,
             "num_attention_heads": 2, "intermediate_size": 10, "layer_norm_eps": 1e-6,
             "image_size": [4, 6], "patch_size": [2, 3], "num_channels": 2,
             "id2label": {"0": "a", "1": "b", "2": "c"}}""";

    private static final String BERT =
            """
            {"model_type": "bert", "num_hidden_layers": 2, "hidden_size": 6,
             "num_attention_heads": 3, "intermediate_size": 8, "vocab_size": 9,
             "max_position_embeddings": 5, "num_labels": 3}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vit | \"model_type\": \"vit\" | \"model_type\": \"swin\" | model_type: must be"
                        + " \"vit\" or \"bert\", got \"swin\"",
                "vit | \"hidden_size\": 6, | | hidden_size: is missing",
                "vit | \"hidden_size\": 6 | \"hidden_size\": 7 | width must be a multiple of heads"
                        + " (2), got 7",
                "vit | \"hidden_size\": 6 | \"hidden_size\": 6.5 | hidden_size: must be a whole"
                        + " number >= 1 and < 2^31, got 6.5",
                "vit | \"hidden_size\": 6 | \"hidden_size\": \"6\" | hidden_size: must be a number",
                "vit | \"hidden_size\": 6 | \"hidden_act\": \"gelu_new\" | hidden_act: must be"
                        + " \"gelu\" (the exact one), got \"gelu_new\"",
                "vit | \"num_channels\": 2 | \"qkv_bias\": false | qkv_bias: must be true, got"
                        + " false",
                "vit | [2, 3] | [2, 4] | imageWidth must be a multiple of patchWidth (4), got 6",
                "vit | [2, 3] | [] | patch_size: must be one or two numbers >= 1, got []",
                "vit | \"2\" | \"3\" | id2label: must name classes 0 to 2, has none for 2",
                "vit | \"c\" | \"a\" | id2label: must give each class a name of its own",
                "vit | \"model_type\": \"vit\" | \"model_type\": \"vit\", \"architectures\":"
                        + " [\"ViTModel\"] | architectures: must be [ViTForImageClassification],"
                        + " got [ViTModel]",
                "bert | \"vocab_size\": 9 | \"vocab_size\": 9, \"position_embedding_type\":"
                        + " \"relative_key\" | position_embedding_type: must be \"absolute\", got"
                        + " \"relative_key\"",
                "bert | \"vocab_size\": 9 | \"vocab_size\": 9, \"is_decoder\": true | is_decoder:"
                        + " must be false, got true",
                "bert | \"vocab_size\": 9 | \"vocab_size\": 9, \"problem_type\": \"regression\" |"
                        + " problem_type: must be \"single_label_classification\", got"
                        + " \"regression\""
            })
    void settingsThatAreNotSupported(String kind, String part, String by, String message)
            throws IOException {
        Network network = kind.equals("vit") ? SmallNetworks.vit(1) : SmallNetworks.bert(1);
        Checkpoint.write(network, folder, TensorType.F32);
        Path config = folder.resolve("config.json");
        String good = kind.equals("vit") ? VIT : BERT;
        Files.writeString(config, good);
        assertThat(Checkpoint.read(folder).weights()).isNotEmpty();
        Files.writeString(config, good.replace(part, by == null ? "" : by));
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(config + ": " + message);
    }

    @Test
    void weightsThatAreNotThere() throws IOException {
        Checkpoint.write(SmallNetworks.vit(1), folder, TensorType.F32);
        Path weights = folder.resolve("model.safetensors");
        SafetensorsWriter.write(weights, List.of(), Map.of());
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .hasMessage(weights + ": vit.embeddings.cls_token: is missing");
        Weight wrong = Weight.wrap("vit.embeddings.cls_token", new float[6], 6);
        SafetensorsWriter.write(weights, List.of(wrong.tensor(TensorType.F32)), Map.of());
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .hasMessage(
                        weights
                                + ": vit.embeddings.cls_token: shape must be [1, 1, 6] by"
                                + " config.json, got [6]");
        Files.delete(weights);
        Files.writeString(folder.resolve("pytorch_model.bin"), "");
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .hasMessage(
                        folder.resolve("pytorch_model.bin")
                                + ": is a pickle, which is never loaded; save as"
                                + " model.safetensors");
        Files.writeString(folder.resolve("model.safetensors.index.json"), "");
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .hasMessageEndingWith(
                        ": weights in several files are not supported; save them as one");
        assertThatThrownBy(() -> Checkpoint.read(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void infiniteWeightsAreRefused() throws IOException {
        Network network = SmallNetworks.vit(1);
        network.weights().get(0).values()[2] = Float.NaN;
        Checkpoint.write(network, folder, TensorType.F32);
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        folder.resolve("model.safetensors")
                                + ": vit.embeddings.cls_token[2] must be finite, got NaN");
    }

    @Test
    void randomWeightsDependOnSeedAndName() {
        RandomWeights random = new RandomWeights(1);
        float[] values = random.weight("a.weight", 100, 100).values();
        assertThat(new RandomWeights(1).weight("a.weight", 100, 100).values()).isEqualTo(values);
        assertThat(new RandomWeights(2).weight("a.weight", 100, 100).values()).isNotEqualTo(values);
        double squares = 0;
        for (float value : values) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(0.04f);
            squares += (double) value * value / values.length;
        }
        // the variance of a normal cut at two deviations is 0.774 of the whole one
        assertThat(squares).isCloseTo(0.774 * 4e-4, within(0.1 * 4e-4));
        assertThat(random.weight("layernorm_before.weight", 2).values()).containsExactly(1, 1);
        assertThat(random.weight("a.bias", 2).values()).containsExactly(0, 0);
    }
}
