package org.guardband.detection.precision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.matching.AreaRange;
import org.guardband.detection.matching.Matches;

/**
 * COCO's average precision and recall, per category, IoU threshold and area range.
 *
 * <p>Within a category the detections of all images stand by falling score, equal scores by image.
 * Precision is made monotone from the right and read at the recalls 0, 0.01, …, 1, 0 beyond the
 * largest recall; its mean is the average precision. A category without objects has none and leaves
 * the means. Equal to pycocotools but for the order of summation.
 */
public final class CocoEvaluation {

    private final Matches matches;
    private final int[] most;
    private final int[][] rowsOf;

    /** By area range and category. */
    private final int[][] objects;

    /** By area range, bound on detections, threshold and category. */
    private final double[][][][] precision;

    private final double[][][][] recall;

    private CocoEvaluation(Matches matches, int[] most) {
        this.matches = matches;
        this.most = most;
        int areas = matches.areas().size();
        int thresholds = matches.thresholds().length;
        int categories = matches.truth().catalogue().categories().size();
        this.rowsOf = rowsByCategory(matches, categories);
        this.objects = objects(matches, categories);
        this.precision = new double[areas][most.length][thresholds][categories];
        this.recall = new double[areas][most.length][thresholds][categories];
        int images = matches.truth().catalogue().images().size();
        ParallelRows.run(
                categories,
                1,
                (from, to) -> {
                    for (int k = from; k < to; k++) {
                        evaluate(k, CategoryCurves.of(matches, rowsOf[k], new int[images]));
                    }
                });
    }

    /**
     * Evaluates with 1, 10 and as many detections per image and category as were matched, 100 by
     * default.
     *
     * @param matches what detections found
     * @return the evaluation
     */
    public static CocoEvaluation of(Matches matches) {
        int all = matches.mostDetections();
        return new CocoEvaluation(matches, new int[] {Math.min(1, all), Math.min(10, all), all});
    }

    /**
     * What was evaluated.
     *
     * @return the matching
     */
    public Matches matches() {
        return matches;
    }

    /**
     * The IoU thresholds that were matched at.
     *
     * @return a copy
     */
    public double[] thresholds() {
        return matches.thresholds();
    }

    private static int[][] rowsByCategory(Matches matches, int categories) {
        int[] ranked = matches.ranked();
        int[][] rows = new int[categories][];
        int at = 0;
        for (int k = 0; k < categories; k++) {
            int from = at;
            while (at < ranked.length && matches.detections().category(ranked[at]) == k) {
                at++;
            }
            rows[k] = Arrays.copyOfRange(ranked, from, at);
        }
        return rows;
    }

    private static int[][] objects(Matches matches, int categories) {
        int[][] objects = new int[matches.areas().size()][categories];
        for (int a = 0; a < objects.length; a++) {
            for (int i = 0; i < matches.truth().size(); i++) {
                if (matches.countsObject(a, i)) {
                    objects[a][matches.truth().category(i)]++;
                }
            }
        }
        return objects;
    }

    private void evaluate(int category, CategoryCurves curves) {
        for (int a = 0; a < precision.length; a++) {
            int count = objects[a][category];
            for (int t = 0; t < precision[a][0].length; t++) {
                if (count > 0) {
                    curves.select(t, a);
                }
                for (int m = 0; m < most.length; m++) {
                    precision[a][m][t][category] =
                            count > 0 ? curves.averagePrecision(most[m], count) : Double.NaN;
                    recall[a][m][t][category] =
                            count > 0 ? curves.recall(most[m], count) : Double.NaN;
                }
            }
        }
    }

    /**
     * The average precision of a category with the most detections per image.
     *
     * @param threshold index of the IoU threshold
     * @param area index of the area range
     * @param category position of the category
     * @return in [0, 1]; NaN if the category has no object that counts
     * @throws IllegalArgumentException if an index is out of range
     */
    public double averagePrecision(int threshold, int area, int category) {
        check(threshold, area, category);
        return precision[area][most.length - 1][threshold][category];
    }

