package org.guardband.graph.calibration;

import java.util.Objects;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.internal.AdamDescent;

/**
 * Graph attention temperature scaling, GATS (Hsu, Shen, Tomani, Cremers 2022, arXiv 2210.06391): a
 * temperature for every node, from its own logits, those of its neighbours and its distance to the
 * training nodes,
 *
 * <pre>    Tᵢ = T₀ + (1/H) Σ_h softplus( Σ_{j∈N(i)} αᵢⱼ aⱼ (W s(zⱼ))_h + ω δᵢ ) .</pre>
 *
 * <p>N(i) are the neighbours of i and i itself; s(z) is the row moved and scaled to [0, 1] and
 * sorted ascending; αᵢⱼ is the softmax over j ∈ N(i) of LeakyReLU₀.₂((zᵢ/aᵢ)·(zⱼ/aⱼ)); a is one
 * learnt number for training nodes, one for their neighbours, and 1 elsewhere; δᵢ = Σ_{j∈N(i)} (cᵢ
 * − cⱼ)/|N(i)| is the lead in confidence c = max softmax(z). Probabilities are softmax(zᵢ/Tᵢ).
 *
 * <p>Learnt on the calibration nodes by {@link TrainingRules}: W (H × K, Glorot uniform by {@link
 * #withSeed}), ω (from 0), T₀ (from {@link #withBias}), both scales (from 1). It costs O(|loss
 * nodes|·(d + H)·K) a step and does not touch the rest of the graph.
 *
 * <p>Accuracy: nothing in the authors' formula keeps Tᵢ &gt; 0. Here T₀ and both scales are kept at
 * 10⁻³ or more while fitting, so that Tᵢ &gt; 0 for every node of every graph and no prediction
 * changes; {@link #referenceCompatible} leaves them free and checks the temperatures instead.
 *
 * <p>Defined here where the formula is not: a row of equal logits (0/0) has s = 0; an isolated node
 * is its own only neighbour, with δ = 0; a node that no training node reaches has a = 1. Loops in
 * the graph are ignored. Ω and W see the order of logits within a row only, so that the method is
 * indifferent to the names of the classes, but the attention sees raw logits, not their
 * differences: adding a constant to a row changes the result. No finite-sample guarantee.
 */
public final class Gats implements NodeCalibrator<GatsCalibration> {

    /** The least T₀ and the least scale of a fit, unless reference-compatible. */
    public static final double LEAST = 1e-3;

    private final int heads;
    private final double bias;
    private final TrainingRules rules;
    private final long seed;
    private final boolean bounded;

    private Gats(int heads, double bias, TrainingRules rules, long seed, boolean bounded) {
        this.heads = Arguments.atLeast("heads", heads, 1);
        this.bias = Arguments.finite("bias", bias);
        this.rules = Objects.requireNonNull(rules, "rules");
        this.seed = seed;
        this.bounded = bounded;
    }

    /**
     * Eight heads, T₀ from 1, weight decay 5·10⁻⁴, seed 0.
     *
     * @return the unfitted method
     */
    public static Gats withDefaults() {
        return new Gats(8, 1, TrainingRules.withDefaults(), 0, true);
    }

    /**
     * Sets the number of heads.
     *
     * @param number H ≥ 1
     * @return the method with as many heads
     */
    public Gats withHeads(int number) {
        return new Gats(number, bias, rules, seed, bounded);
    }

    /**
     * Sets where T₀ starts.
     *
     * @param start a finite number; the authors take 1, and 1.5 for CoraFull
     * @return the method with this start
     */
    public Gats withBias(double start) {
        return new Gats(heads, start, rules, seed, bounded);
    }

    /**
     * Sets how it is trained.
     *
     * @param training the rules; the authors' weight decays differ from graph to graph, from 0 to
     *     0.2
     * @return the method with these rules
     */
    public Gats withTraining(TrainingRules training) {
        return new Gats(heads, bias, training, seed, bounded);
    }

    /**
     * Sets the seed of the first weights.
     *
     * @param number the seed
     * @return the method with this seed
     */
    public Gats withSeed(long number) {
        return new Gats(heads, bias, rules, number, bounded);
    }

    /**
     * Leaves T₀ and the scales unconstrained, as the authors' code does. A fit with a node whose
     * temperature is not positive is then refused, and so is such a node at prediction.
     *
     * @return the method without bounds
     */
    public Gats referenceCompatible() {
        return new Gats(heads, bias, rules, seed, false);
    }

    @Override
    public GatsCalibration calibrate(NodeBatch batch, int[] labels) {
        int[] calibration = batch.roles().require(NodeRole.CALIBRATION);
        int[] train = batch.roles().require(NodeRole.TRAIN);
        int[] known = batch.requireLabels(labels, calibration);
        int[] stopping = batch.requireLabels(labels, train);
        GatsPass fit = new GatsPass(GatsInput.of(batch, calibration), heads, known);
        GatsPass stop = new GatsPass(GatsInput.of(batch, train), heads, stopping);
        double[] start = GatsParameters.start(heads, batch.classes(), bias, seed).flat();
        double[] found = rules.descent().run(new Descent(fit, stop), start);
        GatsCalibration fitted =
                new GatsCalibration(GatsParameters.wrap(heads, batch.classes(), found), bounded);
        fitted.temperatures(batch);
        return fitted;
    }

    private final class Descent implements AdamDescent.Problem {
        private final GatsPass fit;
        private final GatsPass stop;

        Descent(GatsPass fit, GatsPass stop) {
            this.fit = fit;
            this.stop = stop;
        }

        @Override
        public void gradient(int epoch, double[] parameters, double[] gradient) {
            fit.gradient(parameters, gradient);
        }

        @Override
        public double stoppingLoss(double[] parameters) {
            return stop.loss(parameters);
        }

        @Override
        public void project(double[] parameters) {
            if (bounded) {
                for (int p = parameters.length - 3; p < parameters.length; p++) {
                    parameters[p] = Math.max(LEAST, parameters[p]);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "Gats[" + heads + " heads, bias " + bias + ", " + rules + ", seed " + seed + "]";
    }
}
