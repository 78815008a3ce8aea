package org.guardband.conformal.regression;

import org.guardband.core.Coverage;
import org.guardband.core.numeric.FloatingEnds;
import org.guardband.core.prediction.RealDistribution;
import org.junit.jupiter.api.Nested;

class RegressionScoreContractTest {

    @Nested
    class Absolute extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return AbsoluteResidual.withDefaults();
        }
    }

    @Nested
    class Normalized extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return NormalizedResidual.withDefaults();
        }
    }

    @Nested
    class NormalizedWithBeta extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return NormalizedResidual.withDefaults().withBeta(0.01);
        }
    }

    @Nested
    class Gamma extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return GammaScore.withDefaults();
        }

        @Override
        boolean admits(double y) {
            return y > 0;
        }
    }

    @Nested
    class Lower extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return OneSided.lower();
        }
    }

    @Nested
    class UpperQuantile extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return OneSided.upper().fromQuantile(0.9);
        }
    }

    @Nested
    class Quantiles extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return new QuantileBand(new QuantileLevels(0.05, 0.95));
        }
    }

    @Nested
    class WidthScaled extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return WidthScaledQuantiles.of(0.05, 0.9);
        }
    }

    @Nested
    class WidthScaledWithBeta extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return WidthScaledQuantiles.of(0.05, 0.95).withBeta(0.1);
        }
    }

    @Nested
    class MedianScaled extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return MedianScaledQuantiles.of(0.05, 0.9);
        }
    }

    /** Only the row form: the column forms are those of the interface. */
    @Nested
    class OfAUser extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return new SquaredResidual();
        }
    }

    /** (y − μ)², whose inversion has to step over the rounding of the square. */
    record SquaredResidual() implements RegressionScore {

        @Override
        public String method() {
            return "squared-residual";
        }

        @Override
        public double score(RealDistribution prediction, double y) {
            double residual = y - prediction.mean();
            return residual * residual;
        }

        @Override
        public double lower(RealDistribution prediction, double threshold) {
            return FloatingEnds.lower(prediction.mean(), root(threshold));
        }

        @Override
        public double upper(RealDistribution prediction, double threshold) {
            return FloatingEnds.upper(prediction.mean(), root(threshold));
        }

        private static double root(double threshold) {
            double root = Math.nextUp(Math.sqrt(threshold));
            while (root * root > threshold) {
                root = Math.nextDown(root);
            }
            return root;
        }
    }

    @Nested
    class Distributional extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return DistributionalScore.withDefaults();
        }

        @Override
        double excess() {
            return 1e-13;
        }
    }

    @Nested
    class ShortestDistributional extends RegressionScoreContract {
        @Override
        RegressionScore score() {
            return DistributionalScore.shortest(Coverage.of(0.8));
        }

        @Override
        double excess() {
            return 1e-13;
        }
    }
}
