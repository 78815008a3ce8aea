package org.guardband.ensembles.transformer;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/**
 * Weights of classes in a cross-entropy, for classes of very different sizes: the loss is Σ
 * w_{yᵢ}lᵢ/Σ w_{yᵢ} over the rows of a batch, so that only ratios matter. A network that is trained
 * so no longer tells the shares of the classes in its rows: calibrate it on rows as they come.
 */
public final class ClassWeights {

    private static final ClassWeights EQUAL = new ClassWeights(new double[0]);

    /** Empty: all equal. */
    private final double[] weights;

    private ClassWeights(double[] weights) {
        this.weights = weights;
    }

    /**
     * The same weight for every class.
     *
     * @return the weights
     */
    public static ClassWeights equal() {
        return EQUAL;
    }

    /**
     * Given weights.
     *
     * @param weights one finite number &gt; 0 per class; copied
     * @return the weights
     * @throws IllegalArgumentException if there is none or one is not finite and positive
     */
    public static ClassWeights of(double... weights) {
        Arguments.atLeast("number of weights", weights.length, 1);
        return new ClassWeights(Arguments.allPositive("weights", weights.clone()));
    }

    /**
     * Weights by the effective number of rows of each class, w_c ∝ (1 − β)/(1 − β^{n_c}), of sum 1:
     * with β = 0 all are equal, with β → 1 they go as 1/n_c. A class without rows has the weight of
     * one with a single row; it enters no loss. (LoRA-Ensemble's reference takes β = 0.9991 for
     * HAM10000.)
     *
     * <p>Source: Cui, Jia, Lin, Song, Belongie 2019, arXiv 1901.05555.
     *
     * @param labels the class of each training row
     * @param classes K ≥ 1
     * @param beta β in [0, 1)
     * @return the weights
     * @throws IllegalArgumentException if a label or β is out of range
     */
    public static ClassWeights byEffectiveNumber(int[] labels, int classes, double beta) {
        Arguments.atLeast("classes", classes, 1);
        Arguments.allIndices("labels", labels, classes);
        if (!(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException("beta must be in [0, 1), got " + beta);
        }
        int[] count = new int[classes];
        for (int label : labels) {
            count[label]++;
        }
        double[] weights = new double[classes];
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            // 1 − βⁿ without the loss of digits where β is near 1; β = 0 gives 1
            double lost = -Math.expm1(Math.max(count[k], 1) * Math.log(beta));
            weights[k] = (1 - beta) / lost;
            sum += weights[k];
        }
        for (int k = 0; k < classes; k++) {
            weights[k] /= sum;
        }
        return new ClassWeights(weights);
    }

    /** The weight of a label. */
    double of(int label) {
        return weights.length == 0 ? 1 : weights[label];
    }

    /** Refuses weights for another number of classes. */
    void requireClasses(int classes) {
        if (weights.length != 0) {
            Arguments.sameLength("class weights", weights.length, "the classes", classes);
        }
    }

    /**
     * The weights.
     *
     * @return a copy; empty where all are equal
     */
    public double[] toArray() {
        return weights.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassWeights that && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return weights.length == 0 ? "equal" : Arrays.toString(weights);
    }
}
