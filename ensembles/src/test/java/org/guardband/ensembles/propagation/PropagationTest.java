package org.guardband.ensembles.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.guardband.core.prediction.Cauchy;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.SampleVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PropagationTest {

    private static double[] random(int size, double scale, long seed) {
        return new SplittableRandom(seed).doubles(size, -scale, scale).toArray();
    }

    private static FeedForward network(Elementwise g) {
        return FeedForward.of(
                Affine.of(random(6 * 4, 1, 1), random(6, 1, 2)),
                g,
                Affine.of(random(5 * 6, 1, 3), random(5, 1, 4)),
                g,
                Affine.of(random(3 * 5, 1, 5), random(3, 1, 6)));
    }

    static Stream<Elementwise> functions() {
        return Stream.of(new Relu(), new LeakyRelu(0.1), new Sigmoid(), new Tanh());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void slopesAreFiniteDifferences(Elementwise g) {
        FeedForward network = network(g);
        double[] x = random(4, 1, 7);
        double[] jacobian = network.jacobian(x);
        double step = 1e-6;
        for (int i = 0; i < 4; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += step;
            down[i] -= step;
            for (int k = 0; k < 3; k++) {
                double slope = (network.apply(up)[k] - network.apply(down)[k]) / (2 * step);
                // truncation and cancellation of a central difference
                assertThat(jacobian[k * 4 + i]).isCloseTo(slope, within(1e-8));
            }
        }
    }

    @Test
    void affineLayersAreExact() {
        Affine affine = Affine.of(new double[] {1, 2, 0, -1, 3, 1}, new double[] {0.5, 1});
        double[] covariance = {2, 0.5, 0, 0.5, 1, 0.1, 0, 0.1, 3};
        PropagatedGaussian out =
                StablePropagation.gaussian(
                        FeedForward.of(affine), new double[] {1, 2, 3}, covariance);
        assertThat(out.mean()).containsExactly(5.5, 9);
        // a = (1, 2, 0), b = (−1, 3, 1)
        assertThat(out.covariance()[0]).isCloseTo(2 + 4 + 4 * 0.5, within(1e-14));
        assertThat(out.covariance()[1])
                .isCloseTo(-2 + 3 * 0.5 + 2 * (-0.5 + 3 + 0.1), within(1e-14));
        assertThat(out.variance(1)).isCloseTo(2 + 9 + 3 - 3 + 6 * 0.1, within(1e-14));
        PropagatedCauchy cauchy =
                StablePropagation.cauchy(
                        FeedForward.of(affine), new double[] {1, 2, 3}, new double[] {1, 0.5, 2});
        assertThat(cauchy.scale(0)).isEqualTo(2);
        assertThat(cauchy.scale(1)).isEqualTo(4.5);
        double scale = 2 + 0.5 + 2;
        assertThat(cauchy.pairwise(1, 0))
                .isCloseTo(1 - new Cauchy(3.5, scale).cdf(0), within(1e-14));
    }

    @Test
    void theIsotropicFormIsTheFullOne() {
        FeedForward network = network(new Tanh());
        double[] mean = random(4, 1, 8);
        double[] covariance = new double[16];
        for (int i = 0; i < 4; i++) {
            covariance[5 * i] = 0.09;
        }
        double[] full = StablePropagation.gaussian(network, mean, covariance).covariance();
        double[] same = StablePropagation.isotropic(network, mean, 0.3).covariance();
        for (int at = 0; at < full.length; at++) {
            assertThat(same[at]).isCloseTo(full[at], within(1e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void narrowInputsAgreeWithDraws(Elementwise g) {
        FeedForward network = network(g);
        double[] mean = random(4, 1, 7);
        double sd = 0.01;
        List<Gaussian> inputs =
                java.util.Arrays.stream(mean).mapToObj(m -> new Gaussian(m, sd)).toList();
        SampleVector draws = MonteCarlo.propagate(network, inputs, 20_000, 1);
        PropagatedGaussian out = StablePropagation.isotropic(network, mean, sd);
        double[] simulated = draws.covariance();
        for (int k = 0; k < 3; k++) {
            double scale = Math.sqrt(out.variance(k));
            // four standard errors of a mean and a covariance of 20 000 draws; the network bends
            assertThat(draws.mean()[k]).isCloseTo(out.mean()[k], within(0.05 * scale));
            for (int j = 0; j < 3; j++) {
                double both = scale * Math.sqrt(out.variance(j));
                assertThat(simulated[3 * k + j])
                        .isCloseTo(out.covariance()[3 * k + j], within(0.06 * both + 1e-12));
            }
            Gaussian marginal = new Gaussian(out.mean()[k], scale);
            double[] column = new double[20_000];
            for (int r = 0; r < column.length; r++) {
                column[r] = draws.value(r, k);
            }
            assertThat(TotalVariation.binned(marginal, column, 20)).isLessThan(0.03);
        }
    }

    @Test
    void cauchyInputsAgreeWithDraws() {
        FeedForward network = network(new Relu());
        double[] mean = random(4, 1, 7);
        double[] scale = {1e-4, 2e-4, 1e-4, 3e-4};
        List<Cauchy> inputs =
                java.util.stream.IntStream.range(0, 4)
                        .mapToObj(i -> new Cauchy(mean[i], scale[i]))
                        .toList();
        SampleVector draws = MonteCarlo.propagate(network, inputs, 20_000, 2);
        PropagatedCauchy out = StablePropagation.cauchy(network, mean, scale);
        for (int k = 0; k < 3; k++) {
            double[] column = new double[20_000];
            for (int r = 0; r < column.length; r++) {
                column[r] = draws.value(r, k);
            }
            Cauchy marginal = new Cauchy(out.location()[k], out.scale(k));
            assertThat(TotalVariation.binned(marginal, column, 20)).isLessThan(0.03);
        }
    }

    /** The theorem of the paper, on a grid of Gaussians: exact distances by quadrature. */
    @Property(tries = 20)
    void noGaussianIsCloserToARectifiedOne(
            @ForAll @DoubleRange(min = 0.05, max = 3) double mean,
            @ForAll @DoubleRange(min = 0.2, max = 2) double sd) {
        double own = Gaussian.standardCdf(-mean / sd);
        for (double shift : new double[] {-0.3, 0, 0.2}) {
            for (double factor : new double[] {0.7, 1, 1.3}) {
                double other = distance(mean, sd, mean + shift * sd, factor * sd);
                assertThat(other).isGreaterThanOrEqualTo(own - 1e-4);
            }
        }
        assertThat(distance(mean, sd, mean, sd)).isCloseTo(own, within(1e-4));
    }

    /** TV of max(0, N(m, s²)) and N(a, b²): the atom at zero, and densities above and below. */
    private static double distance(double m, double s, double a, double b) {
        double sum = Gaussian.standardCdf(-m / s) + Gaussian.standardCdf(-a / b);
        int steps = 20_000;
        double top = Math.max(m + 9 * s, a + 9 * b);
        double width = top / steps;
        for (int j = 0; j < steps; j++) {
            double y = (j + 0.5) * width;
            double f = Math.exp(-0.5 * (y - m) * (y - m) / (s * s)) / s;
            double g = Math.exp(-0.5 * (y - a) * (y - a) / (b * b)) / b;
            sum += width * Math.abs(f - g) / Math.sqrt(2 * Math.PI);
        }
        return sum / 2;
    }

    @Property(tries = 50)
    void marginalScalesOfCauchyInputsAreNeverSmaller(@ForAll long seed) {
        FeedForward network = network(new LeakyRelu(0.2));
        double[] at = random(4, 2, seed);
        double[] scale = {0.1, 0.2, 0.3, 0.4};
        PropagatedCauchy full = StablePropagation.cauchy(network, at, scale);
        MarginalSpread layerwise = StablePropagation.marginalCauchy(network, at, scale);
        for (int k = 0; k < 3; k++) {
            assertThat(layerwise.spread()[k]).isGreaterThanOrEqualTo(full.scale(k) - 1e-12);
            assertThat(layerwise.location()[k]).isCloseTo(full.location()[k], within(1e-12));
        }
    }

    @Test
    void oneHiddenLayerHasTheRightMarginals() {
        FeedForward identity =
                FeedForward.of(Affine.of(new double[] {1, 0, 0, 1}, new double[2]), new Relu());
        MarginalSpread out =
                StablePropagation.marginalGaussian(
                        identity, new double[] {1, -1}, new double[] {4, 9});
        assertThat(out.location()).containsExactly(1, 0);
        assertThat(out.spread()).containsExactly(4, 0);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void matchedMomentsAreThoseOfTheFunction(Elementwise g) {
        FeedForward single = FeedForward.of(Affine.of(new double[] {1}, new double[1]), g);
        double mean = 0.4;
        double variance = 0.81;
        MarginalSpread out =
                MomentMatching.propagate(single, new double[] {mean}, new double[] {variance});
        double first = 0;
        double second = 0;
        int steps = 200_000;
        for (int j = 0; j < steps; j++) {
            double z = -10 + 20 * (j + 0.5) / steps;
            double weight = 20.0 / steps * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
            double value = g.value(mean + 0.9 * z);
            first += weight * value;
            second += weight * value * value;
        }
        assertThat(out.location()[0]).isCloseTo(first, within(1e-9));
        assertThat(out.spread()[0]).isCloseTo(second - first * first, within(1e-8));
    }

    @Test
    void convolutionIsItsMatrix() {
        ConvolutionShape shape = new ConvolutionShape(2, 4, 5, 3, 2, 1);
        double[] kernel = random(3 * 2 * 9, 1, 11);
        double[] bias = {0.1, 0.2, 0.3};
        double[] image = random(40, 1, 12);
        double[] out = FeedForward.of(Affine.convolution(kernel, bias, shape)).apply(image);
        assertThat(shape.outHeight()).isEqualTo(2);
        assertThat(shape.outWidth()).isEqualTo(3);
        for (int o = 0; o < 3; o++) {
            for (int r = 0; r < 2; r++) {
                for (int s = 0; s < 3; s++) {
                    double sum = bias[o];
                    for (int c = 0; c < 2; c++) {
                        for (int a = 0; a < 3; a++) {
                            for (int b = 0; b < 3; b++) {
                                int y = 2 * r + a - 1;
                                int x = 2 * s + b - 1;
                                if (y >= 0 && y < 4 && x >= 0 && x < 5) {
                                    sum +=
                                            kernel[((o * 2 + c) * 3 + a) * 3 + b]
                                                    * image[(c * 4 + y) * 5 + x];
                                }
                            }
                        }
                    }
                    assertThat(out[(o * 2 + r) * 3 + s]).isCloseTo(sum, within(1e-13));
                }
            }
        }
    }

    @Test
    void layersOfTrainedNetworksAreTransposed() {
        var parameters =
                new org.guardband.nn.Parameters<>(org.guardband.kernels.Kernels.scalar().doubles());
        var layer =
                org.guardband.nn.Linear.create(
                        parameters,
                        "l",
                        3,
                        2,
                        org.guardband.nn.Initialization.normal(1),
                        new SplittableRandom(3));
        double[] out = FeedForward.of(Affine.of(layer)).apply(new double[] {1, 2, 3});
        for (int o = 0; o < 2; o++) {
            double want = 0;
            for (int i = 0; i < 3; i++) {
                want += (i + 1) * layer.weight().value().get(i, o);
            }
            assertThat(out[o]).isCloseTo(want, within(1e-14));
        }
    }

    @Test
    void shutUnitsLeaveNoDoubt() {
        FeedForward shut =
                FeedForward.of(
                        Affine.of(new double[] {1, 1}, new double[] {-5, -5}),
                        new Relu(),
                        Affine.of(new double[] {1, 0, 0, 1}, new double[] {1, 0}));
        PropagatedGaussian out = StablePropagation.isotropic(shut, new double[] {0}, 1);
        assertThat(out.pairwise(0, 1)).isEqualTo(1);
        assertThat(out.pairwise(1, 0)).isZero();
        assertThat(out.confidence()).isEqualTo(1);
        PropagatedCauchy heavy = StablePropagation.cauchy(shut, new double[] {0}, new double[] {1});
        assertThat(heavy.confidence()).isEqualTo(1);
    }

    @Test
    void badInputIsNamed() {
        Affine two = Affine.of(new double[] {1, 1}, new double[] {0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedForward.of(two, new Relu(), two))
                .withMessage("layers[2] must have 1 inputs, as many as come before it, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedForward.of(Collections.emptyList()))
                .withMessage("layers must hold an affine layer, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Affine.of(new double[3], new double[2]))
                .withMessage("weights must hold rows for 2 outputs, got 3");
        FeedForward net = FeedForward.of(two);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.apply(new double[] {1, Double.NaN}))
                .withMessage("x[1] must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                StablePropagation.marginalGaussian(
                                        net, new double[2], new double[] {1, -1}))
                .withMessage("spread[1] must be >= 0 and finite, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConvolutionShape(1, 2, 2, 3, 1, 0))
                .withMessage("size must be within the padded image, got 3");
        PropagatedGaussian out = StablePropagation.isotropic(net, new double[2], 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> out.pairwise(0, 0))
                .withMessage("a and b must differ, got 0 twice");
    }
}
