package org.guardband.benchmarks.training;

import java.util.List;
import java.util.SplittableRandom;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Initialization;
import org.guardband.nn.Linear;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/** Two hidden layers of ReLUs with dropout, and a linear head. */
record DigitNetwork(
        Linear<DoubleMatrix> first,
        Linear<DoubleMatrix> second,
        Linear<DoubleMatrix> head,
        double dropout) {

    static DigitNetwork create(
            Parameters<DoubleMatrix> parameters,
            int width,
            int classes,
            double dropout,
            SplittableRandom random) {
        Initialization start = Initialization.glorotUniform(1);
        return new DigitNetwork(
                Linear.create(parameters, "first", DigitSplit.PIXELS, width, start, random),
                Linear.create(parameters, "second", width, width, start, random),
                Linear.create(parameters, "head", width, classes, start, random),
                dropout);
    }

    Node<DoubleMatrix> features(Tape<DoubleMatrix> tape, Node<DoubleMatrix> x) {
        Node<DoubleMatrix> node = x;
        for (Linear<DoubleMatrix> layer : List.of(first, second)) {
            node = Pointwise.activate(tape, Activation.RELU, layer.apply(tape, node));
            node = Pointwise.dropout(tape, dropout, node);
        }
        return node;
    }

    Node<DoubleMatrix> logits(Tape<DoubleMatrix> tape, Node<DoubleMatrix> x) {
        return head.apply(tape, features(tape, x));
    }
}
