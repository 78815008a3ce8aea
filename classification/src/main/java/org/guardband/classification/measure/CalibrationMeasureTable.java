package org.guardband.classification.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.guardband.core.batch.CategoricalBatch;

/**
 * The measures of the Benchmark Study on Calibration as one table with stable names: five binned
 * errors for nine numbers of bins, {@code ECE_15}, {@code ECE_em_15}, {@code cwECE_15}, {@code
 * cwECE_em_15}, {@code MCE_15} for 5, 10, 15, 20, 25, 50, 100, 200 and 500 bins, and six without
 * bins, {@code KSCE}, {@code KDECE}, {@code MMCE}, {@code NLL}, {@code Brier}, {@code AUC}. Before
 * and after temperature scaling these make as many as the study counts, 90 bin-based and 12 others:
 * make the table of each of the two predictions, with a prefix. The families were put together from
 * the study's text and code, which also computes measures that are not counted here, and agree with
 * the names in its data set ({@code pre_ECE_5}, {@code post_ECE_5}, …); its own list may differ in
 * part.
 *
 * <p>{@code em} is equal mass, {@code cw} class-wise. KSCE, KDECE and MMCE are of the confidence;
 * AUC is the area under the ROC curve of the confidence against being right. The study's own AUC is
 * of confidence on test rows against rows of another data set, which a single table of predictions
 * does not hold. Brier is Σ_k (p_k − 1[y = k])²; the study divides it by K. Rows with equal
 * confidence share an equal-mass bin (see {@link EqualMassBins}).
 *
 * <p>Source: Tao, Zhu, Guo, Dong, Xu 2024, arXiv 2308.11838.
 */
public final class CalibrationMeasureTable {

    private static final int[] BINS = {5, 10, 15, 20, 25, 50, 100, 200, 500};

    private CalibrationMeasureTable() {}

    /**
     * The measures by name.
     *
     * @return 51 measures in the order of the table
     */
    public static Map<String, ClassMeasure> measures() {
        Map<String, ClassMeasure> out = new LinkedHashMap<>();
        for (int bins : BINS) {
            out.put("ECE_" + bins, CalibrationErrors.expected(bins));
            out.put("ECE_em_" + bins, CalibrationErrors.expectedEqualMass(bins));
            out.put("cwECE_" + bins, CalibrationErrors.classWise(bins));
            out.put("cwECE_em_" + bins, CalibrationErrors.classWiseEqualMass(bins));
            out.put("MCE_" + bins, CalibrationErrors.maximum(bins));
        }
        out.put("KSCE", new KolmogorovSmirnovError().under(ClassView.confidence()));
        out.put("KDECE", new TriweightKernelError().under(ClassView.confidence()));
        out.put("MMCE", new MaximumMeanCalibrationError().under(ClassView.confidence()));
        out.put("NLL", new LogLoss());
        out.put("Brier", new BrierScore());
        out.put("AUC", new ConfidenceDiscrimination().under(ClassView.confidence()));
        return out;
    }

    /**
     * The values of all measures. Confidences and columns are extracted and sorted once for all
     * numbers of bins.
     *
     * @param prefix put before each name, for instance {@code pre_}
     * @param predictions class probabilities, at least one row
     * @param labels the true class of each row
     * @return names and values in the order of {@link #measures()}
     * @throws IllegalArgumentException if there is no row, lengths differ or a label is out of
     *     range
     */
    public static Map<String, Double> values(
            String prefix, CategoricalBatch predictions, int[] labels) {
        BinaryForecasts confidence = ClassView.confidence().forecasts(predictions, labels);
        Map<String, Double> columns = classWiseEqualMass(predictions, labels);
        Map<String, Double> out = new LinkedHashMap<>();
        measures()
                .forEach(
                        (name, measure) -> {
                            Double known = columns.get(name);
                            out.put(
                                    prefix + name,
                                    known != null
                                            ? known
                                            : value(measure, confidence, predictions, labels));
                        });
        return out;
    }

    /** One sort per class serves all numbers of bins. */
    private static Map<String, Double> classWiseEqualMass(
            CategoricalBatch predictions, int[] labels) {
        double[] sums = new double[BINS.length];
        ClassView.classWise()
                .forEachGroup(
                        predictions,
                        labels,
                        (group, column) -> {
                            for (int b = 0; b < BINS.length; b++) {
                                sums[b] +=
                                        BinnedError.of(new EqualMassBins(BINS[b]), ErrorNorm.L1)
                                                .value(column);
                            }
                        });
        Map<String, Double> out = new LinkedHashMap<>();
        for (int b = 0; b < BINS.length; b++) {
            out.put("cwECE_em_" + BINS[b], sums[b] / predictions.classes());
        }
        return out;
    }

    private static double value(
            ClassMeasure measure,
            BinaryForecasts confidence,
            CategoricalBatch predictions,
            int[] labels) {
        if (measure instanceof BinnedClassError binned
                && binned.view().equals(ClassView.confidence())) {
            return binned.error().value(confidence);
        }
        if (measure instanceof ViewedMeasure viewed) {
            return viewed.measure().value(confidence);
        }
        return measure.value(predictions, labels);
    }
}
