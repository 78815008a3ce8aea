package org.guardband.benchmarks.lora;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Means over seeds, with their standard errors. */
final class ComparisonSummary {

    private final List<Result> results;

    private ComparisonSummary(List<Result> results) {
        this.results = results;
    }

    static ComparisonSummary of(List<Result> results) {
        return new ComparisonSummary(results);
    }

    String markdown() {
        StringBuilder text =
                new StringBuilder(
                        """
                        | method | members | accuracy | NLL | ECE | Brier | AUROC, unknown digit | ECE of mean logits | parameters | training, s | seeds |
                        | --- | ---: | --- | --- | --- | --- | --- | --- | ---: | ---: | ---: |
                        """);
        for (Method method : Method.values()) {
            List<Result> of = results.stream().filter(r -> r.method() == method).toList();
            if (!of.isEmpty()) {
                text.append("| ").append(method.title());
                text.append(" | ").append(of.get(0).members()).append(" |");
                for (ToDoubleFunction<Result> column :
                        List.<ToDoubleFunction<Result>>of(
                                Result::accuracy,
                                Result::nll,
                                Result::ece,
                                Result::brier,
                                Result::auroc,
                                Result::logitEce)) {
                    text.append(cell(of, column));
                }
                text.append(
                        String.format(
                                Locale.ROOT,
                                " %,d | %.1f | %d |%n",
                                of.get(0).parameters(),
                                of.stream()
                                        .mapToDouble(Result::trainSeconds)
                                        .average()
                                        .orElseThrow(),
                                of.size()));
            }
        }
        return text.toString();
    }

    private static String cell(List<Result> results, ToDoubleFunction<Result> column) {
        double mean = results.stream().mapToDouble(column).average().orElseThrow();
        double squares =
                results.stream().mapToDouble(column).map(v -> (v - mean) * (v - mean)).sum();
        int n = results.size();
        return n < 2
                ? String.format(Locale.ROOT, " %.4f |", mean)
                : String.format(
                        Locale.ROOT, " %.4f (%.4f) |", mean, Math.sqrt(squares / (n - 1.0) / n));
    }
}
