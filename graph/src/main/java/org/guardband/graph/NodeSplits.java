package org.guardband.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.core.table.Table;
import org.guardband.core.table.TableException;

/**
 * Several divisions of the nodes, each with folds: in the roles of split s and fold f the nodes of
 * fold f are for calibration, those of the other folds for training (Hsu et al. 2022, arXiv
 * 2210.06391).
 */
public final class NodeSplits {

    private static final int TEST = -1;
    private static final int UNUSED = -2;

    /** For each split, the fold of every node, or one of the constants. */
    private final List<int[]> foldOf;

    private final int folds;

    private NodeSplits(List<int[]> foldOf, int folds) {
        this.foldOf = foldOf;
        this.folds = folds;
    }

    /**
     * Divides the labelled nodes class by class: of the n nodes of a class ⌊share·n⌋ are dealt in
     * turn to the folds (the next class goes on where the last one stopped), ⌊testShare·rest⌋ of
     * the rest are for test and the others unused. Nodes without a label are unused.
     *
     * @param labels one class index per node, negative where unknown
     * @param splits how many divisions, ≥ 1
     * @param folds how many folds, ≥ 2
     * @param share the share of a class that is dealt to the folds, in [0, 1]
     * @param testShare the share of the rest that is for test, in [0, 1]
     * @param seed the seed
     * @return the divisions
     * @throws IllegalArgumentException if a number is out of range
     */
    public static NodeSplits stratified(
            int[] labels, int splits, int folds, double share, double testShare, long seed) {
        Arguments.atLeast("splits", splits, 1);
        Arguments.atLeast("folds", folds, 2);
        Arguments.probability("share", share);
        Arguments.probability("testShare", testShare);
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> all = new ArrayList<>();
        for (int s = 0; s < splits; s++) {
            all.add(divide(labels, folds, share, testShare, random.split()));
        }
        return new NodeSplits(List.copyOf(all), folds);
    }

    private static int[] divide(
            int[] labels, int folds, double share, double testShare, SplittableRandom random) {
        int[] foldOf = new int[labels.length];
        Arrays.fill(foldOf, UNUSED);
        int classes = 1 + Math.max(-1, Arrays.stream(labels).max().orElse(-1));
        int turn = 0;
        for (int k = 0; k < classes; k++) {
            int label = k;
            int[] nodes =
                    IntStream.range(0, labels.length).filter(v -> labels[v] == label).toArray();
            RandomOrder.shuffle(nodes, random);
            int dealt = (int) (share * nodes.length);
            int tested = (int) (testShare * (nodes.length - dealt));
            for (int i = 0; i < dealt + tested; i++) {
                foldOf[nodes[i]] = i < dealt ? turn++ % folds : TEST;
            }
        }
        return foldOf;
    }

    static NodeSplits read(Table table, int[] rowOf) {
        List<int[]> all = new ArrayList<>();
        int folds = 0;
        for (String name : table.names()) {
            if (name.equals("node")) {
                continue;
            }
            List<String> texts = table.texts(name);
            int[] foldOf = new int[rowOf.length];
            for (int v = 0; v < rowOf.length; v++) {
                foldOf[v] = fold(texts.get(rowOf[v]), table, rowOf[v], name);
                folds = Math.max(folds, foldOf[v] + 1);
            }
            all.add(foldOf);
        }
        if (all.isEmpty() || folds < 2) {
            throw new TableException(table.place() + ": must have a split of two folds or more");
        }
        return new NodeSplits(List.copyOf(all), folds);
    }

    private static int fold(String text, Table table, int row, String column) {
        if (text.equals("T")) {
            return TEST;
        }
        if (text.equals("-")) {
            return UNUSED;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw new TableException(
                    table.place(row) + ": " + column + ": must be a fold, T or -, got " + text);
        }
        return Integer.parseInt(text);
    }

    /**
     * The number of divisions.
     *
     * @return how many splits there are
     */
    public int splits() {
        return foldOf.size();
    }

    /**
     * The number of folds.
     *
     * @return how many folds a split has
     */
    public int folds() {
        return folds;
    }

    /**
     * The roles of the nodes when one fold is for calibration.
     *
     * @param split in [0, splits)
     * @param fold in [0, folds)
     * @return the roles
     * @throws IllegalArgumentException if an index is out of range
     */
    public NodeRoles roles(int split, int fold) {
        Arguments.index("split", split, foldOf.size());
        Arguments.index("fold", fold, folds);
        return NodeRoles.of(
                Arrays.stream(foldOf.get(split))
                        .mapToObj(
                                f ->
                                        f == TEST
                                                ? NodeRole.TEST
                                                : f == UNUSED
                                                        ? NodeRole.UNUSED
                                                        : f == fold
                                                                ? NodeRole.CALIBRATION
                                                                : NodeRole.TRAIN)
                        .toArray(NodeRole[]::new));
    }

    @Override
    public String toString() {
        return "NodeSplits[" + splits() + " splits, " + folds + " folds]";
    }
}
