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
import org.guardband.core.numeric.SeededUniforms;

/**
 * Calibration scores with features, and the thresholds that give coverage over the functions f = g
 * + β·φ, with g in the reproducing kernel Hilbert space of a {@link Kernel} and φ the first
 * features: conditional calibration beyond linear classes.
 *
 * <p>The threshold of a test row x is S* = sup {S : η(S) &lt; 1 − α}, with η(S) the dual variable
 * of (x, S) in the regression
 *
 * <pre>    least Σᵢ ρ(Sᵢ − f(xᵢ)) + ρ(S − f(x)) + ½ λ ‖g‖²</pre>
 *
 * <p>by the pinball loss ρ of level 1 − α.
 *
 * <p><b>Guarantee.</b> If calibration and test rows are exchangeable, for every f = g + β·φ ≥ 0
 *
 * <pre>    E[f(X)·(1{Y in the set} − (1 − α))] ≥ − λ/(n+1) · E⟨ĝ, g⟩,</pre>
 *
 * <p>ĝ being fitted on all n + 1 rows with their true scores: for Σᵢ ηᵢf(xᵢ) = λ⟨ĝ, g⟩ at the
 * minimum. With g = 0, the constant among φ, this is P(Y in the set) ≥ 1 − α; for local weights g
 * it is coverage near a point up to a term that shrinks with λ/n. Nothing is promised outside the
 * class. Randomised thresholds, sup {S : η(S) &lt; u − α}, make it an equality.
 *
 * <p><b>Computation.</b> S* = f(x) in the regression of the calibration rows with the tilt −(1 −
 * α)f(x). Its solution is piecewise linear in the tilt, and in λ after a change of scale, and is
 * followed exactly from one change of the set of met rows to the next: once a coverage from the
 * vertex of the linear class (λ = ∞) down to λ, then for each test row from tilt 0 to 1 − α. A
 * change costs O(ne + (e + r)³) for e met rows; memory is O(ne), and no n × n table is kept. Where
 * scores tie, all are raised by up to 2⁻¹⁹ of the largest, at random by row index, so that no step
 * of the path is void; S* errs by no more, and to the outside; there it depends on the order of the
 * rows. Rounding is multiplied by the condition of the kernel among met rows and by λ; an end that
 * misses a condition of the minimum by more than 10⁻⁵ is refused. For up to some thousand rows.
 *
 * <p>Source: Gibbs, Cherian, Candès 2023, arXiv 2305.12616; a path instead of their search over
 * quadratic programs is our own, in the manner of Hastie, Rosset, Tibshirani, Zhu 2004, "The entire
 * regularization path for the support vector machine".
 */
public final class KernelScores implements ConditionalThresholds {

    static final String DOCUMENT = "kernel-scores";

    private static final SeededUniforms TIES = new SeededUniforms(0x7469_6573L, 1);
    private static final double TIE = 0x1p-20;
    private static final int BLOCK = 4;
    private static final int KEPT = 4;

    private final FunctionClass.KernelSpace functions;
    private final FeatureMatrix features;
    private final double[] scores;
    private final IndependentColumns columns;

    /** The last coverages asked for; what it holds is a function of the fields above. */
    private volatile List<Solved> solved = List.of();

    private KernelScores(
            FunctionClass.KernelSpace functions, FeatureMatrix features, double[] scores) {
        this.functions = functions;
        this.features = features;
        this.scores = scores;
        if (features.rows() > 0 && functions.free() > features.columns()) {
            throw new IllegalArgumentException(
                    "free must be <= the number of features ("
                            + features.columns()
                            + "), got "
                            + functions.free());
        }
        this.columns = IndependentColumns.of(features.first(functions.free()));
    }

    private record Solved(Coverage coverage, KernelPath path) {}

    static KernelScores of(
            FunctionClass.KernelSpace functions, FeatureMatrix features, double[] scores) {
        Arguments.sameLength("scores", scores.length, "features", features.rows());
        return new KernelScores(functions, features, Arguments.allFinite("scores", scores).clone());
    }

    @Override
    public int size() {
        return scores.length;
    }

