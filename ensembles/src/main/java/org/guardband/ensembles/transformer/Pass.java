package org.guardband.ensembles.transformer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.guardband.kernels.DenseKernels;
import org.guardband.kernels.ElementKernels;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.kernels.RowKernels;

/**
 * One pass through a network, forward and, where gradients are asked for, back. Each operation that
 * lies behind a trainable weight leaves its derivative here; {@link #backward} runs them in
 * reverse.
 */
final class Pass {

    final DenseKernels<FloatMatrix> dense;
    final ElementKernels<FloatMatrix> elements;
    final RowKernels<FloatMatrix> rows;
    final int members;
    final Gradients gradients;
    final Noise noise;
    private float[] wide = new float[0];
    private final Deque<Runnable> derivatives = new ArrayDeque<>();

    Pass(Kernels kernels, int members, Gradients gradients, Noise noise) {
        this.dense = kernels.floats().dense();
        this.elements = kernels.floats().elements();
        this.rows = kernels.floats().rows();
        this.members = members;
        this.gradients = gradients;
        this.noise = noise;
    }

    boolean trains(Weight weight) {
        return gradients.trains(weight);
    }

    /** A weight in single precision, until the next one is asked for. */
    FloatMatrix widened(HalfWeight weight) {
        if (wide.length < weight.size()) {
            wide = new float[weight.size()];
        }
        weight.numbers().widen(wide);
        return FloatMatrix.wrap(weight.shape().get(0), weight.shape().get(1), wide);
    }

    /** A result, and its derivative if it is tracked. */
    void record(Activation result, Runnable derivative) {
        if (result.tracked) {
            derivatives.push(derivative);
        }
    }

    /** Runs all derivatives; the gradient of the last result has been written. */
    void backward() {
        while (!derivatives.isEmpty()) {
            derivatives.pop().run();
        }
    }
}
