package org.guardband.ensembles.pool;

import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.affine.AffineMap;

/**
 * Multinomial logistic regression on the members' log probabilities, softmax(Wx + b), x the M·K log
 * probabilities of a row: made by {@code LogisticStacking}.
 */
public final class StackedPool implements ClassPool {

    private static final String METHOD = "stacked-pool";

    private final int members;
    private final int classes;

    private final AffineMap map;

    /**
     * A pool.
     *
     * @param members M ≥ 1
     * @param classes K ≥ 1
     * @param coefficients W and b, K rows of M·K + 1 finite numbers, b last; copied
     * @throws IllegalArgumentException if the shapes differ or a number is not finite
     */
    public StackedPool(int members, int classes, double[] coefficients) {
        this.members = Arguments.atLeast("members", members, 1);
        this.classes = Arguments.atLeast("classes", classes, 1);
        this.map = AffineMap.of(Math.multiplyExact(members, classes), classes, coefficients);
    }

    @Override
    public CategoricalBatch apply(ClassMembers batch) {
        if (batch.size() != members || batch.classes() != classes) {
            throw new IllegalArgumentException(
                    "members and classes must be "
                            + members
                            + " and "
                            + classes
                            + " as in the fit, got "
                            + batch.size()
                            + " and "
                            + batch.classes());
        }
        return PooledRows.run(
                batch,
                () ->
                        (p, out) -> {
                            for (int j = 0; j < p.length; j++) {
                                p[j] = Math.max(Math.log(p[j]), LogitBatch.LOG_OF_ZERO);
                            }
                            map.apply(p, 0, out);
                            PooledRows.softmax(out);
                        });
    }

    /**
     * A copy of W and b.
     *
     * @return K rows of M·K + 1 numbers
     */
    public double[] coefficients() {
        return map.coefficients();
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("members", members)
                .put("classes", classes)
                .put("coefficients", map.coefficients())
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StackedPool that
                && members == that.members
                && classes == that.classes
                && map.equals(that.map);
    }

    @Override
    public int hashCode() {
        return 31 * members + map.hashCode();
    }

    @Override
    public String toString() {
        return "StackedPool[" + members + " members, " + classes + " classes]";
    }

    /** Reads {@code stacked-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public StackedPool read(ModelDocument document) {
            return new StackedPool(
                    document.integer("members"),
                    document.integer("classes"),
                    document.numbers("coefficients"));
        }
    }
}
