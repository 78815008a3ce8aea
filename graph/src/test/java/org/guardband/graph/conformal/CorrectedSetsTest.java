package org.guardband.graph.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.core.Coverage;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.internal.TwoLayerGcn;
import org.junit.jupiter.api.Test;

class CorrectedSetsTest {

    @Test
    void gradientsAreDifferencesOfTheLossAndItsThreshold() {
        BlockNodes nodes = BlockNodes.of(3, 20, 4);
        TwoLayerGcn network = CorrectedSets.network(nodes.batch(), 5);
        int[] train = IntStream.range(5, 50).toArray();
        SetSizeLoss loss =
                new SetSizeLoss(network, 3, nodes.labels(), train, Coverage.of(0.8), 0.1, 2, 7);
        double[] p = network.start(1);
        for (int step : new int[] {1, 2, 3}) {
            double[] gradient = new double[p.length];
            loss.gradient(step, p, gradient);
            for (int i = 0; i < p.length; i++) {
                double h = 1e-6;
                double[] up = p.clone();
                double[] down = p.clone();
                up[i] += h;
                down[i] -= h;
                double difference = (loss.loss(step, up) - loss.loss(step, down)) / (2 * h);
                assertThat(gradient[i]).isCloseTo(difference, within(1e-6));
            }
        }
    }

    /** The predictions of a third of the nodes are noise; their neighbours tell the label. */
    @Test
    void aCorrectionFromTheNeighboursMakesSetsSmaller() {
        BlockNodes nodes = BlockNodes.of(4, 150, 30);
        NodeBatch batch = nodes.batch();
        double[] z = new double[4 * batch.size()];
        for (int i = 0; i < z.length; i++) {
            z[i] = batch.logits().logit(i / 4, i % 4) * (i / 4 % 3 == 0 ? 0 : 0.5);
        }
        NodeBatch noisy =
                NodeBatch.of(batch.graph(), LogitBatch.of(z, batch.labels()), batch.roles());
        Coverage coverage = Coverage.of(0.9);
        double plain =
                SplitNodeSets.of(AdaptivePredictionSets.randomized(2))
                        .conformalize(noisy, nodes.labels())
                        .sets(noisy, coverage)
                        .metrics(nodes.labels())
                        .meanSize();
        CorrectedPredictor predictor =
                CorrectedSets.randomized(2)
                        .withHidden(16)
                        .withEpochs(400, 200)
                        .conformalize(noisy, nodes.labels());
        double corrected = predictor.sets(noisy, coverage).metrics(nodes.labels()).meanSize();
        assertThat(corrected).isLessThan(plain);
    }
}
