package org.guardband.graph.conformal;

import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NodeBatch;
import org.junit.jupiter.api.Nested;

/** The contract of {@link NodePredictor}, held by every method. */
class NodePredictorContractTest {

    @Nested
    class OfNeighbourhoods extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return NeighbourhoodSets.randomized(seed)
                    .withWeights(NeighbourWeights.HYPERBOLIC)
                    .withLeastNeighbours(10);
        }
    }

    @Nested
    class OfNeighbourhoodsAlone extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return NeighbourhoodSets.of(LeastAmbiguous.withDefaults())
                    .withHops(3)
                    .withWeights(NeighbourWeights.GEOMETRIC)
                    .withLeastNeighbours(0);
        }
    }

    @Nested
    class OfDiffusion extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return DiffusedSets.randomized(seed);
        }
    }

    @Nested
    class OfReferenceDiffusion extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return DiffusedSets.randomized(seed).withLambda(0.3).referenceCompatible();
        }
    }

    @Nested
    class OfSimilarity extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            // every graph of the contract has features of its own
            return new NodeConformalizer<DiffusedPredictor>() {
                @Override
                public DiffusedPredictor conformalize(NodeBatch batch, int[] labels) {
                    double[] p = new double[batch.size() * batch.classes()];
                    for (int i = 0; i < p.length; i++) {
                        p[i] = batch.logits().logit(i / batch.classes(), i % batch.classes());
                    }
                    return SimilarityNavigatedSets.randomized(
                                    DenseFeatures.of(p, batch.classes()), seed)
                            .conformalize(batch, labels);
                }
            };
        }
    }

    @Nested
    class OfSplit extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return SplitNodeSets.of(AdaptivePredictionSets.randomized(seed));
        }

        @Override
        boolean looksAtEdges() {
            return false;
        }
    }

    @Nested
    class OfSplitByClass extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return SplitNodeSets.of(LeastAmbiguous.withDefaults()).byClass();
        }

        @Override
        boolean looksAtEdges() {
            return false;
        }
    }

    @Nested
    class OfSplitByDegree extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return SplitNodeSets.of(AdaptivePredictionSets.randomized(seed)).byDegree(4, 8);
        }

        @Override
        boolean looksAtEdges() {
            return false;
        }
    }

    @Nested
    class OfCorrection extends NodePredictorContract {
        @Override
        NodeConformalizer<?> method(long seed) {
            return CorrectedSets.randomized(seed).withHidden(4).withEpochs(12, 6);
        }
    }
}
