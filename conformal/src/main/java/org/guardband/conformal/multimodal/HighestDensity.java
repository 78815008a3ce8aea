package org.guardband.conformal.multimodal;

import java.util.List;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.set.UnionRows;

/**
 * Highest density sets of Gaussians and of mixtures of Gaussians, such as a deep ensemble predicts:
 * where the members disagree, the set has a piece around each.
 *
 * <ul>
 *   <li>{@link #byDensity}: s = −ln f(y), f the predicted density. All rows share one level of the
 *       density, which makes the sets short on average; rows that are hard get wide sets, or none.
 *   <li>{@link #byMass} (HPD-split): s = ∫ f 1{f &gt; f(y)}, the predicted probability of what is
 *       more plausible than y, in [0, 1]. A set is the highest density region of one and the same
 *       predicted probability q̂ in every row; where the predictions are right q̂ is about 1 − α,
 *       and coverage is right row by row.
 * </ul>
 *
 * <p>The set of one row is found without a grid. Where all densities are below the level there is
 * nothing; the rest of the line is cut until a cell is inside or outside as a whole, by bounds of
 * the density over the cell that hold for any mixture, or until the density is monotone in it or
 * its slope is, by bounds of the first and the second derivative; there every end is found by
 * Newton's steps and closed in on between neighbouring doubles. So no piece can be lost, however
 * narrow, and a cell that cannot be decided before doubles end counts as inside. By density, a
 * truth is inside if and only if its rounded score is at most q̂, up to the rounding of the log
 * density at the ends; by mass, up to an error of 10⁻¹⁰ in s (of 10⁻⁶ for s next to 0, where the
 * density is flat). For M components and r ends it takes O(M·r) times some twelve steps; by mass
 * some five times that. {@link org.guardband.core.batch.GaussianBatch}es and {@link
 * org.guardband.core.batch.MixtureBatch}es of them allocate nothing per row.
 *
 * <p>Guarantee: that of {@link UnionRegressor}. A threshold by mass of 1 or more gives the whole
 * line.
 *
 * <p>Source: Izbicki, Shimizu, Stern 2022, "CD-split and HPD-split", arXiv 2007.12778, for the
 * mass; the same 2020, arXiv 1910.05575, for sets by conditional density. CD-split's partition of
 * the feature space is not here; groups of rows can be conformalized apart.
 */
public final class HighestDensity implements UnionScore {

    /** The name in model documents. */
    static final String METHOD = "highest-density";

    private static final int BLOCK = 64;

    private static final HighestDensity BY_DENSITY = new HighestDensity(false);
    private static final HighestDensity BY_MASS = new HighestDensity(true);

    private final boolean mass;

    private HighestDensity(boolean mass) {
        this.mass = mass;
    }

    /**
     * Compares densities.
     *
     * @return the score −ln f(y)
     */
    public static HighestDensity byDensity() {
        return BY_DENSITY;
    }

    /**
     * Compares the probabilities of highest density regions.
     *
     * @return the score ∫ f 1{f &gt; f(y)}
     */
    public static HighestDensity byMass() {
        return BY_MASS;
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public void describe(ModelDocument.Builder document) {
        document.put("by-mass", mass);
    }

    static HighestDensity read(ModelDocument document) {
        return document.flag("by-mass") ? BY_MASS : BY_DENSITY;
    }

    @Override
    public double score(RealDistribution prediction, double y) {
        return score(GaussianRows.of(prediction), Arguments.finite("y", y));
    }

    private double score(GaussianLevelSets sets, double y) {
        double level = sets.surprise(y);
        return mass ? sets.mass(level) : level;
    }

    @Override
    public List<Interval> union(RealDistribution prediction, double threshold) {
        GaussianLevelSets sets = GaussianRows.of(prediction);
        return UnionRows.of(1, 1, () -> (row, out) -> union(sets, threshold, out)).get(0);
    }

    private void union(GaussianLevelSets sets, double threshold, UnionRows.Buffer out) {
        if (!mass) {
            sets.atMost(threshold, out);
        } else if (threshold >= 1) {
            out.add(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        } else if (threshold >= 0) {
            sets.atMost(sets.levelOfMass(threshold), out);
        }
    }

    @Override
    public void scores(RealBatch batch, double[] y, double[] out) {
        UnionShape.requireTruths(batch, y, out);
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    GaussianRows rows = GaussianRows.of(batch);
                    for (int i = from; i < to; i++) {
                        out[i] = score(rows.at(i), y[i]);
                    }
                });
    }

    @Override
    public IntervalUnions unions(RealBatch batch, double threshold) {
        return UnionRows.of(
                batch.size(),
                BLOCK,
                () -> {
                    GaussianRows rows = GaussianRows.of(batch);
                    return (row, out) -> union(rows.at(row), threshold, out);
                });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HighestDensity that && mass == that.mass;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(mass);
    }

    @Override
    public String toString() {
        return mass ? "HighestDensity[by mass]" : "HighestDensity[by density]";
    }
}