    /**
     * The recall of a category with the most detections per image.
     *
     * @param threshold index of the IoU threshold
     * @param area index of the area range
     * @param category position of the category
     * @return in [0, 1]; NaN if the category has no object that counts
     * @throws IllegalArgumentException if an index is out of range
     */
    public double recall(int threshold, int area, int category) {
        check(threshold, area, category);
        return recall[area][most.length - 1][threshold][category];
    }

    /**
     * The curve of a category with the most detections per image.
     *
     * @param threshold index of the IoU threshold
     * @param area index of the area range
     * @param category position of the category
     * @return its points; none if the category has no object that counts
     * @throws IllegalArgumentException if an index is out of range
     */
    public PrecisionRecallCurve curve(int threshold, int area, int category) {
        check(threshold, area, category);
        int count = objects[area][category];
        if (count == 0) {
            return PrecisionRecallCurve.of(new double[0], new boolean[0], 1);
        }
        int images = matches.truth().catalogue().images().size();
        CategoryCurves curves = CategoryCurves.of(matches, rowsOf[category], new int[images]);
        curves.select(threshold, area);
        return curves.curve(most[most.length - 1], count);
    }

    private void check(int threshold, int area, int category) {
        Arguments.index("threshold", threshold, precision[0][0].length);
        Arguments.index("area", area, precision.length);
        Arguments.index("category", category, rowsOf.length);
    }

    /**
     * COCO's twelve figures. A figure is NaN if the matching has not its threshold or its area
     * range.
     *
     * @return the figures
     */
    public CocoFigures figures() {
        int all = area(AreaRange.ALL);
        int small = area(AreaRange.SMALL);
        int medium = area(AreaRange.MEDIUM);
        int large = area(AreaRange.LARGE);
        return new CocoFigures(
                mean(precision, all, 2),
                meanAt(all, 0.5),
                meanAt(all, 0.75),
                mean(precision, small, 2),
                mean(precision, medium, 2),
                mean(precision, large, 2),
                mean(recall, all, 0),
                mean(recall, all, 1),
                mean(recall, all, 2),
                mean(recall, small, 2),
                mean(recall, medium, 2),
                mean(recall, large, 2));
    }

    /**
     * Average precision and recall per category over the first area range.
     *
     * @return one line per category of the catalogue
     */
    public List<CategoryFigures> categories() {
        CategoryTable table = matches.truth().catalogue().categories();
        double[][] p = precision[0][most.length - 1];
        double[][] r = recall[0][most.length - 1];
        List<CategoryFigures> lines = new ArrayList<>();
        for (int k = 0; k < table.size(); k++) {
            lines.add(
                    new CategoryFigures(
                            k,
                            table.ids().get(k),
                            table.names().get(k),
                            objects[0][k],
                            meanOfColumn(p, k),
                            at(p, 0.5, k),
                            at(p, 0.75, k),
                            meanOfColumn(r, k)));
        }
        return lines;
    }

    private int area(AreaRange range) {
        return matches.areas().indexOf(range);
    }

    private int threshold(double value) {
        double[] thresholds = matches.thresholds();
        for (int t = 0; t < thresholds.length; t++) {
            if (Math.abs(thresholds[t] - value) < 1e-9) {
                return t;
            }
        }
        return -1;
    }

    private double meanAt(int area, double iou) {
        int t = threshold(iou);
        return area < 0 || t < 0 ? Double.NaN : mean(precision[area][most.length - 1][t]);
    }

    private static double mean(double[][][][] values, int area, int bound) {
        if (area < 0) {
            return Double.NaN;
        }
        return mean(Arrays.stream(values[area][bound]).mapToDouble(CocoEvaluation::mean).toArray());
    }

    /** The mean of what is no NaN; NaN if there is nothing. */
    private static double mean(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double meanOfColumn(double[][] values, int category) {
        return mean(Arrays.stream(values).mapToDouble(row -> row[category]).toArray());
    }

    private double at(double[][] values, double iou, int category) {
        int t = threshold(iou);
        return t < 0 ? Double.NaN : values[t][category];
    }

    @Override
    public String toString() {
        return "CocoEvaluation[" + matches + "]";
    }
}
