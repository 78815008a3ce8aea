package org.guardband.ensembles.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.safetensors.SafetensorsFile;
import org.guardband.ensembles.safetensors.SafetensorsWriter;
import org.guardband.ensembles.safetensors.Tensor;
import org.guardband.ensembles.safetensors.TensorInfo;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.ensembles.transformer.Variation;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Factors that stay in 16 bits against the same factors widened. */
class HalfAdapterTest {

    @TempDir Path folder;

    static Stream<Arguments> cases() {
        return Kernels.all().stream()
                .flatMap(
                        kernels ->
                                Stream.of("lora_vit", "lora_bert")
                                        .flatMap(
                                                name ->
                                                        Stream.of(TensorType.F16, TensorType.BF16)
                                                                .map(
                                                                        type ->
                                                                                Arguments.of(
                                                                                        name, type,
                                                                                        kernels))));
    }

    /** An adapter of the references with its tensors in another type. */
    private Path inType(String name, int adapter, TensorType type) throws IOException {
        Path from = ReferenceFile.folder(name).resolve("adapter-" + adapter);
        Path to = Files.createDirectories(folder.resolve("adapter-" + adapter));
        Files.copy(from.resolve("adapter_config.json"), to.resolve("adapter_config.json"));
        List<Tensor> tensors = new ArrayList<>();
        try (SafetensorsFile file =
                SafetensorsFile.open(from.resolve("adapter_model.safetensors"))) {
            for (TensorInfo info : file.tensors()) {
                tensors.add(
                        Tensor.wrap(
                                info.name(),
                                type,
                                file.floats(info.name()),
                                info.shape().toArray(Long[]::new)));
            }
        }
        SafetensorsWriter.write(to.resolve("adapter_model.safetensors"), tensors, Map.of());
        return to;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sameBitsAtHalfTheMemory(String name, TensorType type, Kernels kernels) throws IOException {
        Network base = Checkpoint.read(ReferenceFile.folder(name));
        List<Member> wide = new ArrayList<>();
        List<Member> stored = new ArrayList<>();
        for (int m = 0; m < 2; m++) {
            Path adapter = inType(name, m, type);
            wide.add(AdapterFolder.read(adapter, base));
            stored.add(AdapterFolder.readAsStored(adapter, base));
        }
        assertThat(stored.get(0).variations().values())
                .anyMatch(v -> v instanceof Variation.HalfLowRank)
                .noneMatch(v -> v instanceof Variation.LowRank);
        SequenceInput input = LoraReferenceTest.input(name, ReferenceFile.expected(name));
        EnsembleNetwork narrow = EnsembleNetwork.of(base, stored, kernels);
        EnsembleNetwork full = EnsembleNetwork.of(base, wide, kernels);
        assertThat(narrow.logits(input)).isDeepEqualTo(full.logits(input));
        assertThat(narrow.parameters()).isEqualTo(full.parameters());
        long factors =
                stored.stream().flatMap(m -> m.halves().stream()).mapToLong(h -> h.size()).sum();
        assertThat(factors).isPositive();
        assertThat(full.weightBytes()).isEqualTo(4 * full.parameters());
        assertThat(full.weightBytes() - narrow.weightBytes()).isEqualTo(2 * factors);
    }

    @Test
    void anEnsembleReadsThemAsTheyLie() throws IOException {
        Path adapter = inType("lora_bert", 0, TensorType.BF16);
        LoraEnsemble ensemble =
                LoraEnsemble.read(
                        ReferenceFile.folder("lora_bert"), List.of(adapter), Kernels.scalar());
        assertThat(ensemble.network().members().get(0).halves()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"lora_vit", "lora_bert"})
    void writtenInTheirTypeTheyComeBack(String name) throws IOException {
        Network base = Checkpoint.read(ReferenceFile.folder(name));
        Member stored = AdapterFolder.readAsStored(inType(name, 1, TensorType.BF16), base);
        Path copy = folder.resolve("copy");
        AdapterFolder.write(stored, base, copy);
        Member again = AdapterFolder.readAsStored(copy, base);
        assertThat(again.halves()).hasSameSizeAs(stored.halves());
        for (int i = 0; i < again.halves().size(); i++) {
            assertThat(again.halves().get(i).numbers().type()).isEqualTo(TensorType.BF16);
            assertThat(again.halves().get(i).widened().values())
                    .isEqualTo(stored.halves().get(i).widened().values());
        }
    }

    @Test
    void refusesWhatIsNotFinite() throws IOException {
        Path adapter = inType("lora_bert", 0, TensorType.F16);
        Path file = adapter.resolve("adapter_model.safetensors");
        List<Tensor> tensors = new ArrayList<>();
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            for (TensorInfo info : open.tensors()) {
                float[] values = open.floats(info.name());
                values[0] = info.name().endsWith("lora_A.weight") ? 70_000 : values[0];
                tensors.add(
                        Tensor.wrap(
                                info.name(),
                                info.type(),
                                values,
                                info.shape().toArray(Long[]::new)));
            }
        }
        SafetensorsWriter.write(file, tensors, Map.of());
        Network base = Checkpoint.read(ReferenceFile.folder("lora_bert"));
        assertThatThrownBy(() -> AdapterFolder.readAsStored(adapter, base))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("lora_A.weight[0] must be finite, got Infinity");
    }
}
