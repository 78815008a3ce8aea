package org.guardband.conformal.conditional;

import org.guardband.core.numeric.Arguments;

/** The functions of features over which conditional calibration promises coverage. */
public sealed interface FunctionClass permits FunctionClass.Linear, FunctionClass.KernelSpace {

    /**
     * All linear functions of the features.
     *
     * @return the class, of {@link ConditionalScores}
     */
    static FunctionClass linear() {
        return new Linear();
    }

    /**
     * Functions of the space of a kernel of all features, on top of any multiple of the first one,
     * which should be the constant 1.
     *
     * @param kernel the kernel
     * @param penalty λ &gt; 0
     * @return the class, of {@link KernelScores}
     * @throws IllegalArgumentException if the penalty is not positive and finite
     */
    static FunctionClass kernel(Kernel kernel, double penalty) {
        return new KernelSpace(kernel, penalty, 1);
    }

    /**
     * The thresholds that calibration scores give.
     *
     * @param rows calibration rows with features
     * @param scores the score of each row, finite
     * @return the thresholds
     * @throws IllegalArgumentException if lengths differ, a score is not finite, or the features do
     *     not suit the class
     */
    ConditionalThresholds thresholds(FeatureRows<?> rows, double[] scores);

    /** All linear functions of the features. */
    record Linear() implements FunctionClass {
        @Override
        public ConditionalThresholds thresholds(FeatureRows<?> rows, double[] scores) {
            return ConditionalScores.of(rows.features(), scores);
        }
    }

    /**
     * Functions f(x) = g(φ(x)) + Σ over j &lt; free of βⱼφⱼ(x), with g in the space of a kernel.
     *
     * @param kernel the kernel, of all features
     * @param penalty λ, the weight of ½‖g‖² against the sum of pinball losses; large values ask for
     *     less and give smoother thresholds
     * @param free how many of the first features have a coefficient without penalty, ≥ 1
     */
    record KernelSpace(Kernel kernel, double penalty, int free) implements FunctionClass {

        /**
         * Checks the parameters.
         *
         * @param kernel the kernel
         * @param penalty λ
         * @param free how many features have a coefficient without penalty
         * @throws IllegalArgumentException if the penalty is not positive and finite or {@code
         *     free} is not positive
         */
        public KernelSpace {
            Arguments.positive("penalty", Arguments.finite("penalty", penalty));
            Arguments.atLeast("free", free, 1);
        }

        @Override
        public ConditionalThresholds thresholds(FeatureRows<?> rows, double[] scores) {
            return KernelScores.of(this, rows.features(), scores);
        }
    }
}
