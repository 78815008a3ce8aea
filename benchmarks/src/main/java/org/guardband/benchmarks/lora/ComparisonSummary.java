package org.guardband.benchmarks.lora;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Means over seeds, with their standard errors. */
final class ComparisonSummary {

    private final List<Result> results;
    private final List<Timing> times;

    private ComparisonSummary(List<Result> results, List<Timing> times) {
        this.results = results;
        this.times = times;
    }

    static ComparisonSummary of(List<Result> results, List<Timing> times) {
        return new ComparisonSummary(results, times);
    }

    String markdown() {
        StringBuilder text =
                new StringBuilder(
                        """
                        | method | members | accuracy | NLL | ECE | Brier | AUROC, unknown class | ECE of mean logits | parameters | MB | training, s | prediction, s | seeds |
                        | --- | ---: | --- | --- | --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
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
                long parameters = of.get(0).parameters();
                text.append(
                        String.format(
                                Locale.ROOT,
                                " %,d | %.2f | %.1f | %.2f | %d |%n",
                                parameters,
                                4 * parameters / 1e6,
                                seconds(method, Timing::training),
                                seconds(method, Timing::prediction),
                                of.size()));
            }
        }
        return text.toString();
    }

    private double seconds(Method method, ToDoubleFunction<Timing> column) {
        return times.stream()
                .filter(t -> t.method() == method)
                .mapToDouble(column)
                .average()
                .orElse(Double.NaN);
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
