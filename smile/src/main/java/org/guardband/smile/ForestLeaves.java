package org.guardband.smile;

import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.SampleBatch;
import smile.base.cart.RegressionNode;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.regression.RandomForest;
import smile.regression.RegressionTree;

/** The leaves that rows fall into, tree by tree: outputs, and variances within. */
final class ForestLeaves {

    private final int trees;
    private final double[] output;
    private final double[] within;

    private ForestLeaves(int rows, int trees) {
        this.trees = trees;
        this.output = new double[Math.multiplyExact(rows, trees)];
        this.within = new double[rows];
    }

    static ForestLeaves of(RandomForest forest, DataFrame frame) {
        RegressionTree[] trees = forest.trees();
        ForestLeaves leaves = new ForestLeaves(frame.size(), trees.length);
        SmileRows.frame(
                frame,
                forest.formula(),
                forest.schema(),
                (i, row) -> leaves.row(i, trees, forest.formula().x(row)));
        return leaves;
    }

    private void row(int i, RegressionTree[] forest, Tuple predictors) {
        double sum = 0;
        for (int t = 0; t < trees; t++) {
            RegressionNode leaf = (RegressionNode) forest[t].root().predict(predictors);
            output[i * trees + t] = leaf.output();
            // Smile's deviance of a node is its sum of squares
            sum += leaf.deviance() / leaf.size();
        }
        within[i] = sum / trees;
    }

    SampleBatch outputs() {
        return SampleBatch.wrap(output, trees);
    }

    GaussianBatch gaussians() {
        double[] mean = new double[within.length];
        double[] sd = new double[within.length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (int t = 0; t < trees; t++) {
                sum += output[i * trees + t];
            }
            mean[i] = sum / trees;
            double between = 0;
            for (int t = 0; t < trees; t++) {
                double deviation = output[i * trees + t] - mean[i];
                between += deviation * deviation;
            }
            sd[i] = Math.sqrt(within[i] + between / trees);
        }
        return GaussianBatch.wrap(mean, sd);
    }
}
