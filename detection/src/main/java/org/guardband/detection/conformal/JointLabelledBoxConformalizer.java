package org.guardband.detection.conformal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.RowUniforms;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.MaxRankScores;
import org.guardband.core.numeric.Arguments;

/**
 * Sets of labels and sets of boxes that hold together, from one calibration of both: the score of
 * the true label and those of the box are compared by their ranks ({@link MaxRankScores}), so that
 * label and box share the miscoverage as their errors fall, and no part of it is given away where
 * they fall on the same detections. {@link LabelledBoxConformalizer} divides it beforehand.
 *
 * <p>{@link #conformalizeByLabel} calibrates within every true label: a label enters the set by the
 * threshold of its own, and the box is the hull of the boxes that belong to the labels in the set,
 * as the true one is not known.
 *
 * <p><b>Guarantee.</b> For exchangeable detections that were matched with an object, P(the true
 * label is in its set and the true box in its) ≥ 1 − α; by label also given the true label (of
 * labels that share a pool, given that it is one of these). No row is set aside. The matching must
 * be one that does not look at labels ({@link LabelledPairs}); what is said of it in {@link
 * BoxConformalizer} holds here too.
 *
 * <p>Source: Timans, Straehle, Sakmann, Nalisnick 2024, arXiv 2403.07263 (sets of labels first,
 * then boxes for their labels, with ranks for the sides of the box; label and box have levels of
 * their own there), and 2025, arXiv 2311.10900 (max-rank). One calibration for label and box is
 * ours. Of the papers the abstracts were read.
 *
 * @param labels the score of a label
 * @param boxes the method for boxes; of {@link BoxConformalizer#bonferroni} each side is ranked for
 *     itself, and needs no share of its own then: boxes are narrower, while the label has the level
 *     of one side
 */
public record JointLabelledBoxConformalizer(ClassScore labels, BoxConformalizer boxes) {

    /**
     * Scores held-out detections all together.
     *
     * @param heldOut detections that were matched with an object
     * @return the predictor; any number of pairs will do, 0 included
     */
    public JointLabelledBoxes conformalize(LabelledPairs heldOut) {
        int classes = heldOut.predicted().labels().classes();
        int[] all = IntStream.range(0, heldOut.size()).toArray();
        return fitted(heldOut, List.of(all), new int[classes]);
    }

    /**
     * Scores held-out detections by the label of their object.
     *
     * @param heldOut detections that were matched with an object
     * @param minimumSize labels with fewer pairs share a pool, ≥ 1. A pool with fewer pairs than
     *     the coverage asks for is in all sets of labels, with boxes without bounds
     * @return the predictor; any number of pairs will do, 0 included
     * @throws IllegalArgumentException if {@code minimumSize} is not positive
     */
    public JointLabelledBoxes conformalizeByLabel(LabelledPairs heldOut, int minimumSize) {
        Arguments.atLeast("minimumSize", minimumSize, 1);
        int[] truths = heldOut.labels();
        int[] count = new int[heldOut.predicted().labels().classes()];
        Arrays.stream(truths).forEach(label -> count[label]++);
        int[] poolOf = new int[count.length];
        int own = 0;
        for (int k = 0; k < count.length; k++) {
            poolOf[k] = count[k] >= minimumSize ? own++ : -1;
        }
        boolean shared = own < count.length;
        for (int k = 0; k < count.length; k++) {
            poolOf[k] = poolOf[k] < 0 ? own : poolOf[k];
        }
        List<int[]> rows = new ArrayList<>();
        for (int pool = 0; pool < own + (shared ? 1 : 0); pool++) {
            int wanted = pool;
            rows.add(
                    IntStream.range(0, truths.length)
                            .filter(i -> poolOf[truths[i]] == wanted)
                            .toArray());
        }
        return fitted(heldOut, rows, poolOf);
    }

    private JointLabelledBoxes fitted(LabelledPairs heldOut, List<int[]> rows, int[] poolOf) {
        CategoricalBatch batch = heldOut.predicted().labels();
        List<double[]> columns = new ArrayList<>();
        columns.add(labelScores(batch, heldOut.labels()));
        columns.addAll(boxes.scores(heldOut.predicted().boxes(), heldOut.boxes()));
        List<MaxRankScores> pools = new ArrayList<>();
        for (int[] some : rows) {
            pools.add(MaxRankScores.of(columns.stream().map(c -> at(c, some)).toList()));
        }
        return new JointLabelledBoxes(
                labels, batch.labels(), boxes.bound(), boxes.scale(), pools, poolOf);
    }

    private double[] labelScores(CategoricalBatch batch, int[] truths) {
        RowUniforms uniforms = new RowUniforms(labels, RowUniforms.CALIBRATION);
        double[] scores = new double[truths.length];
        double[] row = new double[batch.classes()];
        for (int i = 0; i < scores.length; i++) {
            batch.copyRow(i, row);
            scores[i] = labels.calibrationScore(row, truths[i], uniforms.at(i, row));
        }
        return scores;
    }

    private static double[] at(double[] column, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> column[i]).toArray();
    }
}
