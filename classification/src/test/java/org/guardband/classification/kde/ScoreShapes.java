package org.guardband.classification.kde;

import java.util.SplittableRandom;

/** Scores of many shapes: crowded, lonely, tied, and at the ends of the unit interval. */
enum ScoreShapes {
    UNIFORM,
    SKEWED,
    ENDS,
    TIED,
    CLUSTERS_AND_LONERS,
    FAR_LONERS;

    double[] draw(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble();
            double v = random.nextDouble();
            x[i] =
                    switch (this) {
                        case UNIFORM -> u;
                        case SKEWED -> Math.pow(u, 6);
                        case ENDS ->
                                u < 0.2
                                        ? 0
                                        : u < 0.4
                                                ? 1
                                                : u < 0.7
                                                        ? v * 1e-4
                                                        : u < 0.9 ? 1 - Math.pow(v, 8) : v;
                        case TIED -> Math.round(u * 20) / 20.0;
                        case CLUSTERS_AND_LONERS ->
                                u < 0.5 ? 0.2 + 1e-9 * v : u < 0.99 ? 0.8 + 0.01 * v : v;
                        case FAR_LONERS -> i < 3 ? 0.5 + i * 0.1 : 1e-3 * u;
                    };
        }
        return x;
    }

    /** Outcomes that are rarer than the scores say. */
    static double[] outcomes(double[] scores, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = new double[scores.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextDouble() < 0.8 * scores[i] + 0.05 ? 1 : 0;
        }
        return y;
    }
}
