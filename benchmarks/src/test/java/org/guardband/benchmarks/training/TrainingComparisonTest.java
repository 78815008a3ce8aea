package org.guardband.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.ensembles.propagation.Affine;
import org.guardband.ensembles.propagation.FeedForward;
import org.guardband.ensembles.propagation.PropagatedGaussian;
import org.guardband.ensembles.propagation.Relu;
import org.guardband.ensembles.propagation.StablePropagation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingComparisonTest {

    @TempDir Path folder;

    @Test
    void runsAllClassifiersOnceAndGoesOnWhereItWas() throws IOException {
        Path file = folder.resolve("digits.csv");
        ClassComparison comparison = new ClassComparison(ClassPlan.small(), file);
        comparison.run(3, EnumSet.of(ClassMethod.SINGLE));
        comparison.run(3, EnumSet.allOf(ClassMethod.class));
        List<Outcome> all = comparison.file().read();
        assertThat(all)
                .extracting(Outcome::method)
                .containsExactlyElementsOf(
                        Arrays.stream(ClassMethod.values()).map(ClassMethod::title).toList());
        for (Outcome outcome : all) {
            // accuracy, NLL, ECE, Brier, AUROC twice; chance is one in nine, training short
            assertThat(outcome.figures()).hasSize(6);
            assertThat(outcome.figures().get(0)).isBetween(0.2, 1.0);
            assertThat(outcome.figures().get(1)).isBetween(0.0, 2.5);
            assertThat(outcome.figures().get(5)).isBetween(0.0, 1.0);
        }
        Files.writeString(file, Files.readString(file) + "digits,3,torn");
        comparison.run(3, EnumSet.allOf(ClassMethod.class));
        assertThat(comparison.file().read()).isEqualTo(all);
        assertThat(comparison.file().markdown(ClassComparison.DATA))
                .contains("| deep ensemble | 2 |")
                .contains("| DDU | 1 |");
    }

    @Test
    void runsAllRegressions() throws IOException {
        RealComparison comparison = new RealComparison(RealPlan.small(), folder.resolve("r.csv"));
        comparison.run("yacht", 1, EnumSet.allOf(RealMethod.class));
        assertThat(comparison.file().read())
                .extracting(Outcome::method)
                .containsExactlyElementsOf(
                        Arrays.stream(RealMethod.values()).map(RealMethod::title).toList());
        for (Outcome outcome : comparison.file().read()) {
            assertThat(outcome.figures().get(0)).isBetween(0.0, 40.0);
            assertThat(outcome.figures().get(2)).isLessThan(outcome.figures().get(0));
            assertThat(outcome.figures().get(4)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void runsRejection() throws IOException {
        RejectionComparison comparison =
                new RejectionComparison(ClassPlan.small(), folder.resolve("j.csv"));
        comparison.run(4);
        comparison.run(4);
        assertThat(comparison.file().read()).hasSize(5);
        for (Outcome outcome : comparison.file().read()) {
            // rows without a right answer can only cost
            assertThat(outcome.figures().get(2)).isGreaterThan(outcome.figures().get(3));
            assertThat(outcome.figures().get(1)).isGreaterThan(0.5);
        }
    }

    @Test
    void theCarriedVarianceIsThatOfStablePropagation() throws IOException {
        RealSplit split = RealSplit.of(RowData.uci("energy"), 1);
        double[] x = split.standard(split.train());
        PropagatingNetwork network =
                PropagatingNetwork.create(PropagatingNetwork.Kind.TRAINED, split.columns(), 10, 3);
        network.train(new Fit(x, split.columns(), split.standardTargets(), 1, 32, 1), 2, 3);
        FeedForward same =
                FeedForward.of(
                        Affine.of(network.layers().get(0)),
                        new Relu(),
                        Affine.of(network.layers().get(1)));
        double[] moments = network.predict(x);
        for (int i = 0; i < 20; i++) {
            double[] row = Arrays.copyOfRange(x, i * split.columns(), (i + 1) * split.columns());
            PropagatedGaussian out = StablePropagation.isotropic(same, row, network.spread());
            assertThat(moments[2 * i]).isCloseTo(out.mean()[0], within(1e-12));
            assertThat(moments[2 * i + 1]).isCloseTo(out.variance(0) + 1e-4, within(1e-12));
        }
    }

    @Test
    void splitsAreOfTheRightRows() throws IOException {
        DigitSplit split = DigitSplit.of(RowData.digits(), 12, 300);
        assertThat(split.names()).doesNotContain("2").hasSize(9);
        assertThat(split.labels()).hasSize(300).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        int unknown = split.unknown().length / DigitSplit.PIXELS;
        assertThat(300 + split.truths().length + unknown).isEqualTo(1797);
        RealSplit real = RealSplit.of(RowData.uci("concrete"), 5);
        assertThat(real.targets()).hasSize(927);
        double[] x = real.standard(real.train());
        double mean =
                IntStream.range(0, 927).mapToDouble(i -> x[i * 8 + 2]).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(1e-12));
    }
}
