package org.guardband.ensembles;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.Arguments;

/** What the M members of an ensemble of regressors say of the same n rows, each in its own kind. */
public final class RealMembers {

    private final List<RealBatch> members;

    private RealMembers(List<RealBatch> members) {
        this.members = members;
    }

    /**
     * Puts members together.
     *
     * @param members M ≥ 1 batches of the same rows
     * @return the members
     * @throws IllegalArgumentException if there is none, or two differ in their number of rows
     */
    public static RealMembers of(List<? extends RealBatch> members) {
        Arguments.atLeast("number of members", members.size(), 1);
        for (int m = 1; m < members.size(); m++) {
            Arguments.sameLength(
                    "members[" + m + "]",
                    members.get(m).size(),
                    "members[0]",
                    members.get(0).size());
        }
        return new RealMembers(List.copyOf(members));
    }

    /**
     * Puts members together.
     *
     * @param members M ≥ 1 batches of the same rows
     * @return the members
     * @throws IllegalArgumentException if there is none, or two differ in their number of rows
     */
    public static RealMembers of(RealBatch... members) {
        return of(List.of(members));
    }

    /**
     * The number of members.
     *
     * @return M
     */
    public int size() {
        return members.size();
    }

    /**
     * The number of rows.
     *
     * @return n
     */
    public int rows() {
        return members.get(0).size();
    }

    /**
     * One member.
     *
     * @param m its index in [0, M)
     * @return its predictions of all rows
     * @throws IllegalArgumentException if {@code m} is out of range
     */
    public RealBatch member(int m) {
        return members.get(Arguments.index("m", m, members.size()));
    }

    /**
     * All members.
     *
     * @return M batches
     */
    public List<RealBatch> members() {
        return members;
    }

    /**
     * Some of the members.
     *
     * @param chosen indices of members in the order wanted, at least one; repeats are admitted
     * @return as many members
     * @throws IllegalArgumentException if there is no index or one is out of range
     */
    public RealMembers select(int... chosen) {
        Arguments.allIndices("chosen", chosen, members.size());
        List<RealBatch> some = new ArrayList<>();
        for (int m : chosen) {
            some.add(members.get(m));
        }
        return of(some);
    }

    /**
     * Whether every member is Gaussian, so that closed forms apply.
     *
     * @return {@code true} if every batch is a {@link GaussianBatch}
     */
    public boolean areGaussian() {
        return members.stream().allMatch(GaussianBatch.class::isInstance);
    }

    /**
     * The means of all members.
     *
     * @return M columns of n means
     */
    public double[][] means() {
        double[][] out = new double[size()][rows()];
        for (int m = 0; m < out.length; m++) {
            members.get(m).means(out[m]);
        }
        return out;
    }

    /**
     * The standard deviations of all members.
     *
     * @return M columns of n standard deviations
     */
    public double[][] standardDeviations() {
        double[][] out = new double[size()][rows()];
        for (int m = 0; m < out.length; m++) {
            members.get(m).standardDeviations(out[m]);
        }
        return out;
    }

    /**
     * Checks truths against the members.
     *
     * @param truths the truth of each row
     * @return {@code truths}
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    public double[] requireTruths(double[] truths) {
        Arguments.atLeast("held-out rows", rows(), 1);
        Arguments.sameLength("truths", truths.length, "the batch", rows());
        return Arguments.allFinite("truths", truths);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RealMembers that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "RealMembers[" + size() + " members, " + rows() + " rows]";
    }
}
