package org.guardband.ensembles.bayes;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Initialization;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * Spectral-normalised neural Gaussian process (SNGP): residual blocks with bounded weights ({@link
 * org.guardband.nn.SpectralResidual}) give features h; the logit of class k is φ(h)·β_k with random
 * Fourier features φ ({@link RandomFourierFeatures}) and the prior N(0, 1/τ) on each β, which
 * approximates a Gaussian process of variance 1/τ with the kernel exp(−‖h − h′‖²/(2ℓ²)). Network
 * and β are trained together by the mean log loss + τ‖β‖²/(2n). Then β_k gets the covariance (τI +
 * Σ_i p_ik(1 − p_ik) φ_iφ_iᵀ)⁻¹, and probabilities are the softmax of mean-field logits, m_k/√(1 +
 * πv_k/8).
 *
 * <p>Far from all training rows in feature space v goes to 1/τ, and the means to zero only as far
 * as φ·β does, which for random features is of order ‖β‖/√D: use {@link SngpModel#uncertainties} to
 * tell strange rows, and many features. Covariances are those of the classes one by one, as in the
 * paper; {@link LastLayerLaplace} has them joint. Here the sum goes over all rows once after
 * training; a sum over the batches of the last epoch, as the authors' library has it, mixes weights
 * that still move. A layer norm before φ, an option there, forgets the length of h, and with it
 * distances; it is not offered.
 *
 * <p>Source: Liu, Lin, Padhy, Tran, Bedrax-Weiss, Lakshminarayanan 2020, arXiv 2006.10108.
 *
 * @param training of the network
 * @param features D ≥ 1, 1024 in the paper
 * @param lengthScale ℓ &gt; 0, in the units of h
 * @param precision τ &gt; 0
 */
public record Sngp(ResidualTraining training, int features, double lengthScale, double precision) {

    /**
     * Checks the numbers.
     *
     * @param training of the network
     * @param features D ≥ 1
     * @param lengthScale ℓ &gt; 0
     * @param precision τ &gt; 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public Sngp {
        Arguments.atLeast("features", features, 1);
        Arguments.positive("lengthScale", lengthScale);
        Arguments.positive("precision", precision);
    }

    /**
     * The defaults of {@link ResidualTraining}, 256 random features, ℓ = 2 and τ = 1. What ℓ should
     * be depends on the scale of the inputs: of the order of distances between rows of different
     * classes.
     *
     * @return the unfitted method
     */
    public static Sngp withDefaults() {
        return new Sngp(ResidualTraining.withDefaults(), 256, 2, 1);
    }

    /**
     * Another network or training.
     *
     * @param options of them
     * @return changed method
     */
    public Sngp withTraining(ResidualTraining options) {
        return new Sngp(options, features, lengthScale, precision);
    }

    /**
     * Another number of random features.
     *
     * @param count D ≥ 1
     * @return changed method
     */
    public Sngp withFeatures(int count) {
        return new Sngp(training, count, lengthScale, precision);
    }

    /**
     * Another length scale.
     *
     * @param scale ℓ &gt; 0
     * @return changed method
     */
    public Sngp withLengthScale(double scale) {
        return new Sngp(training, features, scale, precision);
    }

    /**
     * Another precision of the prior.
     *
     * @param tau τ &gt; 0
     * @return changed method
     */
    public Sngp withPrecision(double tau) {
        return new Sngp(training, features, lengthScale, tau);
    }

    /**
     * Trains.
     *
     * @param x n × d finite numbers, row-major, of like scales
     * @param columns d ≥ 1
     * @param labels the class of each row
     * @param classes K ≥ 2
     * @param seed of first weights, random features, order of rows and dropout
     * @return the trained network with its head
     * @throws IllegalArgumentException if there is no row, shapes differ, a number is not finite or
     *     a label is out of range
     */
    public SngpModel fit(double[] x, int columns, int[] labels, int classes, long seed) {
        RandomFourierFeatures map =
                new RandomFourierFeatures(training.width(), features, lengthScale, seed + 1);
        Parameters<DoubleMatrix> trained =
                training.train(
                        (parameters, random) ->
                                new FourierHead(
                                        map,
                                        parameters.add(
                                                "beta",
                                                features,
                                                classes,
                                                Initialization.constant(0),
                                                random),
                                        precision / labels.length),
                        x,
                        columns,
                        labels,
                        classes,
                        seed);
        FeatureNetwork network = FeatureNetwork.of(NetworkShape.of(training, columns), trained);
        Weights all = trained.weights();
        double[] beta = all.values(all.names().size() - 1);
        double[] phi = map.apply(network.features(x));
        return new SngpModel(network, map, beta, ClassPrecisions.of(phi, beta, classes, precision));
    }

    private record FourierHead(
            RandomFourierFeatures map, Parameter<DoubleMatrix> beta, double penalty)
            implements ResidualTraining.Head {

        @Override
        public Node<DoubleMatrix> logits(Tape<DoubleMatrix> tape, Node<DoubleMatrix> features) {
            return Products.multiply(tape, map.apply(tape, features), tape.parameter(beta));
        }

        @Override
        public Node<DoubleMatrix> loss(Tape<DoubleMatrix> tape, Node<DoubleMatrix> logLoss) {
            return Pointwise.combine(
                    tape, 1, logLoss, penalty, halfSquares(tape, tape.parameter(beta)));
        }
    }

    /** ½ Σ x². */
    private static Node<DoubleMatrix> halfSquares(Tape<DoubleMatrix> tape, Node<DoubleMatrix> x) {
        var elements = tape.kernels().elements();
        return tape.record(
                1,
                1,
                List.of(x),
                new Operation<>() {
                    @Override
                    public void forward(DoubleMatrix result, Pass pass) {
                        result.set(0, 0, elements.sumOfSquares(x.value()) / 2);
                    }

                    @Override
                    public void backward(DoubleMatrix result, DoubleMatrix gradient, Pass pass) {
                        elements.addScaled(gradient.get(0, 0), x.value(), x.gradient());
                    }
                });
    }
}
