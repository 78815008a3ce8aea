package org.guardband.examples;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.calibration.NodeReport;
import org.guardband.graph.model.AnchoredGcn;
import org.guardband.graph.model.AnchoredNodeModel;
import org.guardband.graph.model.AnchoredPrediction;
import org.guardband.graph.model.NodeTraining;

/**
 * Asks one network ten times, with G-ΔUQ, and sees its answers come apart.
 *
 * <p>The nodes are optical digits, each joined to those that look most like it. The network sees
 * every digit beside another, its anchor; with ten anchors in turn it gives ten answers, whose
 * spread tells how little it knows. Then the pixels of all digits are shuffled, the same way for
 * all: what it sees now is nothing that it was trained on.
 */
public final class StrangeNodes {

    private static final long SEED = 1;
    private static final int EPOCHS = 300;

    private StrangeNodes() {}

    /**
     * Prints what happened.
     *
     * @param args none
     * @throws IOException if the shipped digits cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /**
     * What the example finds.
     *
     * @param usual of the digits as they are
     * @param strange of the shuffled ones
     * @param usualSpread mean over test nodes
     * @param strangeSpread the same, of shuffled digits
     */
    record Result(NodeReport usual, NodeReport strange, double usualSpread, double strangeSpread) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "            accuracy  spread%n"
                            + "digits         %.3f   %.4f%n"
                            + "shuffled       %.3f   %.4f%n",
                    usual.accuracy(),
                    usualSpread,
                    strange.accuracy(),
                    strangeSpread);
        }
    }

    static Result run() throws IOException {
        NodeData digits = TemperatureForEveryNode.digits();
        NodeTraining rules = NodeTraining.withDefaults().withEpochs(EPOCHS);
        AnchoredNodeModel model = AnchoredGcn.withDefaults().train(digits, rules, SEED);
        AnchoredPrediction usual = model.predict(digits);
        AnchoredPrediction strange = model.predict(shuffled(digits));
        int[] labels = digits.labels();
        int[] test = digits.roles().nodes(NodeRole.TEST);
        return new Result(
                NodeReport.of(usual.shrunk().probabilities(), labels, test),
                NodeReport.of(strange.shrunk().probabilities(), labels, test),
                Arrays.stream(test).mapToDouble(usual::spread).average().orElseThrow(),
                Arrays.stream(test).mapToDouble(strange::spread).average().orElseThrow());
    }

    private static NodeData shuffled(NodeData digits) {
        int pixels = digits.features().columns();
        int[] order = RandomOrder.of(pixels, new SplittableRandom(SEED));
        double[] ink = digits.features().toArray();
        double[] moved = new double[ink.length];
        for (int i = 0; i < ink.length; i++) {
            moved[i] = ink[i - i % pixels + order[i % pixels]];
        }
        return digits.withFeatures(DenseFeatures.of(moved, pixels));
    }
}
