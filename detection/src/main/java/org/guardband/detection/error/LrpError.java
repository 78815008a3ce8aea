package org.guardband.detection.error;

/**
 * Localisation, recall and precision of one category in one number, and its parts; see {@link
 * LocalisationRecallPrecision}.
 *
 * @param lrp the error, in [0, 1]; NaN if the category has no object
 * @param localisation the mean 1 − IoU of hits; NaN if there is none
 * @param falsePositive 1 − precision; NaN if there is no detection
 * @param falseNegative 1 − recall; NaN if the category has no object
 */
public record LrpError(
        double lrp, double localisation, double falsePositive, double falseNegative) {

    /**
     * The mean over categories of each part, over those for which it has a value.
     *
     * @param categories the errors by category
     * @return the means
     */
    public static LrpError mean(LrpError... categories) {
        double[] lrp = new double[categories.length];
        double[] localisation = new double[categories.length];
        double[] falsePositive = new double[categories.length];
        double[] falseNegative = new double[categories.length];
        for (int k = 0; k < categories.length; k++) {
            lrp[k] = categories[k].lrp;
            localisation[k] = categories[k].localisation;
            falsePositive[k] = categories[k].falsePositive;
            falseNegative[k] = categories[k].falseNegative;
        }
        return new LrpError(
                CategoryMean.mean(lrp),
                CategoryMean.mean(localisation),
                CategoryMean.mean(falsePositive),
                CategoryMean.mean(falseNegative));
    }
}
