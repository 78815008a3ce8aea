package org.guardband.examples;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.guardband.conformal.SplitConformal;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.core.Coverage;
import org.guardband.core.batch.MixtureBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.set.Intervals;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.pool.MixturePool;
import org.guardband.ensembles.uncertainty.RealUncertainty;
import org.guardband.ensembles.uncertainty.RealUncertaintyPart;
import org.guardband.regression.metrics.RegressionReport;
import org.guardband.regression.recalibration.Crude;
import org.guardband.regression.recalibration.CrudeCalibration;
import org.guardband.tribuo.CalibratedRegressionTrainer;
import org.guardband.tribuo.batch.TribuoPredictions;
import org.guardband.tribuo.ensemble.DeepEnsembleMembers;
import org.guardband.tribuo.ensemble.DeepEnsembleTrainer;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * An ensemble all the way: five recalibrated trees are trained by Tribuo, their predictions become
 * one mixture a row, which CRUDE recalibrates, conformal prediction turns into intervals with a
 * guarantee, and a report judges. No step needs a conversion.
 */
public final class EnsembleEndToEnd {

    private static final Coverage ASKED = Coverage.of(0.9);

    private EnsembleEndToEnd() {}

    /**
     * Prints scores, coverage and where the uncertainty comes from.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /** What the example finds. */
    record Result(
            int rows, long covered, double crpsBefore, double crpsAfter, double epistemicShare) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "%d of %d intervals at 0.9 hold the truth%n"
                            + "CRPS %.1f, recalibrated %.1f%n"
                            + "share of the variance in which the members differ: %.2f%n",
                    covered,
                    rows,
                    crpsBefore,
                    crpsAfter,
                    epistemicShare);
        }
    }

    static Result run() throws IOException {
        TrainTestSplitter<Regressor> patients = ShippedData.diabetes(0.4);
        Dataset<Regressor> others = new MutableDataset<>(patients.getTest());
        CARTRegressionTrainer tree =
                new CARTRegressionTrainer(5, 4, 0, 0.7f, false, new MeanSquaredError(), 1L);
        Model<Regressor> ensemble =
                DeepEnsembleTrainer.ofNumbers(new CalibratedRegressionTrainer(tree), 5)
                        .train(new MutableDataset<>(patients.getTrain()));
        double[] y = TribuoPredictions.targets(others, "y");
        int third = y.length / 3;

        // one mixture a row, for three groups of patients
        RealMembers members = DeepEnsembleMembers.numbers(ensemble, others, "y");
        MixtureBatch pooled = new MixturePool().apply(members);
        RealBatch first = pooled.select(IntStream.range(0, third).toArray());
        RealBatch second = pooled.select(IntStream.range(third, 2 * third).toArray());
        RealBatch rest = pooled.select(IntStream.range(2 * third, y.length).toArray());
        double[] truths = Arrays.copyOfRange(y, 2 * third, y.length);

        // recalibrated on the first, conformalized on the second, judged on the third
        CrudeCalibration crude = Crude.withDefaults().calibrate(first, Arrays.copyOf(y, third));
        RealBatch better = crude.apply(rest);
        Intervals intervals =
                SplitConformal.regressor(NormalizedResidual.withDefaults())
                        .conformalize(crude.apply(second), Arrays.copyOfRange(y, third, 2 * third))
                        .sets(better, ASKED);

        RealUncertainty split = RealUncertainty.of(members);
        return new Result(
                truths.length,
                IntStream.range(0, truths.length)
                        .filter(i -> intervals.contains(i, truths[i]))
                        .count(),
                RegressionReport.of(rest, truths, List.of(ASKED)).crps(),
                RegressionReport.of(better, truths, List.of(ASKED)).crps(),
                split.mean(RealUncertaintyPart.EPISTEMIC_VARIANCE)
                        / split.mean(RealUncertaintyPart.TOTAL_VARIANCE));
    }
}
