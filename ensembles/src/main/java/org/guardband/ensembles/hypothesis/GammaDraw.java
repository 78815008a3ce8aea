package org.guardband.ensembles.hypothesis;

import java.util.SplittableRandom;
import org.guardband.core.prediction.Gaussian;

/**
 * Gamma variables on the scale of logarithms, on which small shapes do not underflow: Marsaglia,
 * Tsang 2000, doi 10.1145/358407.358414, with their U^{1/a} for shapes below one.
 */
final class GammaDraw {

    private GammaDraw() {}

    static double log(double shape, SplittableRandom random) {
        if (shape < 1) {
            return log(shape + 1, random) + Math.log(positive(random)) / shape;
        }
        if (shape == 1) {
            return Math.log(-Math.log(positive(random)));
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = Gaussian.standardQuantile(positive(random));
            double root = 1 + c * x;
            if (root > 0) {
                double v = root * root * root;
                if (Math.log(positive(random)) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                    return Math.log(d) + Math.log(v);
                }
            }
        }
    }

    /** In (0, 1). */
    private static double positive(SplittableRandom random) {
        return random.nextDouble(Double.MIN_NORMAL, 1);
    }
}
