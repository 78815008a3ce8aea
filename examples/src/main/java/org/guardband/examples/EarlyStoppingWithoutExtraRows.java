package org.guardband.examples;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.earlystopping.EarlyStoppingClassification;
import org.guardband.conformal.earlystopping.EarlyStoppingClassifier;
import org.guardband.core.Coverage;
import org.guardband.core.set.LabelSets;
import org.guardband.tribuo.batch.TribuoPredictions;
import org.guardband.tribuo.earlystopping.SnapshotTraining;
import org.guardband.tribuo.earlystopping.TribuoPaths;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * Conformalized early stopping: the same held-out digits choose the epoch and calibrate the sets,
 * and the guarantee stays. To choose the epoch first and to calibrate on the same rows after would
 * cost it.
 */
public final class EarlyStoppingWithoutExtraRows {

    private static final int EPOCHS = 12;

    private EarlyStoppingWithoutExtraRows() {}

    /**
     * Prints the number of snapshots, coverage and size.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /** What the example finds. */
    record Result(int snapshots, int heldOut, int rows, int covered, double meanSize) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "%d snapshots of one training run, %d held-out rows for both uses%n"
                            + "%d of %d sets at 0.95 hold the truth, %.2f digits on average%n",
                    snapshots,
                    heldOut,
                    covered,
                    rows,
                    meanSize);
        }
    }

    static Result run() throws IOException {
        TrainTestSplitter<Label> digits = ShippedData.digits(0.2);
        MutableDataset<Label> rest = new MutableDataset<>(digits.getTest());
        MutableDataset<Label> heldOut =
                new MutableDataset<>(rest.getSourceProvenance(), rest.getOutputFactory());
        MutableDataset<Label> fresh =
                new MutableDataset<>(rest.getSourceProvenance(), rest.getOutputFactory());
        for (int i = 0; i < rest.size(); i++) {
            (i % 4 == 0 ? heldOut : fresh).add(rest.getExample(i));
        }

        List<Model<Label>> snapshots =
                SnapshotTraining.<Label>of(
                                (optimiser, epochs) ->
                                        new LinearSGDTrainer(
                                                new LogMulticlass(), optimiser, epochs, -1, 1, 1L),
                                new AdaGrad(0.01),
                                EPOCHS)
                        .train(new MutableDataset<>(digits.getTrain()));

        EarlyStoppingClassifier fitted =
                EarlyStoppingClassification.of(LeastAmbiguous.withDefaults())
                        .conformalize(
                                TribuoPaths.classes(snapshots, heldOut),
                                TribuoPredictions.labelIds(
                                        heldOut, snapshots.get(0).getOutputIDInfo()));
        LabelSets sets = fitted.sets(TribuoPaths.classes(snapshots, fresh), Coverage.of(0.95));

        int[] truths = TribuoPredictions.labelIds(fresh, snapshots.get(0).getOutputIDInfo());
        int covered = 0;
        double size = 0;
        for (int i = 0; i < truths.length; i++) {
            covered += sets.contains(i, truths[i]) ? 1 : 0;
            size += sets.cardinality(i) / (double) truths.length;
        }
        return new Result(snapshots.size(), fitted.calibrationSize(), truths.length, covered, size);
    }
}
