package org.guardband.benchmarks.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CentralIntervals;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.score.Crps;
import org.guardband.core.score.LogScore;
import org.guardband.core.set.Intervals;
import org.guardband.regression.metrics.CalibrationCurve;
import org.guardband.regression.metrics.Mpiw;
import org.guardband.regression.metrics.Picp;

/** Regressions on UCI data. */
final class RealComparison {

    static final List<String> DATA = List.of("concrete", "energy", "yacht");
    private static final List<String> COLUMNS =
            List.of("RMSE", "NLL", "CRPS", "calibration error", "PICP 95 %", "MPIW 95 %");

    private final RealPlan plan;
    private final OutcomeFile file;

    RealComparison(RealPlan plan, Path file) {
        this.plan = plan;
        this.file = new OutcomeFile(file, COLUMNS);
    }

    OutcomeFile file() {
        return file;
    }

    /** Runs what the file has not. */
    void run(String data, long seed, Set<RealMethod> methods) throws IOException {
        RealSplit split = RealSplit.of(RowData.uci(data), seed);
        RealTrainings trainings = new RealTrainings(plan, split);
        for (RealMethod method : methods) {
            if (!file.has(data, seed, method.title())) {
                RealTrainings.Prediction p = trainings.run(method, seed);
                file.append(
                        new Outcome(
                                data,
                                seed,
                                method.title(),
                                p.members(),
                                p.parameters(),
                                figures(p.test(), split.truths())));
            }
        }
    }

    private static List<Double> figures(RealBatch batch, double... truths) {
        double[] means = new double[truths.length];
        batch.means(means);
        double squares = 0;
        for (int i = 0; i < truths.length; i++) {
            squares += (means[i] - truths[i]) * (means[i] - truths[i]) / truths.length;
        }
        Intervals intervals = CentralIntervals.of(batch, Coverage.of(0.95));
        return List.of(
                Math.sqrt(squares),
                new LogScore().mean(batch, truths),
                new Crps().mean(batch, truths),
                CalibrationCurve.ofCentralIntervals(batch, truths).meanAbsoluteError(),
                Picp.of(intervals, truths),
                Mpiw.of(intervals));
    }
}
