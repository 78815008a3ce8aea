package org.guardband.graph.calibration;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/**
 * Graph ensemble temperature scaling, GETS (Zhuang, Jiang, Zheng, Wang, Zhao, ICLR 2025, arXiv
 * 2410.09570): a sparse mixture of graph networks gives every node a factor &gt; 0 for its logits,
 * the inverse of a temperature,
 *
 * <pre>    softmax(zᵢ·softplus(Σ_e gᵢₑ oₑᵢ)) ,   oₑ = Â relu(Â Hₑ W + b) W' + b' .</pre>
 *
 * <p>Each expert e reads Hₑ, a combination of logits, projected features and an embedding of the
 * degree: all seven combinations, or the three without features where the batch has {@linkplain
 * NodeBatch#features none}. The gate reads logits and projected features; a node listens to the two
 * experts with the largest scores, by their softmax. In training the scores are noisy and the loss
 * is the cross-entropy of the calibration nodes plus the squared coefficients of variation, over
 * experts, of the gates' sums and of the expected loads (Shazeer et al. 2017, arXiv 1701.06538).
 * Trained by {@link TrainingRules} in single precision.
 *
 * <p>Where the authors' code differs: it gives every node one factor a <em>class</em> and so can
 * change predictions, though paper and name speak of a temperature a node, which is the default
 * here; {@link #referenceCompatible} gives K factors. It makes its embeddings of degrees after it
 * told the optimiser what to train, so that they stay random; here they are trained. It looks
 * embeddings up by degree; here by which of the fitted graph's degrees is nearest, which is the
 * same on that graph. Loops in the graph are ignored.
 *
 * <p>It has some hundred times the parameters of GATS and few labels to fit them on, and the
 * training nodes, on which the base model is surer than elsewhere, say late or never that it
 * overfits: where calibration nodes are few, compare it with temperature scaling first. No
 * finite-sample guarantee.
 */
public final class Gets implements NodeCalibrator<GetsCalibration> {

    private final int hidden;
    private final int featureWidth;
    private final int degreeWidth;
    private final int chosen;
    private final double dropout;
    private final double balance;
    private final TrainingRules rules;
    private final long seed;
    private final boolean perClass;

