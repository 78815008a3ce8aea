package org.guardband.conformal.multimodal;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.set.UnionRows;

/**
 * A conformity score of a truth y under a predicted distribution, and its inversion to a union of
 * intervals. Large scores are strange. Implement it to conformalize with a score of your own; where
 * the inversion is always one interval, {@link org.guardband.conformal.regression.RegressionScore}
 * is the faster form.
 *
 * <p>An implementation is immutable, deterministic and looks at one row alone: only then are the
 * scores of exchangeable rows exchangeable, which is all that the guarantee rests on. It has to
 * hold that score(p, y) ≤ t implies that an interval of union(p, t) contains y, for every finite y.
 * The methods for whole batches give what those for a row give.
 */
public interface UnionScore {

    /**
     * The method name under which fitted objects are saved.
     *
     * @return the name in the model document; a score of your own takes one of its own
     */
    String method();

    /**
     * Enters the options of this score into the document of a fitted object.
     *
     * @param document the document under way; the name {@code scores} is taken
     */
    default void describe(ModelDocument.Builder document) {}

    /**
     * The score of a truth.
     *
     * @param prediction the prediction of the row
     * @param y the truth, finite
     * @return the score; infinities are admitted, NaN is not
     * @throws IllegalArgumentException if the score is not defined for this kind of prediction
     */
    double score(RealDistribution prediction, double y);

    /**
     * The set {y : score(y) ≤ threshold}.
     *
     * @param prediction the prediction of the row
     * @param threshold the largest admitted score, finite or −∞; at +∞ the set is the whole line
     *     and nobody asks
     * @return closed intervals in any order, which may overlap; none for the empty set
     * @throws IllegalArgumentException if the score is not defined for this kind of prediction
     */
    List<Interval> union(RealDistribution prediction, double threshold);

    /**
     * The scores of all rows. By default one row after the other; overridden for speed alone.
     *
     * @param batch the predictions
     * @param y one finite truth per row
     * @param out receives one score per row
     * @throws IllegalArgumentException if lengths differ, or as {@link #score}
     */
    default void scores(RealBatch batch, double[] y, double[] out) {
        UnionShape.requireTruths(batch, y, out);
        ParallelRows.run(
                out.length,
                UnionShape.BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        out[i] = score(batch.get(i), y[i]);
                    }
                });
    }

    /**
     * The sets of all rows. By default one row after the other; overridden for speed alone.
     *
     * @param batch the predictions
     * @param threshold the largest admitted score, finite or −∞
     * @return one union per row
     * @throws IllegalArgumentException as {@link #union}
     */
    default IntervalUnions unions(RealBatch batch, double threshold) {
        return UnionRows.of(
                batch.size(),
                UnionShape.BLOCK,
                () ->
                        (row, out) -> {
                            List<Interval> union =
                                    new ArrayList<>(union(batch.get(row), threshold));
                            union.sort((a, b) -> Double.compare(a.lower(), b.lower()));
                            union.forEach(piece -> out.add(piece.lower(), piece.upper()));
                        });
    }
}
