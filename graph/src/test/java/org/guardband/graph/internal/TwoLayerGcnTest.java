package org.guardband.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.guardband.graph.Graph;
import org.junit.jupiter.api.Test;

class TwoLayerGcnTest {

    private final Graph graph = Graph.of(5, new int[] {0, 0, 1, 2}, new int[] {1, 2, 2, 3});
    private final double[] inputs = new SplittableRandom(1).doubles(15, -1, 1).toArray();
    private final TwoLayerGcn network = new TwoLayerGcn(graph, inputs, 3, 4, 2);

    /** To the bit, since published figures start from these. */
    @Test
    void firstWeightsAreGlorotUniformAndBiasesZero() {
        SplittableRandom random = new SplittableRandom(3);
        double[] expected = new double[(3 + 1) * 4 + (4 + 1) * 2];
        for (int i = 0; i < 12; i++) {
            expected[i] = Math.sqrt(6.0 / 7) * (2 * random.nextDouble() - 1);
        }
        for (int i = 16; i < 24; i++) {
            expected[i] = Math.sqrt(6.0 / 6) * (2 * random.nextDouble() - 1);
        }
        assertThat(network.start(3)).containsExactly(expected);
    }

    @Test
    void outputsAreThoseOfTheMatrices() {
        double[] p = network.start(3);
        for (int i = 0; i < p.length; i++) {
            p[i] += 0.01 * i;
        }
        double[][] a = new double[5][5];
        for (int v = 0; v < 5; v++) {
            for (int w = 0; w < 5; w++) {
                if (v == w || graph.hasArc(v, w)) {
                    a[v][w] = 1 / Math.sqrt((1.0 + graph.degree(v)) * (1 + graph.degree(w)));
                }
            }
        }
        double[] hidden = layer(a, inputs, 3, p, 0, 4);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.max(0, hidden[i]);
        }
        double[] outputs = layer(a, hidden, 4, p, 16, 2);
        assertThat(network.forward(p).outputs()).containsExactly(outputs, within(1e-14));
    }

    private static double[] layer(double[][] a, double[] x, int in, double[] p, int from, int out) {
        double[] y = new double[5 * out];
        for (int v = 0; v < 5; v++) {
            for (int o = 0; o < out; o++) {
                y[v * out + o] = p[from + in * out + o];
                for (int w = 0; w < 5; w++) {
                    for (int k = 0; k < in; k++) {
                        y[v * out + o] += a[v][w] * x[w * in + k] * p[from + k * out + o];
                    }
                }
            }
        }
        return y;
    }

    @Test
    void gradientsAreDifferencesWithAndWithoutDroppedUnits() {
        double[] p = network.start(5);
        for (boolean drops : new boolean[] {false, true}) {
            double[] gradient = new double[p.length];
            TwoLayerGcn.Pass pass = drops ? network.forward(p, 9, 2) : network.forward(p);
            double[] slopes = new double[10];
            for (int i = 0; i < 10; i++) {
                slopes[i] = 2 * (i + 1) * pass.outputs()[i];
            }
            pass.backward(slopes, gradient);
            for (int i = 0; i < p.length; i++) {
                double h = 1e-6;
                double[] up = p.clone();
                double[] down = p.clone();
                up[i] += h;
                down[i] -= h;
                double difference = (loss(up, drops) - loss(down, drops)) / (2 * h);
                assertThat(gradient[i]).isCloseTo(difference, within(1e-7));
            }
        }
    }

    private double loss(double[] p, boolean drops) {
        double[] o = (drops ? network.forward(p, 9, 2) : network.forward(p)).outputs();
        double sum = 0;
        for (int i = 0; i < o.length; i++) {
            sum += (i + 1) * o[i] * o[i];
        }
        return sum;
    }
}
