package org.guardband.conformal.regression;

import java.util.List;
import org.guardband.core.Coverage;
import org.junit.jupiter.api.Nested;

class ConformalRegressorContractTest {

    @Nested
    class Absolute extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(AbsoluteResidual.withDefaults());
        }
    }

    @Nested
    class Normalized extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(
                    NormalizedResidual.withDefaults().withBeta(0.25 * scale));
        }
    }

    @Nested
    class Gamma extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(GammaScore.withDefaults());
        }

        @Override
        boolean shiftEquivariant() {
            return false;
        }
    }

    @Nested
    class Lower extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(OneSided.lower());
        }
    }

    @Nested
    class Upper extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(OneSided.upper().fromQuantile(0.75));
        }
    }

    @Nested
    class WidthScaled extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(
                    WidthScaledQuantiles.of(0.1, 0.9).withBeta(0.25 * scale));
        }
    }

    @Nested
    class MedianScaled extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(MedianScaledQuantiles.of(0.1, 0.8));
        }
    }

    @Nested
    class SymmetricQuantiles extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(
                    ConformalizedQuantiles.symmetric().withLevels(0.1, 0.9));
        }
    }

    @Nested
    class AsymmetricQuantiles extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(
                    ConformalizedQuantiles.asymmetric().withLevels(0.1, 0.9));
        }

        @Override
        boolean oneScore() {
            return false;
        }
    }

    @Nested
    class QuantilesByCoverage extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(
                    ConformalizedQuantiles.symmetric()
                            .withCoverages(List.of(Coverage.of(0.9), Coverage.of(0.5))));
        }

        @Override
        boolean nested() {
            return false;
        }
    }

    @Nested
    class AsymmetricQuantilesByCoverage extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(ConformalizedQuantiles.asymmetric());
        }

        @Override
        boolean nested() {
            return false;
        }

        @Override
        boolean oneScore() {
            return false;
        }
    }

    @Nested
    class Distributional extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(DistributionalScore.withDefaults());
        }
    }

    @Nested
    class ShortestDistributional extends ConformalRegressorContract {
        @Override
        RegressionConformalizer method(double scale) {
            return RegressionConformalizer.of(DistributionalScore.shortest(Coverage.of(0.8)));
        }
    }
}
