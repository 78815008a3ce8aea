package org.guardband.graph.calibration;

import java.util.Objects;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.model.NodeModel;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/**
 * Data-centric graph calibration, DCGC (Yang, Yang, Shi and others, WWW 2024, doi
 * 10.1145/3589334.3645562): the trained classifier stays as it is, and the edges of its graph get
 * weights. What it predicts on the weighted graph goes to any {@link NodeCalibrator}.
 *
 * <pre>    wⱼᵢ = relu(MLP[zⱼ, zᵢ])                decisive edges, learnt
 *     hⱼᵢ = 1 / (‖qⱼ − qᵢ‖₂ + α)             homophilic edges, computed
 *     z″  = classifier on the graph with weights wⱼᵢ·hⱼᵢ</pre>
 *
 * <p>for an edge from node j to i. z are the classifier's logits on the plain graph; the perceptron
 * has one hidden layer of 4K units with batch norm, ReLU and dropout; q = softmax(β·softmax(z′))
 * are the distributions, sharpened, that the classifier predicts with the weights w alone. Weights
 * are directed: an undirected edge has two, in general different. A graph convolution normalises
 * with them, D^{-1/2}(W + I)D^{-1/2} with D the row sums, and the gradient goes through D; graph
 * attention multiplies its attention by them, a loop having the mean weight of the edges of its
 * node; GraphSAGE multiplies what it averages, and goes on to divide by the number of neighbours.
 * Isolated nodes keep their prediction.
 *
 * <p>The perceptron is trained in single precision by full-batch Adam on the log loss, with weights
 * w, of the <em>training</em> nodes, and stopped by that of the nodes that stopped the classifier.
 * That is the authors' protocol, other than that of GATS: they stop, and fit temperatures after it,
 * on one set of validation nodes. {@link #fit(NodeModel, NodeData, int[], int[])} trains on others.
 * Accuracy may change, and there is no finite-sample guarantee.
 *
 * <p>The paper's claim, that calibrators gain by it, is not reproduced here. Before any temperature
 * it lowers the error of under-confident convolutions; but on Cora, two divisions with GCN and two
 * with GAT, temperature scaling after it had more calibration error and log loss than temperature
 * scaling alone in all four. The perceptron learns from nodes that the classifier has fitted
 * already, and where one fold both stops it and fits the temperature, that temperature is too sure;
 * nodes in the role {@code VALIDATION} beside those for calibration avoid the latter. Compare on
 * test nodes with and without it.
 *
 * <pre>    DcgcModel refined = Dcgc.withDefaults().fit(model, data);
 *     NodeBatch batch = refined.predict(data);
 *     var ts = NodewiseCalibrator.of(TemperatureScaling.withDefaults());
 *     CategoricalBatch p = ts.calibrate(batch, data.labels()).apply(batch);</pre>
 *
 * <p>Only the abstract of the paper could be read; formulas and settings are those of the authors'
 * code, from which this differs in five ways. It leaves the dropout of the classifier on while the
 * perceptron is trained; here the classifier predicts as it does elsewhere. Its batch norm is
 * evaluated by running averages; here by the moments over the edges of the fitted graph. It draws
 * the last bias near 0, where half of the weights begin at 0 and all of them can die; here it is 1,
 * so that training begins near the plain graph. It keeps the first of equally good epochs, here the
 * last is kept. With attention, it gives the loop of an isolated node the weight 0; here it is 1.
 */
public final class Dcgc {

    private static final int UNITS_A_CLASS = 4;

    private final double alpha;
    private final double beta;
    private final double dropout;
    private final TrainingRules rules;
    private final long seed;

