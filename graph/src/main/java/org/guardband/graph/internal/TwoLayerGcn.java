package org.guardband.graph.internal;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.graph.Graph;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Initialization;

/**
 * A graph convolutional network of two layers (Kipf, Welling 2017, arXiv 1609.02907) on frozen
 * inputs X, with its gradient written out:
 *
 * <pre>    O = Â relu(Â X W₁ + b₁) W₂ + b₂ ,   Â = D̃^{−1/2}(A + I)D̃^{−1/2} .</pre>
 *
 * <p>Â X is computed once. While training, units of the hidden layer are dropped with probability
 * ½. Parameters lie in one array: W₁ (in × hidden), b₁, W₂ (hidden × out), b₂.
 */
public final class TwoLayerGcn {

    private static final int BLOCK = 256;

    private final Graph graph;
    private final double[] scale;
    private final double[] inputs;
    private final int nodes;
    private final int in;
    private final int hidden;
    private final int out;

    /**
     * Takes the inputs in.
     *
     * @param graph an undirected graph; its loops are ignored
     * @param inputs N × in numbers, row-major
     * @param in inputs of a node
     * @param hidden units of the hidden layer
     * @param out outputs of a node
     */
    public TwoLayerGcn(Graph graph, double[] inputs, int in, int hidden, int out) {
        this.graph = graph.requireUndirected().withoutSelfLoops();
        this.nodes = graph.size();
        this.in = in;
        this.hidden = hidden;
        this.out = out;
        this.scale = new double[nodes];
        for (int v = 0; v < nodes; v++) {
            scale[v] = 1 / Math.sqrt(this.graph.degree(v) + 1.0);
        }
        this.inputs = propagate(inputs, in);
    }

    /**
     * The number of parameters.
     *
     * @param in inputs of a node
     * @param hidden units of the hidden layer
     * @param out outputs of a node
     * @return length of the array of parameters
     */
    public static int parameters(int in, int hidden, int out) {
        return (in + 1) * hidden + (hidden + 1) * out;
    }

    /**
     * Glorot weights and zero biases.
     *
     * @param seed the seed
     * @return the first parameters
     */
    public double[] start(long seed) {
        double[] p = new double[parameters(in, hidden, out)];
        SplittableRandom random = new SplittableRandom(seed);
        Initialization glorot = Initialization.glorotUniform(1);
        glorot.fill(DoubleMatrix.wrap(p, 0, in, hidden, hidden, 1), random);
        glorot.fill(DoubleMatrix.wrap(p, (in + 1) * hidden, hidden, out, out, 1), random);
        return p;
    }

    /** Â X, every node by itself. */
    private double[] propagate(double[] x, int columns) {
        double[] y = new double[x.length];
        ParallelRows.run(
                nodes,
                BLOCK,
                (from, to) -> {
                    for (int v = from; v < to; v++) {
                        add(x, v, scale[v] * scale[v], y, v, columns);
                        for (int e = graph.first(v); e < graph.end(v); e++) {
                            int w = graph.target(e);
                            add(x, w, scale[v] * scale[w], y, v, columns);
                        }
                    }
                });
        return y;
    }

    private static void add(double[] x, int from, double factor, double[] y, int to, int columns) {
        for (int k = 0; k < columns; k++) {
            y[to * columns + k] += factor * x[from * columns + k];
        }
    }

    /** What a pass leaves behind for the gradient. */
    public final class Pass {

        private final double[] parameters;
        private final double[] units;
        private final double[] outputs;

        /** 2 where units were dropped, for those left are doubled. */
        private final double gain;

        private Pass(double[] parameters, double[] units, double[] outputs, double gain) {
            this.gain = gain;
            this.parameters = parameters;
            this.units = units;
            this.outputs = outputs;
        }

        /**
         * The outputs.
         *
         * @return N × out numbers, not to be written to
         */
        public double[] outputs() {
            return outputs;
        }

