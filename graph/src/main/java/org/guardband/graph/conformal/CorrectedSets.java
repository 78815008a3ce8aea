package org.guardband.graph.conformal;

import java.util.Arrays;
import java.util.Objects;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.internal.AdamDescent;
import org.guardband.graph.internal.TwoLayerGcn;

/**
 * Conformalized graph neural networks, CF-GNN (Huang, Jin, Candès, Leskovec 2023, arXiv
 * 2305.14535): a second network of two graph convolutions reads the predicted probabilities of all
 * nodes and is trained to make them give small sets, which are then conformalized.
 *
 * <p>A random share of the calibration nodes trains the correction p̃ = softmax(GCN(p)); the others
 * carry the guarantee, which is that of split conformal prediction since the correction has not
 * seen their labels. The loss is the mean log loss and, after a warm-up, the size of the sets that
 * the correction would give,
 *
 * <pre>
 *     mean_{i ∈ B} Σ_y sigmoid((p̃ᵢ(y) − q̂)/τ) ,   q̂ = the ⌊(n+1)α⌋-th smallest p̃ⱼ(yⱼ), j ∈ A ,
 * </pre>
 *
 * with A and B halves of the training share, divided anew for every step; the gradient goes through
 * q̂ too. Kept are the parameters with the smallest mean set on a fixed division, of equal ones the
 * later. Full-batch Adam, rate 10⁻³, L2 5·10⁻⁴, half of the hidden units dropped.
 *
 * <p>The correction may change which class is most probable. It helps where errors of neighbours
 * tell of a node's own error, and wastes half of the calibration nodes where not.
 */
public final class CorrectedSets implements NodeConformalizer<CorrectedPredictor> {

    private static final double RATE = 1e-3;
    private static final double DECAY = 5e-4;

    private final ClassScore score;
    private final Coverage coverage;
    private final int hidden;
    private final int epochs;
    private final int warmUp;
    private final double share;
    private final double temperature;
    private final long seed;

    private CorrectedSets(
            ClassScore score,
            Coverage coverage,
            int hidden,
            int epochs,
            int warmUp,
            double share,
            double temperature,
            long seed) {
        this.score = Objects.requireNonNull(score, "score");
        this.coverage = Objects.requireNonNull(coverage, "coverage");
        this.hidden = Arguments.atLeast("hidden", hidden, 1);
        this.epochs = Arguments.atLeast("epochs", epochs, 1);
        this.warmUp = Arguments.atLeast("warmUp", warmUp, 0);
        this.share = Arguments.probability("share", share);
        this.temperature = Arguments.positive("temperature", temperature);
        this.seed = seed;
    }

    /**
     * The published settings: 64 hidden units, 5000 steps of which 1000 warm up, half of the
     * calibration nodes to train, τ = 0.1; randomised APS scores, trained for coverage 0.9.
     *
     * @param seed the seed of the score's uniform numbers, of weights and of divisions
     * @return the unfitted method
     */
    public static CorrectedSets randomized(long seed) {
        return new CorrectedSets(
                AdaptivePredictionSets.randomized(seed),
                Coverage.of(0.9),
                64,
                5000,
                1000,
                0.5,
                0.1,
                seed);
    }

    /**
     * Sets the nonconformity score of the corrected probabilities.
     *
     * @param other the score
     * @return the method with this score
     */
    public CorrectedSets withScore(ClassScore other) {
        return new CorrectedSets(other, coverage, hidden, epochs, warmUp, share, temperature, seed);
    }

    /**
     * Sets the coverage that small sets are sought for; sets can be asked at any.
     *
     * @param aim 1 − α
     * @return the method with this aim
     */
    public CorrectedSets withCoverage(Coverage aim) {
        return new CorrectedSets(score, aim, hidden, epochs, warmUp, share, temperature, seed);
    }

    /**
     * Sets the number of hidden units.
     *
     * @param units ≥ 1
     * @return the method with as many
     */
    public CorrectedSets withHidden(int units) {
        return new CorrectedSets(score, coverage, units, epochs, warmUp, share, temperature, seed);
    }

    /**
     * Sets the length of the training.
     *
     * @param steps all steps, ≥ 1
     * @param warmUpSteps those of them, at the start, that see the log loss only
     * @return the method with this length
     */
    public CorrectedSets withEpochs(int steps, int warmUpSteps) {
        return new CorrectedSets(
                score, coverage, hidden, steps, warmUpSteps, share, temperature, seed);
    }

    /**
     * Sets the share of the calibration nodes that trains the correction.
     *
     * @param part in [0, 1]
     * @return the method with this share
     */
    public CorrectedSets withTrainingShare(double part) {
        return new CorrectedSets(score, coverage, hidden, epochs, warmUp, part, temperature, seed);
    }

    /**
     * Sets how soft the edge of a set is while training.
     *
     * @param tau τ &gt; 0
     * @return the method with this softness
     */
    public CorrectedSets withTemperature(double tau) {
        return new CorrectedSets(score, coverage, hidden, epochs, warmUp, share, tau, seed);
    }

    @Override
    public CorrectedPredictor conformalize(NodeBatch batch, int[] labels) {
        int[] all = batch.roles().nodes(NodeRole.CALIBRATION);
        batch.requireLabels(labels, all);
        SeededUniforms uniforms = new SeededUniforms(seed, Long.MAX_VALUE);
        int[] train = Arrays.stream(all).filter(v -> uniforms.at(v) < share).toArray();
        TwoLayerGcn network = network(batch, hidden);
        double[] parameters = network.start(seed);
        if (train.length > 1) {
            SetSizeLoss loss =
                    new SetSizeLoss(
                            network,
                            batch.classes(),
                            labels,
                            train,
                            coverage,
                            temperature,
                            warmUp,
                            seed);
            parameters = new AdamDescent(RATE, DECAY, epochs, epochs).run(loss, parameters);
        }
        NodeRoles rest = batch.roles().with(NodeRole.VALIDATION, train);
        CategoricalBatch corrected = correct(batch, hidden, parameters);
        return new CorrectedPredictor(
                hidden,
                parameters,
                SplitNodeSets.of(score)
                        .conformalize(batch.withRoles(rest).withProbabilities(corrected), labels));
    }

    static TwoLayerGcn network(NodeBatch batch, int hidden) {
        CategoricalBatch p = batch.probabilities();
        int classes = p.classes();
        double[] inputs = new double[Math.multiplyExact(p.size(), classes)];
        double[] row = new double[classes];
        for (int v = 0; v < p.size(); v++) {
            p.copyRow(v, row);
            System.arraycopy(row, 0, inputs, v * classes, classes);
        }
        return new TwoLayerGcn(batch.graph(), inputs, classes, hidden, classes);
    }

    static CategoricalBatch correct(NodeBatch batch, int hidden, double[] parameters) {
        return CategoricalBatch.fromLogits(
                network(batch, hidden).forward(parameters).outputs().clone(), batch.labels());
    }

    @Override
    public String toString() {
        return "CorrectedSets["
                + score
                + ", coverage "
                + coverage
                + ", "
                + hidden
                + " hidden units, "
                + epochs
                + " epochs, seed "
                + seed
                + "]";
    }
}