    private Dcgc(double alpha, double beta, double dropout, TrainingRules rules, long seed) {
        this.alpha = Arguments.positive("alpha", alpha);
        this.beta = Arguments.nonNegative("beta", beta);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
        }
        this.dropout = dropout;
        this.rules = Objects.requireNonNull(rules, "rules");
        this.seed = seed;
    }

    /**
     * What the authors' code sets: α = 0.5, β = 10, dropout 0.7, learning rate 0.01, weight decay
     * 0.005, no more than 1000 steps, patience 100; seed 0.
     *
     * @return the unfitted method
     */
    public static Dcgc withDefaults() {
        return new Dcgc(0.5, 10, 0.7, new TrainingRules(0.01, 5e-3, 1000, 100), 0);
    }

    /**
     * Sets α, which bounds what agreement adds: an edge whose ends agree is multiplied by 1/α, one
     * whose ends are sure of different classes by 1/(√2 + α).
     *
     * @param value &gt; 0
     * @return the method with this α
     */
    public Dcgc withAlpha(double value) {
        return new Dcgc(value, beta, dropout, rules, seed);
    }

    /**
     * Sets β, by which probabilities are multiplied before the softmax that sharpens them.
     *
     * @param value ≥ 0; with 0 all edges are alike
     * @return the method with this β
     */
    public Dcgc withBeta(double value) {
        return new Dcgc(alpha, value, dropout, rules, seed);
    }

    /**
     * Sets the probability that a hidden unit of the perceptron is dropped.
     *
     * @param rate in [0, 1)
     * @return the method with this rate
     */
    public Dcgc withDropout(double rate) {
        return new Dcgc(alpha, beta, rate, rules, seed);
    }

    /**
     * Sets how the perceptron is trained.
     *
     * @param training the rules
     * @return the method with these rules
     */
    public Dcgc withTraining(TrainingRules training) {
        return new Dcgc(alpha, beta, dropout, training, seed);
    }

    /**
     * Sets the seed of first weights and dropped units.
     *
     * @param number the seed
     * @return the method with this seed
     */
    public Dcgc withSeed(long number) {
        return new Dcgc(alpha, beta, dropout, rules, number);
    }

    /**
     * Trains on the nodes whose role is {@code TRAIN} and stops by those whose role is {@code
     * VALIDATION}, or, where there are none, {@code CALIBRATION}, as the classifier did.
     *
     * @param model the trained classifier
     * @param data what it was trained on
     * @return the classifier with weighted edges
     * @throws IllegalArgumentException if there is no node of a role that is needed, one of them
     *     has no label, no edge joins two nodes, the graph is directed, or features or classes are
     *     not those of the model
     */
    public DcgcModel fit(NodeModel model, NodeData data) {
        int[] training = data.roles().require(NodeRole.TRAIN);
        int[] stopping = data.roles().nodes(NodeRole.VALIDATION);
        if (stopping.length == 0) {
            stopping = data.roles().require(NodeRole.CALIBRATION);
        }
        return fit(model, data, training, stopping);
    }

    /**
     * Trains on given nodes.
     *
     * @param model the trained classifier
     * @param data graph, features and labels
     * @param training nodes whose loss is made small
     * @param stopping nodes whose loss decides which epoch is kept
     * @return the classifier with weighted edges
     * @throws IllegalArgumentException if a set is empty or a node of one has no label, no edge
     *     joins two nodes, the graph is directed, or features or classes are not those of the model
     */
    public DcgcModel fit(NodeModel model, NodeData data, int[] training, int[] stopping) {
        int[] known = data.requireLabels("training", training);
        int[] expected = data.requireLabels("stopping", stopping);
        double[] logits = DcgcModel.logits(model, data);
        Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
        WeightedNetwork<FloatMatrix> network = new WeightedNetwork<>(kernels, model, data);
        if (network.arcs().rows().entries() == 0) {
            throw new IllegalArgumentException(
                    "graph must have an edge that joins two nodes, got none of "
                            + data.graph().size()
                            + " nodes");
        }
        Tape<FloatMatrix> tape = new Tape<>(kernels);
        Parameters<FloatMatrix> parameters = new Parameters<>(kernels);
        ArcTraining<FloatMatrix> perceptron =
                new ArcTraining<>(
                        tape,
                        parameters,
                        network.arcs(),
                        logits,
                        UNITS_A_CLASS * data.classes(),
                        seed);
        Node<FloatMatrix> loss = loss(tape, network, perceptron.weights(dropout), training, known);
        // after the loss, so that its gradients are not taken
        Node<FloatMatrix> judged = loss(tape, network, perceptron.weights(0), stopping, expected);
        TapeDescent.run(rules, seed, tape, parameters, loss, judged);
        tape.forward(new Pass.Evaluation());
        return new DcgcModel(model, alpha, beta, perceptron.folded());
    }

    /** The mean log loss of some nodes on the weighted graph. */
    static <M extends Matrix<M>> Node<M> loss(
            Tape<M> tape, WeightedNetwork<M> network, Node<M> weights, int[] nodes, int[] labels) {
        return Losses.crossEntropy(
                tape, Pointwise.logSoftmax(tape, network.logits(tape, weights)), nodes, labels);
    }

    @Override
    public String toString() {
        return "Dcgc[alpha "
                + alpha
                + ", beta "
                + beta
                + ", dropout "
                + dropout
                + ", "
                + rules
                + ", seed "
                + seed
                + "]";
    }
}
