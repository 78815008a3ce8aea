package org.guardband.conformal.multimodal;

import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;

/**
 * A conformity score of a truth y under a predicted distribution, and its inversion to a union of
 * intervals. Large scores are strange. Implement it to conformalize with a score of your own; where
 * the inversion is always one interval, {@link org.guardband.conformal.regression.RegressionScore}
 * is the faster form.
 *
 * <p>An implementation is immutable, deterministic and looks at one row alone: only then are the
 * scores of exchangeable rows exchangeable, which is all that the guarantee rests on. It has to
 * hold that score(p, y) ≤ t implies that an interval of union(p, t) contains y, for every finite y.
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
}
