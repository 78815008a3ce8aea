package org.guardband.benchmarks.lora;

import java.util.Locale;

/**
 * One method with one seed: a line of the result file. A prediction is the mean of the members'
 * softmaxes, except in the last two figures.
 *
 * @param seed the seed
 * @param method the method
 * @param members number of members
 * @param accuracy share of test rows that are right
 * @param nll mean log loss
 * @param ece expected calibration error, 15 bins of equal width
 * @param brier Brier score, summed over classes
 * @param auroc of the entropy, rows of the unknown class against test rows
 * @param parameters numbers that have to be kept for prediction
 * @param logitAccuracy accuracy of the softmax of the members' mean logits
 * @param logitEce calibration error of the softmax of the members' mean logits
 */
record Result(
        long seed,
        Method method,
        int members,
        double accuracy,
        double nll,
        double ece,
        double brier,
        double auroc,
        long parameters,
        double logitAccuracy,
        double logitEce) {

    static final String HEADER =
            "seed,method,members,accuracy,nll,ece,brier,auroc,parameters,"
                    + "logit_accuracy,logit_ece";

    String line() {
        return String.format(
                Locale.ROOT,
                "%d,%s,%d,%.5f,%.5f,%.5f,%.5f,%.5f,%d,%.5f,%.5f",
                seed,
                method,
                members,
                accuracy,
                nll,
                ece,
                brier,
                auroc,
                parameters,
                logitAccuracy,
                logitEce);
    }

    static Result parse(String line) {
        String[] cells = line.split(",", -1);
        return new Result(
                Long.parseLong(cells[0]),
                Method.valueOf(cells[1]),
                Integer.parseInt(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7]),
                Long.parseLong(cells[8]),
                Double.parseDouble(cells[9]),
                Double.parseDouble(cells[10]));
    }
}
