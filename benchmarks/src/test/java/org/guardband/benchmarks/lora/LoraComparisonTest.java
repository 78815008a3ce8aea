package org.guardband.benchmarks.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.guardband.benchmarks.training.EntropyAuroc;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraComparisonTest {

    @TempDir Path folder;

    @Test
    void runsAllMethodsOnceAndGoesOnWhereItWas() throws IOException {
        Path file = folder.resolve("results.csv");
        Plan plan = Plan.digits().withEpochs(1, 4).withMembers(3, 2);
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
        Split split = DigitRows.read().split(7, Plan.digits());
        assertThat(split.pretraining().input().size()).isEqualTo(600);
        assertThat(split.training().input().size()).isEqualTo(300);
        int rest = split.test().input().size() + split.unknown().input().size();
        assertThat(rest).isEqualTo(1797 - 900);
        assertThat(split.training().labels()).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(split.labels()).containsExactly("0", "1", "2", "3", "4", "5", "6", "8", "9");
    }

    @Test
    void namesAreToldApartOverABaseOfOtherLanguages() throws IOException {
        Path file = folder.resolve("names.csv");
        Plan plan = Plan.names().withRows(64, 64).withEpochs(1, 2).withMembers(3, 2);
        ForeignNames names = ForeignNames.read();
        Split split = names.split(3, plan);
        assertThat(split.labels())
                .containsExactly("cs", "da", "de", "fr", "it", "nl", "pl", "pt", "sv");
        assertThat(split.training().input().size()).isEqualTo(64);
        assertThat(split.training().labels()).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(split.test().input().size()).isGreaterThan(2000);
        assertThat(split.unknown().input().size()).isGreaterThan(200);
        Set<Method> some = EnumSet.of(Method.LORA_SMALL);
        LoraComparison comparison = new LoraComparison(names, plan, file, Kernels.best());
        comparison.run(3, some);
        assertThat(comparison.results())
                .extracting(Result::method)
                .containsExactlyInAnyOrderElementsOf(some);
    }

    @Test
    void entropyTellsUnknownRows() {
        CategoricalBatch known = CategoricalBatch.of(new double[] {1, 0, 0.9, 0.1}, 2);
        CategoricalBatch unknown = CategoricalBatch.of(new double[] {0.5, 0.5, 0.1, 0.9}, 2);
        assertThat(EntropyAuroc.of(unknown, known)).isCloseTo(0.875, within(1e-12));
    }
}
