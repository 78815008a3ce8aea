package org.guardband.graph.calibration;

import java.util.Arrays;
import java.util.Objects;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.internal.AdamDescent;

/**
 * Vector scaling as the code of the GATS paper (Hsu et al. 2022, arXiv 2210.06391) has it:
 * softmax(w∘z + 1), w trained from 1 by {@link TrainingRules} without weight decay. Its bias is
 * never handed to the optimiser, so that it is the same for all classes and cancels. Use {@link
 * org.guardband.classification.calibration.VectorScaling} through {@link NodewiseCalibrator} for
 * the method proper.
 */
public final class ReferenceCompatibleVectorScaling implements NodeCalibrator<VectorScaledNodes> {

    private final TrainingRules rules;

    private ReferenceCompatibleVectorScaling(TrainingRules rules) {
        this.rules = Objects.requireNonNull(rules, "rules");
    }

    /**
     * The published protocol: no weight decay.
     *
     * @return the unfitted method
     */
    public static ReferenceCompatibleVectorScaling withDefaults() {
        return new ReferenceCompatibleVectorScaling(
                TrainingRules.withDefaults().withWeightDecay(0));
    }

    /**
     * Sets how it is trained.
     *
     * @param training the rules
     * @return the method with these rules
     */
    public ReferenceCompatibleVectorScaling withTraining(TrainingRules training) {
        return new ReferenceCompatibleVectorScaling(training);
    }

    @Override
    public VectorScaledNodes calibrate(NodeBatch batch, int[] labels) {
        int[] fit = batch.roles().require(NodeRole.CALIBRATION);
        int[] stop = batch.roles().require(NodeRole.TRAIN);
        batch.requireLabels(labels, fit);
        batch.requireLabels(labels, stop);
        LogitBatch z = batch.logits();
        double[] start = new double[z.classes()];
        Arrays.fill(start, 1);
        double[] found =
                rules.descent()
                        .run(
                                new AdamDescent.Problem() {
                                    @Override
                                    public void gradient(int epoch, double[] w, double[] g) {
                                        loss(z, labels, fit, w, g);
                                    }

                                    @Override
                                    public double stoppingLoss(double[] w) {
                                        return loss(z, labels, stop, w, new double[w.length]);
                                    }
                                },
                                start);
        return VectorScaledNodes.of(found);
    }

    private static double loss(LogitBatch z, int[] labels, int[] nodes, double[] w, double[] g) {
        double[] row = new double[w.length];
        double[] scaled = new double[w.length];
        double sum = 0;
        for (int v : nodes) {
            z.copyRow(v, row);
            for (int k = 0; k < w.length; k++) {
                scaled[k] = w[k] * row[k];
            }
            sum += MeanLogLoss.softmaxSlopes(scaled, labels[v]);
            for (int k = 0; k < w.length; k++) {
                g[k] += scaled[k] * row[k] / nodes.length;
            }
        }
        return sum / nodes.length;
    }

    @Override
    public String toString() {
        return "ReferenceCompatibleVectorScaling[" + rules + "]";
    }
}
