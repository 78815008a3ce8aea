package org.guardband.conformal.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Intervals;
import org.junit.jupiter.api.Test;

class RegressionBoundaryTest {

    private static final Coverage HALF = Coverage.of(0.5);

    /** Means and standard deviations that no distribution of the house would admit. */
    @SuppressWarnings("ArrayRecordComponent") // a fixture that nobody compares
    private record Raw(double[] mean, double[] sd) implements RealBatch {
        @Override
        public int size() {
            return mean.length;
        }

        @Override
        public RealDistribution get(int row) {
            return new Gaussian(0, 1);
        }

        @Override
        public void means(double[] out) {
            System.arraycopy(mean, 0, out, 0, out.length);
        }

        @Override
        public void standardDeviations(double[] out) {
            System.arraycopy(sd, 0, out, 0, out.length);
        }
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Test
    void predictionsWithoutWhatTheScoreNeedsAreRefused() {
        double[] y = {1, 2};
        RegressionConformalizer absolute =
                RegressionConformalizer.of(AbsoluteResidual.withDefaults());
        Raw noMean = new Raw(new double[] {1, Double.NaN}, new double[] {1, 1});
        refused(() -> absolute.conformalize(noMean, y), "mean[1] must be finite, got NaN");
        RegressionConformalizer normalized =
                RegressionConformalizer.of(NormalizedResidual.withDefaults());
        Raw certain = new Raw(new double[] {1, 2}, new double[] {1, 0});
        refused(
                () -> normalized.conformalize(certain, y),
                "sd[1] + beta must be > 0 and finite, got 0.0");
        ConformalRegressor fitted =
                normalized.conformalize(GaussianBatch.of(y, new double[] {1, 1}), y);
        refused(() -> fitted.sets(certain, HALF), "sd[1] + beta must be > 0 and finite, got 0.0");
        assertThat(
                        RegressionConformalizer.of(NormalizedResidual.withDefaults().withBeta(0.5))
                                .conformalize(certain, y)
                                .calibrationSize())
                .isEqualTo(2);
        RegressionConformalizer gamma = RegressionConformalizer.of(GammaScore.withDefaults());
        refused(
                () -> gamma.conformalize(certain, new double[] {1, -2}),
                "y[1] must be > 0 and finite, got -2.0");
        Raw negative = new Raw(new double[] {-1, 2}, new double[] {1, 1});
        refused(() -> gamma.conformalize(negative, y), "mean[0] must be > 0 and finite, got -1.0");
    }

    @Test
    void optionsAreChecked() {
        refused(
                () -> NormalizedResidual.withDefaults().withBeta(-1),
                "beta must be >= 0 and finite, got -1.0");
        refused(
                () -> OneSided.lower().fromQuantile(1),
                "level must be strictly between 0 and 1, got 1.0");
        refused(
                () -> ConformalizedQuantiles.symmetric().withLevels(0.9, 0.1),
                "lower must be < upper, got 0.9 and 0.1");
        refused(
                () -> ConformalizedQuantiles.symmetric().withLevels(0, 0.1),
                "lower must be strictly between 0 and 1, got 0.0");
        refused(
                () -> ConformalizedQuantiles.symmetric().withCoverages(List.of()),
                "coverages must hold at least one, got none");
        QuantileBatch lopsided =
                QuantileBatch.of(new double[] {0.1, 0.8}, new double[] {1, 2, 1, 3});
        refused(
                () ->
                        RegressionConformalizer.of(ConformalizedQuantiles.symmetric())
                                .conformalize(lopsided, new double[] {1, 2}),
                "levels must hold a pair p and 1 - p, or be chosen by withLevels, got [0.1, 0.8]");
    }

    @Test
    void groupsHaveTheLengthOfTheBatch() {
        GaussianBatch batch = RegressionSample.continuous(3, 1).batch();
        refused(
                () -> new Grouped<>(batch, GroupColumn.of(new int[] {1, 2})),
                "groups must have the length of the batch (3), got 2");
    }

    @Test
    void levelsFollowTheCoverageThroughTheTable() {
        double[] levels = {0.05, 0.1, 0.25, 0.75, 0.9, 0.95};
        assertThat(QuantileLevels.centralPairs(levels))
                .containsExactly(
                        new QuantileLevels(0.25, 0.75),
                        new QuantileLevels(0.1, 0.9),
                        new QuantileLevels(0.05, 0.95));
        // y on the lower end of the widest pair only: its score is 0 there and not elsewhere
        QuantileBatch table = QuantileBatch.of(levels, new double[] {0, 1, 2, 4, 5, 6});
        ConformalRegressor regressor =
                RegressionConformalizer.of(ConformalizedQuantiles.symmetric())
                        .conformalize(
                                QuantileBatch.of(levels, repeat(table.toArray(), 99)),
                                repeat(new double[] {0}, 99));
        // 2 − y rounds to the threshold 2 for y just below 0 as well, so such y are inside
        assertThat(regressor.sets(table, Coverage.of(0.3)).lower(0))
                .isLessThanOrEqualTo(0)
                .isCloseTo(0, within(1e-15));
        assertThat(regressor.sets(table, Coverage.of(0.5)).upper(0)).isEqualTo(6);
        assertThat(regressor.sets(table, Coverage.of(0.8)).upper(0)).isEqualTo(6);
        assertThat(regressor.sets(table, Coverage.of(0.81)).upper(0)).isEqualTo(6);
        assertThat(regressor.sets(table, Coverage.of(0.99)).upper(0)).isEqualTo(6);
    }

