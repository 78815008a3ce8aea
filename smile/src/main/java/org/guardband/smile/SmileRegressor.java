package org.guardband.smile;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.guardband.conformal.regression.MondrianConformalRegressor;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.SampleBatch;
import org.guardband.core.calibration.Calibration;
import org.guardband.core.calibration.Calibrator;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.set.Intervals;
import smile.data.DataFrame;
import smile.regression.DataFrameRegression;
import smile.regression.GaussianProcessRegression;
import smile.regression.RandomForest;
import smile.regression.Regression;

/**
 * What a fitted Smile regression says of rows, as numbers or distributions.
 *
 * <p>Calibrators and conformal methods are those of the other rooms, with their guarantees. The
 * rows given to them are rows that the model was not trained on, and those given to a calibrator
 * are others than those given to a conformal method.
 *
 * <p>Immutable, as long as the model is not trained further; safe to share between threads. Rows
 * are predicted one after the other.
 *
 * @param <I> the form of rows: {@code double[][]}, {@link DataFrame} or a list
 * @param <B> the kind of batch
 */
public final class SmileRegressor<I, B extends RealBatch> {

    private final Function<I, B> predictor;

    private SmileRegressor(Function<I, B> predictor) {
        this.predictor = predictor;
    }

    /**
     * Numbers without a spread, of a model of rows of numbers.
     *
     * @param model a fitted model
     * @return samples of one draw each, the predicted number; standard deviations are 0
     */
    public static SmileRegressor<double[][], SampleBatch> ofArrays(Regression<double[]> model) {
        return new SmileRegressor<>(
                rows -> {
                    double[] out = new double[rows.length];
                    SmileRows.arrays(rows, (i, row) -> out[i] = model.predict(row));
                    return SampleBatch.wrap(out, 1);
                });
    }

    /**
     * Numbers without a spread, of a model of data frames. Frames may have their columns in any
     * order, others besides, and the response or not. Nominal columns must have the levels that the
     * training frame had.
     *
     * @param model a fitted model
     * @return samples of one draw each, the predicted number; standard deviations are 0
     */
    public static SmileRegressor<DataFrame, SampleBatch> ofFrames(DataFrameRegression model) {
        return new SmileRegressor<>(
                frame -> {
                    double[] out = new double[frame.size()];
                    SmileRows.frame(
                            frame,
                            model.formula(),
                            model.schema(),
                            (i, row) -> out[i] = model.predict(row));
                    return SampleBatch.wrap(out, 1);
                });
    }

    /**
     * Numbers without a spread, of a model of other objects, such as sparse rows or texts. What
     * they hold is not checked.
     *
     * @param <T> the kind of object
     * @param model a fitted model
     * @return samples of one draw each, the predicted number; standard deviations are 0
     */
    public static <T> SmileRegressor<List<T>, SampleBatch> ofObjects(Regression<T> model) {
        return new SmileRegressor<>(
                rows -> {
                    double[] out = new double[rows.size()];
                    SmileRows.objects(rows, (i, row) -> out[i] = model.predict(row));
                    return SampleBatch.wrap(out, 1);
                });
    }

    /**
     * Predicted quantiles, of one model per level; where they cross, the row is sorted (monotone
     * rearrangement).
     *
     * @param levels levels in (0, 1), strictly increasing
     * @param model the fitted model of a level, for instance {@code level ->
     *     GradientTreeBoost.fit(formula, training, Loss.quantile(level), …)}; called once per level
     * @return the quantiles
     * @throws IllegalArgumentException if a level is outside (0, 1) or levels do not increase
     */
    public static SmileRegressor<DataFrame, QuantileBatch> quantiles(
            double[] levels, DoubleFunction<? extends DataFrameRegression> model) {
        double[] sorted = QuantileBatch.of(levels, new double[0]).levels();
        DataFrameRegression[] models = new DataFrameRegression[sorted.length];
        for (int k = 0; k < sorted.length; k++) {
            models[k] = model.apply(sorted[k]);
        }
        return new SmileRegressor<>(
                frame -> {
                    double[] values = new double[Math.multiplyExact(frame.size(), models.length)];
                    for (int k = 0; k < models.length; k++) {
                        int place = k;
                        DataFrameRegression one = models[k];
                        SmileRows.frame(
                                frame,
                                one.formula(),
                                one.schema(),
                                (i, row) -> values[i * models.length + place] = one.predict(row));
                    }
                    return QuantileBatch.rearranged(sorted, values);
                });
    }

