package org.guardband.ensembles.bayes;

import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Initialization;
import org.guardband.nn.Linear;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * Deep deterministic uncertainty (DDU): a softmax classifier whose features come from residual
 * blocks with bounded weights ({@link org.guardband.nn.SpectralResidual}), and after training one
 * Gaussian per class on the features of the training rows ({@link FeatureDensity}). The entropy of
 * the softmax speaks of aleatoric uncertainty, the feature density of epistemic: it is to be looked
 * at first, since the softmax means nothing where the density is low.
 *
 * <p>There is no guarantee: the density is low only where the features of a strange row are
 * strange, which the bound on the weights is meant to see to. The coefficient is an option of the
 * training: 0.95 by default, for which the blocks keep distances; common implementations use 3, for
 * which they need not.
 *
 * <p>Source: Mukhoti, Kirsch, van Amersfoort, Torr, Gal 2023, arXiv 2102.11582.
 *
 * @param training of the network
 */
public record Ddu(ResidualTraining training) {

    /**
     * The defaults of {@link ResidualTraining}.
     *
     * @return the unfitted method
     */
    public static Ddu withDefaults() {
        return new Ddu(ResidualTraining.withDefaults());
    }

    /**
     * Another network or training.
     *
     * @param options of them
     * @return changed method
     */
    public Ddu withTraining(ResidualTraining options) {
        return new Ddu(options);
    }

    /**
     * Trains.
     *
     * @param x n × d finite numbers, row-major, of like scales
     * @param columns d ≥ 1
     * @param labels the class of each row
     * @param classes K ≥ 2
     * @param seed of first weights, order of rows and dropout
     * @return the trained network with its densities
     * @throws IllegalArgumentException if there is no row, shapes differ, a number is not finite, a
     *     label is out of range, or all rows have the same features
     */
    public DduModel fit(double[] x, int columns, int[] labels, int classes, long seed) {
        Parameters<DoubleMatrix> trained =
                training.train(
                        (parameters, random) ->
                                new SoftmaxHead(
                                        Linear.create(
                                                parameters,
                                                "head",
                                                training.width(),
                                                classes,
                                                Initialization.glorotUniform(1),
                                                random)),
                        x,
                        columns,
                        labels,
                        classes,
                        seed);
        FeatureNetwork network = FeatureNetwork.of(NetworkShape.of(training, columns), trained);
        Weights all = trained.weights();
        int last = all.names().size() - 1;
        return new DduModel(
                network,
                all.values(last - 1),
                all.values(last),
                FeatureDensity.fit(network.features(x), labels, classes));
    }

    private record SoftmaxHead(Linear<DoubleMatrix> layer) implements ResidualTraining.Head {

        @Override
        public Node<DoubleMatrix> logits(Tape<DoubleMatrix> tape, Node<DoubleMatrix> features) {
            return layer.apply(tape, features);
        }

        @Override
        public Node<DoubleMatrix> loss(Tape<DoubleMatrix> tape, Node<DoubleMatrix> logLoss) {
            return logLoss;
        }
    }
}
