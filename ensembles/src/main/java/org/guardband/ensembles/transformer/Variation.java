package org.guardband.ensembles.transformer;

import java.util.List;
import java.util.Optional;

/** How one member of an ensemble departs from the shared map y = W x + b at one place. */
public sealed interface Variation {

    /**
     * The member's own parameters.
     *
     * @return its weights
     */
    List<Weight> weights();

    /**
     * The same numbers in arrays of their own.
     *
     * @return an independent variation
     */
    Variation copy();

    /**
     * Refuses a variation that does not fit the shared map.
     *
     * @param base the shared map
     * @throws IllegalArgumentException if a size does not fit
     */
    void requireFit(Linear base);

    /**
     * A low-rank update (LoRA, arXiv 2106.09685): y = W x + b + s·B(A x).
     *
     * @param a A, r × in
     * @param b B, out × r
     * @param scaling s, for instance α/r
     * @param bias a bias in place of the shared one
     */
    record LowRank(Weight a, Weight b, float scaling, Optional<Weight> bias) implements Variation {

        /**
         * Checks that the factors fit.
         *
         * @param a A
         * @param b B
         * @param scaling s, finite
         * @param bias a bias in place of the shared one
         * @throws IllegalArgumentException if A and B have different ranks or s is not finite
         */
        public LowRank {
            if (a.shape().size() != 2
                    || b.shape().size() != 2
                    || !a.shape().get(0).equals(b.shape().get(1))) {
                throw new IllegalArgumentException(
                        a.name()
                                + " must be r x in and "
                                + b.name()
                                + " out x r of the same rank r, got "
                                + a.shape()
                                + " and "
                                + b.shape());
            }
            if (!Float.isFinite(scaling)) {
                throw new IllegalArgumentException("scaling must be finite, got " + scaling);
            }
        }

        /**
         * The rank.
         *
         * @return r
         */
        public int rank() {
            return a.shape().get(0);
        }

        @Override
        public List<Weight> weights() {
            return bias.map(own -> List.of(a, b, own)).orElse(List.of(a, b));
        }

        @Override
        public LowRank copy() {
            return new LowRank(a.copy(), b.copy(), scaling, bias.map(Weight::copy));
        }

        @Override
        public void requireFit(Linear base) {
            Fit.require(a, a.shape().get(1), "columns", base.inputs(), base);
            Fit.require(b, b.shape().get(0), "rows", base.outputs(), base);
            bias.ifPresent(own -> Fit.require(own, own.size(), "numbers", base.outputs(), base));
        }
    }

    /**
     * A rank-one factor (BatchEnsemble, arXiv 2002.06715): y = s ∘ W(r ∘ x) + b.
     *
     * @param r one number per input
     * @param s one number per output
     */
    record RankOne(Weight r, Weight s) implements Variation {

        @Override
        public List<Weight> weights() {
            return List.of(r, s);
        }

        @Override
        public RankOne copy() {
            return new RankOne(r.copy(), s.copy());
        }

        @Override
        public void requireFit(Linear base) {
            Fit.require(r, r.size(), "numbers", base.inputs(), base);
            Fit.require(s, s.size(), "numbers", base.outputs(), base);
        }
    }

    /**
     * A map of the member's own in place of the shared one.
     *
     * @param map the map
     */
    record Replaced(Linear map) implements Variation {

        @Override
        public List<Weight> weights() {
            return map.weights();
        }

        @Override
        public Replaced copy() {
            return new Replaced(map.copy());
        }

        @Override
        public void requireFit(Linear base) {
            Fit.require(map.weight(), map.inputs(), "columns", base.inputs(), base);
            Fit.require(map.weight(), map.outputs(), "rows", base.outputs(), base);
        }
    }
}

/** Whether the sizes of a variation are those of the shared map. */
final class Fit {

    private Fit() {}

    static void require(Weight weight, int got, String what, int expected, Linear base) {
        if (got != expected) {
            throw new IllegalArgumentException(
                    weight.name()
                            + " must have "
                            + expected
                            + " "
                            + what
                            + " to fit "
                            + base.weight().name()
                            + ", got "
                            + got);
        }
    }
}