    /**
     * The trees of a forest as draws: their mean is the forest's prediction, their spread says how
     * far the trees disagree, and nothing of the spread of truths within their leaves; see {@link
     * #forest}.
     *
     * @param forest a fitted forest
     * @return one draw per tree
     */
    public static SmileRegressor<DataFrame, SampleBatch> trees(RandomForest forest) {
        return new SmileRegressor<>(frame -> ForestLeaves.of(forest, frame).outputs());
    }

    /**
     * Mean and variance of a forest by the law of total variance. With tree t's leaf of the row,
     * its mean mₜ and its sum of squared deviations Rₜ over its nₜ training rows,
     *
     * <pre>
     *     μ = mean of mₜ,   σ² = mean of Rₜ/nₜ + mean of (mₜ − μ)²,
     * </pre>
     *
     * <p>which is the variance of the distribution that a quantile regression forest (Meinshausen
     * 2006, JMLR 7) gives to the row, the rows of a tree being counted as often as its bootstrap
     * drew them. It is computed on the training rows themselves, for which leaves were chosen, so
     * it tends to be too small or too large as a whole: calibrate it, for instance by {@code
     * StdScaling}.
     *
     * @param forest a fitted forest
     * @return Gaussians; predicting throws an {@link IllegalArgumentException} where all leaves of
     *     a row have one and the same target and σ would be 0 ({@link #trees} admits that)
     */
    public static SmileRegressor<DataFrame, GaussianBatch> forest(RandomForest forest) {
        return new SmileRegressor<>(frame -> ForestLeaves.of(forest, frame).gaussians());
    }

    /**
     * A Gaussian process, with the variance of an observation and not, as Smile tells it, of the
     * function alone: σ² = max(0, latent variance) + noise · s², s being the standard deviation by
     * which Smile normalised the targets (1 if it did not). The latent variance is the difference
     * of two nearly equal numbers near a training row; Smile 2.6 takes the square root of it also
     * where rounding made it negative, and the NaN is taken for 0 here.
     *
     * <p>It needs Smile's native libraries, to train and to predict. Only a process that was fitted
     * exactly has a variance; those by a subset of regressors or Nyström do not.
     *
     * @param process a fitted process
     * @return Gaussians; predicting throws an {@link IllegalStateException} where the native
     *     libraries are absent, and an {@link IllegalArgumentException} where the process has no
     *     variance or σ is 0 (no noise, at a training row)
     */
    public static SmileRegressor<double[][], GaussianBatch> process(
            GaussianProcessRegression<double[]> process) {
        return new SmileRegressor<>(rows -> ProcessRows.gaussians(process, rows));
    }

    /**
     * Predictions of rows.
     *
     * @param rows the rows
     * @return one row per row, in the same order
     * @throws IllegalArgumentException if a feature is NaN or infinite, or rows do not fit the
     *     model
     */
    public B predict(I rows) {
        return predictor.apply(rows);
    }

    /**
     * The predicted number of each row.
     *
     * @param rows the rows
     * @return means
     * @throws IllegalArgumentException as {@link #predict}
     */
    public double[] means(I rows) {
        B batch = predict(rows);
        double[] means = new double[batch.size()];
        batch.means(means);
        return means;
    }

    /**
     * The same means with another spread, for {@code NormalizedResidual} and calibrators.
     *
     * @param difficulties σ of rows, positive, for instance {@link SmileDifficulty#difficulties}; a
     *     function that was fixed without the rows that calibrate
     * @return Gaussians of these means and standard deviations
     */
    public SmileRegressor<I, GaussianBatch> withSpread(Function<? super I, double[]> difficulties) {
        return new SmileRegressor<>(
                rows -> GaussianBatch.of(means(rows), difficulties.apply(rows)));
    }

