package org.guardband.smile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.guardband.classification.ClassCalibration;
import org.guardband.classification.ClassCalibrator;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.MondrianConformalClassifier;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.LabelSets;
import smile.classification.Classifier;
import smile.classification.DataFrameClassifier;
import smile.classification.SoftClassifier;
import smile.data.DataFrame;
import smile.data.Tuple;

/**
 * The class probabilities of a fitted Smile classifier, as they are or corrected by calibrators.
 *
 * <p>Labels of held-out rows are Smile's own, any integers; they are brought to class indices by
 * {@link SmileLabels} here. Calibrators and conformal methods are those of the other rooms, with
 * their guarantees. The rows given to them are rows that the model was not trained on, and those
 * given to a calibrator are others than those given to a conformal method.
 *
 * <p>Immutable, as long as the model is not trained further; safe to share between threads. Rows
 * are predicted one after the other.
 *
 * @param <I> the form of rows: {@code double[][]}, {@link DataFrame} or a list
 */
public final class SmileClassifier<I> {

    /**
     * How far the sum of a row of probabilities may be from one: Smile normalises in double
     * precision, but for some models by sums of many terms.
     */
    public static final double TOLERANCE = 1e-6;

    private final Function<I, CategoricalBatch> predictor;
    private final SmileLabels labels;
    private final List<ClassCalibration> calibrations;

    private SmileClassifier(
            Function<I, CategoricalBatch> predictor,
            SmileLabels labels,
            List<ClassCalibration> calibrations) {
        this.predictor = predictor;
        this.labels = labels;
        this.calibrations = calibrations;
    }

    /**
     * A model of rows of numbers.
     *
     * @param model a fitted model that gives probabilities
     * @param labels the labels of its training rows
     * @return the model's probabilities
     * @throws IllegalArgumentException if the model gives labels only
     */
    public static SmileClassifier<double[][]> ofArrays(
            Classifier<double[]> model, SmileLabels labels) {
        SoftClassifier<double[]> soft = soft(model);
        return of(
                rows -> {
                    Rows<double[]> out = new Rows<>(soft, labels, rows.length);
                    SmileRows.arrays(rows, out::row);
                    return out.batch();
                },
                labels);
    }

    /**
     * A model of data frames: random forest, gradient boosting, AdaBoost, decision tree. Frames may
     * have their columns in any order, others besides, and the response or not. Nominal columns
     * must have the levels that the training frame had.
     *
     * @param model a fitted model that gives probabilities
     * @param labels the classes of its training frame, see {@link SmileLabels#of(
     *     smile.data.formula.Formula, DataFrame)}
     * @return the model's probabilities
     * @throws IllegalArgumentException if the model gives labels only
     */
    @SuppressWarnings("unchecked") // what is soft on a frame is soft on its rows
    public static SmileClassifier<DataFrame> ofFrames(
            DataFrameClassifier model, SmileLabels labels) {
        SoftClassifier<Tuple> soft = (SoftClassifier<Tuple>) requireSoft(model);
        return of(
                frame -> {
                    Rows<Tuple> out = new Rows<>(soft, labels, frame.size());
                    SmileRows.frame(frame, model.formula(), model.schema(), out::row);
                    return out.batch();
                },
                labels);
    }

    /**
     * A model of other objects, such as sparse rows or texts. What they hold is not checked.
     *
     * @param <T> the kind of object
     * @param model a fitted model that gives probabilities
     * @param labels the labels of its training rows
     * @return the model's probabilities
     * @throws IllegalArgumentException if the model gives labels only
     */
    public static <T> SmileClassifier<List<T>> ofObjects(Classifier<T> model, SmileLabels labels) {
        SoftClassifier<T> soft = soft(model);
        return of(
                rows -> {
                    Rows<T> out = new Rows<>(soft, labels, rows.size());
                    SmileRows.objects(rows, out::row);
                    return out.batch();
                },
                labels);
    }

    private static <I> SmileClassifier<I> of(
            Function<I, CategoricalBatch> predictor, SmileLabels labels) {
        return new SmileClassifier<>(predictor, labels, List.of());
    }

