package org.guardband.ensembles.pool;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * Plurality vote: the probability of a class is the weight of the members whose most probable class
 * it is. A member with several most probable classes splits its vote evenly between them.
 *
 * <p>It needs no probabilities worth the name, and throws away those that there are: with M equal
 * members no row has a finer scale than multiples of 1/M, and classes without a vote have
 * probability zero, so that its log loss may be infinite.
 *
 * @param weights w
 */
public record MajorityVote(MemberWeights weights) implements ClassPool {

    private static final String METHOD = "majority-vote";

    /** The vote of equal weights. */
    public MajorityVote() {
        this(MemberWeights.uniform());
    }

    @Override
    public CategoricalBatch apply(ClassMembers members) {
        double[] w = weights.forMembers(members.size());
        return PooledRows.run(
                members,
                () ->
                        (p, out) -> {
                            Arrays.fill(out, 0);
                            for (int m = 0; m < w.length; m++) {
                                vote(p, m * out.length, w[m], out);
                            }
                        });
    }

    private static void vote(double[] p, int at, double weight, double[] out) {
        double largest = p[at];
        int tied = 0;
        for (int k = 0; k < out.length; k++) {
            if (p[at + k] > largest) {
                largest = p[at + k];
                tied = 0;
            }
            tied += p[at + k] == largest ? 1 : 0;
        }
        for (int k = 0; k < out.length; k++) {
            if (p[at + k] == largest) {
                out[k] += weight / tied;
            }
        }
    }

    @Override
    public ModelDocument toDocument() {
        return weights.putInto(ModelDocument.of(METHOD)).build();
    }

    /** Reads {@code majority-vote} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public MajorityVote read(ModelDocument document) {
            return new MajorityVote(MemberWeights.from(document));
        }
    }
}
