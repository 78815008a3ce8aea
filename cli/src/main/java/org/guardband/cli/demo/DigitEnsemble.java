package org.guardband.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/** Networks that learnt the digits 0 to 7, each from another start, and what they say of others. */
final class DigitEnsemble {

    static final int MEMBERS = 5;
    static final int CLASSES = 8;
    static final int TRAIN = 150;
    static final int HELD_OUT = 300;

    private static final int EPOCHS = 200;

    private final ClassMembers heldOut;
    private final int[] heldOutLabels;
    private final ClassMembers known;
    private final int[] labels;
    private final ClassMembers strange;

    private DigitEnsemble(
            ClassMembers heldOut,
            int[] heldOutLabels,
            ClassMembers known,
            int[] labels,
            ClassMembers strange) {
        this.heldOut = heldOut;
        this.heldOutLabels = heldOutLabels;
        this.known = known;
        this.labels = labels;
        this.strange = strange;
    }

    /** Of images that calibrate. */
    ClassMembers heldOut() {
        return heldOut;
    }

    int[] heldOutLabels() {
        return heldOutLabels;
    }

    /** Of images that judge. */
    ClassMembers known() {
        return known;
    }

    int[] labels() {
        return labels;
    }

    /** Of eights and nines, which no network has seen. */
    ClassMembers strange() {
        return strange;
    }

    static DigitEnsemble train() {
        DigitImages images = DigitImages.read();
        int[] known = images.where(digit -> digit < CLASSES);
        int[] train = Arrays.copyOf(known, TRAIN);
        int[] heldOut = Arrays.copyOfRange(known, TRAIN, TRAIN + HELD_OUT);
        int[] test = Arrays.copyOfRange(known, TRAIN + HELD_OUT, known.length);
        int[] strange = images.where(digit -> digit >= CLASSES);
        List<CategoricalBatch> onHeldOut = new ArrayList<>();
        List<CategoricalBatch> onTest = new ArrayList<>();
        List<CategoricalBatch> onStrange = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
            SmallNetwork network =
                    new SmallNetwork(
                                    images.pixels(train),
                                    CLASSES,
                                    (tape, z) -> logLoss(tape, z, images.digits(train)),
                                    m + 1L)
                            .train(EPOCHS);
            onHeldOut.add(probabilities(network, images.pixels(heldOut)));
            onTest.add(probabilities(network, images.pixels(test)));
            onStrange.add(probabilities(network, images.pixels(strange)));
        }
        return new DigitEnsemble(
                ClassMembers.of(onHeldOut),
                images.digits(heldOut),
                ClassMembers.of(onTest),
                images.digits(test),
                ClassMembers.of(onStrange));
    }

    private static Node<DoubleMatrix> logLoss(
            Tape<DoubleMatrix> tape, Node<DoubleMatrix> logits, int[] digits) {
        return Losses.crossEntropy(
                tape,
                Pointwise.logSoftmax(tape, logits),
                IntStream.range(0, digits.length).toArray(),
                digits);
    }

    private static CategoricalBatch probabilities(SmallNetwork network, double[][] images) {
        return LogitBatch.wrap(
                        network.outputs(images),
                        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList())
                .softmax();
    }
}
