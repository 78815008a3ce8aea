package org.guardband.detection.error;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.set.Interval;
import org.guardband.detection.matching.Outcomes;

/**
 * Percentile bootstrap intervals of a measure (Efron 1979, doi 10.1214/aos/1176344552): images are
 * drawn with replacement, with all their detections and objects, since those of one image are not
 * independent.
 *
 * <p>The interval is approximate. It tells how a figure would vary with other images; it does not
 * remove the bias of binned errors, which resampling adds to once more. The same seed gives the
 * same interval on any number of threads.
 */
public final class ImageBootstrap {

    private final long seed;
    private final int replicates;

    private ImageBootstrap(long seed, int replicates) {
        this.seed = seed;
        this.replicates = replicates;
    }

    /**
     * A bootstrap with 1000 replicates.
     *
     * @param seed of the draws
     * @return the bootstrap
     */
    public static ImageBootstrap withDefaults(long seed) {
        return new ImageBootstrap(seed, 1000);
    }

    /**
     * Sets the number of replicates.
     *
     * @param count ≥ 2
     * @return the bootstrap with so many
     * @throws IllegalArgumentException if {@code count} is less than 2
     */
    public ImageBootstrap withReplicates(int count) {
        return new ImageBootstrap(seed, Arguments.atLeast("count", count, 2));
    }

    /**
     * The interval of a measure.
     *
     * @param measure the measure
     * @param outcomes hits and false alarms
     * @param coverage the level, for instance 0.95
     * @return the interval between the quantiles of the replicates
     * @throws IllegalArgumentException if there is no image or the measure has no value on any
     *     replicate
     */
    public Interval interval(DetectionMeasure measure, Outcomes outcomes, Coverage coverage) {
        return interval(measure.prepare(outcomes), images(outcomes), coverage);
    }

    /**
     * The interval of a prepared measure, for instance of a {@link ThresholdMean}.
     *
     * @param prepared the measure of fixed outcomes
     * @param images the number of images of their catalogue
     * @param coverage the level, for instance 0.95
     * @return the interval between the quantiles of the replicates
     * @throws IllegalArgumentException if there is no image or the measure has no value on any
     *     replicate
     */
    public Interval interval(DetectionMeasure.Prepared prepared, int images, Coverage coverage) {
        double[] values =
                Arrays.stream(replicates(prepared, images))
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException(
                    "measure must have a value on the outcomes or a part of them");
        }
        double tail = coverage.error() / 2;
        return new Interval(quantile(values, tail), quantile(values, 1 - tail));
    }

    /**
     * The measure on every replicate.
     *
     * @param measure the measure
     * @param outcomes hits and false alarms
     * @return one value per replicate, NaN where it has none
     * @throws IllegalArgumentException if there is no image
     */
    public double[] replicates(DetectionMeasure measure, Outcomes outcomes) {
        return replicates(measure.prepare(outcomes), images(outcomes));
    }

    private static int images(Outcomes outcomes) {
        return outcomes.detections().catalogue().images().size();
    }

    private double[] replicates(DetectionMeasure.Prepared prepared, int images) {
        Arguments.atLeast("images", images, 1);
        // a seed drawn for each replicate: seeds a fixed step apart may give shifted copies of one
        // stream
        long[] seeds = new SplittableRandom(seed).longs(replicates).toArray();
        double[] values = new double[replicates];
        ParallelRows.run(
                replicates,
                4,
                (from, to) -> {
                    int[] weights = new int[images];
                    for (int r = from; r < to; r++) {
                        draw(weights, new SplittableRandom(seeds[r]));
                        values[r] = prepared.value(weights);
                    }
                });
        return values;
    }

    private static void draw(int[] weights, SplittableRandom random) {
        Arrays.fill(weights, 0);
        for (int i = 0; i < weights.length; i++) {
            weights[random.nextInt(weights.length)]++;
        }
    }

    private static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
