package org.guardband.detection.matching;

import java.util.List;
import org.guardband.detection.Boxes;
import org.guardband.detection.Iou;

/** Matches one group after the other; its scratch belongs to one thread. */
final class GroupMatcher {

    /** IoUs above this never count as more: two equal boxes may come out a hair below one. */
    private static final double ALMOST_ONE = 1 - 1e-10;

    private final GroupData data;
    private final double[] thresholds;
    private final List<AreaRange> areas;
    private final boolean[][] ignored;
    private final int mostDetections;
    private final boolean reference;

    private double[] overlap = new double[0];
    private int[] turn = new int[0];
    private boolean[] gone = new boolean[0];

    GroupMatcher(
            GroupData data,
            double[] thresholds,
            List<AreaRange> areas,
            boolean[][] ignored,
            int mostDetections,
            boolean reference) {
        this.data = data;
        this.thresholds = thresholds;
        this.areas = areas;
        this.ignored = ignored;
        this.mostDetections = mostDetections;
        this.reference = reference;
    }

    /**
     * Matches one group.
     *
     * @param taken by area range and threshold, for each detection what it took, see {@link
     *     Matches}
     */
    void match(int group, int[][] taken) {
        PairedGroups groups = data.groups();
        int from = groups.detectionStart[group];
        int to = groups.detectionStart[group + 1];
        int objects = groups.truthStart[group + 1] - groups.truthStart[group];
        int last = Math.min(to, from + mostDetections);
        for (int d = last; d < to; d++) {
            for (int[] table : taken) {
                table[groups.detections[d]] = Matches.LEFT_OUT;
            }
        }
        if (last == from) {
            return;
        }
        measure(from, last, groups.truthStart[group], objects);
        for (int a = 0; a < areas.size(); a++) {
            takeTurns(groups.truthStart[group], objects, ignored[a]);
            for (int t = 0; t < thresholds.length; t++) {
                sweep(from, last, groups.truthStart[group], objects, a, t, taken);
            }
        }
    }

    private void measure(int from, int to, int firstTruth, int objects) {
        if (overlap.length < (to - from) * objects) {
            overlap = new double[2 * (to - from) * objects];
        }
        if (turn.length < objects) {
            turn = new int[2 * objects];
            gone = new boolean[2 * objects];
        }
        Boxes found = data.foundBoxes();
        Boxes real = data.trueBoxes();
        int at = 0;
        for (int d = from; d < to; d++) {
            int i = data.groups().detections[d];
            for (int g = 0; g < objects; g++) {
                int j = data.groups().truths[firstTruth + g];
                overlap[at++] =
                        Iou.of(
                                found.coordinate(i, 0),
                                found.coordinate(i, 1),
                                found.coordinate(i, 2),
                                found.coordinate(i, 3),
                                real.coordinate(j, 0),
                                real.coordinate(j, 1),
                                real.coordinate(j, 2),
                                real.coordinate(j, 3),
                                data.truth().isCrowd(j));
            }
        }
    }

    /** Objects that count first, the ignored ones after them, each in the order of the input. */
    private void takeTurns(int firstTruth, int objects, boolean[] isIgnored) {
        int at = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int g = 0; g < objects; g++) {
                if (isIgnored[data.groups().truths[firstTruth + g]] == (pass == 1)) {
                    turn[at++] = g;
                }
            }
        }
    }

    private void sweep(
            int from, int to, int firstTruth, int objects, int area, int t, int[][] taken) {
        int[] truths = data.groups().truths;
        int[] table = taken[area * thresholds.length + t];
        double least = Math.min(thresholds[t], ALMOST_ONE);
        for (int g = 0; g < objects; g++) {
            gone[g] = false;
        }
        for (int d = from; d < to; d++) {
            int row = data.groups().detections[d];
            int best = best((d - from) * objects, firstTruth, objects, ignored[area], least);
            if (best < 0) {
                boolean inside = areas.get(area).contains(data.foundBoxes().area(row));
                table[row] = inside ? Matches.FALSE_ALARM : Matches.IGNORED;
                continue;
            }
            gone[best] = true;
            int object = truths[firstTruth + best];
            if (reference && data.truth().id(object) == 0) {
                boolean counts =
                        !ignored[area][object]
                                && areas.get(area).contains(data.foundBoxes().area(row));
                table[row] = counts ? Matches.FALSE_ALARM : Matches.IGNORED;
            } else {
                table[row] = object;
            }
        }
    }

    /** The object that a detection takes; −1 for none. */
    private int best(int at, int firstTruth, int objects, boolean[] isIgnored, double least) {
        int[] truths = data.groups().truths;
        double bar = least;
        int best = -1;
        boolean bestIgnored = false;
        for (int k = 0; k < objects; k++) {
            int g = turn[k];
            int object = truths[firstTruth + g];
            if (gone[g] && !data.truth().isCrowd(object)) {
                continue;
            }
            if (best >= 0 && !bestIgnored && isIgnored[object]) {
                break;
            }
            double iou = overlap[at + g];
            if (iou < bar || (iou == 0 && !reference)) {
                continue;
            }
            bar = iou;
            best = g;
            bestIgnored = isIgnored[object];
        }
        return best;
    }
}
