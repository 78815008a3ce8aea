package org.guardband.ensembles.uncertainty;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * The uncertainty of an ensemble of classifiers, row by row, split into what the members share
 * (aleatoric) and what they differ in (epistemic): {@link ClassUncertaintyPart}.
 *
 * <p>Total = aleatoric + epistemic holds for entropies (the epistemic part is the mutual
 * information) and for variances; expected pairwise KL = mutual information + its reverse. All
 * parts are ≥ 0. The mutual information is formed as Σ w_m KL(p_m ‖ p̄), not as a difference of
 * entropies, so that members which agree to ten digits still have a meaningful one.
 *
 * <p>What the split says of the world is only as good as the ensemble is a sample of the models
 * that the data admit: members that err together call epistemic uncertainty aleatoric.
 *
 * <p>Source: Depeweg, Hernández-Lobato, Doshi-Velez, Udluft 2018, arXiv 1710.07283 (entropies and
 * variances); Malinin, Gales 2021, arXiv 2002.07650 (expected pairwise KL, reverse mutual
 * information).
 */
public final class ClassUncertainty {

    private static final int BLOCK = 512;

    private final Map<ClassUncertaintyPart, double[]> columns;

    private ClassUncertainty(Map<ClassUncertaintyPart, double[]> columns) {
        this.columns = columns;
    }

    /**
     * Measures every row.
     *
     * @param members what the members say
     * @param weights w
     * @return the parts of the uncertainty
     * @throws IllegalArgumentException if the weights are for another number of members
     */
    public static ClassUncertainty of(ClassMembers members, MemberWeights weights) {
        double[] w = weights.forMembers(members.size());
        Map<ClassUncertaintyPart, double[]> columns = new EnumMap<>(ClassUncertaintyPart.class);
        for (ClassUncertaintyPart part : ClassUncertaintyPart.values()) {
            columns.put(part, new double[members.rows()]);
        }
        ParallelRows.run(
                members.rows(),
                BLOCK,
                (from, to) -> {
                    ClassUncertaintyRow row = new ClassUncertaintyRow(members, w, columns);
                    for (int i = from; i < to; i++) {
                        row.measure(i);
                    }
                });
        return new ClassUncertainty(columns);
    }

    /**
     * Measures every row, all members counting alike.
     *
     * @param members what the members say
     * @return the parts of the uncertainty
     */
    public static ClassUncertainty of(ClassMembers members) {
        return of(members, MemberWeights.uniform());
    }

    private double[] of(ClassUncertaintyPart part) {
        return Objects.requireNonNull(columns.get(part), "part");
    }

    /**
     * The number of rows.
     *
     * @return n
     */
    public int size() {
        return of(ClassUncertaintyPart.TOTAL_ENTROPY).length;
    }

    /**
     * One part of one row.
     *
     * @param part which part
     * @param row row index in [0, n)
     * @return its value, ≥ 0
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public double value(ClassUncertaintyPart part, int row) {
        return of(part)[Arguments.index("row", row, size())];
    }

    /**
     * A copy of one part of all rows.
     *
     * @param part which part
     * @return n values ≥ 0
     */
    public double[] column(ClassUncertaintyPart part) {
        return of(part).clone();
    }

    /**
     * The mean of one part over the rows.
     *
     * @param part which part
     * @return its mean; NaN for no row
     */
    public double mean(ClassUncertaintyPart part) {
        return Arrays.stream(of(part)).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return "ClassUncertainty[" + size() + " rows]";
    }
}
