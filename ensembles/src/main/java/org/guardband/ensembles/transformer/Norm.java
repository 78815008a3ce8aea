package org.guardband.ensembles.transformer;

import java.util.List;

/**
 * A layer norm: (x − mean)/√(variance + ε) per row, times {@code gain}, plus {@code bias}; the
 * variance is that of the row's numbers (divided by their count).
 *
 * @param gain one number per column
 * @param bias one number per column
 * @param epsilon ε
 */
record Norm(Weight gain, Weight bias, double epsilon) {

    static Norm of(WeightSource source, String module, EncoderShape shape) {
        return new Norm(
                source.weight(module + ".weight", shape.width()),
                source.weight(module + ".bias", shape.width()),
                shape.epsilon());
    }

    List<Weight> weights() {
        return List.of(gain, bias);
    }
}
