package org.guardband.conformal.classification;

import java.util.Objects;
import org.guardband.conformal.resampling.FoldScores;
import org.guardband.conformal.resampling.OutOfFold;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.Conformalizer;

/**
 * Cross-conformal prediction of labels, with no row set aside for calibration: the set of a row
 * holds the labels y whose cross-conformal p-value exceeds α,
 *
 * <pre>    p(y) = (1 + #{i : sᵢ ≥ s₋ₖ₍ᵢ₎(x, y, u)}) / (n+1) &gt; α,</pre>
 *
 * <p>with s₋ₖ the score under the model that was trained without fold k, and sᵢ the score of the
 * true label of training row i under the model without its own fold. As #{sᵢ &lt; s} = n − #{sᵢ ≥
 * s}, this is {y : #{i : sᵢ &lt; s₋ₖ₍ᵢ₎(x, y, u)} &lt; (1 − α)(n+1)}, the CV+ set of Romano, Sesia
 * and Candès, and with every row its own fold their jackknife+ set: for labels the two published
 * methods are one. A randomised score sees the same u of the test row under all models.
 *
 * <p><b>Guarantee.</b> If training and test rows are exchangeable, the training algorithm treats
 * its rows alike and the n rows are in K folds of equal size, P(label in set) ≥ 1 − 2α −
 * min{2(1−1/K)/(n/K+1), (1−K/n)/(K+1)}, which is 1 − 2α for K = n, whatever the algorithm; in
 * practice coverage is near 1 − α. It is marginal, and fails where rows are not exchangeable.
 *
 * <p><b>Cost.</b> O(n log n) at fitting. A test row costs the K scorings of its labels and O(log n)
 * for each fold and label; memory is O(n + m) beside the predictions, which {@link
 * FoldProbabilities} need not hold.
 *
 * <p>Source: Vovk 2015, doi 10.1007/s10472-013-9368-4 (arXiv 1208.0806); Romano, Sesia, Candès
 * 2020, arXiv 2006.02544; the bound is that of Barber, Candès, Ramdas, Tibshirani 2021, arXiv
 * 1905.02928, whose argument compares scores only.
 */
public final class CrossClassConformalizer
        implements Conformalizer<
                OutOfFold<? extends CategoricalBatch>, int[], CrossConformalClassifier> {

    private final ClassScore score;
    private final boolean nonEmpty;

    private CrossClassConformalizer(ClassScore score, boolean nonEmpty) {
        this.score = Objects.requireNonNull(score, "score");
        this.nonEmpty = nonEmpty;
    }

    /**
     * Cross-conformal prediction with a score.
     *
     * @param score the nonconformity score
     * @return the method, admitting empty sets
     */
    public static CrossClassConformalizer of(ClassScore score) {
        return new CrossClassConformalizer(score, false);
    }

    /**
     * Puts the label of the largest p-value (the first among ties) into every set that would be
     * empty. The coverage can only rise.
     *
     * @return the method, never giving an empty set
     */
    public CrossClassConformalizer withNonEmptySets() {
        return new CrossClassConformalizer(score, true);
    }

    /**
     * Scores the training rows.
     *
     * @param outOfFold the class probabilities of each training row by the model without its fold
     * @param labels the true class index of each row
     * @return the classifier
     * @throws IllegalArgumentException if lengths differ or a label is out of range
     */
    @Override
    public CrossConformalClassifier conformalize(
            OutOfFold<? extends CategoricalBatch> outOfFold, int[] labels) {
        CategoricalBatch batch = outOfFold.predictions();
        double[] scores = new ScoredRows(score, batch).calibrationScores(labels);
        return new CrossConformalClassifier(
                new SetForm(score, batch.labels(), nonEmpty),
                FoldScores.of(scores, outOfFold.folds()));
    }

    @Override
    public String toString() {
        return "CrossClassConformalizer[" + score + (nonEmpty ? ", non-empty sets]" : "]");
    }
}
