package org.guardband.cli.demo;

import java.util.List;
import org.guardband.classification.ClassCalibrator;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.selective.SelectiveRisk;
import org.guardband.core.selective.Separation;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.calibration.CalibrateThenPool;
import org.guardband.ensembles.calibration.PoolThenCalibrate;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.uncertainty.ClassUncertainty;
import org.guardband.ensembles.uncertainty.ClassUncertaintyPart;

/** The lines of the tables on an ensemble. */
final class EnsembleRows {

    static final List<String> POOLS = List.of("ensemble", "accuracy", "NLL", "Brier", "ECE");

    static final List<String> DOUBTS =
            List.of(
                    "ensemble: doubt",
                    "strange digits found",
                    "false alarms at 95 %",
                    "errors found",
                    "errors among the surest 80 %");

    private static final int DIGITS = 3;
    private static final double FOUND = 0.95;
    private static final Coverage KEPT = Coverage.of(0.8);

    private EnsembleRows() {}

    /** One network, the mean of all, and the mean with a temperature after or before it. */
    static List<List<String>> pools(DigitEnsemble digits) {
        ClassCalibrator<?> temperature = TemperatureScaling.withDefaults();
        LinearPool mean = new LinearPool();
        ClassMembers heldOut = digits.heldOut();
        int[] labels = digits.heldOutLabels();
        return List.of(
                pool("one network", digits.known().member(0), digits),
                pool("mean of " + digits.known().size(), mean.apply(digits.known()), digits),
                pool(
                        "mean, then temperature",
                        new PoolThenCalibrate(mean, temperature)
                                .calibrate(heldOut, labels)
                                .apply(digits.known()),
                        digits),
                pool(
                        "temperatures, then mean",
                        new CalibrateThenPool(temperature, mean)
                                .calibrate(heldOut, labels)
                                .apply(digits.known()),
                        digits));
    }

    private static List<String> pool(String name, CategoricalBatch p, DigitEnsemble digits) {
        ProbabilityScores scores = ProbabilityScores.of(p, digits.labels());
        return List.of(
                name,
                Decimals.fixed(scores.accuracy(), DIGITS),
                Decimals.fixed(scores.logLoss(), DIGITS),
                Decimals.fixed(scores.brier(), DIGITS),
                Decimals.fixed(scores.ece(), DIGITS));
    }

    /** What doubt finds, the networks' together and that of one. */
    static List<List<String>> doubts(DigitEnsemble digits) {
        ClassMembers one = ClassMembers.of(digits.known().member(0));
        ClassMembers strange = ClassMembers.of(digits.strange().member(0));
        return List.of(
                doubt(
                        "entropy of one network",
                        ClassUncertaintyPart.TOTAL_ENTROPY,
                        one,
                        strange,
                        digits),
                doubt(
                        "entropy of the mean",
                        ClassUncertaintyPart.TOTAL_ENTROPY,
                        digits.known(),
                        digits.strange(),
                        digits),
                doubt(
                        "what the networks disagree on",
                        ClassUncertaintyPart.MUTUAL_INFORMATION,
                        digits.known(),
                        digits.strange(),
                        digits));
    }

    private static List<String> doubt(
            String name,
            ClassUncertaintyPart part,
            ClassMembers known,
            ClassMembers strange,
            DigitEnsemble digits) {
        double[] doubt = ClassUncertainty.of(known).column(part);
        Separation found = Separation.of(ClassUncertainty.of(strange).column(part), doubt);
        boolean[] wrong = wrong(new LinearPool().apply(known), digits.labels());
        return List.of(
                name,
                Decimals.fixed(found.auroc(), DIGITS),
                Decimals.fixed(found.falsePositiveRateAt(FOUND), DIGITS),
                Decimals.fixed(Separation.ofErrors(doubt, wrong).auroc(), DIGITS),
                Decimals.fixed(SelectiveRisk.ofErrors(doubt, wrong).riskAt(KEPT), DIGITS));
    }

    private static boolean[] wrong(CategoricalBatch p, int[] labels) {
        boolean[] wrong = new boolean[labels.length];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = p.get(i).mode() != labels[i];
        }
        return wrong;
    }
}
