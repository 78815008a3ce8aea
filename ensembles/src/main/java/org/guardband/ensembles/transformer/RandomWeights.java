package org.guardband.ensembles.transformer;

import java.util.Arrays;
import org.guardband.core.numeric.SeededUniforms;

/**
 * The weights that ViT and BERT start from: N(0, 0.02²) cut at two standard deviations for matrices
 * and tables, ones for the gains of layer norms, zeros for biases. What a weight gets depends on
 * the seed and its name alone.
 *
 * @param seed the seed
 */
public record RandomWeights(long seed) implements WeightSource {

    private static final double DEVIATION = 0.02;

    @Override
    public Weight weight(String name, Integer... shape) {
        int elements = 1;
        for (int length : shape) {
            elements = Math.multiplyExact(elements, length);
        }
        float[] values = new float[elements];
        boolean norm = name.matches(".*(?i:layernorm)[^.]*\\.weight");
        if (norm) {
            Arrays.fill(values, 1);
        } else if (!name.endsWith(".bias")) {
            fill(values, new SeededUniforms(seed, name.hashCode()));
        }
        return Weight.wrap(name, values, shape);
    }

    private static void fill(float[] values, SeededUniforms uniforms) {
        long draw = 0;
        for (int i = 0; i < values.length; i++) {
            double z;
            do {
                double radius = Math.sqrt(-2 * Math.log1p(-uniforms.at(draw++)));
                z = radius * Math.cos(2 * Math.PI * uniforms.at(draw++));
            } while (Math.abs(z) > 2);
            values[i] = (float) (DEVIATION * z);
        }
    }
}
