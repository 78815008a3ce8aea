package org.guardband.conformal.conditional;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/** {@link AdaptiveRiskControl}, fitted: immutable, safe to share between threads. */
public final class AdaptiveThresholds implements Persistent {

    static final String METHOD = "adaptive-risk-control";

    private static final int BLOCK = 32;

    private final double level;
    private final double bound;
    private final FeatureMatrix features;
    private final LossKinks kinks;
    private final double tilt;

    /** Empty where no β has a least sum: the losses are too large at the end of the grid. */
    private final Optional<SolvedRegression> regression;

    AdaptiveThresholds(double level, double bound, FeatureMatrix features, LossKinks kinks) {
        this.level = AdaptiveRiskControl.requireLevel(level, bound);
        this.bound = bound;
        this.features = features;
        this.kinks = kinks;
        IndependentColumns columns = IndependentColumns.of(features);
        PinballProblem problem = problem(columns);
        this.tilt = problem.top;
        int[] start = Arrays.stream(columns.rows()).map(kinks::first).toArray();
        this.regression =
                PinballVertex.solve(problem, start)
                        .map(vertex -> new SolvedRegression(problem, vertex, columns));
    }

    /** One kink above which a row's loss is smaller, and the drift α − (its last loss). */
    private PinballProblem problem(IndependentColumns columns) {
        PinballProblem.Units units =
                PinballProblem.Units.of(BigDecimal.valueOf(level), BigDecimal.valueOf(bound));
        int r = columns.rank();
        double[] ofRow = columns.select(features);
        double[] phi = new double[Math.multiplyExact(kinks.size(), r)];
        double[] high = new double[kinks.size()];
        double[] drift = new double[r];
        for (int i = 0; i < features.rows(); i++) {
            int end = i + 1 < features.rows() ? kinks.first(i + 1) : kinks.size();
            for (int k = kinks.first(i); k < end; k++) {
                System.arraycopy(ofRow, i * r, phi, k * r, r);
                high[k] = kinks.fall(k) * units.unit();
            }
            double slope = units.bottom() - kinks.last(i) * units.unit();
            for (int j = 0; j < r; j++) {
                drift[j] += slope * ofRow[i * r + j];
            }
        }
        return new PinballProblem(
                phi, r, kinks.thresholds(), new double[high.length], high, drift, units);
    }

    /**
     * The number of held-out rows.
     *
     * @return n
     */
    public int size() {
        return features.rows();
    }

    /**
     * The number of features of a row.
     *
     * @return d; 0 if there is no held-out row, which fits any
     */
    public int features() {
        return features.columns();
    }

    /**
     * The level.
     *
     * @return α
     */
    public double level() {
        return level;
    }

    /**
     * The threshold of each row. It may lie between thresholds of the grid or outside of it; the
     * guarantee holds for it as it is if losses do not grow anywhere.
     *
     * @param rows φ of each row, finite, d long
     * @return λ̂(x); +∞ where none controls the risk (too few held-out rows near φ, features unlike
     *     all of theirs, or losses above the level at the end of the grid): the prediction that has
     *     no loss must be made there. A row of zeros, in no function of the class, has the
     *     threshold 0
     * @throws IllegalArgumentException if a length is wrong or a number is not finite
     */
    public double[] thresholds(double[][] rows) {
        FeatureMatrix matrix = FeatureMatrix.of("rows", rows);
        if (rows.length > 0 && size() > 0) {
            Arguments.sameLength(
                    "a row", matrix.columns(), "a row of held-out features", features.columns());
        }
        double[] out = new double[rows.length];
        Arrays.fill(out, Double.POSITIVE_INFINITY);
        regression.ifPresent(
                solved ->
                        ParallelRows.run(
                                out.length,
                                BLOCK,
                                (from, to) -> {
                                    SolvedRegression.Worker worker = solved.worker();
                                    double[] row = new double[matrix.columns()];
                                    for (int i = from; i < to; i++) {
                                        matrix.copyRow(i, row);
                                        out[i] = worker.height(row, tilt);
                                    }
                                }));
        return out;
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document =
                ModelDocument.of(METHOD).put("level", level).put("bound", bound);
        kinks.describe(document);
        features.describe(document);
        return document.build();
    }

    static AdaptiveThresholds read(ModelDocument document) {
        double bound = Arguments.positive("bound", document.number("bound"));
        LossKinks kinks = LossKinks.read(document, Arguments.finite("bound", bound));
        return new AdaptiveThresholds(
                document.number("level"), bound, FeatureMatrix.read(document, kinks.rows()), kinks);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdaptiveThresholds that
                && level == that.level
                && features.equals(that.features)
                && kinks.equals(that.kinks);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + kinks.hashCode();
    }

    @Override
    public String toString() {
        return "AdaptiveThresholds[level="
                + level
                + ", n="
                + size()
                + ", "
                + features()
                + " features]";
    }
}
