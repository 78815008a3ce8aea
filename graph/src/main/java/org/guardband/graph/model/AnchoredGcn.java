package org.guardband.graph.model;

import java.util.Objects;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;

/**
 * G-ΔUQ with anchored node features (Trivedi, Heimann, Anirudh, Koutra, Thiagarajan 2024, arXiv
 * 2401.03350): one graph convolutional network that answers as many would, and tells how far their
 * answers lie apart. It rests on stochastic centering (Δ-UQ; Thiagarajan, Anirudh, Narayanaswamy,
 * Bremer 2022, arXiv 2207.07235).
 *
 * <p>A node with features x is shown to a {@link Gcn} of two layers as [x − c, c], where the anchor
 * c are the features of some other node:
 *
 * <pre>    Z = Â ReLU(Â ((X − C) W₁ + C W₂) + b₁) W₃ + b₂ .</pre>
 *
 * <p><b>Training</b> draws the anchors of all nodes anew in every epoch, by a random order P of the
 * nodes: C = P X. The first layer is linear, so that it is X W₁ + P X (W₂ − W₁), and an epoch costs
 * one sparse product more than that of a GCN. <b>Prediction</b> takes one anchor for all nodes, and
 * K of them in turn, the features of K training nodes drawn at random (of all, where there are
 * fewer); with c constant, Â C W is the row sum of Â times c W, and the trained model keeps the K
 * rows c (W₂ − W₁) in place of W₂ and the anchors. It gives the mean of the K logits and their
 * {@linkplain AnchoredPrediction#spread spread}. The mean logits of the same K anchors stop the
 * training, by the rules of {@link NodeTraining}.
 *
 * <p>Where this differs from the authors: their code draws the anchors of training from a normal
 * distribution fitted to every feature of the training nodes, or by a random order as here, which
 * keeps sparse features sparse; it takes the loss of the mean of K anchors and not of one, as Δ-UQ
 * does; and it halves logits where anchors agree, which is to be had by {@link
 * #referenceCompatible}. Their anchors at hidden layers and for whole graphs are not here.
 *
 * <p>The spread is a heuristic without a guarantee. On citation graphs and block models it is
 * larger, on average, for nodes that are classified wrongly and for nodes whose features were
 * shuffled; but the entropy of a plain GCN tells those as well. That the paper's logits are better
 * calibrated is not reproduced there: a GCN on citation graphs is not sure enough already, and
 * shrinking makes it less so, at an accuracy that is lower by up to three points. One reason is
 * that the anchors of neighbours average out in training and are one and the same at prediction, as
 * in the authors' code. Predictions are not calibrated by construction; any {@link
 * org.guardband.graph.calibration.NodeCalibrator} can follow.
 *
 * <p>Training is in single precision, and the same seed gives the same bits on any number of
 * threads and, for one implementation of the kernels, on any machine.
 *
 * @param hidden units of the hidden layer
 * @param dropout probability that a hidden element is dropped
 * @param anchors K, at prediction
 * @param scale what the spread is, and what it does to logits
 */
public record AnchoredGcn(int hidden, double dropout, int anchors, AnchorScale scale) {

    /**
     * Checks the options.
     *
     * @param hidden at least 1
     * @param dropout in [0, 1)
     * @param anchors at least 1; one alone has no spread
     * @param scale not null
     */
    public AnchoredGcn {
        Arguments.atLeast("hidden", hidden, 1);
        DropoutRate.check("dropout", dropout);
        Arguments.atLeast("anchors", anchors, 1);
        Objects.requireNonNull(scale, "scale");
    }

    /**
     * 64 hidden units, dropout 0.5, ten anchors, logits shrunk by {@link AnchorScale#AGREEMENT}.
     *
     * @return the network of the GATS experiments with the anchors of the authors' scripts
     */
    public static AnchoredGcn withDefaults() {
        return new AnchoredGcn(64, 0.5, 10, AnchorScale.AGREEMENT);
    }

    /**
     * Another number of units.
     *
     * @param units of the hidden layer, at least 1
     * @return changed options
     */
    public AnchoredGcn withHidden(int units) {
        return new AnchoredGcn(units, dropout, anchors, scale);
    }

    /**
     * Another rate of dropout.
     *
     * @param rate in [0, 1)
     * @return changed options
     */
    public AnchoredGcn withDropout(double rate) {
        return new AnchoredGcn(hidden, rate, anchors, scale);
    }

    /**
     * Another number of anchors.
     *
     * @param count at prediction, at least 1
     * @return changed options
     */
    public AnchoredGcn withAnchors(int count) {
        return new AnchoredGcn(hidden, dropout, count, scale);
    }

    /**
     * Spread and factor as in the authors' code, {@link AnchorScale#REFERENCE_COMPATIBLE}.
     *
     * @return changed options
     */
    public AnchoredGcn referenceCompatible() {
        return new AnchoredGcn(hidden, dropout, anchors, AnchorScale.REFERENCE_COMPATIBLE);
    }

    /**
     * Trains on the nodes whose role is {@code TRAIN} and stops by those whose role is {@code
     * VALIDATION}, or, where there are none, {@code CALIBRATION}. The labels of other nodes are
     * never looked at; their features and edges are, as neighbours and as anchors.
     *
     * @param data graph, features, labels and roles
     * @param rules of training
     * @param seed of the first weights, of dropout and of the anchors
     * @return the trained model
     * @throws IllegalArgumentException if there is no node of a role that is needed, or one of them
     *     has no label
     */
    public AnchoredNodeModel train(NodeData data, NodeTraining rules, long seed) {
        return train(
                data,
                data.roles().require(NodeRole.TRAIN),
                NodeTrainer.stopping(data.roles()),
                rules,
                seed);
    }

    /**
     * Trains on given nodes.
     *
     * @param data graph, features and labels
     * @param training nodes whose loss is made small, and of which anchors are drawn
     * @param validation nodes by which training stops
     * @param rules of training
     * @param seed of the first weights, of dropout and of the anchors
     * @return the trained model
     * @throws IllegalArgumentException if a set is empty, or a node of one has no label
     */
    public AnchoredNodeModel train(
            NodeData data, int[] training, int[] validation, NodeTraining rules, long seed) {
        return AnchoredTrainer.train(this, data, training, validation, rules, seed);
    }
}
