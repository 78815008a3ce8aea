package org.guardband.detection.error;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.matching.Outcomes;

/**
 * Localisation-aware calibration error LaECE of one category (Oksuz, Joy, Dokania 2023, arXiv
 * 2307.00934; in the form of Kuzucu et al. 2024, arXiv 2405.20459): a score is to tell the
 * precision times the IoU of what is found. Over score bins J, LaECE = Σ_J (n_J/n)·|Σ_{i∈J}
 * IoU_i/n_J − mean score in J|, a false alarm having IoU 0.
 *
 * <p>Wrap it in a {@link CategoryMean} for the error of a detector: the mean over categories that
 * have an object and a detection. Bins hold their upper edge and the first one 0 too. The reference
 * (fiveai/detection_calibration) drops a category without any error from the mean, as if it had not
 * been looked at; here it counts as the 0 that it is, unless {@link #referenceCompatible} is set,
 * which also takes edges as NumPy rounds them.
 */
public final class LocalisationAwareEce implements DetectionMeasure {

    private final int bins;
    private final boolean reference;

    private LocalisationAwareEce(int bins, boolean reference) {
        this.bins = Arguments.atLeast("bins", bins, 1);
        this.reference = reference;
    }

    /**
     * The error with 25 bins.
     *
     * @return the measure
     */
    public static LocalisationAwareEce withDefaults() {
        return new LocalisationAwareEce(25, false);
    }

    /**
     * Sets the number of bins.
     *
     * @param count ≥ 1
     * @return the measure with these bins
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public LocalisationAwareEce withBins(int count) {
        return new LocalisationAwareEce(count, reference);
    }

    /**
     * Leaves categories without any error out of the mean, as the reference does.
     *
     * @return the measure with this choice
     */
    public LocalisationAwareEce referenceCompatible() {
        return new LocalisationAwareEce(bins, true);
    }

    @Override
    public Prepared prepare(Outcomes outcomes) {
        int n = outcomes.size();
        FeatureBins rule = FeatureBins.equalWidth(bins, reference, true);
        int[] bin = new int[n];
        double[] gap = new double[n];
        for (int i = 0; i < n; i++) {
            bin[i] = rule.bin(outcomes.score(i));
            gap[i] = outcomes.iou(i) - outcomes.score(i);
        }
        boolean counts = outcomes.objects() > 0;
        return weights -> {
            double[] sum = new double[bins];
            double rows = 0;
            for (int i = 0; i < n && counts; i++) {
                int w = weights[outcomes.image(i)];
                rows += w;
                sum[bin[i]] += w * gap[i];
            }
            double total = Arrays.stream(sum).map(Math::abs).sum();
            return rows == 0 || (reference && total == 0) ? Double.NaN : total / rows;
        };
    }
}
