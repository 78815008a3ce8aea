package org.guardband.benchmarks.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraComparisonTest {

    @TempDir Path folder;

    @Test
    void runsAllMethodsOnceAndGoesOnWhereItWas() throws IOException {
        Path file = folder.resolve("results.csv");
        Plan plan = Plan.full().withEpochs(1, 4).withMembers(3, 2);
        LoraComparison comparison =
                new LoraComparison(DigitRows.read(), plan, file, Kernels.best());
        Set<Method> first = EnumSet.of(Method.SINGLE, Method.LORA_SMALL);
        comparison.run(1, first);
        assertThat(comparison.results()).extracting(Result::method).containsAll(first).hasSize(2);
        comparison.run(1, EnumSet.allOf(Method.class));
        List<Result> all = comparison.results();
        assertThat(all).hasSize(Method.values().length);
        assertThat(all).extracting(Result::method).containsExactlyInAnyOrder(Method.values());
        for (Result result : all) {
            assertThat(result.accuracy()).isBetween(0.0, 1.0);
            assertThat(result.auroc()).isBetween(0.0, 1.0);
            assertThat(Result.parse(result.line())).isEqualTo(result);
        }
        byte[] before = Files.readAllBytes(file);
        comparison.run(1, EnumSet.allOf(Method.class));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        String table = ComparisonSummary.of(all, comparison.times()).markdown();
        assertThat(table).contains("| LoRA-Ensemble, large | 3 |").contains("| single | 1 |");
    }

    @Test
    void splitsDoNotOverlapAndHideTheUnknownDigit() throws IOException {
        DigitRows.Split split = DigitRows.read().split(1, 7, 600, 300);
        assertThat(split.pretraining().images().size()).isEqualTo(600);
        assertThat(split.training().images().size()).isEqualTo(300);
        int rest = split.test().images().size() + split.unknown().images().size();
        assertThat(rest).isEqualTo(1797 - 900);
        assertThat(split.training().labels()).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(DigitRows.known(7)).containsExactly(0, 1, 2, 3, 4, 5, 6, 8, 9);
    }

    @Test
    void entropyTellsUnknownRows() {
        CategoricalBatch known = CategoricalBatch.of(new double[] {1, 0, 0.9, 0.1}, 2);
        CategoricalBatch unknown = CategoricalBatch.of(new double[] {0.5, 0.5, 0.1, 0.9}, 2);
        assertThat(EntropyAuroc.of(unknown, known)).isCloseTo(0.875, within(1e-12));
    }
}