    @SuppressWarnings("unchecked") // a classifier of T that is soft is soft on T
    private static <T> SoftClassifier<T> soft(Classifier<T> model) {
        return (SoftClassifier<T>) requireSoft(model);
    }

    private static SoftClassifier<?> requireSoft(Object model) {
        if (model instanceof SoftClassifier<?> soft) {
            return soft;
        }
        throw new IllegalArgumentException(
                "model must give class probabilities (smile.classification.SoftClassifier); "
                        + model.getClass().getName()
                        + " gives labels only");
    }

    /** Rows of probabilities, filled one by one. */
    private static final class Rows<T> {
        private final SoftClassifier<T> model;
        private final SmileLabels labels;
        private final double[] scratch;
        private final double[] probabilities;

        Rows(SoftClassifier<T> model, SmileLabels labels, int rows) {
            this.model = model;
            this.labels = labels;
            this.scratch = new double[labels.size()];
            this.probabilities = new double[Math.multiplyExact(rows, labels.size())];
        }

        void row(int i, T row) {
            // NaN: some models fill what they know and leave the rest of a longer array as it was
            Arrays.fill(scratch, Double.NaN);
            int label = model.predict(row, scratch);
            if (labels.indexOrNone(label) < 0) {
                throw new IllegalArgumentException(
                        "it predicts the label " + label + ", which is none of " + labels);
            }
            for (double p : scratch) {
                if (!(p >= 0 && p <= 1 + TOLERANCE)) {
                    throw new IllegalArgumentException(
                            "its probabilities of "
                                    + labels
                                    + " must be in [0, 1], got "
                                    + Arrays.toString(scratch));
                }
            }
            System.arraycopy(scratch, 0, probabilities, i * scratch.length, scratch.length);
        }

        CategoricalBatch batch() {
            return CategoricalBatch.wrap(probabilities, labels.names(), TOLERANCE);
        }
    }

    /**
     * The classes.
     *
     * @return their labels and names
     */
    public SmileLabels labels() {
        return labels;
    }

    /**
     * The corrections that stand behind the model, to be saved.
     *
     * @return the corrections in the order in which they are applied; none for the bare model
     */
    public List<ClassCalibration> calibrations() {
        return calibrations;
    }

    /**
     * The class probabilities of rows.
     *
     * @param rows the rows
     * @return one row per row, in the same order; classes in the order of {@link #labels}
     * @throws IllegalArgumentException if a feature is NaN or infinite, rows do not fit the model,
     *     or the labels are not those of its training rows
     */
    public CategoricalBatch predict(I rows) {
        CategoricalBatch batch = predictor.apply(rows);
        for (ClassCalibration calibration : calibrations) {
            batch = calibration.apply(batch);
        }
        return batch;
    }

    /**
     * Puts a fitted correction behind the model.
     *
     * @param calibration a correction of this model's probabilities, for instance one that was
     *     loaded
     * @return the corrected model
     */
    public SmileClassifier<I> with(ClassCalibration calibration) {
        List<ClassCalibration> all = new ArrayList<>(calibrations);
        all.add(calibration);
        return new SmileClassifier<>(predictor, labels, List.copyOf(all));
    }

    /**
     * Fits a correction of the probabilities and puts it behind the model.
     *
     * @param method the calibrator
     * @param heldOut rows that the model was not trained on
     * @param smileLabels the true label of each row, as Smile has it
     * @return the corrected model
     * @throws IllegalArgumentException if lengths differ, a label is none of the classes, or as
     *     {@link #predict}
     */
    public SmileClassifier<I> calibrate(ClassCalibrator<?> method, I heldOut, int[] smileLabels) {
        return with(method.calibrate(predict(heldOut), labels.indices(smileLabels)));
    }

