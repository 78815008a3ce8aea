package org.guardband.detection.kde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.guardband.classification.kde.BetaKernelRegression;
import org.guardband.classification.kde.ReferenceCompatibleBandwidth;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.Boxes;
import org.guardband.detection.Iou;
import org.guardband.detection.calibration.DetectionTarget;
import org.guardband.detection.matching.Matches;

/**
 * The kernel calibration error of a detector as the software of its authors
 * (calibration-object-detection) evaluates it. It differs from {@link DetectionKernelError}:
 *
 * <ul>
 *   <li>the bandwidth is {@link ReferenceCompatibleBandwidth#detection};
 *   <li>more than 5000 detections of a category are halved, in order of their image and then their
 *       score, until no part has more, each part with its own bandwidth, and the parts' errors are
 *       averaged with equal weight;
 *   <li>a category without detections that count has the error 0, which lowers the mean, if it has
 *       an object or an ignored detection;
 *   <li>for overlaps, detections of an image that rank beyond its number of objects (ignored ones
 *       included) count as false alarms with overlap 0, whatever they found.
 * </ul>
 *
 * <p>Not reproduced: its single precision; NaN for scores of exactly 0 or 1; the crowd's column
 * being read for another object's where an image has crowds; the error of a part of one detection,
 * which is 0/0 there and |y − s| here.
 *
 * @param target what scores are to agree with
 */
public record ReferenceCompatibleDetectionKernelError(DetectionTarget target) {

    private static final int MOST = 5000;

    /**
     * Checks the target.
     *
     * @param target what scores are to agree with
     */
    public ReferenceCompatibleDetectionKernelError {
        Objects.requireNonNull(target, "target");
    }

    /**
     * The L1 errors of all categories at all thresholds; match at 0.5 alone for the authors' figure
     * of overlaps.
     *
     * @param matches a matching
     * @param area index of the area range
     * @return the errors; the bandwidth of a category that was halved, or has no detection, is
     *     given as 0
     * @throws IllegalArgumentException if the index is out of range
     */
    public DetectionKernelResult over(Matches matches, int area) {
        Arguments.index("area", area, matches.areas().size());
        int categories = matches.detections().catalogue().categories().size();
        int[] ranked = matches.ranked();
        int[] rank = ranks(matches, ranked);
        int[] objects = objectsByGroup(matches);
        List<CategoryKernelError> parts = new ArrayList<>();
        double[] thresholds = matches.thresholds();
        boolean[] seen = seen(matches);
        for (int c = 0; c < categories; c++) {
            int category = c;
            // The order of ranked() is by score within a category; the sort by image is stable.
            int[] rows =
                    Arrays.stream(ranked)
                            .filter(row -> matches.detections().category(row) == category)
                            .filter(row -> rank[row] < matches.mostDetections())
                            .boxed()
                            .sorted(Comparator.comparingInt(row -> matches.detections().image(row)))
                            .mapToInt(row -> row)
                            .toArray();
            for (int t = 0; t < thresholds.length && seen[c]; t++) {
                parts.add(part(matches, area, t, c, rows, rank, objects, categories));
            }
        }
        return new DetectionKernelResult(parts);
    }

    private CategoryKernelError part(
            Matches matches,
            int area,
            int t,
            int category,
            int[] rows,
            int[] rank,
            int[] objects,
            int categories) {
        int[] counted = Arrays.stream(rows).filter(row -> matches.counts(t, area, row)).toArray();
        double[] scores = new double[counted.length];
        double[] targets = new double[counted.length];
        for (int k = 0; k < counted.length; k++) {
            int row = counted[k];
            scores[k] = matches.detections().score(row);
            int object = matches.object(t, area, row);
            int group = matches.detections().image(row) * categories + category;
            boolean hit = matches.isHit(t, area, row);
            targets[k] =
                    target == DetectionTarget.PRECISION
                            ? (hit ? 1 : 0)
                            : hit && rank[row] < objects[group] ? iou(matches, row, object) : 0;
        }
        List<Double> errors = new ArrayList<>();
        double bandwidth = halves(scores, targets, errors);
        double mean = errors.stream().mapToDouble(e -> e).average().orElse(0);
        return new CategoryKernelError(
                category,
                matches.thresholds()[t],
                counted.length,
                errors.size() == 1 ? bandwidth : 0,
                mean);
    }

    private static double halves(double[] scores, double[] targets, List<Double> errors) {
        int n = scores.length;
        if (n == 0) {
            return 0;
        }
        if (n > MOST) {
            int half = n / 2;
            halves(Arrays.copyOf(scores, half), Arrays.copyOf(targets, half), errors);
            return halves(
                    Arrays.copyOfRange(scores, half, n),
                    Arrays.copyOfRange(targets, half, n),
                    errors);
        }
        if (n == 1) {
            errors.add(Math.abs(targets[0] - scores[0]));
            return 0;
        }
        BetaKernelRegression regression = BetaKernelRegression.of(scores);
        double bandwidth = ReferenceCompatibleBandwidth.detection().choose(regression);
        errors.add(regression.error(targets, bandwidth, 1));
        return bandwidth;
    }

    /** The place of each detection among those of its image and category, by falling score. */
    private static int[] ranks(Matches matches, int[] ranked) {
        int categories = matches.detections().catalogue().categories().size();
        int images = matches.detections().catalogue().images().size();
        int[] next = new int[Math.multiplyExact(images, categories)];
        int[] rank = new int[ranked.length];
        for (int row : ranked) {
            int group =
                    matches.detections().image(row) * categories
                            + matches.detections().category(row);
            rank[row] = next[group]++;
        }
        return rank;
    }

    private static int[] objectsByGroup(Matches matches) {
        int categories = matches.detections().catalogue().categories().size();
        int images = matches.detections().catalogue().images().size();
        int[] count = new int[Math.multiplyExact(images, categories)];
        for (int j = 0; j < matches.truth().size(); j++) {
            count[matches.truth().image(j) * categories + matches.truth().category(j)]++;
        }
        return count;
    }

    private static boolean[] seen(Matches matches) {
        boolean[] seen = new boolean[matches.detections().catalogue().categories().size()];
        IntStream.range(0, matches.truth().size())
                .forEach(j -> seen[matches.truth().category(j)] = true);
        IntStream.range(0, matches.detections().size())
                .forEach(i -> seen[matches.detections().category(i)] = true);
        return seen;
    }

    private static double iou(Matches matches, int row, int object) {
        Boxes a = matches.detections().boxes();
        Boxes b = matches.truth().boxes();
        return Math.min(
                1,
                Iou.of(
                        a.x(row),
                        a.y(row),
                        a.width(row),
                        a.height(row),
                        b.x(object),
                        b.y(object),
                        b.width(object),
                        b.height(object),
                        false));
    }
}