    /**
     * Puts a fitted correction behind the model.
     *
     * @param <O> the kind of batch that it gives
     * @param calibration a correction of this model's predictions, for instance one that was loaded
     * @return the corrected model
     */
    public <O extends RealBatch> SmileRegressor<I, O> with(
            Calibration<? super B, ? extends O> calibration) {
        return new SmileRegressor<>(rows -> calibration.apply(predict(rows)));
    }

    /**
     * Fits a correction of the predicted distributions and puts it behind the model. To save the
     * correction, fit it on {@link #predict} and use {@link #with(Calibration)}.
     *
     * @param <O> the kind of batch that the correction gives
     * @param <C> the fitted correction
     * @param method the calibrator, for instance {@code Crude} or {@code StdScaling}
     * @param heldOut rows that the model was not trained on
     * @param truths the truth of each row, finite
     * @return the corrected model
     * @throws IllegalArgumentException if lengths differ, a truth is not finite, a prediction lacks
     *     the spread that the method corrects, or as {@link #predict}
     */
    public <O extends RealBatch, C extends Calibration<? super B, O>>
            SmileRegressor<I, O> calibrate(
                    Calibrator<? super B, double[], C> method, I heldOut, double[] truths) {
        return with(method.calibrate(predict(heldOut), truths));
    }

    /**
     * Conformalizes the model, for instance by {@code RegressionConformalizer.of(score)}. The
     * guarantee is that of the method.
     *
     * @param <P> the fitted predictor
     * @param method the conformal method
     * @param heldOut rows that the model was not trained on, nor its calibrators fitted on
     * @param truths the truth of each row, finite
     * @return intervals for rows
     * @throws IllegalArgumentException if lengths differ, a truth is not finite, or as {@link
     *     #predict}
     */
    public <P extends ConformalPredictor<RealBatch, Intervals>>
            SmileConformal<I, Intervals, P> conformalize(
                    Conformalizer<RealBatch, double[], P> method, I heldOut, double[] truths) {
        return with(method.conformalize(predict(heldOut), truths));
    }

    /**
     * Conformalizes the model group by group (Mondrian), for coverage within every group.
     *
     * @param method the conformal method
     * @param heldOut rows that the model was not trained on, nor its calibrators fitted on
     * @param truths the truth of each row, finite
     * @param groups the group of each row, a function of its features; see {@link SmileGroups}
     * @return intervals for rows
     * @throws IllegalArgumentException if lengths differ, a truth is not finite, or as {@link
     *     #predict}
     */
    public SmileConformal<I, Intervals, MondrianConformalRegressor> conformalize(
            RegressionConformalizer method,
            I heldOut,
            double[] truths,
            Function<? super I, GroupColumn> groups) {
        Grouped<RealBatch> batch = new Grouped<>(predict(heldOut), groups.apply(heldOut));
        return with(method.conformalize(batch, truths), groups);
    }

    /**
     * Puts the model in front of a fitted predictor, for instance one that was loaded.
     *
     * @param <P> the predictor
     * @param fitted a predictor that was conformalized on this model's predictions
     * @return intervals for rows
     */
    public <P extends ConformalPredictor<RealBatch, Intervals>>
            SmileConformal<I, Intervals, P> with(P fitted) {
        return SmileConformal.of(this::predict, fitted);
    }

    /**
     * Puts the model and its groups in front of a fitted predictor.
     *
     * @param <P> the predictor
     * @param fitted a predictor that was conformalized on this model's predictions by group
     * @param groups the group of each row, as it was for the held-out rows
     * @return intervals for rows
     */
    public <P extends ConformalPredictor<Grouped<RealBatch>, Intervals>>
            SmileConformal<I, Intervals, P> with(
                    P fitted, Function<? super I, GroupColumn> groups) {
        return SmileConformal.of(rows -> new Grouped<>(predict(rows), groups.apply(rows)), fitted);
    }
}
