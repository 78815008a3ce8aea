package org.guardband.smile;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalPredictor;

/**
 * A Smile model with a fitted conformal predictor behind it: from rows to sets with a guarantee,
 * that of the predictor. Immutable, as long as the model is not trained further; safe to share
 * between threads.
 *
 * @param <I> the form of rows: {@code double[][]}, {@link smile.data.DataFrame} or a list
 * @param <S> the sets: {@link org.guardband.core.set.LabelSets}, {@link
 *     org.guardband.core.set.Intervals}
 * @param <P> the fitted predictor
 */
public final class SmileConformal<I, S, P extends ConformalPredictor<?, S>> {

    private final BiFunction<I, List<Coverage>, List<S>> sets;
    private final P predictor;

    private SmileConformal(BiFunction<I, List<Coverage>, List<S>> sets, P predictor) {
        this.sets = sets;
        this.predictor = predictor;
    }

    static <I, B, S, P extends ConformalPredictor<B, S>> SmileConformal<I, S, P> of(
            Function<I, ? extends B> model, P predictor) {
        return new SmileConformal<>(
                (rows, coverages) -> predictor.sets(model.apply(rows), coverages), predictor);
    }

    /**
     * The fitted predictor, to be saved by {@link org.guardband.core.model.ModelFiles}; {@code
     * with} of a {@link SmileClassifier} or {@link SmileRegressor} puts it behind a model again.
     *
     * @return the predictor, without the model
     */
    public P predictor() {
        return predictor;
    }

    /**
     * Sets of one coverage.
     *
     * @param rows the rows
     * @param coverage the asked coverage
     * @return one set per row, in the same order
     * @throws IllegalArgumentException if rows do not fit the model
     */
    public S sets(I rows, Coverage coverage) {
        return sets(rows, List.of(coverage)).get(0);
    }

    /**
     * Sets of several coverages; the model predicts once.
     *
     * @param rows the rows
     * @param coverages the asked coverages
     * @return the sets of each coverage, in the order of {@code coverages}
     * @throws IllegalArgumentException if rows do not fit the model
     */
    public List<S> sets(I rows, List<Coverage> coverages) {
        return sets.apply(rows, coverages);
    }

    @Override
    public String toString() {
        return "SmileConformal[" + predictor + "]";
    }
}
