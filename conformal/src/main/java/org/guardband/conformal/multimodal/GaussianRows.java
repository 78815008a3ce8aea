package org.guardband.conformal.multimodal;

import java.util.List;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.MixtureBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.Mixture;
import org.guardband.core.prediction.RealDistribution;

/**
 * The rows of a batch as mixtures of Gaussians, for one thread. Gaussians in columns and mixtures
 * of them share their scratch from row to row; other batches are asked for one row after the other.
 */
abstract class GaussianRows {

    /** The sets of one row, good until the next row is asked for. */
    abstract GaussianLevelSets at(int row);

    static GaussianRows of(RealBatch batch) {
        if (batch instanceof GaussianBatch gaussians) {
            return new Columns(new double[] {1}, new GaussianBatch[] {gaussians});
        }
        if (batch instanceof MixtureBatch mixtures
                && mixtures.size() > 0
                && mixtures.components().stream().allMatch(GaussianBatch.class::isInstance)) {
            return new Columns(
                    // as a row has them, who divides by their sum once more
                    mixtures.get(0).weights(),
                    mixtures.components().stream()
                            .map(GaussianBatch.class::cast)
                            .toArray(GaussianBatch[]::new));
        }
        return new Rows(batch);
    }

    static GaussianLevelSets of(RealDistribution prediction) {
        if (prediction instanceof Gaussian gaussian) {
            return loaded(new double[] {1}, List.of(gaussian));
        }
        if (prediction instanceof Mixture mixture
                && mixture.components().stream().allMatch(Gaussian.class::isInstance)) {
            return loaded(
                    mixture.weights(),
                    mixture.components().stream().map(Gaussian.class::cast).toList());
        }
        throw new IllegalArgumentException(
                "highest density sets need Gaussians or mixtures of Gaussians, got " + prediction);
    }

    private static GaussianLevelSets loaded(double[] weights, List<Gaussian> components) {
        RowDensity density = new RowDensity(weights);
        for (int m = 0; m < weights.length; m++) {
            density.load(m, components.get(m).mean(), components.get(m).sd());
        }
        return new GaussianLevelSets(density);
    }

    private static final class Columns extends GaussianRows {
        private final GaussianBatch[] components;
        private final RowDensity density;
        private final GaussianLevelSets sets;

        Columns(double[] weights, GaussianBatch[] components) {
            this.components = components;
            density = new RowDensity(weights);
            sets = new GaussianLevelSets(density);
        }

        @Override
        GaussianLevelSets at(int row) {
            for (int m = 0; m < components.length; m++) {
                density.load(m, components[m].mean(row), components[m].sd(row));
            }
            return sets;
        }
    }

    private static final class Rows extends GaussianRows {
        private final RealBatch batch;

        Rows(RealBatch batch) {
            this.batch = batch;
        }

        @Override
        GaussianLevelSets at(int row) {
            return of(batch.get(row));
        }
    }
}
