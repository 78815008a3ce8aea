package org.guardband.ensembles.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.DetectionBatch;
import org.jspecify.annotations.Nullable;

/** Goes through the boxes of all members, best score first, image by image and class by class. */
final class BoxClusters {

    /** One box of one member. */
    private record Candidate(int image, int category, double score, Boxes boxes, int row) {
        void corners(double[] out) {
            for (int c = 0; c < Boxes.COORDINATES; c++) {
                out[c] = boxes.coordinate(row, c);
            }
        }
    }

    /** Best first; boxes of equal score in the order of the members and their rows. */
    private static final Comparator<Candidate> ORDER =
            Comparator.comparingInt(Candidate::image)
                    .thenComparingInt(Candidate::category)
                    .thenComparing(Comparator.comparingDouble(Candidate::score).reversed());

    private BoxClusters() {}

    /**
     * Puts each box into the cluster that it overlaps most, if by more than the threshold, or
     * starts one.
     *
     * @param factors by what the scores of each member are multiplied
     * @param moving whether a cluster's box moves to the mean of its boxes
     */
    static List<Cluster> of(
            DetectionMembers members, double threshold, double[] factors, boolean moving) {
        List<Candidate> candidates = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            DetectionBatch batch = members.members().get(m);
            Boxes corners = batch.boxes().to(BoxForm.CORNERS);
            for (int i = 0; i < batch.size(); i++) {
                candidates.add(
                        new Candidate(
                                batch.image(i),
                                batch.category(i),
                                factors[m] * batch.score(i),
                                corners,
                                i));
            }
        }
        candidates.sort(ORDER);
        List<Cluster> all = new ArrayList<>();
        int first = 0; // of the clusters of this image and class
        double[] corners = new double[Boxes.COORDINATES];
        for (Candidate candidate : candidates) {
            candidate.corners(corners);
            if (first < all.size() && !together(all.get(first), candidate)) {
                first = all.size();
            }
            Cluster best = nearest(all, first, corners, threshold);
            if (best == null) {
                best = new Cluster(candidate.image(), candidate.category(), corners);
                all.add(best);
            }
            best.add(corners, candidate.score());
            if (moving) {
                best.moveToMean();
            }
        }
        return all;
    }

    private static boolean together(Cluster cluster, Candidate candidate) {
        return cluster.image == candidate.image() && cluster.category == candidate.category();
    }

    private static @Nullable Cluster nearest(
            List<Cluster> all, int from, double[] corners, double threshold) {
        Cluster best = null;
        double most = threshold;
        for (int c = from; c < all.size(); c++) {
            double iou = all.get(c).iou(corners);
            if (iou > most) {
                most = iou;
                best = all.get(c);
            }
        }
        return best;
    }

    /** The pooled batch; scores come with the clusters. */
    static FusedDetections fused(Catalogue catalogue, List<Cluster> clusters, double[] scores) {
        int n = clusters.size();
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        Arrays.sort(
                order,
                Comparator.<Integer>comparingInt(i -> clusters.get(i).image)
                        .thenComparingInt(i -> clusters.get(i).category)
                        .thenComparing(
                                Comparator.<Integer>comparingDouble(i -> scores[i]).reversed()));
        int[] image = new int[n];
        int[] category = new int[n];
        double[] score = new double[n];
        double[] boxes = new double[n * Boxes.COORDINATES];
        int[] support = new int[n];
        double[] spread = new double[boxes.length];
        double[] sides = new double[2 * n];
        for (int at = 0; at < n; at++) {
            Cluster cluster = clusters.get(order[at]);
            image[at] = cluster.image;
            category[at] = cluster.category;
            score[at] = scores[order[at]];
            support[at] = cluster.count;
            for (int c = 0; c < Boxes.COORDINATES; c++) {
                boxes[at * Boxes.COORDINATES + c] = cluster.box[c];
                spread[at * Boxes.COORDINATES + c] = cluster.spread(c);
            }
            sides[2 * at] = cluster.spreadOfSide(0);
            sides[2 * at + 1] = cluster.spreadOfSide(1);
        }
        return new FusedDetections(
                DetectionBatch.wrap(
                        catalogue, image, category, score, Boxes.wrap(BoxForm.CORNERS, boxes)),
                support,
                spread,
                sides);
    }
}
