package org.guardband.ensembles.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

    /** Weights of whole numbers against rows that stand in the batch so often. */
    @Test
    void weightsAreCopiesOfRows() {
        VisionTransformer vit = SmallNetworks.vit(1);
        EnsembleNetwork ensemble =
                EnsembleNetwork.of(vit, SmallNetworks.loraMembers(vit, 2, 3), Kernels.scalar());
        ImageInput images = SmallNetworks.images(7, 2);
        int[] labels = {0, 1, 2, 1, 0, 2, 2};
        int[] weights = {3, 1, 2};
        int[] rows =
                IntStream.range(0, 7)
                        .flatMap(i -> IntStream.range(0, weights[labels[i]]).map(copy -> i))
                        .toArray();
        List<Weight> trained = new ArrayList<>();
        ensemble.members().forEach(member -> trained.addAll(member.weights()));
        Gradients weighted = Gradients.of(trained);
        Gradients copied = Gradients.of(trained);
        double loss =
                ensemble.loss(
                        images,
                        labels,
                        ClassWeights.of(3, 1, 2),
                        EnsembleNetwork.BatchMode.REPEAT,
                        Dropout.none(),
                        weighted);
        double expected =
                ensemble.loss(
                        images.select(rows),
                        IntStream.of(rows).map(i -> labels[i]).toArray(),
                        EnsembleNetwork.BatchMode.REPEAT,
                        Dropout.none(),
                        copied);
        // single precision within the network
        assertThat(loss).isCloseTo(expected, within(1e-6));
        assertThat(weighted.norm()).isPositive().isCloseTo(copied.norm(), within(1e-5));
        for (Weight weight : trained) {
            float[] a = weighted.of(weight);
            float[] b = copied.of(weight);
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i]).isCloseTo(b[i], within(1e-5f));
            }
        }
    }

    @Test
    void effectiveNumbersAreByTheFormula() {
        int[] labels = {0, 0, 0, 1, 2, 2};
        double[] w = ClassWeights.byEffectiveNumber(labels, 4, 0.9).toArray();
        double[] raw = {0.1 / (1 - 0.729), 1, 0.1 / (1 - 0.81), 1};
        double sum = raw[0] + raw[1] + raw[2] + raw[3];
        for (int k = 0; k < 4; k++) {
            assertThat(w[k]).isCloseTo(raw[k] / sum, within(1e-15));
        }
        assertThat(ClassWeights.byEffectiveNumber(labels, 3, 0).toArray())
                .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(1e-15));
        // towards 1 they are 1/3, 1 and 1/2 of one another
        double[] near = ClassWeights.byEffectiveNumber(labels, 3, 1 - 1e-12).toArray();
        assertThat(near[1] / near[0]).isCloseTo(3, within(1e-3));
        assertThat(near[1] / near[2]).isCloseTo(2, within(1e-3));
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> ClassWeights.byEffectiveNumber(new int[] {3}, 3, 0.5))
                .hasMessage("labels[0] must be in [0, 3), got 3");
        assertThatThrownBy(() -> ClassWeights.byEffectiveNumber(new int[] {0}, 3, 1))
                .hasMessage("beta must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> ClassWeights.of())
                .hasMessage("number of weights must be >= 1, got 0");
        assertThatThrownBy(() -> ClassWeights.of(1, 2).requireClasses(3))
                .hasMessage("class weights must have the length of the classes (3), got 2");
        assertThat(ClassWeights.equal()).hasToString("equal").isEqualTo(ClassWeights.equal());
        assertThat(ClassWeights.of(1, 2)).isEqualTo(ClassWeights.of(1, 2));
    }
}