    @Test
    void levelsWithDustAreStillCentral() {
        assertThat(QuantileLevels.centralPairs(new double[] {0.060000000000000005, 0.94}))
                .hasSize(1);
        assertThat(new QuantileLevels(0.05, 0.95).nominal()).isEqualTo(Coverage.of(0.9));
        assertThat(QuantileLevels.central(Coverage.of(0.9)))
                .isEqualTo(new QuantileLevels(0.05, 0.95));
    }

    @Test
    void tooWideQuantilesAreDrawnTogetherAndMayLeaveAnEmptySet() {
        double[] levels = {0.1, 0.9};
        // the truth is in the middle of a wide band, except in the narrow row asked for
        QuantileBatch heldOut = QuantileBatch.of(levels, repeat(new double[] {-10, 10}, 99));
        QuantileBatch test = QuantileBatch.of(levels, new double[] {-1, 1, -10, 10});
        Intervals sets =
                RegressionConformalizer.of(ConformalizedQuantiles.symmetric())
                        .conformalize(heldOut, new double[99])
                        .sets(test, Coverage.of(0.8));
        assertThat(sets.get(0).lower()).isEqualTo(9);
        assertThat(sets.get(0).upper()).isEqualTo(-9);
        assertThat(sets.get(0).isEmpty()).isTrue();
        assertThat(sets.get(1).contains(0)).isTrue();
        assertThat(sets.get(1).width()).isCloseTo(0, within(1e-14));
    }

    @Test
    void infiniteScoresKeepTheirRank() {
        double[] y = {-Double.MAX_VALUE, 0, 0};
        GaussianBatch heldOut =
                GaussianBatch.of(new double[] {Double.MAX_VALUE, 0, 0}, new double[] {1, 1, 1});
        ConformalRegressor regressor =
                RegressionConformalizer.of(AbsoluteResidual.withDefaults())
                        .conformalize(heldOut, y);
        assertThat(regressor.sets(heldOut, Coverage.of(0.75)).lower(1))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(regressor.sets(heldOut, HALF).get(1).width()).isZero();
    }

    @Test
    void crepesRankIsSavedAndIsUnboundedWhereCrepesIs() {
        RegressionSample nine = RegressionSample.continuous(9, 2);
        RegressionConformalizer exact = RegressionConformalizer.of(AbsoluteResidual.withDefaults());
        ConformalRegressor crepes =
                exact.withReferenceCompatibleCrepesRank().conformalize(nine.batch(), nine.y());
        Coverage ninety = Coverage.of(0.9);
        assertThat(exact.conformalize(nine.batch(), nine.y()).sets(nine.batch(), ninety).upper(0))
                .isFinite();
        assertThat(crepes.sets(nine.batch(), ninety).upper(0)).isInfinite();
        ConformalRegressor loaded =
                (ConformalRegressor) ModelFiles.fromJson(ModelFiles.toJson(crepes));
        assertThat(loaded.sets(nine.batch(), ninety).upper(0)).isInfinite();
    }

    @Test
    void damagedDocumentsAreRefused() {
        damaged(
                absolute().put("sizes", new int[] {2}),
                "field \"sizes\" must add up to the number of scores, 1");
        damaged(
                absolute().put("sizes", new int[] {-1}),
                "field \"sizes\" must add up to the number of scores, 1");
        damaged(
                absolute().put("sizes", new int[] {0}),
                "field \"sizes\" must add up to the number of scores, 1");
        damaged(
                absolute().put("sizes", new int[] {1, 0}),
                "field \"sizes\" must hold 1 sizes, got 2");
        damaged(
                ModelDocument.of("absolute-residual").put("rank", "median"),
                "field \"rank\" must be \"exact\" or \"crepes\", got \"median\"");
        damaged(
                ModelDocument.of("absolute-residual").put("rank", "exact").put("taxonomy", "cell"),
                "field \"taxonomy\" must be \"none\", \"group\", \"weight\" or \"fixed-weight\", got"
                        + " \"cell\"");
        damaged(
                ModelDocument.of("absolute-residual")
                        .put("rank", "exact")
                        .put("taxonomy", "group")
                        .putTexts("groups", List.of("a", "a")),
                "field \"groups\" must hold distinct names");
        damaged(
                ModelDocument.of("one-sided")
                        .put("rank", "exact")
                        .put("taxonomy", "none")
                        .put("side", "left"),
                "field \"side\" must be \"lower\" or \"upper\", got \"left\"");
        damaged(
                ModelDocument.of("cqr")
                        .put("rank", "exact")
                        .put("taxonomy", "none")
                        .put("symmetric", true)
                        .putChildren("bands", List.of()),
                "field \"bands\" must hold at least one band");
        damaged(
                ModelDocument.of("normalized")
                        .put("rank", "exact")
                        .put("taxonomy", "none")
                        .put("beta", -1.0),
                "damaged normalized model: beta must be >= 0 and finite, got -1.0");
    }

    private static ModelDocument.Builder absolute() {
        return ModelDocument.of("absolute-residual")
                .put("rank", "exact")
                .put("taxonomy", "none")
                .put("scores", new double[] {1});
    }

    private static void damaged(ModelDocument.Builder document, String message) {
        assertThatThrownBy(() -> ModelFiles.fromDocument(document.build()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    private static double[] repeat(double[] values, int times) {
        double[] all = new double[values.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i % values.length];
        }
        return all;
    }
}
