package org.guardband.ensembles.transformer;

import org.guardband.core.numeric.Arguments;

/**
 * The sizes of a transformer encoder.
 *
 * @param layers number of layers, ≥ 1
 * @param width numbers per token, a multiple of {@code heads}
 * @param heads attention heads per layer, ≥ 1
 * @param hidden width of the feed-forward part, ≥ 1
 * @param epsilon added to the variance in a layer norm, > 0
 */
public record EncoderShape(int layers, int width, int heads, int hidden, double epsilon) {

    /**
     * Checks the sizes.
     *
     * @param layers number of layers
     * @param width numbers per token
     * @param heads attention heads per layer
     * @param hidden width of the feed-forward part
     * @param epsilon added to the variance in a layer norm
     * @throws IllegalArgumentException if a size is out of its range
     */
    public EncoderShape {
        Arguments.atLeast("layers", layers, 1);
        Arguments.atLeast("heads", heads, 1);
        Arguments.atLeast("width", width, 1);
        Arguments.atLeast("hidden", hidden, 1);
        Arguments.positive("epsilon", epsilon);
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "width must be a multiple of heads (" + heads + "), got " + width);
        }
    }
}
