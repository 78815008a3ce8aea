package org.guardband.ensembles.pool;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.ClassMembers;

/**
 * The trimmed mean: of each class the share's lowest and highest probabilities are left out, ⌊share
 * · M⌋ at either end, the rest are averaged, and the row is renormalised. A share of ½ is the
 * median. Members that have gone astray then do not count; a share of 0 is the {@link LinearPool}.
 *
 * <p>Where nothing is left of any class (each member is certain of a class of its own), the row is
 * the mean of all members. Members have no weights.
 *
 * <p>Source: Jose, Grushka-Cockayne, Lichtendahl 2014, doi 10.1287/mnsc.2013.1781 (trimmed opinion
 * pools).
 *
 * @param share how much is left out at either end, in [0, ½]
 */
public record TrimmedPool(double share) implements ClassPool {

    private static final String METHOD = "trimmed-pool";
    private static final double HALF = 0.5;

    /**
     * Checks the share.
     *
     * @param share how much is left out at either end, in [0, ½]
     * @throws IllegalArgumentException if it is not
     */
    public TrimmedPool {
        if (!(share >= 0 && share <= HALF)) {
            throw new IllegalArgumentException("share must be in [0, 0.5], got " + share);
        }
    }

    /**
     * The median of the members, renormalised; the mean of the two in the middle if M is even.
     *
     * @return the pool
     */
    public static TrimmedPool median() {
        return new TrimmedPool(HALF);
    }

    @Override
    public CategoricalBatch apply(ClassMembers members) {
        int count = members.size();
        // at least one or two in the middle stay
        int trim = Math.min((int) Math.floor(share * count), (count - 1) / 2);
        return PooledRows.run(
                members,
                () -> {
                    double[] column = new double[count];
                    return (p, out) -> {
                        double total = 0;
                        for (int k = 0; k < out.length; k++) {
                            out[k] = middle(p, k, out.length, column, trim);
                            total += out[k];
                        }
                        if (total == 0) {
                            for (int k = 0; k < out.length; k++) {
                                out[k] = middle(p, k, out.length, column, 0);
                            }
                        }
                        PooledRows.normalise(out);
                    };
                });
    }

    private static double middle(double[] p, int label, int classes, double[] column, int trim) {
        for (int m = 0; m < column.length; m++) {
            column[m] = p[m * classes + label];
        }
        Arrays.sort(column);
        double sum = 0;
        for (int m = trim; m < column.length - trim; m++) {
            sum += column[m];
        }
        return sum / (column.length - 2 * trim);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD).put("share", share).build();
    }

    /** Reads {@code trimmed-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public TrimmedPool read(ModelDocument document) {
            return new TrimmedPool(Arguments.finite("share", document.number("share")));
        }
    }
}
