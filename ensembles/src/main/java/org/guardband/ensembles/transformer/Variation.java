package org.guardband.ensembles.transformer;

import java.util.List;
import java.util.Optional;

/** How one member of an ensemble departs from the shared map y = W x + b at one place. */
public sealed interface Variation {

    /**
     * The member's own parameters in single precision, which can be trained.
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
     * The member's own parameters in 16 bits, which are not trained.
     *
     * @return none, unless there are such
     */
    default List<HalfWeight> halves() {
        return List.of();
    }

    /** A low-rank update (LoRA, arXiv 2106.09685): y = W x + b + s·B(A x). */
    sealed interface Update extends Variation {

        /**
         * The rank.
         *
         * @return r
         */
        int rank();

        /**
         * The factor of B A.
         *
         * @return s
         */
        float scaling();

        /**
         * A bias in place of the shared one.
         *
         * @return empty where the shared one stays
         */
        Optional<Weight> bias();
    }

    /**
     * A low-rank update in single precision: y = W x + b + s·B(A x).
     *
     * @param a A, r × in
     * @param b B, out × r
     * @param scaling s, for instance α/r
     * @param bias a bias in place of the shared one
     */
    record LowRank(Weight a, Weight b, float scaling, Optional<Weight> bias) implements Update {

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
            Fit.requireFactors(a.name(), a.shape(), b.name(), b.shape(), scaling);
        }

        @Override
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
            Fit.require(a.name(), a.shape().get(1), "columns", base.inputs(), base);
            Fit.require(b.name(), b.shape().get(0), "rows", base.outputs(), base);
            Fit.requireBias(bias, base);
        }
    }

    /**
     * A low-rank update whose factors stay in 16 bits, as a file has them, and are widened while
     * they are used: the results are those of {@link LowRank}, to the bit, at half the memory. They
     * are not trained.
     *
     * @param a A, r × in
     * @param b B, out × r
     * @param scaling s, for instance α/r
     * @param bias a bias in place of the shared one
     */
    record HalfLowRank(HalfWeight a, HalfWeight b, float scaling, Optional<Weight> bias)
            implements Update {

        /**
         * Checks that the factors fit.
         *
         * @param a A
         * @param b B
         * @param scaling s, finite
         * @param bias a bias in place of the shared one
         * @throws IllegalArgumentException if A and B have different ranks or s is not finite
         */
        public HalfLowRank {
            Fit.requireFactors(a.name(), a.shape(), b.name(), b.shape(), scaling);
        }

        /**
         * The same update in single precision.
         *
         * @return one that can be trained
         */
        public LowRank widened() {
            return new LowRank(a.widened(), b.widened(), scaling, bias);
        }

        @Override
        public int rank() {
            return a.shape().get(0);
        }

        @Override
        public List<Weight> weights() {
            return bias.map(List::of).orElse(List.of());
        }

        @Override
        public List<HalfWeight> halves() {
            return List.of(a, b);
        }

        @Override
        public HalfLowRank copy() {
            return new HalfLowRank(a, b, scaling, bias.map(Weight::copy));
        }

        @Override
        public void requireFit(Linear base) {
            Fit.require(a.name(), a.shape().get(1), "columns", base.inputs(), base);
            Fit.require(b.name(), b.shape().get(0), "rows", base.outputs(), base);
            Fit.requireBias(bias, base);
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
            Fit.require(r.name(), r.size(), "numbers", base.inputs(), base);
            Fit.require(s.name(), s.size(), "numbers", base.outputs(), base);
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
            Fit.require(map.weight().name(), map.inputs(), "columns", base.inputs(), base);
            Fit.require(map.weight().name(), map.outputs(), "rows", base.outputs(), base);
        }
    }
}

/** Whether the sizes of a variation are those of the shared map. */
final class Fit {

    private Fit() {}

    static void require(String weight, int got, String what, int expected, Linear base) {
        if (got != expected) {
            throw new IllegalArgumentException(
                    weight
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

    static void requireBias(Optional<Weight> bias, Linear base) {
        bias.ifPresent(own -> require(own.name(), own.size(), "numbers", base.outputs(), base));
    }

    static void requireFactors(
            String a, List<Integer> ofA, String b, List<Integer> ofB, float scaling) {
        if (ofA.size() != 2 || ofB.size() != 2 || !ofA.get(0).equals(ofB.get(1))) {
            throw new IllegalArgumentException(
                    a
                            + " must be r x in and "
                            + b
                            + " out x r of the same rank r, got "
                            + ofA
                            + " and "
                            + ofB);
        }
        if (!Float.isFinite(scaling)) {
            throw new IllegalArgumentException("scaling must be finite, got " + scaling);
        }
    }
}
