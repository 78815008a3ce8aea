package org.guardband.conformal.conditional;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;

/**
 * A positive definite function of two rows of features, large where they are alike; it spans a
 * space of functions of the features.
 */
public sealed interface Kernel permits Kernel.Gaussian, Kernel.Laplace {

    /**
     * The kernel of two rows.
     *
     * @param a features of one row
     * @param b features of another
     * @return k(a, b), symmetric; 1 for equal rows
     */
    double value(double[] a, double[] b);

    /**
     * The document of the kernel.
     *
     * @return its name and scale
     */
    ModelDocument toDocument();

    /**
     * exp(−|a − b|²/(2ℓ²)): smooth functions.
     *
     * @param scale ℓ, in units of the features; scale them alike first
     */
    record Gaussian(double scale) implements Kernel {

        /**
         * Checks the scale.
         *
         * @param scale ℓ
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Gaussian {
            Arguments.positive("scale", Arguments.finite("scale", scale));
        }

        @Override
        public double value(double[] a, double[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum += (a[j] - b[j]) * (a[j] - b[j]);
            }
            return Math.exp(-sum / (2 * scale * scale));
        }

        @Override
        public ModelDocument toDocument() {
            return ModelDocument.of("gaussian").put("scale", scale).build();
        }
    }

    /**
     * exp(−Σⱼ|aⱼ − bⱼ|/ℓ): continuous functions with kinks.
     *
     * @param scale ℓ, in units of the features; scale them alike first
     */
    record Laplace(double scale) implements Kernel {

        /**
         * Checks the scale.
         *
         * @param scale ℓ
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Laplace {
            Arguments.positive("scale", Arguments.finite("scale", scale));
        }

        @Override
        public double value(double[] a, double[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum += Math.abs(a[j] - b[j]);
            }
            return Math.exp(-sum / scale);
        }

        @Override
        public ModelDocument toDocument() {
            return ModelDocument.of("laplace").put("scale", scale).build();
        }
    }

    /**
     * Rebuilds a kernel from its document.
     *
     * @param document the document
     * @return the kernel
     * @throws IllegalArgumentException if the name is unknown or the scale invalid
     */
    static Kernel read(ModelDocument document) {
        return switch (document.method()) {
            case "gaussian" -> new Gaussian(document.number("scale"));
            case "laplace" -> new Laplace(document.number("scale"));
            default ->
                    throw new ModelFormatException(
                            "kernel must be \"gaussian\" or \"laplace\", got \""
                                    + document.method()
                                    + "\"");
        };
    }
}
