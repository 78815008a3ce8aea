package org.guardband.conformal.conditional;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guardband.core.ConvergenceException;
import org.guardband.core.Coverage;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Calibration scores with features, and the thresholds that give coverage over the class of all
 * linear functions f(x) = β·φ(x) of the features: conditional calibration. Immutable, safe to share
 * between threads, good for any coverage.
 *
 * <p>The threshold of a test row with features φ is
 *
 * <pre>
 *     S* = sup {S : η(S) &lt; 1 − α},
 *     η(S) = the dual variable, in [−α, 1 − α], of (φ, S) in the (1 − α) quantile regression of
 *            S₁, …, Sₙ, S on φ₁, …, φₙ, φ without penalty
 * </pre>
 *
 * <p>and a truth belongs to the set if its score is at most S*. The constant feature alone gives
 * the conformal quantile of split conformal prediction; indicators of disjoint groups give that of
 * each group; indicators of overlapping groups, and numbers, give what no Mondrian taxonomy can.
 *
 * <p><b>Guarantee.</b> If calibration and test rows are exchangeable, E[f(X)·(1{Y in the set} − (1
 * − α))] ≥ 0 for every f ≥ 0 of the class. For the indicator of a group this is P(covered | group)
 * ≥ 1 − α; for other f it is coverage under the covariate shift with density proportional to f.
 * With a uniform number u of each test row ({@link #thresholds(double[][], Coverage, double[])})
 * the threshold is sup {S : η(S) &lt; u − α}, and the expectation is 0 for every f of the class, of
 * either sign: coverage in a group is 1 − α exactly, ties between scores aside. Nothing is promised
 * for functions outside the class. The features must not depend on the truths.
 *
 * <p>A threshold is +∞ where no finite one serves: if the calibration rows near φ are too few
 * (fewer than (1 − α)/α of a group), or φ is no combination of their features (an unseen group).
 * Dependent features are found and do no harm. A row of zeros, in no function of the class, has the
 * threshold 0.
 *
 * <p><b>Computation.</b> η(S) rises with S, and S* = −V′(1 − α) from below, with V(t) the largest
 * Σᵢ ηᵢSᵢ subject to Σᵢ ηᵢφᵢ = −tφ, a linear program. One quantile regression of the calibration
 * rows is solved at the first call for a coverage, and kept for the last few, by edge descent with
 * exact line searches; each test row starts from its vertex and needs a few edges more, O(nd) each,
 * to the vertex of t = 1 − α, where S* = φ·β. Memory O(nd), and O(n) per thread. Ties among scores
 * are ordered by an infinitesimal perturbation (drawn by row index, as good as any order); scores
 * within 2⁻⁴⁷ of the size of their terms are ties. The bounds are kept as whole numbers of the
 * coverage's decimal, so that indicator features meet no rounding; S* is a score then, or a sum of
 * scores. Otherwise it is rounded up.
 *
 * <p>Source: Gibbs, Cherian, Candès 2023, arXiv 2305.12616: the unpenalised class of finite
 * dimension. The authors' code solves a linear program per test row or searches S by bisection.
 */
public final class ConditionalScores implements ConditionalThresholds {

    static final String DOCUMENT = "conditional-scores";
    private static final int BLOCK = 32;

    /** How many coverages to keep solved: O(nd) each. */
    private static final int KEPT = 4;

    private final FeatureMatrix features;
    private final double[] scores;
    private final IndependentColumns columns;
    private final double[] phi;

    /** The last coverages asked for; what it holds is a function of the fields above. */
    private volatile List<Solved> solved = List.of();

    private ConditionalScores(FeatureMatrix features, double[] scores) {
        this.features = features;
        this.scores = scores;
        this.columns = IndependentColumns.of(features);
        this.phi = columns.select(features);
    }

    /**
     * Scores with features.
     *
     * @param features features[i] is φ(xᵢ), finite, all of one length ≥ 1; include a constant 1 for
     *     marginal coverage
     * @param scores the calibration scores, finite
     * @return the scores
     * @throws IllegalArgumentException if lengths differ or a number is not finite
     */
    public static ConditionalScores of(double[][] features, double[] scores) {
        Arguments.sameLength("scores", scores.length, "features", features.length);
        return of(FeatureMatrix.of("features", features), scores.clone());
    }

    static ConditionalScores of(FeatureMatrix features, double[] scores) {
        return new ConditionalScores(features, Arguments.allFinite("scores", scores));
    }

    @Override
    public double[] thresholds(FeatureRows<?> rows, Coverage coverage) {
        return thresholds(rows.features(), coverage);
    }

    @Override
    public double[] thresholds(FeatureRows<?> rows, Coverage coverage, double[] u) {
        return thresholds(rows.features(), coverage, u);
    }

    /**
     * The number of calibration scores.
     *
     * @return n
     */
    @Override
    public int size() {
        return scores.length;
    }

    /**
     * The number of features d of a row.
     *
     * @return d; 0 if there is no calibration row, which fits any
     */
    public int features() {
        return features.columns();
    }

    /**
     * The largest score that the set of each row admits.
     *
     * @param rows φ of each row, finite, d long
     * @param coverage 1 − α
     * @return one threshold per row; +∞ where no finite one serves
     * @throws IllegalArgumentException if a length is wrong or a number is not finite
     */
    public double[] thresholds(double[][] rows, Coverage coverage) {
        return thresholds(FeatureMatrix.of("rows", rows), coverage);
    }

    /**
     * The largest score that the randomised set of each row admits.
     *
     * @param rows φ of each row, finite, d long
     * @param coverage 1 − α
     * @param u one number in [0, 1] per row, uniform and independent of all rows, for instance from
     *     {@link org.guardband.core.numeric.SeededUniforms}; 1 is {@link #thresholds(double[][],
     *     Coverage)}. A number that is used for more than one row makes their misses depend on each
     *     other
     * @return one threshold per row; −∞ where the set is empty
     * @throws IllegalArgumentException if a length is wrong or a number is out of range
     */
    public double[] thresholds(double[][] rows, Coverage coverage, double[] u) {
        return thresholds(FeatureMatrix.of("rows", rows), coverage, u);
    }

    double[] thresholds(FeatureMatrix rows, Coverage coverage) {
        double[] one = new double[rows.rows()];
        Arrays.fill(one, 1);
        return thresholds(rows, coverage, one);
    }

    double[] thresholds(FeatureMatrix rows, Coverage coverage, double[] u) {
        Arguments.sameLength("u", u.length, "rows", rows.rows());
        for (int i = 0; i < u.length; i++) {
            Arguments.probability("u[" + i + "]", u[i]);
        }
        if (rows.rows() > 0 && scores.length > 0) {
            Arguments.sameLength(
                    "a row", rows.columns(), "a row of calibration features", features.columns());
        }
        double[] out = new double[rows.rows()];
        if (out.length == 0) {
            return out;
        }
        SolvedRegression regression = regression(coverage);
        PinballProblem problem = regression.problem();
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    SolvedRegression.Worker worker = regression.worker();
                    double[] row = new double[rows.columns()];
                    for (int i = from; i < to; i++) {
                        rows.copyRow(i, row);
                        // at u = 0 no dual variable is below its bound
                        out[i] =
                                u[i] == 0
                                        ? Double.NEGATIVE_INFINITY
                                        : worker.height(row, tilt(problem, u[i]));
                    }
                });
        return out;
    }

    private static double tilt(PinballProblem problem, double u) {
        return u == 1 ? problem.top : problem.width * u - problem.bottom;
    }

    /** The regression of the calibration rows, solved at the first call for a coverage. */
    private SolvedRegression regression(Coverage coverage) {
        for (Solved each : solved) {
            if (each.coverage().equals(coverage)) {
                return each.regression();
            }
        }
        PinballProblem problem = PinballProblem.quantile(phi, columns.rank(), scores, coverage);
        PinballVertex start =
                PinballVertex.solve(problem, columns.rows())
                        .orElseThrow(() -> new ConvergenceException("quantile regression", 0, 0));
        SolvedRegression regression = new SolvedRegression(problem, start, columns);
        // two threads at once may lose one of two answers, which is then found again
        solved =
                Stream.concat(
                                Stream.of(new Solved(coverage, regression)),
                                solved.stream().limit(KEPT - 1))
                        .toList();
        return regression;
    }

    /** A coverage that has been asked for. */
    private record Solved(Coverage coverage, SolvedRegression regression) {}

    /** The features row after row, and the scores. */
    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = ModelDocument.of(DOCUMENT).put("scores", scores.clone());
        features.describe(document);
        return document.build();
    }

    /**
     * Rebuilds scores from {@link #toDocument}.
     *
     * @param document the document
     * @return the scores
     * @throws ModelFormatException if a field is missing or invalid
     */
    public static ConditionalScores read(ModelDocument document) {
        if (!document.method().equals(DOCUMENT)) {
            throw new ModelFormatException(
                    "expected " + DOCUMENT + ", got a " + document.method() + " document");
        }
        double[] scores = document.numbers("scores").clone();
        try {
            return of(FeatureMatrix.read(document, scores.length), scores);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException("calibration rows: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConditionalScores that
                && features.equals(that.features)
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        return "ConditionalScores[n=" + size() + ", " + features() + " features]";
    }
}
