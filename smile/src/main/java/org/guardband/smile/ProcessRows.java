package org.guardband.smile;

import org.guardband.core.batch.GaussianBatch;
import smile.regression.GaussianProcessRegression;

/** Means and standard deviations of observations under a Gaussian process. */
final class ProcessRows {

    private ProcessRows() {}

    static GaussianBatch gaussians(GaussianProcessRegression<double[]> process, double[][] rows) {
        double[] mean = new double[rows.length];
        double[] sd = new double[rows.length];
        double noise = process.noise * process.sd * process.sd;
        double[] estimate = new double[2];
        try {
            SmileRows.arrays(
                    rows,
                    (i, row) -> {
                        process.predict(row, estimate);
                        double latent = Double.isNaN(estimate[1]) ? 0 : estimate[1];
                        mean[i] = estimate[0];
                        sd[i] = Math.sqrt(latent * latent + noise);
                    });
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "process must have been fitted exactly; one by a subset of regressors or"
                            + " Nyström has no variance",
                    e);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "Gaussian processes of Smile need its native libraries:"
                            + " org.bytedeco:openblas:0.3.10-1.5.4 with the classifier of the"
                            + " platform, and org.bytedeco:javacpp:1.5.4",
                    e);
        }
        return GaussianBatch.wrap(mean, sd);
    }
}
