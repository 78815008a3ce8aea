package org.guardband.conformal.multivariate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.conformal.regression.RegressionScore;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.calibration.MaxRankScores;
import org.guardband.core.numeric.Arguments;

/**
 * Products of intervals that cover all d targets of a row at once, from a score for each target.
 *
 * <ul>
 *   <li>{@link #bonferroni}: every target has its own quantile at coverage 1 − α/d. No target is
 *       favoured; wide where the targets' errors go together. n ≥ d/α − 1 rows are needed.
 *   <li>{@link #maxScore}: the score of a row is the largest one of its targets, with one quantile
 *       for all. Exact, but for a fair share of the widths the scores have to be of one scale, as
 *       {@link org.guardband.conformal.regression.NormalizedResidual} has for honest spreads.
 *   <li>{@link #copula}: the scores of every target are first replaced by their ranks among the
 *       scores of a part of the rows, and the largest rank of a row is its score on the rest: the
 *       level at which the empirical copula of the rest reaches the coverage, the same for every
 *       target. Scales do not matter, and dependence is used.
 *   <li>{@link #maxRank}: as the copula, with all rows for both, and a threshold one rank higher:
 *       {@link MaxRankScores}. No row is set aside, and nothing depends on a seed.
 * </ul>
 *
 * <p><b>Guarantee.</b> P(all targets in their intervals) ≥ 1 − α for exchangeable rows, for each of
 * the four. For the copula the rows that rank and those that calibrate are apart; the paper takes
 * the same rows for both, which loses the exact guarantee.
 *
 * <p><b>Order of rows.</b> The copula divides the rows by their index and a seed, so that its sets
 * depend on the order of the rows: two orders give two divisions, each with the guarantee. The
 * others do not look at the order.
 *
 * <p>Source: Messoudi, Destercke, Rousseau 2021, doi 10.1016/j.patcog.2021.108101 (empirical
 * copula); Timans et al. 2025, arXiv 2311.10900 (max-rank); the other two are the union bound and
 * split conformal prediction.
 */
public final class MultiTargetConformalizer
        implements Conformalizer<TargetColumns, double[][], MultiTargetRegressor> {

    private static final double HALF = 0.5;

    private enum Form {
        BONFERRONI,
        MAX_SCORE,
        COPULA,
        MAX_RANK
    }

    private final Form form;
    private final RegressionScore score;
    private final double share;
    private final long seed;

    private MultiTargetConformalizer(Form form, RegressionScore score, double share, long seed) {
        this.form = form;
        this.score = score;
        this.share = share;
        this.seed = seed;
    }

    /**
     * A quantile for every target.
     *
     * @param score the score of one target
     * @return the method
     */
    public static MultiTargetConformalizer bonferroni(RegressionScore score) {
        return new MultiTargetConformalizer(Form.BONFERRONI, score, HALF, 1);
    }

    /**
     * The largest score of a row.
     *
     * @param score the score of one target, of one scale for all
     * @return the method
     */
    public static MultiTargetConformalizer maxScore(RegressionScore score) {
        return new MultiTargetConformalizer(Form.MAX_SCORE, score, HALF, 1);
    }

    /**
     * The empirical copula, with half of the rows for the ranks.
     *
     * @param score the score of one target
     * @return the method
     */
    public static MultiTargetConformalizer copula(RegressionScore score) {
        return new MultiTargetConformalizer(Form.COPULA, score, HALF, 1);
    }

    /**
     * The largest rank of a row's scores among all rows.
     *
     * @param score the score of one target
     * @return the method
     */
    public static MultiTargetConformalizer maxRank(RegressionScore score) {
        return new MultiTargetConformalizer(Form.MAX_RANK, score, HALF, 1);
    }

    /**
     * The same with another division of the rows (copula).
     *
     * @param part the share of rows that give the ranks, strictly between 0 and 1
     * @param other the seed of the division
     * @return the method
     * @throws IllegalArgumentException if {@code part} is not strictly between 0 and 1
     */
    public MultiTargetConformalizer withDivision(double part, long other) {
        RowDivision.requireShare(part);
        return new MultiTargetConformalizer(form, score, part, other);
    }

    /**
     * Scores held-out rows.
     *
     * @param heldOut predictions of rows that the model was not trained on
     * @param truths for each row its d finite numbers
     * @return the regressor; any number of rows will do, 0 included
     * @throws IllegalArgumentException if rows or targets differ in number, a truth is not finite,
     *     or a prediction lacks what the score needs
     */
    @Override
    public MultiTargetRegressor conformalize(TargetColumns heldOut, double[][] truths) {
        double[][] scores = MultiTargetRegressor.scores(score, heldOut, truths);
        return new MultiTargetRegressor(
                score,
                switch (form) {
                    case BONFERRONI ->
                            new JointScores.Bonferroni(
                                    Arrays.stream(scores).map(ConformalScores::wrap).toList());
                    case MAX_SCORE ->
                            new JointScores.Largest(
                                    scores.length, ConformalScores.wrap(largest(scores)));
                    case COPULA -> copula(scores, truths.length);
                    case MAX_RANK ->
                            new JointScores.MaxRank(MaxRankScores.of(Arrays.asList(scores)));
                });
    }

    private JointScores copula(double[][] scores, int n) {
        boolean[] ranking = RowDivision.of(n, share, seed);
        List<ConformalScores> marginals =
                Arrays.stream(scores)
                        .map(s -> ConformalScores.wrap(part(s, ranking, true)))
                        .toList();
        double[][] rest =
                Arrays.stream(scores).map(s -> part(s, ranking, false)).toArray(double[][]::new);
        for (int k = 0; k < rest.length; k++) {
            rest[k] = Arrays.stream(rest[k]).map(marginals.get(k)::below).toArray();
        }
        return new JointScores.Copula(marginals, ConformalScores.wrap(largest(rest)));
    }

    private static double[] part(double[] values, boolean[] chosen, boolean which) {
        return IntStream.range(0, values.length)
                .filter(i -> chosen[i] == which)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static double[] largest(double[][] scores) {
        double[] out = scores[0].clone();
        for (double[] column : scores) {
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.max(out[i], column[i]);
            }
        }
        return Arguments.noneNaN("score", out);
    }

    @Override
    public String toString() {
        return "MultiTargetConformalizer[" + form + ", " + score + "]";
    }
}
