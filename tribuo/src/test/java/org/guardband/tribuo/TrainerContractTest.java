package org.guardband.tribuo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.tribuo.method.AdaptiveSets;
import org.guardband.tribuo.method.LeastAmbiguousSets;
import org.guardband.tribuo.method.StdScalingRecalibration;
import org.guardband.tribuo.scale.DifficultyScale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/** The contract, for every trainer with several inner trainers and options. */
class TrainerContractTest {

    abstract static class OfLabels extends TrainerContract<Label> {

        @Override
        MutableDataset<Label> data(int n, long seed) {
            return Samples.classes(n, seed);
        }

        @Override
        Class<Label> outputType() {
            return Label.class;
        }

        @Override
        Evaluator<Label, LabelEvaluation> evaluator() {
            return new LabelEvaluator();
        }

        @Override
        String told(Prediction<Label> prediction) {
            if (!(prediction instanceof ConformalLabelPrediction conformal)) {
                return prediction.getOutput() + " " + new TreeMap<>(prediction.getOutputScores());
            }
            return conformal.getOutput()
                    + " "
                    + new TreeMap<>(conformal.getOutputScores())
                    + " "
                    + conformal.getLabelSet()
                    + " "
                    + conformal.getCoverage();
        }

        @Override
        Label unknown() {
            return LabelFactory.UNKNOWN_LABEL;
        }
    }

    abstract static class OfNumbers extends TrainerContract<Regressor> {

        @Override
        MutableDataset<Regressor> data(int n, long seed) {
            return Samples.numbers(n, seed);
        }

        @Override
        Class<Regressor> outputType() {
            return Regressor.class;
        }

        @Override
        Evaluator<Regressor, RegressionEvaluation> evaluator() {
            return new RegressionEvaluator();
        }

        @Override
        String told(Prediction<Regressor> prediction) {
            return prediction instanceof ConformalRegressionPrediction conformal
                    ? conformal.getOutput() + " " + conformal
                    : plain(prediction) + quantiles(prediction);
        }

        static String plain(Prediction<Regressor> prediction) {
            return prediction.getOutput().toString();
        }

        private static String quantiles(Prediction<Regressor> prediction) {
            StringBuilder text = new StringBuilder();
            for (Map.Entry<String, RealDistribution> entry :
                    ((CalibratedRegressionPrediction) prediction).getDistributions().entrySet()) {
                text.append(' ').append(entry.getKey());
                for (double p : new double[] {0.05, 0.3, 0.5, 0.95}) {
                    text.append(' ').append(entry.getValue().quantile(p));
                }
            }
            return text.toString();
        }

        @Override
        Regressor unknown() {
            return RegressionFactory.UNKNOWN_REGRESSOR;
        }
    }

    @Nested
    class TemperatureOfLogisticRegression extends OfLabels {
        @Override
        Trainer<Label> trainer() {
            return new CalibratedClassificationTrainer(Trainers.logistic());
        }

        @Override
        boolean predictionsAreTribuosOwn() {
            return true;
        }
    }

    @Nested
    class AdaptiveSetsOfLogisticRegression extends OfLabels {
        @Override
        Trainer<Label> trainer() {
            return new ConformalClassificationTrainer(Trainers.logistic());
        }
    }

    @Nested
    class StratifiedClassConditionalSetsOfATree extends OfLabels {
        @Override
        Trainer<Label> trainer() {
            return new ConformalClassificationTrainer(new CARTClassificationTrainer(3))
                    .withMethod(new LeastAmbiguousSets())
                    .withStratifiedSplit()
                    .withClassConditionalCoverage()
                    .withNonEmptySets();
        }
    }

    @Nested
    class DeterministicAdaptiveSets extends OfLabels {
        @Override
        Trainer<Label> trainer() {
            return new ConformalClassificationTrainer(Trainers.logistic())
                    .withMethod(AdaptiveSets.deterministic())
                    .withSeed(99);
        }
    }

    @Nested
    class IntervalsOfATree extends OfNumbers {
        @Override
        Trainer<Regressor> trainer() {
            return new ConformalRegressionTrainer(Trainers.cart());
        }
    }

    @Nested
    class JointIntervalsOfAnEnsemble extends OfNumbers {
        @Override
        MutableDataset<Regressor> data(int n, long seed) {
            return Samples.pairs(n, seed);
        }

        @Override
        Trainer<Regressor> trainer() {
            return new ConformalRegressionTrainer(Trainers.badlyBagged()).withJointCoverage();
        }
    }

    @Nested
    class IntervalsWithALearnedDifficulty extends OfNumbers {
        @Override
        Trainer<Regressor> trainer() {
            return new ConformalRegressionTrainer(Trainers.linear())
                    .withScale(new DifficultyScale(Trainers.cart()).withFolds(2));
        }

        @Test
        @Override
        void trainsOnTwoExamples() {
            assertThatThrownBy(() -> trainer().train(data(2, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("number of training examples must be >= 2, got 1");
        }
    }

    @Nested
    class CrudeOfATree extends OfNumbers {
        @Override
        Trainer<Regressor> trainer() {
            return new CalibratedRegressionTrainer(Trainers.cart());
        }

        @Override
        String toldAfterLoading(Prediction<Regressor> prediction) {
            return plain(prediction);
        }
    }

    @Nested
    class StdScalingOfAnEnsembleWithTwoDimensions extends OfNumbers {
        @Override
        MutableDataset<Regressor> data(int n, long seed) {
            return Samples.pairs(n, seed);
        }

        @Override
        Trainer<Regressor> trainer() {
            return new CalibratedRegressionTrainer(Trainers.wellBagged())
                    .withMethod(new StdScalingRecalibration());
        }

        @Override
        String toldAfterLoading(Prediction<Regressor> prediction) {
            return plain(prediction);
        }
    }
}
