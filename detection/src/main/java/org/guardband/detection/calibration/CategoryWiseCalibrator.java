package org.guardband.detection.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;

/**
 * One map for each category, and for categories with few held-out detections the one that is fitted
 * to the detections of all. Detections are matched at the IoU threshold τ by {@link CocoMatching};
 * those that count as a hit or a false alarm are fitted, by default towards the precision at τ =
 * 0.5. A map of one category orders its scores as before if the method does, but the order between
 * categories changes, which average precision does not see.
 */
public final class CategoryWiseCalibrator implements DetectionCalibrator<CategoryWiseCalibration> {

    private static final int DEFAULT_LEAST = 50;

    private final PositionCalibrator<?> method;
    private final DetectionTarget target;
    private final CocoMatching matching;
    private final int least;

    private CategoryWiseCalibrator(
            PositionCalibrator<?> method,
            DetectionTarget target,
            CocoMatching matching,
            int least) {
        this.method = Objects.requireNonNull(method, "method");
        this.target = Objects.requireNonNull(target, "target");
        this.matching = Objects.requireNonNull(matching, "matching");
        this.least = least;
    }

    /**
     * Fits a map towards the precision at IoU 0.5 for each category with at least 50 detections.
     *
     * @param method how each map is fitted
     * @return the unfitted method
     */
    public static CategoryWiseCalibrator of(PositionCalibrator<?> method) {
        return new CategoryWiseCalibrator(
                method, DetectionTarget.PRECISION, CocoMatching.at(0.5), DEFAULT_LEAST);
    }

    /**
     * Sets what the score is to tell.
     *
     * @param wanted precision or IoU
     * @return the method with this target
     */
    public CategoryWiseCalibrator withTarget(DetectionTarget wanted) {
        return new CategoryWiseCalibrator(method, wanted, matching, least);
    }

    /**
     * Sets how detections find objects; the first threshold and area range count.
     *
     * @param rule the matching rule
     * @return the method with this rule
     */
    public CategoryWiseCalibrator withMatching(CocoMatching rule) {
        return new CategoryWiseCalibrator(method, target, rule, least);
    }

    /**
     * Sets how many held-out detections give a category a map of its own.
     *
     * @param count ≥ 1
     * @return the method with this bound
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public CategoryWiseCalibrator withLeastDetections(int count) {
        return new CategoryWiseCalibrator(
                method, target, matching, Arguments.atLeast("count", count, 1));
    }

    @Override
    public CategoryWiseCalibration calibrate(DetectionBatch heldOut, GroundTruthBatch truth) {
        return calibrate(matching.match(heldOut, truth).outcomes(0));
    }

    /**
     * Fits the maps to outcomes of any matching.
     *
     * @param outcomes hits and false alarms on held-out images
     * @return the fitted correction
     * @throws IllegalArgumentException if no detection counts
     */
    public CategoryWiseCalibration calibrate(Outcomes outcomes) {
        DetectionPoints points = DetectionPoints.of(outcomes, method.features());
        double[] targets = target.of(outcomes);
        List<PositionCalibration> maps = new ArrayList<>();
        maps.add(method.fit(points, targets));
        int categories = outcomes.detections().catalogue().categories().size();
        int[] mapOf = new int[categories];
        int[][] rowsOf = rowsByCategory(outcomes, targets.length, categories);
        for (int k = 0; k < categories; k++) {
            int[] rows = rowsOf[k];
            if (rows.length >= least) {
                mapOf[k] = maps.size();
                maps.add(
                        method.fit(
                                points.select(rows),
                                Arrays.stream(rows).mapToDouble(i -> targets[i]).toArray()));
            }
        }
        return new CategoryWiseCalibration(maps, mapOf);
    }

    /**
     * The rows of each category in order, found in two passes however many categories there are.
     */
    private static int[][] rowsByCategory(Outcomes outcomes, int n, int categories) {
        int[] sizes = new int[categories];
        for (int i = 0; i < n; i++) {
            sizes[outcomes.category(i)]++;
        }
        int[][] rows = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        int[] next = new int[categories];
        for (int i = 0; i < n; i++) {
            int category = outcomes.category(i);
            rows[category][next[category]++] = i;
        }
        return rows;
    }
}