        /**
         * Adds the gradient of a loss.
         *
         * @param slopes derivatives of the loss by the outputs, N × out
         * @param gradient receives the gradient by the parameters
         */
        public void backward(double[] slopes, double[] gradient) {
            double[] back = propagate(slopes, out);
            int w2 = (in + 1) * hidden;
            int blocks = (nodes + BLOCK - 1) / BLOCK;
            double[][] parts = new double[blocks][];
            ParallelRows.run(
                    nodes,
                    BLOCK,
                    (from, to) -> {
                        double[] g = new double[parameters.length];
                        double[] slope = new double[hidden];
                        for (int v = from; v < to; v++) {
                            for (int o = 0; o < out; o++) {
                                g[w2 + hidden * out + o] += slopes[v * out + o];
                            }
                            unitSlopes(v, back, g, slope);
                            inputSlopes(v, slope, g);
                        }
                        parts[from / BLOCK] = g;
                    });
            for (double[] part : parts) {
                for (int p = 0; p < gradient.length; p++) {
                    gradient[p] += part[p];
                }
            }
        }

        private void unitSlopes(int v, double[] back, double[] g, double[] slope) {
            int w2 = (in + 1) * hidden;
            for (int h = 0; h < hidden; h++) {
                double unit = units[v * hidden + h];
                slope[h] = 0;
                if (unit != 0) {
                    for (int o = 0; o < out; o++) {
                        g[w2 + h * out + o] += unit * back[v * out + o];
                        slope[h] += parameters[w2 + h * out + o] * back[v * out + o];
                    }
                }
            }
        }

        private void inputSlopes(int v, double[] slope, double[] g) {
            for (int h = 0; h < hidden; h++) {
                slope[h] *= gain;
                g[in * hidden + h] += slope[h];
            }
            for (int k = 0; k < in; k++) {
                double x = inputs[v * in + k];
                for (int h = 0; h < hidden; h++) {
                    g[k * hidden + h] += x * slope[h];
                }
            }
        }
    }

    /**
     * Runs the network as it predicts.
     *
     * @param parameters the parameters
     * @return the pass
     */
    public Pass forward(double[] parameters) {
        return run(parameters, false, new SeededUniforms(0, 0));
    }

    /**
     * Runs the network as it trains, with half of the hidden units dropped.
     *
     * @param parameters the parameters
     * @param seed the seed
     * @param epoch which units are dropped depends on it
     * @return the pass
     */
    public Pass forward(double[] parameters, long seed, int epoch) {
        return run(parameters, true, new SeededUniforms(seed, epoch));
    }

    private Pass run(double[] parameters, boolean drops, SeededUniforms uniforms) {
        double[] units = new double[Math.multiplyExact(nodes, hidden)];
        double[] mixed = new double[Math.multiplyExact(nodes, out)];
        int w2 = (in + 1) * hidden;
        ParallelRows.run(
                nodes,
                BLOCK,
                (from, to) -> {
                    for (int v = from; v < to; v++) {
                        hidden(v, parameters, units);
                        for (int h = 0; h < hidden; h++) {
                            int at = v * hidden + h;
                            boolean kept = !drops || uniforms.at(at) < 0.5;
                            units[at] = kept && units[at] > 0 ? (drops ? 2 : 1) * units[at] : 0;
                            for (int o = 0; o < out && units[at] != 0; o++) {
                                mixed[v * out + o] += units[at] * parameters[w2 + h * out + o];
                            }
                        }
                    }
                });
        double[] outputs = propagate(mixed, out);
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] += parameters[w2 + hidden * out + i % out];
        }
        return new Pass(parameters.clone(), units, outputs, drops ? 2 : 1);
    }

    private void hidden(int v, double[] parameters, double[] units) {
        System.arraycopy(parameters, in * hidden, units, v * hidden, hidden);
        for (int k = 0; k < in; k++) {
            double x = inputs[v * in + k];
            for (int h = 0; h < hidden; h++) {
                units[v * hidden + h] += x * parameters[k * hidden + h];
            }
        }
    }

    @Override
    public String toString() {
        return "TwoLayerGcn["
                + nodes
                + " nodes, "
                + Arrays.toString(new int[] {in, hidden, out})
                + "]";
    }
}
