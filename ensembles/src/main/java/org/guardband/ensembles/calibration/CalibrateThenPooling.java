package org.guardband.ensembles.calibration;

import java.util.ArrayList;
import java.util.List;
import org.guardband.classification.ClassCalibration;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.pool.ClassPool;

/**
 * One correction for each member, then a pool; see {@link CalibrateThenPool}.
 *
 * @param calibrations one per member
 * @param pool the pool
 */
public record CalibrateThenPooling(List<ClassCalibration> calibrations, ClassPool pool)
        implements ClassPool {

    private static final String METHOD = "calibrate-then-pool";

    /**
     * Copies the list.
     *
     * @param calibrations one per member, at least one
     * @param pool the pool
     * @throws IllegalArgumentException if there is no correction
     */
    public CalibrateThenPooling {
        Arguments.atLeast("number of calibrations", calibrations.size(), 1);
        calibrations = List.copyOf(calibrations);
    }

    /**
     * The corrected members, not yet pooled.
     *
     * @param members what each member says
     * @return what each corrected member says
     * @throws IllegalArgumentException if there are not as many members as in the fit
     */
    public ClassMembers calibrated(ClassMembers members) {
        if (members.size() != calibrations.size()) {
            throw new IllegalArgumentException(
                    "members must be "
                            + calibrations.size()
                            + " as in the fit, got "
                            + members.size());
        }
        List<CategoricalBatch> corrected = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            corrected.add(calibrations.get(m).apply(members.member(m)));
        }
        return ClassMembers.of(corrected);
    }

    @Override
    public CategoricalBatch apply(ClassMembers members) {
        return pool.apply(calibrated(members));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .putChildren(
                        "calibrations",
                        calibrations.stream().map(ClassCalibration::toDocument).toList())
                .put("pool", pool.toDocument())
                .build();
    }

    /** Reads {@code calibrate-then-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public CalibrateThenPooling read(ModelDocument document) {
            return new CalibrateThenPooling(
                    document.children("calibrations").stream()
                            .map(NestedPart::calibration)
                            .toList(),
                    NestedPart.pool(document.child("pool")));
        }
    }
}
