package org.guardband.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.guardband.conformal.multimodal.NearestSample;
import org.guardband.conformal.multimodal.ThresholdedIntervals;
import org.guardband.conformal.multimodal.UnionConformalizer;
import org.guardband.conformal.multimodal.UnionRegressor;
import org.guardband.conformal.multimodal.UnionScore;
import org.guardband.core.batch.RealBatch;

/** Sets of numbers that may have gaps. */
final class UnionMethods implements MethodFamily {

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                entry(
                        "cti",
                        "q:<level>, y",
                        "Luo, Zhou 2025, arXiv 2407.14495",
                        Set.of("--range"),
                        UnionMethods::intervals,
                        RealInputs::quantiles),
                entry(
                        "pcp",
                        "s:<i>, y",
                        "Wang et al. 2022, arXiv 2206.06584",
                        Set.of(),
                        options -> NearestSample.withDefaults(),
                        (table, notes) -> table.samples()));
    }

    private static UnionScore intervals(FitOptions options) {
        if (options.range.isEmpty()) {
            return ThresholdedIntervals.withDefaults();
        }
        if (options.range.size() != 2) {
            throw new IllegalArgumentException(
                    "--range must be two numbers, LOW,HIGH, got " + options.range.size());
        }
        return ThresholdedIntervals.withDefaults()
                .withRange(options.range.get(0), options.range.get(1));
    }

    private static MethodEntry entry(
            String name,
            String input,
            String paper,
            Set<String> options,
            Function<FitOptions, UnionScore> score,
            RealInputs.Input reads) {
        return new MethodEntry(
                name,
                "conformal",
                input,
                "lower, upper, union",
                "P(y in set) >= coverage",
                paper,
                options,
                (heldOut, given, notes) ->
                        UnionConformalizer.of(score.apply(given))
                                .conformalize(reads.read(heldOut, notes), heldOut.targets()),
                (model, rows, given, notes) -> {
                    UnionRegressor regressor = (UnionRegressor) model;
                    CalibrationSizes.note(
                            regressor.calibrationSize(),
                            given.coverages(),
                            "set is the whole line",
                            notes);
                    RealBatch batch = reads.read(rows, notes);
                    return UnionColumns.of(given, coverage -> regressor.sets(batch, coverage));
                });
    }
}
