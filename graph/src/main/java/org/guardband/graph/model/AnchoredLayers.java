package org.guardband.graph.model;

import org.guardband.kernels.FloatMatrix;

/**
 * What follows the product of features and weights at prediction.
 *
 * @param anchors K × hidden, c (W₂ − W₁) of every anchor
 * @param bias1 1 × hidden
 * @param weight2 hidden × classes
 * @param bias2 1 × classes
 */
record AnchoredLayers(
        FloatMatrix anchors, FloatMatrix bias1, FloatMatrix weight2, FloatMatrix bias2) {}
