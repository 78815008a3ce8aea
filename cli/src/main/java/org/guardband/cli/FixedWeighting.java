package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guardband.conformal.FixedWeights;
import org.guardband.core.table.PredictionTable;

/** Weights that do not follow from features: by age, or from a column. */
final class FixedWeighting {

    private FixedWeighting() {}

    /** The options that were given. */
    static List<String> given(FitOptions options) {
        List<String> given = new ArrayList<>();
        if (options.decay.isPresent()) {
            given.add("--decay");
        }
        if (options.fixedWeights) {
            given.add("--fixed-weights");
        }
        return given;
    }

    static boolean isAsked(FitOptions options) {
        return !given(options).isEmpty();
    }

    /** The weights, and a note of what they are worth. */
    static FixedWeights of(PredictionTable heldOut, FitOptions options, Notes notes) {
        FixedWeights weights =
                options.decay
                        .map(rate -> FixedWeights.decaying(heldOut.rows(), rate))
                        .orElseGet(() -> FixedWeights.of(WeightRequirement.weights(heldOut)));
        WeightRequirement.note(weights.effectiveSize(), weights.size(), notes);
        double total = weights.total();
        notes.add(
                String.format(
                        Locale.ROOT,
                        "the weights sum to %.1f: a coverage above %.3f gives everything",
                        total,
                        total / (total + 1)));
        return weights;
    }
}
