package org.guardband.smile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.guardband.conformal.classification.CrossClassConformalizer;
import org.guardband.conformal.classification.CrossConformalClassifier;
import org.guardband.conformal.classification.FoldProbabilities;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.conformal.resampling.Folds;
import org.guardband.conformal.resampling.OutOfFold;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.LabelSets;
import smile.classification.Classifier;

/**
 * Classifiers of Smile trained without each fold in turn, for cross-conformal sets that need no
 * held-out part. A class that the training rows of a fold lack has probability 0 there. Models are
 * trained one after the other, in the order of the folds.
 *
 * @param <I> the form of rows
 */
public final class SmileClassFolds<I> {

    private final Folds folds;
    private final SmileLabels labels;
    private final List<SmileClassifier<I>> models;
    private final OutOfFold<CategoricalBatch> outOfFold;

    private SmileClassFolds(
            Folds folds,
            SmileLabels labels,
            List<SmileClassifier<I>> models,
            OutOfFold<CategoricalBatch> outOfFold) {
        this.folds = folds;
        this.labels = labels;
        this.models = models;
        this.outOfFold = outOfFold;
    }

    /**
     * Trains a model of rows of numbers without each fold.
     *
     * @param x features of the training rows
     * @param y Smile's label of each row
     * @param folds the partition of the rows
     * @param training trains on rows and their labels, treating all rows alike; its models give
     *     probabilities
     * @return the models and their probabilities out of fold
     * @throws IllegalArgumentException if lengths differ, a feature is not finite, a model gives
     *     labels only, or the rows outside a fold are of one class
     */
    public static SmileClassFolds<double[][]> ofArrays(
            double[][] x,
            int[] y,
            Folds folds,
            BiFunction<double[][], int[], ? extends Classifier<double[]>> training) {
        Arguments.sameLength("y", y.length, "x", x.length);
        SmileRows.requireFinite(x);
        return of(
                folds,
                SmileLabels.of(y),
                rows -> SmileRegressionFolds.select(x, rows),
                rows -> {
                    int[] known = Arrays.stream(rows).map(i -> y[i]).toArray();
                    SmileLabels labels = SmileLabels.of(known);
                    return SmileClassifier.ofArrays(
                            training.apply(SmileRegressionFolds.select(x, rows), known), labels);
                });
    }

    /**
     * Trains any model without each fold, for instance on a data frame:
     *
     * <pre>{@code
     * SmileClassFolds.of(folds, labels, frame::of,
     *         rows -> SmileClassifier.ofFrames(RandomForest.fit(formula, frame.of(rows)), labels))
     * }</pre>
     *
     * @param <I> the form of rows
     * @param folds the partition of the training rows
     * @param labels all classes
     * @param select gives some of the training rows, by their places
     * @param training trains on some of the training rows, given by their places, treating all
     *     alike
     * @return the models and their probabilities out of fold
     * @throws IllegalArgumentException if a model gives other than one prediction per row, or knows
     *     a class that is not among {@code labels}
     */
    public static <I> SmileClassFolds<I> of(
            Folds folds,
            SmileLabels labels,
            Function<int[], I> select,
            Function<int[], SmileClassifier<I>> training) {
        List<SmileClassifier<I>> models = new ArrayList<>();
        int classes = labels.size();
        double[] p = new double[Math.multiplyExact(folds.rows(), classes)];
        for (int k = 0; k < folds.count(); k++) {
            SmileClassifier<I> model = training.apply(folds.kept(k)).over(labels);
            int[] leftOut = folds.leftOut(k);
            CategoricalBatch batch = model.predict(select.apply(leftOut));
            Arguments.sameLength("predictions", batch.size(), "fold " + k, leftOut.length);
            for (int i = 0; i < leftOut.length; i++) {
                for (int c = 0; c < classes; c++) {
                    p[leftOut[i] * classes + c] = batch.probability(i, c);
                }
            }
            models.add(model);
        }
        CategoricalBatch all = CategoricalBatch.wrap(p, labels.names(), SmileClassifier.TOLERANCE);
        return new SmileClassFolds<>(
                folds, labels, List.copyOf(models), new OutOfFold<>(all, folds));
    }

    /**
     * The probabilities of the training rows, each by the model that was trained without its fold.
     *
     * @return one row per training row
     */
    public OutOfFold<CategoricalBatch> outOfFold() {
        return outOfFold;
    }

    /**
     * The probabilities of rows by the model of every fold.
     *
     * @param rows the rows
     * @return one batch per fold
     * @throws IllegalArgumentException if a feature is NaN or infinite, or rows do not fit a model
     */
    public FoldPredictions<CategoricalBatch> predict(I rows) {
        return FoldPredictions.of(models.stream().map(model -> model.predict(rows)).toList());
    }

    /**
     * Conformalizes the models. The guarantee is that of the method.
     *
     * @param method the conformal method
     * @param smileLabels Smile's label of each training row
     * @return sets for rows
     * @throws IllegalArgumentException if lengths differ or a label is none of the classes
     */
    public SmileConformal<I, LabelSets, CrossConformalClassifier> conformalize(
            CrossClassConformalizer method, int[] smileLabels) {
        return SmileConformal.of(
                rows -> FoldProbabilities.of(predict(rows)),
                method.conformalize(outOfFold, labels.indices(smileLabels)));
    }

    @Override
    public String toString() {
        return "SmileClassFolds[" + labels + ", " + folds + "]";
    }
}
