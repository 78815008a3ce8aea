package org.guardband.graph.calibration;

import java.util.Objects;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.internal.AdamDescent;
import org.guardband.graph.internal.TwoLayerGcn;

/**
 * Calibration by a graph convolutional network, CaGCN (Wang, Liu, Shi, Yang 2021, arXiv
 * 2109.14285): a second network of two layers reads the logits of all nodes and gives each a factor
 * &gt; 0 for its logits,
 *
 * <pre>    softmax(zᵢ·softplus(oᵢ)) ,   o = Â relu(Â Z W₁ + b₁) W₂ + b₂ ,   K → 16 → 1 .</pre>
 *
 * <p>As the factor is positive it does not change predictions. Trained on the calibration nodes by
 * {@link TrainingRules} with half of the hidden units dropped, weight decay 5·10⁻³ (in the GATS
 * paper 0.03 for CoraFull). The margin penalty of the original is left out, as in the GATS paper's
 * code, where it stands commented out. No finite-sample guarantee.
 */
public final class CaGcn implements NodeCalibrator<CaGcnCalibration> {

    private final int hidden;
    private final TrainingRules rules;
    private final long seed;

    private CaGcn(int hidden, TrainingRules rules, long seed) {
        this.hidden = Arguments.atLeast("hidden", hidden, 1);
        this.rules = Objects.requireNonNull(rules, "rules");
        this.seed = seed;
    }

    /**
     * Sixteen hidden units, weight decay 5·10⁻³, seed 0.
     *
     * @return the unfitted method
     */
    public static CaGcn withDefaults() {
        return new CaGcn(16, TrainingRules.withDefaults().withWeightDecay(5e-3), 0);
    }

    /**
     * Sets the number of hidden units.
     *
     * @param units ≥ 1
     * @return the method with as many units
     */
    public CaGcn withHidden(int units) {
        return new CaGcn(units, rules, seed);
    }

    /**
     * Sets how it is trained.
     *
     * @param training the rules
     * @return the method with these rules
     */
    public CaGcn withTraining(TrainingRules training) {
        return new CaGcn(hidden, training, seed);
    }

    /**
     * Sets the seed of weights and dropped units.
     *
     * @param number the seed
     * @return the method with this seed
     */
    public CaGcn withSeed(long number) {
        return new CaGcn(hidden, rules, number);
    }

    @Override
    public CaGcnCalibration calibrate(NodeBatch batch, int[] labels) {
        int[] fit = batch.roles().require(NodeRole.CALIBRATION);
        int[] stop = batch.roles().require(NodeRole.TRAIN);
        batch.requireLabels(labels, fit);
        batch.requireLabels(labels, stop);
        TwoLayerGcn network = network(batch, hidden);
        Descent descent = new Descent(network, batch.logits(), labels, fit, stop);
        double[] found = rules.descent().run(descent, network.start(seed));
        return CaGcnCalibration.of(batch.classes(), hidden, found);
    }

    static TwoLayerGcn network(NodeBatch batch, int hidden) {
        LogitBatch z = LogitRange.require(batch.logits());
        double[] inputs = new double[Math.multiplyExact(z.size(), z.classes())];
        double[] row = new double[z.classes()];
        for (int v = 0; v < z.size(); v++) {
            z.copyRow(v, row);
            System.arraycopy(row, 0, inputs, v * row.length, row.length);
        }
        return new TwoLayerGcn(batch.graph(), inputs, z.classes(), hidden, 1);
    }

    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private final class Descent implements AdamDescent.Problem {
        private final TwoLayerGcn network;
        private final LogitBatch z;
        private final int[] labels;
        private final int[] fit;
        private final int[] stop;

        Descent(TwoLayerGcn network, LogitBatch z, int[] labels, int[] fit, int[] stop) {
            this.network = network;
            this.z = z;
            this.labels = labels;
            this.fit = fit;
            this.stop = stop;
        }

        @Override
        public void gradient(int epoch, double[] parameters, double[] gradient) {
            TwoLayerGcn.Pass pass = network.forward(parameters, seed, epoch);
            double[] slopes = new double[z.size()];
            loss(pass.outputs(), fit, slopes);
            pass.backward(slopes, gradient);
        }

        @Override
        public double stoppingLoss(double[] parameters) {
            return loss(network.forward(parameters).outputs(), stop, new double[z.size()]);
        }

        private double loss(double[] outputs, int[] nodes, double[] slopes) {
            double[] row = new double[z.classes()];
            double[] scaled = new double[z.classes()];
            double sum = 0;
            for (int v : nodes) {
                z.copyRow(v, row);
                double factor = softplus(outputs[v]);
                for (int k = 0; k < row.length; k++) {
                    scaled[k] = factor * row[k];
                }
                sum += MeanLogLoss.softmaxSlopes(scaled, labels[v]);
                double slope = 0;
                for (int k = 0; k < row.length; k++) {
                    slope += scaled[k] * row[k];
                }
                slopes[v] = slope / (1 + Math.exp(-outputs[v])) / nodes.length;
            }
            return sum / nodes.length;
        }
    }

    @Override
    public String toString() {
        return "CaGcn[" + hidden + " hidden units, " + rules + ", seed " + seed + "]";
    }
}
