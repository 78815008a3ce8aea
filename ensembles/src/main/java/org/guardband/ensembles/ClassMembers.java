package org.guardband.ensembles;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.Arguments;

/**
 * What the M members of an ensemble of classifiers say of the same n rows and the same K classes.
 *
 * <p>Rows and classes have to agree in number and order; the names of the classes are compared,
 * since columns in another order are the usual mistake when files of members are put together.
 */
public final class ClassMembers {

    private final List<CategoricalBatch> members;

    private ClassMembers(List<CategoricalBatch> members) {
        this.members = members;
    }

    /**
     * Puts members together.
     *
     * @param members M ≥ 1 batches of the same rows and classes
     * @return the members
     * @throws IllegalArgumentException if there is none, or two differ in rows or classes
     */
    public static ClassMembers of(List<? extends CategoricalBatch> members) {
        Arguments.atLeast("number of members", members.size(), 1);
        CategoricalBatch first = members.get(0);
        for (int m = 1; m < members.size(); m++) {
            CategoricalBatch other = members.get(m);
            String name = "members[" + m + "]";
            Arguments.sameLength(name, other.size(), "members[0]", first.size());
            if (!other.labels().equals(first.labels())) {
                throw new IllegalArgumentException(
                        name
                                + " must have the classes "
                                + first.labels()
                                + " of members[0], got "
                                + other.labels());
            }
        }
        return new ClassMembers(List.copyOf(members));
    }

    /**
     * Puts members together.
     *
     * @param members M ≥ 1 batches of the same rows and classes
     * @return the members
     * @throws IllegalArgumentException if there is none, or two differ in rows or classes
     */
    public static ClassMembers of(CategoricalBatch... members) {
        return of(List.of(members));
    }

    /**
     * The softmax of the members' logits.
     *
     * @param members M ≥ 1 batches of the same rows and classes
     * @return the members' probabilities
     * @throws IllegalArgumentException if there is none, or two differ in rows or classes
     */
    public static ClassMembers ofLogits(List<? extends LogitBatch> members) {
        return of(members.stream().map(LogitBatch::softmax).toList());
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
     * The number of classes.
     *
     * @return K
     */
    public int classes() {
        return members.get(0).classes();
    }

    /**
     * The names of the classes.
     *
     * @return K names
     */
    public List<String> labels() {
        return members.get(0).labels();
    }

    /**
     * One member.
     *
     * @param m its index in [0, M)
     * @return its predictions of all rows
     * @throws IllegalArgumentException if {@code m} is out of range
     */
    public CategoricalBatch member(int m) {
        return members.get(Arguments.index("m", m, members.size()));
    }

    /**
     * All members.
     *
     * @return M batches
     */
    public List<CategoricalBatch> members() {
        return members;
    }

    /**
     * Some of the members.
     *
     * @param chosen indices of members in the order wanted, at least one; repeats are admitted
     * @return as many members
     * @throws IllegalArgumentException if there is no index or one is out of range
     */
    public ClassMembers select(int... chosen) {
        Arguments.allIndices("chosen", chosen, members.size());
        List<CategoricalBatch> some = new ArrayList<>();
        for (int m : chosen) {
            some.add(members.get(m));
        }
        return of(some);
    }

    /**
     * Copies one row of one member, widened to double, into the first K places.
     *
     * @param m index of the member
     * @param row row index
     * @param out receives K probabilities
     */
    public void copyRow(int m, int row, double[] out) {
        members.get(m).copyRow(row, out);
    }

    /**
     * Checks truths against the members.
     *
     * @param truths the true class of each row
     * @return {@code truths}
     * @throws IllegalArgumentException if there is no row, lengths differ or a label is out of
     *     range
     */
    public int[] requireLabels(int[] truths) {
        Arguments.atLeast("held-out rows", rows(), 1);
        Arguments.sameLength("labels", truths.length, "the batch", rows());
        return Arguments.allIndices("labels", truths, classes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassMembers that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "ClassMembers["
                + size()
                + " members, "
                + rows()
                + " rows, "
                + classes()
                + " classes]";
    }
}