    /**
     * The class of functions.
     *
     * @return kernel, penalty and number of free features
     */
    public FunctionClass.KernelSpace functions() {
        return functions;
    }

    @Override
    public double[] thresholds(FeatureRows<?> rows, Coverage coverage) {
        double[] one = new double[rows.features().rows()];
        Arrays.fill(one, 1);
        return thresholds(rows, coverage, one);
    }

    @Override
    public double[] thresholds(FeatureRows<?> rows, Coverage coverage, double[] u) {
        FeatureMatrix matrix = rows.features();
        Arguments.sameLength("u", u.length, "rows", matrix.rows());
        for (int i = 0; i < u.length; i++) {
            Arguments.probability("u[" + i + "]", u[i]);
        }
        double[] out = new double[u.length];
        Arrays.fill(out, Double.POSITIVE_INFINITY);
        if (out.length == 0 || scores.length == 0) {
            return out;
        }
        Arguments.sameLength(
                "a row", matrix.columns(), "a row of calibration features", features.columns());
        KernelPath start = path(coverage);
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    double[] row = new double[matrix.columns()];
                    double[] phi = new double[columns.rank()];
                    for (int i = from; i < to; i++) {
                        matrix.copyRow(i, row);
                        double t = u[i] == 1 ? 1 - coverage.error() : u[i] - coverage.error();
                        if (u[i] == 0) {
                            out[i] = Double.NEGATIVE_INFINITY;
                        } else if (!columns.project(Arrays.copyOf(row, functions.free()), phi)) {
                            out[i] = t > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                        } else {
                            out[i] = start.copy().height(phi, row, t);
                        }
                    }
                });
        return out;
    }

    private KernelPath path(Coverage coverage) {
        for (Solved each : solved) {
            if (each.coverage().equals(coverage)) {
                return each.path();
            }
        }
        KernelPath path = solve(coverage);
        // two threads at once may lose one of two answers, which is then found again
        solved =
                Stream.concat(
                                Stream.of(new Solved(coverage, path)),
                                solved.stream().limit(KEPT - 1))
                        .toList();
        return path;
    }

    private KernelPath solve(Coverage coverage) {
        double[] apart = apart();
        double[] phi = columns.select(features.first(functions.free()));
        PinballProblem linear = PinballProblem.quantile(phi, columns.rank(), apart, coverage);
        PinballVertex vertex =
                PinballVertex.solve(linear, columns.rows())
                        .orElseThrow(() -> new ConvergenceException("quantile regression", 0, 0));
        double[][] points = new double[size()][features.columns()];
        for (int i = 0; i < points.length; i++) {
            features.copyRow(i, points[i]);
        }
        return KernelPath.solve(
                new KernelProblem(
                        phi,
                        columns.rank(),
                        points,
                        apart,
                        functions.kernel(),
                        functions.penalty(),
                        coverage.error()),
                vertex);
    }

    /** The scores, raised by next to nothing where some tie. */
    private double[] apart() {
        double[] out = scores.clone();
        if (Arrays.stream(scores).distinct().count() < scores.length) {
            double largest = Arrays.stream(scores).map(Math::abs).max().orElse(0);
            double unit = largest == 0 ? TIE : largest * TIE;
            for (int i = 0; i < out.length; i++) {
                out[i] += unit * (1 + TIES.at(i));
            }
        }
        return out;
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document =
                ModelDocument.of(DOCUMENT)
                        .put("kernel", functions.kernel().toDocument())
                        .put("penalty", functions.penalty())
                        .put("free", functions.free())
                        .put("scores", scores.clone());
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
    public static KernelScores read(ModelDocument document) {
        double[] scores = document.numbers("scores");
        try {
            return of(
                    new FunctionClass.KernelSpace(
                            Kernel.read(document.child("kernel")),
                            document.number("penalty"),
                            document.integer("free")),
                    FeatureMatrix.read(document, scores.length),
                    scores);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException("calibration rows: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelScores that
                && functions.equals(that.functions)
                && features.equals(that.features)
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        return "KernelScores[n=" + size() + ", " + functions + "]";
    }
}
