package org.guardband.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.guardband.conformal.classification.ConformalMultiLabel;
import org.guardband.conformal.classification.MultiLabelConformalizer;
import org.guardband.core.Coverage;
import org.guardband.core.batch.MultiLabelBatch;
import org.guardband.core.model.Persistent;
import org.guardband.core.set.LabelSets;
import org.guardband.core.set.LabelVectorSets;
import org.guardband.core.table.Column;
import org.guardband.core.table.PredictionTable;

/** Rows that have any number of labels: which are certain, and which are possible. */
final class MultiLabelMethods implements MethodFamily {

    private static final String WHOLE = "label is possible and none certain";

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                new MethodEntry(
                        "multilabel",
                        "conformal",
                        "p:<label> of any sum, label (labels joined by |)",
                        "certain, set (all that are possible)",
                        "P(certain within label within set) >= coverage",
                        "split conformal prediction; Vovk, Gammerman, Shafer 2005, doi"
                                + " 10.1007/b106715",
                        Set.of(),
                        (heldOut, options, notes) -> {
                            List<String> labels = LabelTable.labels(heldOut);
                            return MultiLabelConformalizer.withDefaults()
                                    .conformalize(
                                            LabelTable.probabilities(heldOut, labels),
                                            LabelTable.truths(heldOut, labels));
                        },
                        MultiLabelMethods::apply));
    }

    private static List<Column> apply(
            Persistent model, PredictionTable rows, ApplyOptions options, Notes notes) {
        ConformalMultiLabel fitted = (ConformalMultiLabel) model;
        CalibrationSizes.note(fitted.calibrationSize(), options.coverages(), WHOLE, notes);
        MultiLabelBatch batch = LabelTable.probabilities(rows, fitted.labels());
        List<Column> columns = new ArrayList<>();
        for (Coverage coverage : options.coverages()) {
            LabelVectorSets sets = fitted.sets(batch, coverage);
            String end = options.end(coverage);
            columns.add(Column.of("certain" + end, LabelSetMethods.joined(certain(sets))));
            columns.add(Column.of("set" + end, LabelSetMethods.joined(sets.present())));
        }
        return columns;
    }

    /** Labels that may be there and may not be absent. */
    private static LabelSets certain(LabelVectorSets sets) {
        int[][] rows = new int[sets.size()][];
        int[] inside = new int[sets.labels().size()];
        for (int i = 0; i < rows.length; i++) {
            int size = 0;
            for (int k = 0; k < inside.length; k++) {
                if (sets.present().contains(i, k) && !sets.absent().contains(i, k)) {
                    inside[size++] = k;
                }
            }
            rows[i] = Arrays.copyOf(inside, size);
        }
        return LabelSets.of(rows, sets.labels());
    }
}