    private Gets(
            int hidden,
            int featureWidth,
            int degreeWidth,
            int chosen,
            double dropout,
            double balance,
            TrainingRules rules,
            long seed,
            boolean perClass) {
        this.hidden = Arguments.atLeast("hidden", hidden, 1);
        this.featureWidth = Arguments.atLeast("featureWidth", featureWidth, 1);
        this.degreeWidth = Arguments.atLeast("degreeWidth", degreeWidth, 1);
        this.chosen = Arguments.atLeast("experts", chosen, 1);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
        }
        this.dropout = dropout;
        this.balance = Arguments.nonNegative("balance", balance);
        this.rules = Objects.requireNonNull(rules, "rules");
        this.seed = seed;
        this.perClass = perClass;
    }

    /**
     * What the authors set for Cora: sixteen hidden units, widths of sixteen, two experts a node,
     * dropout 0.5, balance 1, learning rate 0.001 without weight decay, no more than 1000 steps,
     * patience 50; seed 0.
     *
     * @return the unfitted method
     */
    public static Gets withDefaults() {
        TrainingRules rules = new TrainingRules(1e-3, 0, 1000, 50);
        return new Gets(16, 16, 16, 2, 0.5, 1, rules, 0, false);
    }

    /**
     * Sets the number of hidden units of an expert.
     *
     * @param units ≥ 1
     * @return the method with as many units
     */
    public Gets withHidden(int units) {
        return new Gets(
                units, featureWidth, degreeWidth, chosen, dropout, balance, rules, seed, perClass);
    }

    /**
     * Sets how many numbers stand for the features and for the degree of a node.
     *
     * @param ofFeatures ≥ 1
     * @param ofDegree ≥ 1
     * @return the method with these widths
     */
    public Gets withWidths(int ofFeatures, int ofDegree) {
        return new Gets(
                hidden, ofFeatures, ofDegree, chosen, dropout, balance, rules, seed, perClass);
    }

    /**
     * Sets how many experts a node listens to.
     *
     * @param number ≥ 1; all of them if there are fewer
     * @return the method with as many
     */
    public Gets withExperts(int number) {
        return new Gets(
                hidden, featureWidth, degreeWidth, number, dropout, balance, rules, seed, perClass);
    }

    /**
     * Sets the probability that a hidden unit is dropped.
     *
     * @param rate in [0, 1)
     * @return the method with this rate
     */
    public Gets withDropout(double rate) {
        return new Gets(
                hidden, featureWidth, degreeWidth, chosen, rate, balance, rules, seed, perClass);
    }

    /**
     * Sets the weight of the balance of the experts in the loss.
     *
     * @param weight ≥ 0
     * @return the method with this weight
     */
    public Gets withBalance(double weight) {
        return new Gets(
                hidden, featureWidth, degreeWidth, chosen, dropout, weight, rules, seed, perClass);
    }

    /**
     * Sets how it is trained.
     *
     * @param training the rules; the authors' differ from graph to graph
     * @return the method with these rules
     */
    public Gets withTraining(TrainingRules training) {
        return new Gets(
                hidden,
                featureWidth,
                degreeWidth,
                chosen,
                dropout,
                balance,
                training,
                seed,
                perClass);
    }

    /**
     * Sets the seed of weights, noise and dropped units.
     *
     * @param number the seed
     * @return the method with this seed
     */
    public Gets withSeed(long number) {
        return new Gets(
                hidden,
                featureWidth,
                degreeWidth,
                chosen,
                dropout,
                balance,
                rules,
                number,
                perClass);
    }

    /**
     * Gives a factor to every class of every node, as the authors' code does. Predictions may
     * change then.
     *
     * @return the method with K factors a node
     */
    public Gets referenceCompatible() {
        return new Gets(
                hidden, featureWidth, degreeWidth, chosen, dropout, balance, rules, seed, true);
    }

    @Override
    public GetsCalibration calibrate(NodeBatch batch, int[] labels) {
        int[] fit = batch.roles().require(NodeRole.CALIBRATION);
        int[] stop = batch.roles().require(NodeRole.TRAIN);
        int[] known = batch.requireLabels(labels, fit);
        int[] stopping = batch.requireLabels(labels, stop);
        GetsCalibration.requireSingle(batch.logits());
        GetsShape shape = shape(batch);
        Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
        Tape<FloatMatrix> tape = new Tape<>(kernels);
        Parameters<FloatMatrix> parameters = new Parameters<>(kernels);
        GetsNetwork<FloatMatrix> network = new GetsNetwork<>(shape, batch, tape, parameters, seed);
        Node<FloatMatrix> loss = loss(tape, network, fit, known);
        Node<FloatMatrix> judged =
                Losses.crossEntropy(
                        tape,
                        Pointwise.logSoftmax(tape, network.evaluation().scaled()),
                        stop,
                        stopping);
        TapeDescent.run(rules, seed, tape, parameters, loss, judged);
        return new GetsCalibration(shape, parameters.weights());
    }

    /** Cross-entropy and balance, as it trains. */
    <M extends Matrix<M>> Node<M> loss(
            Tape<M> tape, GetsNetwork<M> network, int[] fit, int[] known) {
        GetsNetwork.Scaled<M> scaled = network.training(dropout);
        Node<M> entropy =
                Losses.crossEntropy(tape, Pointwise.logSoftmax(tape, scaled.scaled()), fit, known);
        return Pointwise.combine(tape, 1, entropy, balance, scaled.balance());
    }

    GetsShape shape(NodeBatch batch) {
        int experts = GetsExpert.of(batch.features().columns() > 0).size();
        Graph plain = batch.graph().requireUndirected().withoutSelfLoops();
        List<Integer> degrees =
                IntStream.range(0, plain.size())
                        .map(plain::degree)
                        .sorted()
                        .distinct()
                        .boxed()
                        .toList();
        return new GetsShape(
                batch.classes(),
                perClass ? batch.classes() : 1,
                batch.features().columns(),
                hidden,
                featureWidth,
                degreeWidth,
                Math.min(chosen, experts),
                degrees);
    }

    @Override
    public String toString() {
        return "Gets["
                + hidden
                + " hidden units, "
                + chosen
                + " experts a node, "
                + rules
                + ", seed "
                + seed
                + (perClass ? ", a factor a class" : "")
                + "]";
    }
}
