package org.guardband.conformal.regression;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.Persistent;

/** The taxonomy and the rank rule in model documents. */
final class Taxonomy {

    private static final String NONE = "none";
    private static final String GROUP = "group";
    private static final String WEIGHT = "weight";
    private static final String FIXED_WEIGHT = "fixed-weight";

    private Taxonomy() {}

    static ModelDocument none(ModelDocument.Builder document, RankRule rule) {
        return document.put("rank", name(rule)).put("taxonomy", NONE).build();
    }

    static ModelDocument group(ModelDocument.Builder document, RankRule rule, List<String> groups) {
        return document.put("rank", name(rule))
                .put("taxonomy", GROUP)
                .putTexts("groups", groups)
                .build();
    }

    static ModelDocument weight(ModelDocument.Builder document) {
        return document.put("rank", name(RankRule.EXACT)).put("taxonomy", WEIGHT).build();
    }

    static ModelDocument fixedWeight(ModelDocument.Builder document) {
        return document.put("rank", name(RankRule.EXACT)).put("taxonomy", FIXED_WEIGHT).build();
    }

    /** Rebuilds a regressor; {@code method} reads the method given how to read the scores. */
    static Persistent read(
            ModelDocument document, Function<ScorePools.Reader, FittedMethod> method) {
        RankRule rule = rule(document.text("rank"));
        String taxonomy = document.text("taxonomy");
        if (taxonomy.equals(NONE)) {
            return new ConformalRegressor(method.apply(GroupPools.reader(1)), rule);
        }
        if (taxonomy.equals(GROUP)) {
            List<String> groups = document.texts("groups");
            if (groups.stream().distinct().count() != groups.size()) {
                throw new ModelFormatException("field \"groups\" must hold distinct names");
            }
            return new MondrianConformalRegressor(
                    method.apply(GroupPools.reader(groups.size())), rule, groups);
        }
        if (taxonomy.equals(WEIGHT)) {
            return new WeightedConformalRegressor(method.apply(WeightedPool::read));
        }
        if (taxonomy.equals(FIXED_WEIGHT)) {
            return new ConformalRegressor(method.apply(WeightedPool::read), rule);
        }
        throw new ModelFormatException(
                "field \"taxonomy\" must be \"none\", \"group\", \"weight\" or \"fixed-weight\","
                        + " got \""
                        + taxonomy
                        + "\"");
    }

    private static String name(RankRule rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    private static RankRule rule(String name) {
        for (RankRule rule : RankRule.values()) {
            if (name(rule).equals(name)) {
                return rule;
            }
        }
        throw new ModelFormatException(
                "field \"rank\" must be \"exact\" or \"crepes\", got \"" + name + "\"");
    }
}
