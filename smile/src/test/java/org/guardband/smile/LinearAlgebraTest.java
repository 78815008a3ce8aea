package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smile.base.mlp.Layer;
import smile.base.mlp.OutputFunction;
import smile.classification.LDA;
import smile.classification.MLP;
import smile.classification.QDA;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.math.MathEx;
import smile.regression.DataFrameRegression;
import smile.regression.ElasticNet;
import smile.regression.LASSO;
import smile.regression.OLS;
import smile.regression.RidgeRegression;
import smile.stat.distribution.MultivariateGaussianDistribution;

/** Models that need Smile's natives: under -Psmile-natives. */
class LinearAlgebraTest {

    @BeforeEach
    void natives() {
        assumeThat(ProcessRowsTest.nativesPresent()).as("natives of Smile").isTrue();
    }

    @Test
    void linearModelsOfFrames() {
        DataFrame diabetes = RealData.diabetes();
        DataFrame training = RealData.rows(diabetes, 0, 300);
        DataFrame fresh = RealData.rows(diabetes, 300, 442);
        Formula formula = Formula.lhs("y");
        for (DataFrameRegression model :
                List.of(
                        OLS.fit(formula, training),
                        RidgeRegression.fit(formula, training, 1.0),
                        LASSO.fit(formula, training, 1.0),
                        ElasticNet.fit(formula, training, 0.5, 0.5))) {
            var ours = SmileRegressor.ofFrames(model);
            double[] means = ours.means(fresh);
            assertThat(means[5]).isEqualTo(model.predict(fresh.get(5)));
            assertThat(
                            ours.means(
                                    fresh.select(
                                            "s6", "s5", "s4", "s3", "s2", "s1", "bp", "bmi", "sex",
                                            "age")))
                    .containsExactly(means, within(1e-9));
        }
    }

    @Test
    void classifiersOfRows() {
        RealData.Digits digits = RealData.digits().rows(0, 600);
        double[][] x =
                Arrays.stream(digits.x())
                        .map(row -> new double[] {row[10], row[20], row[28], row[36], row[42]})
                        .toArray(double[][]::new);
        int[] gapped =
                Arrays.stream(digits.digit()).map(d -> d == 3 ? 20 : d == 8 ? 7 : 4).toArray();
        SmileLabels labels = SmileLabels.of(gapped);
        var lda = SmileClassifier.ofArrays(LDA.fit(x, gapped), labels);
        assertThat(lda.predict(x).size()).isEqualTo(600);
        assertThat(lda.mostProbable(x)).contains(4);
        int[] dense = labels.indices(gapped);
        var qda = SmileClassifier.ofArrays(QDA.fit(x, dense), SmileLabels.of(dense));
        assertThat(qda.predict(x).classes()).isEqualTo(3);
        MathEx.setSeed(1);
        MLP network = new MLP(5, Layer.sigmoid(6), Layer.mle(3, OutputFunction.SOFTMAX));
        network.update(x, dense);
        assertThat(SmileClassifier.ofArrays(network, SmileLabels.of(dense)).predict(x).size())
                .isEqualTo(600);
    }

    @Test
    void densitiesOfRows() {
        RealData.Digits digits = RealData.digits();
        double[][] x =
                Arrays.stream(digits.x())
                        .map(row -> new double[] {row[10], row[20], row[28]})
                        .toArray(double[][]::new);
        var density = MultivariateGaussianDistribution.fit(Arrays.copyOf(x, 600));
        var outliers =
                SmileOutlierDetector.ofDensity(density)
                        .conformalize(Arrays.copyOfRange(x, 600, 1200));
        assertThat(outliers.pValues(new double[][] {{200, -100, 50}})[0])
                .isCloseTo(1 / 601.0, within(1e-12));
        double share =
                Arrays.stream(outliers.pValues(Arrays.copyOfRange(x, 1200, 1797)))
                                .filter(p -> p <= 0.1)
                                .count()
                        / 597.0;
        assertThat(share).isBetween(0.05, 0.15);
    }
}
