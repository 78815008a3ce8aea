package org.guardband.smile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.conformal.resampling.Folds;
import org.guardband.conformal.resampling.OutOfFold;
import org.guardband.core.batch.DistributionBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.RealDistribution;
import smile.regression.Regression;

/**
 * Regressions of Smile trained without each fold in turn, for the methods that need no held-out
 * part: CV+, its minmax form, cross-conformal prediction, and the jackknife+, which is CV+ over
 * {@link Folds#leaveOneOut}.
 *
 * <p>Models are trained one after the other, in the order of the folds, so that an algorithm that
 * draws from {@code smile.math.MathEx} gives the same models after the same {@code MathEx.setSeed};
 * most of Smile's algorithms train in parallel themselves. A random forest takes its seeds as an
 * argument instead; of these, Smile 2.6 ignores 0 and 1 and grows such a tree anew each time, so
 * seeds from 2 on give the same forest again.
 *
 * @param <I> the form of rows
 */
public final class SmileRegressionFolds<I> {

    private final Folds folds;
    private final List<SmileRegressor<I, ? extends RealBatch>> models;
    private final OutOfFold<RealBatch> outOfFold;

    private SmileRegressionFolds(
            Folds folds,
            List<SmileRegressor<I, ? extends RealBatch>> models,
            OutOfFold<RealBatch> outOfFold) {
        this.folds = folds;
        this.models = models;
        this.outOfFold = outOfFold;
    }

    /**
     * Trains a model of rows of numbers without each fold.
     *
     * @param x features of the training rows
     * @param y the truth of each row
     * @param folds the partition of the rows
     * @param training trains on rows and their truths, treating all rows alike
     * @return the models and their predictions out of fold
     * @throws IllegalArgumentException if lengths differ, or a feature or truth is not finite
     */
    public static SmileRegressionFolds<double[][]> ofArrays(
            double[][] x,
            double[] y,
            Folds folds,
            BiFunction<double[][], double[], ? extends Regression<double[]>> training) {
        Arguments.sameLength("y", y.length, "x", x.length);
        Arguments.allFinite("y", y);
        SmileRows.requireFinite(x);
        return of(
                folds,
                rows -> select(x, rows),
                rows ->
                        SmileRegressor.ofArrays(
                                training.apply(
                                        select(x, rows),
                                        Arrays.stream(rows).mapToDouble(i -> y[i]).toArray())));
    }

    /**
     * Trains any model without each fold, for instance on a data frame:
     *
     * <pre>{@code
     * SmileRegressionFolds.of(folds, frame::of,
     *         rows -> SmileRegressor.ofFrames(RandomForest.fit(formula, frame.of(rows))))
     * }</pre>
     *
     * @param <I> the form of rows
     * @param folds the partition of the training rows
     * @param select gives some of the training rows, by their places
     * @param training trains on some of the training rows, given by their places, treating all
     *     alike
     * @return the models and their predictions out of fold
     * @throws IllegalArgumentException if a model gives other than one prediction per row
     */
    public static <I> SmileRegressionFolds<I> of(
            Folds folds,
            Function<int[], I> select,
            Function<int[], ? extends SmileRegressor<I, ? extends RealBatch>> training) {
        List<SmileRegressor<I, ? extends RealBatch>> models = new ArrayList<>();
        RealDistribution[] predictions = new RealDistribution[folds.rows()];
        for (int k = 0; k < folds.count(); k++) {
            SmileRegressor<I, ? extends RealBatch> model = training.apply(folds.kept(k));
            int[] leftOut = folds.leftOut(k);
            RealBatch batch = model.predict(select.apply(leftOut));
            Arguments.sameLength("predictions", batch.size(), "fold " + k, leftOut.length);
            IntStream.range(0, leftOut.length).forEach(i -> predictions[leftOut[i]] = batch.get(i));
            models.add(model);
        }
        RealBatch all = DistributionBatch.of(List.of(predictions));
        return new SmileRegressionFolds<>(folds, List.copyOf(models), new OutOfFold<>(all, folds));
    }

    static double[][] select(double[][] x, int[] rows) {
        return Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new);
    }

    /**
     * The predictions of the training rows, each by the model that was trained without its fold.
     *
     * @return one row per training row
     */
    public OutOfFold<RealBatch> outOfFold() {
        return outOfFold;
    }

    /**
     * The predictions of rows by the model of every fold.
     *
     * @param rows the rows
     * @return one batch per fold
     * @throws IllegalArgumentException if a feature is NaN or infinite, or rows do not fit a model
     */
    public FoldPredictions<RealBatch> predict(I rows) {
        return FoldPredictions.of(models.stream().map(model -> model.predict(rows)).toList());
    }

    /**
     * Conformalizes the models, for instance by {@code CvPlus.withDefaults()}. The guarantee is
     * that of the method.
     *
     * @param <S> the kind of sets
     * @param <P> the fitted predictor
     * @param method the conformal method
     * @param truths the truth of each training row, finite
     * @return sets for rows
     * @throws IllegalArgumentException if lengths differ or a truth is not finite
     */
    public <S, P extends ConformalPredictor<FoldPredictions<? extends RealBatch>, S>>
            SmileConformal<I, S, P> conformalize(
                    Conformalizer<OutOfFold<? extends RealBatch>, double[], P> method,
                    double[] truths) {
        return SmileConformal.of(this::predict, method.conformalize(outOfFold, truths));
    }

    @Override
    public String toString() {
        return "SmileRegressionFolds[" + folds + "]";
    }
}
