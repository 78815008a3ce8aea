package org.guardband.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guardband.core.model.ModelDocument;

/** All methods, by room and family, in the order in which they are listed. */
final class MethodRegistry {

    private MethodRegistry() {}

    /** A new family is a class of its own and a line here, under its room. */
    static List<MethodFamily> families() {
        List<MethodFamily> all = new ArrayList<>();

        // conformal: sets of labels
        all.add(new LabelSetMethods());

        // conformal: intervals
        all.add(new IntervalMethods());
        all.add(new UnionMethods());
        all.add(new ResamplingMethods());
        all.add(new JackknifeMethods());
        all.add(new FeatureMethods());

        // conformal: several targets or labels at once
        all.add(new MultiTargetMethods());
        all.add(new MultiLabelMethods());

        // conformal: other risks
        all.add(new RiskMethods());

        // conformal: rows one after another
        all.add(new StreamMethods());
        all.add(new DriftAlarmMethods());

        // conformal: training runs
        all.add(new EarlyStoppingMethods());

        // regression
        all.add(new RecalibrationMethods());

        // classification
        all.add(new ClassCalibrationMethods());
        all.add(new ScoreStreamMethods());

        // detection
        all.add(new DetectionScoreMethods());
        all.add(new DetectionBoxMethods());

        // graph
        all.add(new GraphMethods());

        return List.copyOf(all);
    }

    static List<MethodEntry> all() {
        return families().stream().flatMap(family -> family.methods().stream()).toList();
    }

    static Optional<MethodEntry> find(String name) {
        return all().stream().filter(method -> method.name().equals(name)).findFirst();
    }

    /** The method that applies a model file: several methods may fit the same kind of model. */
    static Optional<MethodEntry> forModel(ModelDocument document) {
        String model = modelName(document);
        return families().stream().flatMap(family -> family.forModel(model).stream()).findFirst();
    }

    /** The name of the method, or of what was fitted, in a model file. */
    static String modelName(ModelDocument document) {
        return document.method().equals(TableModel.METHOD)
                ? document.text("name")
                : document.method();
    }

    /** What to say of a name that is none: the names that are near to it. */
    static String unknown(String name) {
        List<String> near = NearNames.of(name, all().stream().map(MethodEntry::name).toList());
        return "unknown method "
                + name
                + (near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)")
                + "; guardband methods lists them all";
    }
}
