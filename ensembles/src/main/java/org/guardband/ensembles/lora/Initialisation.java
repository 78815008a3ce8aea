package org.guardband.ensembles.lora;

import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.ensembles.transformer.Weight;

/** What a matrix of out × in starts from. */
public sealed interface Initialisation {

    /**
     * A new matrix.
     *
     * @param name its name
     * @param outputs rows
     * @param inputs columns
     * @param seed the seed; with the name it decides all numbers
     * @return the matrix
     */
    default Weight matrix(String name, int outputs, int inputs, long seed) {
        float[] values = new float[Math.multiplyExact(outputs, inputs)];
        SeededUniforms uniforms = new SeededUniforms(seed, name.hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw(uniforms, i, outputs, inputs);
        }
        return Weight.wrap(name, values, outputs, inputs);
    }

    /**
     * The i-th number.
     *
     * @param uniforms where chance comes from
     * @param i its index
     * @param outputs rows
     * @param inputs columns
     * @return the number
     */
    double draw(SeededUniforms uniforms, int i, int outputs, int inputs);

    /**
     * N(0, deviation²).
     *
     * @param deviation > 0
     */
    record Normal(double deviation) implements Initialisation {

        /**
         * Checks the deviation.
         *
         * @param deviation > 0
         * @throws IllegalArgumentException if it is not positive
         */
        public Normal {
            Arguments.positive("deviation", deviation);
        }

        @Override
        public double draw(SeededUniforms uniforms, int i, int outputs, int inputs) {
            double radius = Math.sqrt(-2 * Math.log1p(-uniforms.at(2L * i)));
            return deviation * radius * Math.cos(2 * Math.PI * uniforms.at(2L * i + 1));
        }
    }

    /**
     * Uniform within ±√(6 / ((1 + slope²) in)), the rule of He et al. 2015 (arXiv 1502.01852) for
     * rectifiers of a slope; √5 gives ±1/√in, from which PyTorch starts its linear maps.
     *
     * @param slope ≥ 0
     */
    record KaimingUniform(double slope) implements Initialisation {

        /**
         * Checks the slope.
         *
         * @param slope ≥ 0
         * @throws IllegalArgumentException if it is negative
         */
        public KaimingUniform {
            Arguments.nonNegative("slope", slope);
        }

        @Override
        public double draw(SeededUniforms uniforms, int i, int outputs, int inputs) {
            return (2 * uniforms.at(i) - 1) * Math.sqrt(6 / ((1 + slope * slope) * inputs));
        }
    }

    /**
     * Uniform within ±gain·√(6 / (in + out)) (Glorot and Bengio 2010).
     *
     * @param gain > 0
     */
    record XavierUniform(double gain) implements Initialisation {

        /**
         * Checks the gain.
         *
         * @param gain > 0
         * @throws IllegalArgumentException if it is not positive
         */
        public XavierUniform {
            Arguments.positive("gain", gain);
        }

        @Override
        public double draw(SeededUniforms uniforms, int i, int outputs, int inputs) {
            return (2 * uniforms.at(i) - 1) * gain * Math.sqrt(6.0 / (inputs + outputs));
        }
    }
}
