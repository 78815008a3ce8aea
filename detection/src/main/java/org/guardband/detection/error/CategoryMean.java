package org.guardband.detection.error;

import java.util.ArrayList;
import java.util.List;
import org.guardband.detection.matching.Outcomes;

/**
 * The mean of a measure over the categories for which it has a value: the class-wise form of an
 * error.
 *
 * @param each the measure of one category
 */
public record CategoryMean(DetectionMeasure each) implements DetectionMeasure {

    @Override
    public Prepared prepare(Outcomes outcomes) {
        List<Prepared> parts = new ArrayList<>();
        int categories = outcomes.detections().catalogue().categories().size();
        for (int k = 0; k < categories; k++) {
            Outcomes some = outcomes.ofCategory(k);
            if (some.size() > 0 || some.objects() > 0) {
                parts.add(each.prepare(some));
            }
        }
        return weights -> mean(parts.stream().mapToDouble(part -> part.value(weights)).toArray());
    }

    /**
     * The measure of every category.
     *
     * @param outcomes hits and false alarms
     * @return one value per category of the catalogue, NaN where it has none
     */
    public double[] byCategory(Outcomes outcomes) {
        double[] values = new double[outcomes.detections().catalogue().categories().size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = each.of(outcomes.ofCategory(k));
        }
        return values;
    }

    /** The mean of what is no NaN; NaN if there is nothing. */
    static double mean(double[] values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
