package org.guardband.conformal.classification;

/**
 * The score of least ambiguous set-valued classification: 1 − p_y.
 *
 * <p>The set {y : p_y ≥ 1 − q̂} has the smallest mean size among all sets of its coverage if the
 * probabilities are the true ones. Its size adapts little to how hard a row is: hard rows may get
 * the empty set, and their coverage may be far below that of easy rows, while the coverage over all
 * rows is kept.
 *
 * <p>Source: Sadinle, Lei, Wasserman 2019, doi 10.1080/01621459.2017.1395341 (arXiv 1609.00451),
 * Theorem 1; as a conformal score, Angelopoulos and Bates 2023, arXiv 2107.07511.
 */
public final class LeastAmbiguous implements ClassScore {

    static final String METHOD = "lac";

    private static final LeastAmbiguous INSTANCE = new LeastAmbiguous();

    private LeastAmbiguous() {}

    /**
     * The score; it has no options.
     *
     * @return the score
     */
    public static LeastAmbiguous withDefaults() {
        return INSTANCE;
    }

    @Override
    public double score(double[] row, int label, double u) {
        return 1 - row[label];
    }

    @Override
    public LabelSelector selector(int classes) {
        return new Selector(classes);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public String toString() {
        return "LeastAmbiguous[]";
    }

    private static final class Selector extends DifferenceSelector {

        private double[] row = {};

        Selector(int classes) {
            super(classes);
        }

        @Override
        public void row(double[] probabilities, double u) {
            row = probabilities;
        }

        @Override
        double[] current() {
            return row;
        }

        @Override
        double reference() {
            return 1;
        }

        @Override
        int exception() {
            return -1;
        }

        @Override
        double exceptionalReference() {
            return 1;
        }
    }
}
