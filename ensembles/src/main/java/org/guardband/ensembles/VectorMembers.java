package org.guardband.ensembles;

import java.util.List;
import org.guardband.core.batch.VectorBatch;
import org.guardband.core.numeric.Arguments;

/** What the M members of an ensemble say of the same n vectors of dimension d. */
public final class VectorMembers {

    private final List<VectorBatch> members;

    private VectorMembers(List<VectorBatch> members) {
        this.members = members;
    }

    /**
     * Puts members together.
     *
     * @param members M ≥ 1 batches of the same rows and the same dimension
     * @return the members
     * @throws IllegalArgumentException if there is none, or two differ in rows or dimension
     */
    public static VectorMembers of(List<VectorBatch> members) {
        Arguments.atLeast("number of members", members.size(), 1);
        VectorBatch first = members.get(0);
        for (int m = 1; m < members.size(); m++) {
            String name = "members[" + m + "]";
            Arguments.sameLength(name, members.get(m).size(), "members[0]", first.size());
            if (members.get(m).dimension() != first.dimension()) {
                throw new IllegalArgumentException(
                        name
                                + " must have dimension "
                                + first.dimension()
                                + " as members[0], got "
                                + members.get(m).dimension());
            }
        }
        return new VectorMembers(List.copyOf(members));
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
     * The number of coordinates.
     *
     * @return d
     */
    public int dimension() {
        return members.get(0).dimension();
    }

    /**
     * One member.
     *
     * @param m its index in [0, M)
     * @return its predictions of all rows
     * @throws IllegalArgumentException if {@code m} is out of range
     */
    public VectorBatch member(int m) {
        return members.get(Arguments.index("m", m, members.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorMembers that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "VectorMembers["
                + size()
                + " members, "
                + rows()
                + " rows, dimension "
                + dimension()
                + "]";
    }
}
