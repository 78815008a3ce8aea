package org.guardband.examples;

import java.io.IOException;
import java.util.Locale;
import org.guardband.conformal.predictive.ConformalPredictiveSystem;
import org.guardband.conformal.predictive.PredictiveSystem;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.prediction.RealDistribution;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTRegressionTrainer;

/**
 * A conformal predictive system: for every patient a whole distribution of the outcome, made of a
 * point prediction and the errors of held-out rows. Every quantile of it from 0.5 on is an upper
 * bound with a guarantee, and it answers questions such as "how probable is a progression above
 * 200?".
 */
public final class WholeDistributionsWithAGuarantee {

    private WholeDistributionsWithAGuarantee() {}

    /**
     * Prints what is said of one patient, and how often a bound holds.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /** What the example finds. */
    record Result(int rows, int belowBound, RealDistribution first, double bound, double crps) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "first patient: mean %.0f, median %.0f, P(above 200) = %.2f, at most %.0f with"
                            + " probability 0.8%n"
                            + "%d of %d outcomes are below their 0.8 bounds; mean CRPS %.1f%n",
                    first.mean(),
                    first.quantile(0.5),
                    1 - first.cdf(200),
                    bound,
                    belowBound,
                    rows,
                    crps);
        }
    }

    static Result run() throws IOException {
        DiabetesParts parts = DiabetesParts.read();
        Model<Regressor> model = new CARTRegressionTrainer(3).train(parts.train());
        PredictiveSystem system =
                ConformalPredictiveSystem.ofResiduals()
                        .conformalize(
                                DiabetesParts.predictions(model, parts.heldOut()),
                                DiabetesParts.truths(parts.heldOut()));

        GaussianBatch fresh = DiabetesParts.predictions(model, parts.fresh());
        double[] y = DiabetesParts.truths(parts.fresh());
        double[] bounds = system.upperBounds(fresh, Coverage.of(0.8));
        int below = 0;
        double crps = 0;
        for (int i = 0; i < y.length; i++) {
            below += y[i] <= bounds[i] ? 1 : 0;
            crps += system.apply(fresh).get(i).crps(y[i]) / y.length;
        }
        return new Result(y.length, below, system.apply(fresh).get(0), bounds[0], crps);
    }
}
