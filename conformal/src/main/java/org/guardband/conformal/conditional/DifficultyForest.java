package org.guardband.conformal.conditional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;

/**
 * Groups of rows that are alike in difficulty, found by regression trees: the leaves of each tree
 * partition all rows, and the indicators of all leaves span a class of functions for {@link
 * AdaptiveRiskControl} and {@link ConditionalScores}. Immutable, safe to share between threads.
 *
 * <p>Each tree is grown on half of the rows, drawn at random (a single tree on all of them), leaf
 * by leaf: that split is made next which lowers the sum of squared errors of the difficulties most,
 * until there are as many leaves as asked for or every split would leave fewer rows than allowed on
 * one side. Thresholds lie midway between neighbouring values. O(leaves · d · n log n) a tree.
 *
 * <p>The forest has to be fitted on rows apart from those that calibrate: leaves fitted on these
 * would depend on their truths, and the guarantee would be void. Every leaf asks for some B/α
 * calibration rows.
 *
 * <p>Source: the idea of Blot, Angelopoulos, Jordan, Brunel 2025, arXiv 2406.17819; trees after
 * Breiman, Friedman, Olshen, Stone 1984, "Classification and Regression Trees".
 */
public final class DifficultyForest implements Persistent {

    static final String METHOD = "difficulty-forest";

    private final int columns;
    private final List<DifficultyTree> trees;

    private DifficultyForest(int columns, List<DifficultyTree> trees) {
        this.columns = columns;
        this.trees = trees;
    }

    /**
     * How a forest is grown.
     *
     * @param trees the number of trees, ≥ 1
     * @param leaves the largest number of leaves of a tree, ≥ 1
     * @param smallestLeaf the smallest number of rows in a leaf, ≥ 1
     * @param seed decides which half of the rows each tree sees
     */
    public record Options(int trees, int leaves, int smallestLeaf, long seed) {

        /**
         * Checks the options.
         *
         * @param trees the number of trees
         * @param leaves the largest number of leaves of a tree
         * @param smallestLeaf the smallest number of rows in a leaf
         * @param seed decides which half of the rows each tree sees
         * @throws IllegalArgumentException if a number is not positive
         */
        public Options {
            Arguments.atLeast("trees", trees, 1);
            Arguments.atLeast("leaves", leaves, 1);
            Arguments.atLeast("smallestLeaf", smallestLeaf, 1);
        }

        /**
         * One tree of at most 8 leaves, none with fewer than 20 rows.
         *
         * @return the options
         */
        public static Options withDefaults() {
            return new Options(1, 8, 20, 0);
        }

        /**
         * The same with another number of trees.
         *
         * @param count the number of trees, ≥ 1
         * @return the options
         */
        public Options withTrees(int count) {
            return new Options(count, leaves, smallestLeaf, seed);
        }

        /**
         * The same with another number of leaves.
         *
         * @param most the largest number of leaves of a tree, ≥ 1
         * @return the options
         */
        public Options withLeaves(int most) {
            return new Options(trees, most, smallestLeaf, seed);
        }
    }

    /**
     * Grows a forest.
     *
     * @param x x[i] are the inputs of tuning row i, finite, all of one length ≥ 1
     * @param difficulties how difficult each row is, finite
     * @param options how to grow it
     * @return the forest
     * @throws IllegalArgumentException if there is no row, lengths differ or a number is not finite
     */
    public static DifficultyForest fit(double[][] x, double[] difficulties, Options options) {
        Arguments.atLeast("number of rows", x.length, 1);
        Arguments.sameLength("difficulties", difficulties.length, "x", x.length);
        Arguments.allFinite("difficulties", difficulties);
        FeatureMatrix matrix = FeatureMatrix.of("x", x);
        List<DifficultyTree> trees = new ArrayList<>();
        for (int t = 0; t < options.trees(); t++) {
            int[] rows =
                    options.trees() == 1
                            ? IntStream.range(0, x.length).toArray()
                            : half(x.length, options.seed() + 0x9E3779B97F4A7C15L * t);
            trees.add(
                    DifficultyTree.grow(
                            matrix, difficulties, rows, options.leaves(), options.smallestLeaf()));
        }
        return new DifficultyForest(matrix.columns(), List.copyOf(trees));
    }

    private static int[] half(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong());
        int[] order = IntStream.range(0, rows).toArray();
        int size = (rows + 1) / 2;
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(rows - i);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return Arrays.copyOf(order, size);
    }

    /**
     * The number of leaves of all trees.
     *
     * @return the length of a row of {@link #features}
     */
    public int leaves() {
        return trees.stream().mapToInt(DifficultyTree::leaves).sum();
    }

    /**
     * The leaves that each row falls into, as features. Their sum over one tree is 1, so that a
     * constant is in the class.
     *
     * @param x the inputs of each row, finite, as many as at fitting
     * @return for each row an indicator of every leaf, tree after tree
     * @throws IllegalArgumentException if a length is wrong or a number is not finite
     */
    public double[][] features(double[][] x) {
        FeatureMatrix matrix = FeatureMatrix.of("x", x);
        if (x.length > 0) {
            Arguments.sameLength("a row", matrix.columns(), "a row at fitting", columns);
        }
        double[][] out = new double[x.length][leaves()];
        for (int i = 0; i < x.length; i++) {
            int offset = 0;
            for (DifficultyTree tree : trees) {
                out[i][offset + tree.leaf(matrix, i)] = 1;
                offset += tree.leaves();
            }
        }
        return out;
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document =
                ModelDocument.of(METHOD).put("columns", columns).put("trees", trees.size());
        for (int t = 0; t < trees.size(); t++) {
            document.put("tree-" + t, trees.get(t).toDocument());
        }
        return document.build();
    }

    static DifficultyForest read(ModelDocument document) {
        int columns = Arguments.atLeast("columns", document.integer("columns"), 1);
        int count = document.integer("trees");
        if (count < 1 || count > document.names().size()) {
            throw new ModelFormatException("field \"trees\" must be the number of trees");
        }
        List<DifficultyTree> trees = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            trees.add(DifficultyTree.read(document.child("tree-" + t), columns));
        }
        return new DifficultyForest(columns, List.copyOf(trees));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DifficultyForest that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return 31 * columns + leaves();
    }

    @Override
    public String toString() {
        return "DifficultyForest[" + trees.size() + " trees, " + leaves() + " leaves]";
    }
}
