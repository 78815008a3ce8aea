package org.guardband.benchmarks.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.guardband.classification.measure.BrierScore;
import org.guardband.classification.measure.CalibrationErrors;
import org.guardband.classification.measure.LogLoss;
import org.guardband.classification.measure.TopAccuracy;
import org.guardband.core.selective.Separation;

/** Classifiers on digits. */
final class ClassComparison {

    static final String DATA = "digits";
    private static final int BINS = 15;
    private static final List<String> COLUMNS =
            List.of("accuracy", "NLL", "ECE", "Brier", "AUROC entropy", "AUROC own");

    private final RowData digits;
    private final ClassPlan plan;
    private final OutcomeFile file;

    ClassComparison(ClassPlan plan, Path file) throws IOException {
        this.digits = RowData.digits();
        this.plan = plan;
        this.file = new OutcomeFile(file, COLUMNS);
    }

    OutcomeFile file() {
        return file;
    }

    /** Runs what the file has not. */
    void run(long seed, Set<ClassMethod> methods) throws IOException {
        DigitSplit split = DigitSplit.of(digits, seed, plan.training());
        ClassTrainings trainings = new ClassTrainings(plan, split);
        int[] truths = split.truths();
        for (ClassMethod method : methods) {
            if (!file.has(DATA, seed, method.title())) {
                ClassPrediction p = trainings.run(method, seed);
                file.append(
                        new Outcome(
                                DATA,
                                seed,
                                method.title(),
                                p.members(),
                                p.parameters(),
                                List.of(
                                        TopAccuracy.accuracy().value(p.test(), truths),
                                        new LogLoss().value(p.test(), truths),
                                        CalibrationErrors.expected(BINS).value(p.test(), truths),
                                        new BrierScore().value(p.test(), truths),
                                        EntropyAuroc.of(p.unknown(), p.test()),
                                        Separation.of(p.unknownDoubt(), p.testDoubt()).auroc())));
            }
        }
    }
}