    /**
     * Conformalizes the model, for instance by {@code ClassConformalizer.of(score)}, or class by
     * class by its {@code ::conformalizeByClass}. The guarantee is that of the method.
     *
     * @param <P> the fitted predictor
     * @param method the conformal method
     * @param heldOut rows that the model was not trained on, nor its calibrators fitted on
     * @param smileLabels the true label of each row, as Smile has it
     * @return sets for rows
     * @throws IllegalArgumentException if lengths differ, a label is none of the classes, or as
     *     {@link #predict}
     */
    public <P extends ConformalPredictor<CategoricalBatch, LabelSets>>
            SmileConformal<I, LabelSets, P> conformalize(
                    Conformalizer<CategoricalBatch, int[], P> method,
                    I heldOut,
                    int[] smileLabels) {
        return with(method.conformalize(predict(heldOut), labels.indices(smileLabels)));
    }

    /**
     * Conformalizes the model group by group (Mondrian), for coverage within every group.
     *
     * @param method the conformal method
     * @param heldOut rows that the model was not trained on, nor its calibrators fitted on
     * @param smileLabels the true label of each row, as Smile has it
     * @param groups the group of each row, a function of its features; see {@link SmileGroups}
     * @return sets for rows
     * @throws IllegalArgumentException if lengths differ, a label is none of the classes, or as
     *     {@link #predict}
     */
    public SmileConformal<I, LabelSets, MondrianConformalClassifier> conformalize(
            ClassConformalizer method,
            I heldOut,
            int[] smileLabels,
            Function<? super I, GroupColumn> groups) {
        Grouped<CategoricalBatch> batch = new Grouped<>(predict(heldOut), groups.apply(heldOut));
        return with(method.conformalize(batch, labels.indices(smileLabels)), groups);
    }

    /**
     * Puts the model in front of a fitted predictor, for instance one that was loaded.
     *
     * @param <P> the predictor
     * @param fitted a predictor that was conformalized on this model's probabilities
     * @return sets for rows
     */
    public <P extends ConformalPredictor<CategoricalBatch, LabelSets>>
            SmileConformal<I, LabelSets, P> with(P fitted) {
        return SmileConformal.of(this::predict, fitted);
    }

    /**
     * Puts the model and its groups in front of a fitted predictor.
     *
     * @param <P> the predictor
     * @param fitted a predictor that was conformalized on this model's probabilities by group
     * @param groups the group of each row, as it was for the held-out rows
     * @return sets for rows
     */
    public <P extends ConformalPredictor<Grouped<CategoricalBatch>, LabelSets>>
            SmileConformal<I, LabelSets, P> with(
                    P fitted, Function<? super I, GroupColumn> groups) {
        return SmileConformal.of(rows -> new Grouped<>(predict(rows), groups.apply(rows)), fitted);
    }

    /**
     * The same probabilities over more classes, those that the model does not know having
     * probability 0: what the models of folds need, whose training rows may lack a class.
     *
     * @param wider all classes
     * @return the model over all classes, with its corrections
     * @throws IllegalArgumentException if a label of this model is not among {@code wider}
     */
    public SmileClassifier<I> over(SmileLabels wider) {
        int[] places = wider.indices(labels.labels());
        return of(
                rows -> {
                    CategoricalBatch batch = predict(rows);
                    double[] p = new double[Math.multiplyExact(batch.size(), wider.size())];
                    for (int i = 0; i < batch.size(); i++) {
                        for (int k = 0; k < places.length; k++) {
                            p[i * wider.size() + places[k]] = batch.probability(i, k);
                        }
                    }
                    return CategoricalBatch.wrap(p, wider.names(), TOLERANCE);
                },
                wider);
    }

    /**
     * The label that is most probable for each row, the first among equals.
     *
     * @param rows the rows
     * @return one of Smile's labels per row
     * @throws IllegalArgumentException as {@link #predict}
     */
    public int[] mostProbable(I rows) {
        CategoricalBatch batch = predict(rows);
        int[] best = new int[batch.size()];
        for (int i = 0; i < best.length; i++) {
            int top = 0;
            for (int k = 1; k < labels.size(); k++) {
                if (batch.probability(i, k) > batch.probability(i, top)) {
                    top = k;
                }
            }
            best[i] = labels.label(Arguments.index("class", top, labels.size()));
        }
        return best;
    }

    @Override
    public String toString() {
        return "SmileClassifier[" + labels + ", " + calibrations.size() + " calibrations]";
    }
}
