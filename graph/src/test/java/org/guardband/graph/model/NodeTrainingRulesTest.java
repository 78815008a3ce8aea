package org.guardband.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NodeData;
import org.guardband.graph.WordBlocks;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Initialization;
import org.guardband.nn.Parameters;
import org.junit.jupiter.api.Test;

/** The rules of the authors of GCN and GAT, where they are not the defaults. */
class NodeTrainingRulesTest {

    private static final NodeTraining WINDOW =
            new NodeTraining(0.01, 0.5, 200, 3)
                    .withStopping(StoppingRule.LOSS_WINDOW)
                    .withDecay(DecayScope.FIRST_LAYER);

    private static Parameters<FloatMatrix> parameters() {
        Parameters<FloatMatrix> parameters = new Parameters<>(Kernels.scalar().floats());
        Initialization one = Initialization.glorotUniform(1);
        SplittableRandom random = new SplittableRandom(1);
        parameters.add("conv1.weight", 1, 1, one, random);
        parameters.add("conv2.weight", 1, 1, one, random);
        parameters.all().forEach(p -> p.value().set(0, 0, 0));
        return parameters;
    }

    @Test
    void trainingStopsWhereTheLossIsAboveTheMeanOfThoseBefore() {
        NodeStopping stopping = new NodeStopping(WINDOW, parameters());
        // a rising loss says nothing as long as the window is not full, and one epoch more
        for (double loss : new double[] {1, 2, 3, 4}) {
            assertThat(stopping.observe(0, loss)).isTrue();
        }
        assertThat(stopping.observe(0, 3)).isTrue(); // the mean of 2, 3, 4
        assertThat(stopping.observe(0, 3.2)).isTrue(); // below that of 3, 4, 3
        assertThat(stopping.observe(0, 3.5)).isFalse(); // above that of 4, 3, 3.2
    }

    @Test
    void thePenaltyBelongsToTheLossAndCountsTheFirstLayerAlone() {
        Parameters<FloatMatrix> parameters = parameters();
        NodeStopping stopping = new NodeStopping(WINDOW, parameters);
        for (int epoch = 0; epoch < 4; epoch++) {
            assertThat(stopping.observe(0, 1)).isTrue();
        }
        parameters.all().get(1).value().set(0, 0, 10);
        assertThat(stopping.observe(0, 1)).isTrue();
        parameters.all().get(0).value().set(0, 0, 1); // a quarter of penalty
        assertThat(stopping.observe(0, 0.7)).isTrue();
        assertThat(stopping.observe(0, 0.8)).isFalse();
    }

    @Test
    void aWindowLeavesTheLastEpoch() {
        Parameters<FloatMatrix> parameters = parameters();
        NodeStopping stopping = new NodeStopping(WINDOW, parameters);
        assertThat(stopping.observe(1, 0)).isTrue();
        parameters.all().get(0).value().set(0, 0, 7);
        assertThat(stopping.observe(0, 9)).isTrue();
        stopping.finish();
        assertThat(parameters.all().get(0).value().get(0, 0)).isEqualTo(7);
    }

    private static double[] logits(NodeNetwork network, NodeData data, NodeTraining rules) {
        LogitBatch z = network.train(data, rules, 5).predict(data).logits();
        double[] all = new double[z.size() * z.classes()];
        Arrays.setAll(all, i -> z.logit(i / z.classes(), i % z.classes()));
        return all;
    }

    @Test
    void decayOfTheFirstLayerIsAnotherTraining() {
        NodeData data = WordBlocks.of(60, 2);
        NodeTraining rules = new NodeTraining(0.01, 0.05, 30, 30);
        assertThat(logits(Gcn.withDefaults(), data, rules.withDecay(DecayScope.FIRST_LAYER)))
                .isNotEqualTo(logits(Gcn.withDefaults(), data, rules));
        NodeTraining none = rules.withL2(0);
        assertThat(logits(Gcn.withDefaults(), data, none.withDecay(DecayScope.FIRST_LAYER)))
                .isEqualTo(logits(Gcn.withDefaults(), data, none));
    }

    @Test
    void withoutDropoutItDoesNotMatterHowHeadsDrop() {
        NodeData data = WordBlocks.of(60, 2);
        NodeTraining rules = NodeTraining.withDefaults().withEpochs(10);
        assertThat(logits(new Gat(2, 3, 0, AttentionDropout.REFERENCE_COMPATIBLE), data, rules))
                .isEqualTo(logits(new Gat(2, 3, 0), data, rules));
        assertThat(logits(new Gat(2, 3, 0.5, AttentionDropout.REFERENCE_COMPATIBLE), data, rules))
                .isNotEqualTo(logits(new Gat(2, 3, 0.5), data, rules));
    }

    /** Features that are dropped head by head, dense ones too. */
    @Test
    void denseFeaturesAreDroppedHeadByHeadAsWell() {
        NodeData data = WordBlocks.of(60, 2);
        NodeData dense = data.withFeatures(DenseFeatures.of(data.features().toArray(), 60));
        NodeTraining rules = NodeTraining.ofGatAuthors().withEpochs(5);
        double[] z =
                logits(new Gat(2, 3, 0.5, AttentionDropout.REFERENCE_COMPATIBLE), dense, rules);
        assertThat(z).doesNotContain(Double.NaN);
        assertThat(logits(new Gat(2, 3, 0.5, AttentionDropout.REFERENCE_COMPATIBLE), dense, rules))
                .isEqualTo(z);
    }

    @Test
    void authorsSettings() {
        assertThat(Gcn.asPublished()).isEqualTo(new Gcn(16, 0.5, 0.5));
        assertThat(Gat.asPublished())
                .isEqualTo(new Gat(8, 8, 0.6, AttentionDropout.REFERENCE_COMPATIBLE));
        assertThat(NodeTraining.ofGcnAuthors().patience()).isEqualTo(10);
        assertThat(NodeTraining.ofGatAuthors().rate()).isEqualTo(0.005);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gcn(16, 0.5, 1))
                .withMessage("featureDropout must be in [0, 1), got 1.0");
    }
}
