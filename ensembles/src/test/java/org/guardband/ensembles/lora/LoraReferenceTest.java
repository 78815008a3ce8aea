package org.guardband.ensembles.lora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.ImageInput;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.SequenceInput;
import org.guardband.ensembles.transformer.TokenInput;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against a double-precision evaluation of the definitions of Hugging Face and PEFT. The tolerance
 * is that of the reference files, 1e-5 relative to the largest logit: single precision.
 */
class LoraReferenceTest {

    private static final double TOLERANCE = 1e-5;

    static Stream<Arguments> cases() {
        return Kernels.all().stream()
                .flatMap(
                        kernels ->
                                Stream.of(
                                        Arguments.of("lora_vit", 3, kernels),
                                        Arguments.of("lora_bert", 2, kernels)));
    }

    static SequenceInput input(String name, ReferenceFile expected) {
        return name.equals("lora_vit")
                ? ImageInput.wrap(expected.floats("pixels_nchw"), 6)
                : TokenInput.of(
                        expected.ints("input_ids"),
                        expected.ints("attention_mask"),
                        expected.ints("token_type_ids"),
                        12);
    }

    private static void near(double[] actual, double[] expected) {
        double scale = 0;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("element " + i)
                    .isLessThanOrEqualTo(TOLERANCE * scale);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void membersAndTheirMean(String name, int members, Kernels kernels) throws IOException {
        Path folder = ReferenceFile.folder(name);
        ReferenceFile expected = ReferenceFile.expected(name);
        List<Path> adapters =
                Stream.iterate(0, m -> m + 1)
                        .limit(members)
                        .map(m -> folder.resolve("adapter-" + m))
                        .toList();
        LoraEnsemble ensemble = LoraEnsemble.read(folder, adapters, kernels);
        SequenceInput input = input(name, expected);
        MemberLogits logits = ensemble.predict(input);
        int perMember = input.size() * 5;
        double[] all = new double[members * perMember];
        for (int m = 0; m < members; m++) {
            for (int i = 0; i < perMember; i++) {
                all[m * perMember + i] = logits.members().get(m).logit(i / 5, i % 5);
            }
        }
        near(all, expected.doubles("member_logits"));
        assertThat(logits.members().get(0).labels()).containsExactly("c0", "c1", "c2", "c3", "c4");
        CategoricalBatch mean = logits.meanOfSoftmax();
        double[] probabilities = new double[perMember];
        for (int i = 0; i < perMember; i++) {
            probabilities[i] = mean.probability(i / 5, i % 5);
        }
        near(probabilities, expected.doubles("mean_probabilities"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void baseAlone(String name, int members, Kernels kernels) throws IOException {
        ReferenceFile expected = ReferenceFile.expected(name);
        EnsembleNetwork base =
                EnsembleNetwork.of(
                        Checkpoint.read(ReferenceFile.folder(name)),
                        List.of(new Member("base", Map.of())),
                        kernels);
        float[] logits = base.logits(input(name, expected))[0];
        double[] wide = new double[logits.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = logits[i];
        }
        near(wide, expected.doubles("base_logits"));
    }
}
